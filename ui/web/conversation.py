"""What the browser tells of its conversation -> the place of the new turn, and the turns before it.

The conversation lives in the browser's memory alone, so that it comes along with every question.
It is foreign text: what does not fit is not used.
"""

from dataclasses import dataclass
from typing import Annotated, Final, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from assistant.question.follow_up import HISTORY_TURNS, Turn
from assistant.question.typed import QUESTION_CHARS
from ui.record import SourceIds

ANSWER_CHARS: Final = 8000


@dataclass(frozen=True, slots=True)
class TurnPlace:
    """Where a turn stands: in which conversation, by a name of the browser, and its number."""

    conversation: str
    number: int


class Conversation(NamedTuple):
    """Where a turn stands, the earlier turns, oldest first, and the ids of the chosen sources."""

    place: TurnPlace
    history: tuple[Turn, ...]
    sources: tuple[str, ...]


def _cut(chars: int) -> AfterValidator:
    return AfterValidator(lambda text: text[:chars])


class _Turn(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    question: Annotated[str, _cut(QUESTION_CHARS)]
    answer: Annotated[str, _cut(ANSWER_CHARS)]


class _Told(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    conversation: Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
    number: Annotated[int, Field(ge=1, le=10_000)]
    history: Annotated[list[_Turn], Field(max_length=HISTORY_TURNS)]
    sources: SourceIds = Field(default_factory=list)


def read_conversation(text: object) -> Conversation | None:
    """What the page said of the new turn; None if it was not the page that said it."""
    if not isinstance(text, str):
        return None
    try:
        told = _Told.model_validate_json(text)
    except (ValidationError, ValueError):
        return None
    turns = tuple(Turn(each.question, each.answer) for each in told.history)
    return Conversation(TurnPlace(told.conversation, told.number), turns, tuple(told.sources))
