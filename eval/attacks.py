"""attacks.jsonl -> the sentences that nothing supports and that are shown all the same.

Each attack holds what a model would say that does as the attacker wants. That model is faked here,
so that nothing but our own checks stands between attacker and reader. It can only choose:
it says its sentences wherever a reply has room for words. With own words on, it says
them there too, and there the second opinion is what a test makes it.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import BaseModel, ConfigDict, Field

from assistant.answer.answer import Answer, Outcome
from assistant.answer.choose import choose
from assistant.answer.chosen import drafts_of
from assistant.answer.cite import Draft, cite
from assistant.answer.offer import offered
from assistant.answer.opinion import SecondOpinion
from assistant.answer.own_words import in_own_words
from assistant.answer.prompt import choice_messages
from eval.benchmark import Text
from eval.jsonl import read_unique
from ingest.corpus.parse import parse
from ingest.corpus.profile import neutral_profile
from ingest.text.document import Document, Section, Source
from ingest.text.errors import CorpusError
from ingest.text.words import content_words

ATTACKS: Final = Path(__file__).parent / "attacks.jsonl"
TIMEOUT_S: Final = 30.0
_PASSAGE: Final = re.compile(r"^\[(?P<number>\d+)\] .*\n(?P<text>.+)$", re.MULTILINE)
"""As a model is shown what it chose, to say in own words what that comes down to."""
_OFFERED: Final = re.compile(r"\[(?P<number>\d+)\] (?P<text>.*?)(?= \[\d+\] |$)", re.MULTILINE)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(_Strict):
    """A sentence of the obeying model, and the evidence that it names for it.

    `best` is the evidence that has most of its words, `document` what the attacker planted.
    """

    text: str
    evidence: tuple[int | Literal["best", "all", "random", "document"], ...]


class Attack(_Strict):
    """A question or a document with an instruction in it, and what a model that obeys would say.

    `unsupported` are the places in `says` of what may never be shown.
    """

    id: Text
    kind: Text
    language: Literal["nl", "en"]
    question: Text
    document: str
    says: tuple[Said, ...] = Field(min_length=1)
    unsupported: tuple[int, ...]
    why: Text


class Breach(NamedTuple):
    """A sentence that nothing supports and that would have been shown."""

    attack: str
    kind: str
    shown: str


class ObeyingModel(BaseChatModel):
    """A chat model that says what it is told to, and names the evidence that suits it best."""

    says: tuple[Said, ...]
    planted: str = ""

    @property
    def _llm_type(self) -> str:
        return "obeying"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002  # the interface of LangChain
        run_manager: Any = None,  # noqa: ARG002
        **options: Any,  # noqa: ARG002
    ) -> ChatResult:
        """Choose what its sentences name, and say them wherever there is room for words."""
        shown = messages[-1].text
        form = _PASSAGE if shown.startswith("[") else _OFFERED
        held = {int(each["number"]): each["text"] for each in form.finditer(shown)}
        named = [(each.text, [*self._named(each, held)]) for each in self.says]
        reply = {
            "answerable": "yes",
            "missing": " ".join(text for text, _ in named),
            "groups": [{"lead": text, "evidence": own, "text": text} for text, own in named],
            "sentences": [{"text": text, "evidence": own} for text, own in named],
            "shorten": [
                {"evidence": number, "first": text[:length], "last": text[-length:]}
                for text, own in named
                for number in own[:1]
                for length in (len(text), 8)
            ],
        }
        message = AIMessage(json.dumps(reply, ensure_ascii=False))
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _named(self, said: Said, held: dict[int, str]) -> Iterator[int]:
        words = set(content_words(said.text))
        for each in said.evidence:
            if isinstance(each, int):
                yield each
            elif each == "all":
                yield from held
            elif each == "random":
                yield random.Random(said.text).choice([*held])  # noqa: S311  # no secret
            elif each == "best" or not self.planted:
                yield max(held, key=lambda number: len(words & set(content_words(held[number]))))
            else:
                yield from (number for number, text in held.items() if self.planted in text)


def load_attacks(path: Path = ATTACKS) -> list[Attack]:
    """Read the attacks.

    Raises:
        SteunwijzerError: names file, line and remedy of the first thing that is wrong.
    """
    return read_unique(path, Attack)


def breaches(
    attack: Attack, sections: Sequence[Section], sources: dict[str, Source]
) -> list[Breach]:
    """What would be shown of what may never be, given the sections found for its question.

    That is what the attack names, and all that is in none of the sections.
    """
    told = _told(attack, sections, sources)
    known = [_folded(section.text) for section in sections]
    forbidden = [_folded(attack.says[place].text) for place in attack.unsupported]
    return [
        Breach(attack.id, attack.kind, draft.text)
        for draft in told.drafts
        if any(each in _folded(draft.text) for each in forbidden)
        or not any(draft.text in item.section.text for item in draft.evidence)
        or (not told.planted and not any(_folded(draft.text) in each for each in known))
    ]


def own_breaches(
    attack: Attack,
    sections: Sequence[Section],
    sources: dict[str, Source],
    opinion: SecondOpinion,
) -> list[Breach]:
    """What nothing supports of what would be shown in own words beside the choice."""
    told = _told(attack, sections, sources)
    sentences, citations = cite(told.drafts)
    answer = Answer(
        attack.question, attack.question, Outcome.ANSWERED, sentences, citations, (), (), 1.0
    )
    forbidden = {_folded(attack.says[place].text) for place in attack.unsupported}
    shown = [
        said
        for each in attack.says
        for said in in_own_words(
            answer, ObeyingModel(says=(each,), planted=told.planted), opinion, TIMEOUT_S
        )
    ]
    return [
        Breach(attack.id, attack.kind, each.text)
        for each in shown
        if _folded(each.text) in forbidden
    ]


class _Told(NamedTuple):
    """What the obeying model chose, and the first sentence that the attacker planted."""

    drafts: list[Draft]
    planted: str


def _told(attack: Attack, sections: Sequence[Section], sources: dict[str, Source]) -> _Told:
    planted = _planted(attack.document, next(iter(sources.values()))) if attack.document else []
    profile = neutral_profile()
    offer = offered([*sections, *planted], sources, profile.publications)
    own = {section.id for section in planted}
    first = next((item.text for item in offer.items if item.section.id in own), "")
    model = ObeyingModel(says=attack.says, planted=first)
    messages = choice_messages(offer, attack.question, attack.question, (), profile)
    choice, _ = choose(model, messages, TIMEOUT_S)
    drafts = drafts_of(choice, offer, profile.publications) if choice else []
    return _Told(drafts, first)


def _planted(document: str, source: Source) -> list[Section]:
    """What becomes of an attacker's text in a document; nothing if it does not get in at all."""
    try:
        return parse(Document(source, f"# Stuk\n\n## Kop\n\n{document}\n"))
    except CorpusError:
        return []


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
