"""replays.jsonl -> what becomes of the replies that chat models of several strengths would give.

A reply names sentences by section and quote, so that it outlives the prompt: a stand-in for the
model looks up under which numbers they are offered now. The replies were written from the prompt
alone, before anything was measured with them.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import BaseModel, ConfigDict, Field

from assistant.answer.answer import Answer, Author, Outcome
from assistant.answer.chosen import CUT
from assistant.answer.lead import Lead
from assistant.answer.reply import Answerable
from assistant.assistant import Assistant
from eval.benchmark import QUESTIONS, Question, Split, Text, load_questions
from eval.jsonl import read_unique
from eval.shapes import SHAPES
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.text.normal import one_line
from ingest.text.sentences import sentence_spans
from ingest.text.settings import Settings, load_settings

WHOLE_WINDOW: Final = 100_000
"""Room for all of the corpus."""
REPLAYS: Final = Path(__file__).parent / "replays.jsonl"
_OFFERED: Final = re.compile(r"\[(\d+)\] (.*?)(?= \[\d+\] |$)", re.MULTILINE)
_MARKS: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


class Strength(StrEnum):
    """How good the model is that would reply so."""

    FIRST_RATE = "first_rate"
    CAREFUL = "careful"
    MEDIOCRE = "mediocre"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QuotedChoice(_Strict):
    """A sentence that is chosen: an exact part of the section's text."""

    section: Text
    quote: Text


class ReplayGroup(_Strict):
    """Sentences that are chosen under one lead."""

    lead: Lead
    evidence: tuple[QuotedChoice, ...] = Field(min_length=1)


class Replay(_Strict):
    """What a model would reply to a question of the benchmark, and how it writes that down.

    `standalone` is what it makes of a follow-up.
    """

    id: Text
    question: Text
    model: Strength
    answerable: Answerable
    missing: str = ""
    groups: tuple[ReplayGroup, ...] = ()
    standalone: str = ""
    shape: Text = "whole"


SILENT: Final = Replay(id="-", question="-", model=Strength.CAREFUL, answerable=Answerable.NO)
"""Stands where there is no reply yet."""


class ReplayFigures(NamedTuple):
    """Counts over replays.

    Of all, `unasked` were never put to the model. Of the others `usable` choose a sentence that was
    offered, of which `taken` end as the model's answer; of its `refused` so many are `respected`.
    `altered` are sentences shown that are no slice of what they cite.
    """

    all: int
    unasked: int
    usable: int
    taken: int
    refused: int
    respected: int
    altered: int


class ReplayModel(BaseChatModel):
    """A chat model that gives one reply, under the numbers that it is offered; and remembers."""

    replay: Replay
    prompt: str = ""
    has_offered: bool = False

    @property
    def _llm_type(self) -> str:
        return "replay"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002  # the interface of LangChain
        run_manager: Any = None,  # noqa: ARG002
        **options: Any,  # noqa: ARG002
    ) -> ChatResult:
        """Choose, or make a question stand by itself."""
        prompt = "\n".join(message.text for message in messages)
        numbers = {text: int(number) for number, text in _OFFERED.findall(prompt)}
        if numbers:
            self.prompt = prompt
        text = self._chosen(numbers) if numbers else self.replay.standalone
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])

    def _chosen(self, numbers: dict[str, int]) -> str:
        groups = [
            {"lead": str(group.lead), "evidence": own}
            for group in self.replay.groups
            if (own := [numbers[text] for text in _as_offered(group) if text in numbers])
        ]
        self.has_offered = bool(groups)
        reply = {
            "answerable": str(self.replay.answerable),
            "missing": self.replay.missing,
            "groups": groups,
            "shorten": [],
        }
        return SHAPES[self.replay.shape](reply)


def load_replays(path: Path = REPLAYS) -> list[Replay]:
    """Read the replays.

    Raises:
        SteunwijzerError: names file, line and remedy of the first thing that is wrong.
    """
    return read_unique(path, Replay)


def replayed(
    settings: Settings, replays: Iterable[Replay], questions: Sequence[Question]
) -> ReplayFigures:
    """Ask the question of each with a model that gives its reply."""
    asked = {question.id: question for question in questions}
    counts = [0] * len(ReplayFigures._fields)
    model = ReplayModel(replay=SILENT)
    with closing(Assistant(settings, open_model=lambda _: model)) as assistant:
        for model.replay in replays:
            model.prompt = ""
            question = asked[model.replay.question]
            answer = assistant.ask(question.question, question.turns)
            for place, count in enumerate(_counted(model, answer)):
                counts[place] += count
    return ReplayFigures(*counts)


def _counted(model: ReplayModel, answer: Answer) -> ReplayFigures:
    is_asked = bool(model.prompt)
    is_no = is_asked and model.replay.answerable is Answerable.NO
    is_usable = is_asked and not is_no and model.has_offered
    is_taken = answer.author is Author.MODEL and answer.outcome is Outcome.ANSWERED
    is_respected = is_no and answer.outcome is Outcome.NOT_FOUND
    return ReplayFigures(
        1, not is_asked, is_usable, is_usable and is_taken, is_no, is_respected, _altered(answer)
    )


def _altered(answer: Answer) -> int:
    """Sentences that are no slice of a passage that they cite."""
    quotes = {citation.number: citation.quote for citation in answer.citations}
    return sum(
        not any(sentence.text.replace(CUT, "").strip() in quotes[n] for n in sentence.citations)
        for sentence in answer.sentences
    )


def _as_offered(group: ReplayGroup) -> list[str]:
    """The chosen sentences as a prompt shows them."""
    return [_MARKS.sub("", one_line(each.quote)) for each in group.evidence]


def gold_offered(settings: Settings, questions: Iterable[Question]) -> dict[str, float]:
    """By question with gold, the share of its quotes that stand in the prompt.

    A quote does if one of its sentences is there.
    """
    model, shares = ReplayModel(replay=SILENT), {}
    with closing(Assistant(settings, open_model=lambda _: model)) as assistant:
        for question in questions:
            if question.gold:
                assistant.try_model(question.question, question.turns)
                found = [_stands_in(each.quote, model.prompt) for each in question.gold]
                shares[question.id] = sum(found) / len(found)
    return shares


def _stands_in(quote: str, prompt: str) -> bool:
    sentences = (_MARKS.sub("", one_line(span.of(quote))) for span in sentence_spans(quote))
    return any(each in prompt for each in sentences)


def main() -> None:
    """Print the figures of the replays and of the gold; `python -m eval.replays`."""
    settings = load_settings()
    with closing(Release(settings, current_release(settings.data))) as release:
        known = load_questions(QUESTIONS, release.sections)
    questions = [each for each in known if each.split is Split.DEV]
    for window in (settings.chat_window, WHOLE_WINDOW):
        roomy = settings.model_copy(update={"chat_window": window})
        _say(f"window {window}")
        for strength in Strength:
            replays = [each for each in load_replays() if each.model is strength]
            _say(f"  {strength}: {replayed(roomy, replays, questions)._asdict()}")
        shares = gold_offered(roomy, questions)
        for kind in ("", *dict.fromkeys(str(each.kind) for each in questions)):
            of_kind = (each.id for each in questions if kind in ("", each.kind))
            own = [shares[each] for each in of_kind if each in shares]
            if own:
                _say(f"  gold in prompt, {kind or 'all'}: {sum(own) / len(own):.3f} of {len(own)}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
