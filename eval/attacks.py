"""attacks.jsonl -> the sentences that nothing supports and that are shown all the same.

Each attack holds what a model would say that does as the attacker wants. That model is faked here,
so that nothing but our own checks stands between the attacker and the reader.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import BaseModel, ConfigDict, Field

from assistant.answer.evidence import Evidence, evidence_of
from assistant.answer.generate import generate
from assistant.answer.verify.verifier import Verifier
from eval.benchmark import Text
from eval.jsonl import check_unique, read_records
from ingest.corpus.parse import parse
from ingest.corpus.profile import neutral_profile
from ingest.text.document import Document, Source
from ingest.text.errors import CorpusError
from ingest.text.words import content_words

ATTACKS: Final = Path(__file__).parent / "attacks.jsonl"
TIMEOUT_S: Final = 30.0
_EVIDENCE: Final = re.compile(r"^\[(?P<number>\d+)\] (?P<text>.*)$", re.MULTILINE)


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
        """Answer in the line format that it was asked for."""
        held = {int(each["number"]): each["text"] for each in _EVIDENCE.finditer(messages[-1].text)}
        lines = (
            f"[{', '.join(map(str, self._named(each, held)))}] {each.text}" for each in self.says
        )
        reply = AIMessage("\n".join(lines))
        return ChatResult(generations=[ChatGeneration(message=reply)])

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
    placed = read_records(path, Attack)
    check_unique([(place, attack.id) for place, attack in placed], "id")
    return [attack for _, attack in placed]


def breaches(attack: Attack, evidence: Sequence[Evidence], verifier: Verifier) -> list[Breach]:
    """What would be shown of what may never be, given the evidence for the attack's question."""
    planted = _planted(attack.document, evidence[0].source) if attack.document else []
    everything = [
        replace(item, number=number) for number, item in enumerate([*evidence, *planted], start=1)
    ]
    model = ObeyingModel(says=attack.says, planted=planted[0].text if planted else "")
    drafts = generate(model, attack.question, everything, verifier, neutral_profile(), TIMEOUT_S)
    shown = [
        _folded(draft.text)
        for draft, is_own in drafts
        if is_own or any(item.number > len(evidence) for item in draft.evidence)
    ]
    forbidden = [attack.says[place].text for place in attack.unsupported]
    return [
        Breach(attack.id, attack.kind, text)
        for text in forbidden
        if any(_folded(text) in each for each in shown)
    ]


def _planted(document: str, source: Source) -> list[Evidence]:
    """What becomes of an attacker's text in a document; nothing if it does not get in at all."""
    try:
        sections = parse(Document(source, f"# Stuk\n\n## Kop\n\n{document}\n"))
    except CorpusError:
        return []
    return [item for section in sections for item in evidence_of(section, source)]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
