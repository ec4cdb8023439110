"""Question + evidence -> the drafts of an answer by a chat model, each verified before it is given.

The model only chooses evidence by number and words it; what its words say beyond the evidence is
never given. A list is given as the source has it, and so is a sentence that the model worded in a
way that does not pass.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from assistant.answer.cite import Draft, verbatim
from assistant.answer.evidence import Evidence
from assistant.answer.prompt import SCHEMA, Message, answer_messages, standalone_messages
from assistant.answer.verify.verifier import Verifier
from assistant.chat.failure import FailureReason, ModelFailure
from assistant.chat.model import has_structured_output, stream_text
from assistant.question.follow_up import Turn
from ingest.corpus.profile import Profile
from ingest.text.words import content_words

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

ANSWER_CHARS: Final = 4000
STANDALONE_CHARS: Final = 300
MAX_DRAFTS: Final = 6
_LINE: Final = re.compile(
    r"^[-*•\s]{0,3}\[(?P<numbers>\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]:?\s*(?P<text>.+)$"
)
_ARRAY: Final = re.compile(r'"sentences"\s*:\s*\[')


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as the model wrote it, and the numbers of the evidence that it named."""

    text: str
    numbers: tuple[int, ...]


def generate(
    model: "BaseChatModel",
    question: str,
    evidence: Sequence[Evidence],
    verifier: Verifier,
    profile: Profile,
    timeout_s: float,
) -> Iterator[tuple[Draft, bool]]:
    """Drafts as they pass, each with whether it is in the model's own words.

    Raises:
        ModelFailure: the model gave no whole answer; what was given before has passed.
    """
    by_number = {item.number: item for item in evidence}
    given: set[int] = set()
    asking = partial(answer_messages, question, evidence, profile)
    for written in _written(model, asking, timeout_s):
        named = [by_number[number] for number in written.numbers if number in by_number]
        checked = _checked(written.text, named, verifier)
        if checked is None:
            continue
        draft, is_own = checked
        numbers = {item.number for item in draft.evidence}
        if not is_own and numbers <= given:
            continue
        given |= numbers
        yield draft, is_own
        if len(given) >= MAX_DRAFTS:
            return


def standalone_by_model(
    model: "BaseChatModel", question: str, history: Sequence[Turn], timeout_s: float
) -> str:
    """A follow-up question as one that stands by itself.

    Raises:
        ModelFailure: the model gave no such question.
    """
    messages = standalone_messages(question, history)
    pieces = stream_text(
        model, messages, schema=None, timeout_s=timeout_s, max_chars=STANDALONE_CHARS
    )
    lines = [line.strip() for line in "".join(pieces).strip().splitlines() if line.strip()]
    said = " ".join((question, *(f"{turn.question} {turn.answer}" for turn in history)))
    is_own = len(lines) == 1 and set(content_words(lines[0])) <= set(content_words(said))
    if not is_own or not lines[0].endswith("?"):
        raise ModelFailure(FailureReason.BROKEN)
    return lines[0]


def _checked(text: str, named: Sequence[Evidence], verifier: Verifier) -> tuple[Draft, bool] | None:
    """A sentence with the evidence that carries it; else that evidence itself, or nothing."""
    if not named:
        return None
    if any(item.is_list for item in named):
        return verbatim(next(item for item in named if item.is_list)), False
    carrying = tuple(item for item in named if verifier.flaw(text, item) is None)
    if carrying:
        return Draft(text, carrying), True
    return verbatim(named[0]), False


def _written(
    model: "BaseChatModel", asking: "partial[list[Message]]", timeout_s: float
) -> Iterator[Written]:
    """What the model writes, as it comes; without structured output if the server lacks that."""
    if has_structured_output(model):
        try:
            yield from _asked(model, asking(as_json=True), timeout_s, SCHEMA)
        except ModelFailure as failure:
            if failure.reason is not FailureReason.UNSUPPORTED_FORMAT:
                raise
        else:
            return
    yield from _asked(model, asking(as_json=False), timeout_s, None)


def _asked(
    model: "BaseChatModel",
    messages: Sequence[Message],
    timeout_s: float,
    schema: dict[str, Any] | None,
) -> Iterator[Written]:
    yield from read_sentences(
        stream_text(model, messages, schema=schema, timeout_s=timeout_s, max_chars=ANSWER_CHARS)
    )


def read_sentences(pieces: Iterable[str]) -> Iterator[Written]:
    """Sentences out of a stream of text, each as soon as it is whole: JSON or lines.

    Raises:
        ModelFailure: the text is no JSON of ours, or breaks off.
    """
    text, at, is_json = "", 0, None
    for piece in pieces:
        text += piece
        if is_json is None and text.strip():
            is_json = text.lstrip().startswith(("{", "```"))
        if is_json:
            found, at = _objects(text, at)
        else:
            found, at = _lines(text, at)
        yield from found
    if is_json:
        if not text[at:].strip().startswith("]"):
            raise ModelFailure(FailureReason.BROKEN)
    elif at < len(text):
        yield from _lines(text + "\n", at)[0]


def _lines(text: str, at: int) -> tuple[list[Written], int]:
    """The sentences on the whole lines from `at` on, and where the rest begins."""
    end = text.rfind("\n") + 1
    matches = (_LINE.match(line.strip()) for line in text[at:end].splitlines())
    found = [
        Written(match["text"].strip(), tuple(map(int, re.findall(r"\d+", match["numbers"]))))
        for match in matches
        if match
    ]
    return found, max(at, end)


def _objects(text: str, at: int) -> tuple[list[Written], int]:
    """The sentences that are whole objects from `at` on, and where the rest begins."""
    if not at:
        start = _ARRAY.search(text)
        if not start:
            return [], 0
        at = start.end()
    found = []
    decoder = json.JSONDecoder()
    while text[at:].lstrip(" \n\r\t,").startswith("{"):
        begin = text.index("{", at)
        try:
            value, at = decoder.raw_decode(text, begin)
        except json.JSONDecodeError:
            break
        found.append(_sentence(value))
    return found, at


def _sentence(value: dict[str, Any]) -> Written:
    text, numbers = value.get("text"), value.get("evidence")
    if not isinstance(text, str) or not isinstance(numbers, list):
        raise ModelFailure(FailureReason.BROKEN)
    # True is an int too, and no number.
    return Written(text.strip(), tuple(each for each in numbers if type(each) is int))
