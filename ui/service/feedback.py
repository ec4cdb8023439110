"""What a reader says of an answer -> a line of a file in the data folder; masked, without a name.

With an answer goes a slip: what it was, signed with a key of this process. Who says something of
the answer hands it back, so that nothing is kept in between and nobody can say something of an
answer that was not given.
"""

import base64
import hashlib
import hmac
import logging
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant.answer.answer import Answer, Outcome
from assistant.guard.masked import shown
from assistant.guard.privacy import Masked
from ingest.text.errors import SteunwijzerError, why
from ui import texts_feedback
from ui.service.line_file import LineFile

FEEDBACK: Final = "feedback.jsonl"
"""In the data folder: a line for everything that was said of an answer."""
FILE_BYTES: Final = 20_000_000
"""The file grows no larger: some forty thousand lines."""
PER_ANSWER: Final = 10
"""So often can something be said of one answer: each time the file grows."""
_REMEMBERED: Final = 10_000
"""Answers of which is known how often something was said."""
_LOG: Final = logging.getLogger(__name__)


class Opinion(StrEnum):
    """What a reader thinks of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_SOUGHT = "not_sought"


def _whole(text: object) -> object:
    """Half a character, as a terminal may pass on, cannot be written."""
    return text.encode(errors="replace").decode() if isinstance(text, str) else text


_Line = Annotated[str, BeforeValidator(_whole)]


class CitedSpan(BaseModel):
    """`[start:end]` of a section's text, in Unicode code points."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    section: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class AnswerSlip(BaseModel):
    """An answer as far as it is kept; `id` tells it from others, and says nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    release: str
    outcome: Outcome
    question: _Line
    cited: tuple[CitedSpan, ...]


class FeedbackRecord(AnswerSlip):
    """What was said of an answer; `at` is ISO 8601 in UTC, in minutes."""

    at: str
    opinion: Opinion
    remark: _Line


class FeedbackRead(NamedTuple):
    """The last that was said of each answer, oldest answer first, and how many lines are broken."""

    records: list[FeedbackRecord]
    broken: int


class Feedback:
    """Takes in what readers say of answers; safe for use by several threads."""

    def __init__(self, data: Path, mask: Callable[[str], Masked]) -> None:
        self._file = LineFile(data / FEEDBACK)
        self._mask = mask
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._given: dict[str, int] = {}

    def slip(self, answer: Answer) -> str:
        """The slip of an answer, in ASCII; empty where there is nothing to say something of."""
        if not answer.is_whole or answer.complaint:
            return ""
        places = (each.place for each in answer.citations)
        about = AnswerSlip(
            id=secrets.token_hex(8),
            release=answer.release_id,
            outcome=answer.outcome,
            question=answer.question,
            cited=tuple(
                CitedSpan(section=each.section_id, start=each.start, end=each.end)
                for each in places
            ),
        )
        told = base64.urlsafe_b64encode(about.model_dump_json().encode()).decode()
        return f"{told}.{self._signed(told)}"

    def give(self, slip: str, opinion: Opinion, remark: str) -> None:
        """Keep what is said of the answer of this slip, with a remark or an empty one.

        Raises:
            SteunwijzerError: this process gave no such slip, enough was said of that answer, or
                the file cannot be written.
        """
        about = self._read(slip)
        self._count(about.id)
        record = FeedbackRecord(
            **about.model_dump(),
            at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ"),
            opinion=opinion,
            remark=shown(remark, self._mask).text,
        )
        try:
            self._file.append(record.model_dump_json(), FILE_BYTES)
        except OSError as error:
            _LOG.warning(
                "Wat een lezer van een antwoord vindt, is niet bewaard in %s: %s. Maak daar ruimte,"
                " of zet STEUNWIJZER_FEEDBACK uit.",
                self._file.path,
                why(error),
            )
            raise SteunwijzerError(*texts_feedback.NOT_WRITTEN) from error

    def _read(self, slip: str) -> AnswerSlip:
        told, _, sign = slip.rpartition(".")
        if not hmac.compare_digest(self._signed(told).encode(), sign.encode(errors="replace")):
            raise SteunwijzerError(*texts_feedback.UNKNOWN_ANSWER)
        return AnswerSlip.model_validate_json(base64.urlsafe_b64decode(told))

    def _signed(self, told: str) -> str:
        return hmac.new(self._key, told.encode(errors="replace"), hashlib.sha256).hexdigest()

    def _count(self, answer_id: str) -> None:
        with self._lock:
            times = self._given.pop(answer_id, 0)
            self._given[answer_id] = times + 1
            if len(self._given) > _REMEMBERED:
                del self._given[next(iter(self._given))]
        if times >= PER_ANSWER:
            raise SteunwijzerError(*texts_feedback.SAID_OFTEN)


def read_feedback(data: Path) -> FeedbackRead:
    """What was said of answers; of one answer the last opinion and the last remark.

    Raises:
        SteunwijzerError: the file cannot be read.
    """
    path = data / FEEDBACK
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return FeedbackRead([], 0)
    except OSError as error:
        raise SteunwijzerError(*texts_feedback.unreadable(path, why(error))) from error
    found: dict[str, FeedbackRecord] = {}
    broken = 0
    for line in filter(bytes.strip, lines):
        try:
            record = FeedbackRecord.model_validate_json(line)
        except ValidationError:
            broken += 1
            continue
        before = found.get(record.id, record)
        found[record.id] = record.model_copy(update={"remark": record.remark or before.remark})
    return FeedbackRead(list(found.values()), broken)
