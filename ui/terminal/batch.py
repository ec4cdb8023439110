"""questions.jsonl -> answers.jsonl: one line in, one line out, in the same order.

Every answer is on disk before the next question is read, so that Ctrl-C or a full disk loses
none.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from pydantic import ValidationError

from assistant.question.follow_up import Turn
from ingest.text.errors import SteunwijzerError
from ui import texts
from ui.record import AnswerRecord, QuestionRecord, record_of
from ui.service.asks import Asks
from ui.terminal import dutch

_BOM: Final = b"\xef\xbb\xbf"


class BrokenLineError(ValueError):
    """A line of a questions file that cannot be used; its text says why, in Dutch."""


@dataclass(slots=True)
class Tally:
    """How far a batch is; it stays right when the batch is cut short."""

    answered: int = 0
    broken: int = 0


def answer_file(
    assistant: Asks,
    questions: Path,
    out: Path,
    tally: Tally,
    report: Callable[[str], None],
    advance: Callable[[int], None],
) -> None:
    """Answer every question of a file; calls `advance(lines_read)` and reports broken lines.

    Raises:
        SteunwijzerError: a file cannot be used, or the index cannot be read any more.
    """
    if _is_same(out, questions):
        raise SteunwijzerError(*dutch.same_file(questions))
    with (
        _opened(questions, "rb", dutch.file_unreadable) as lines,
        _opened(out, "wb", dutch.file_unwritable, buffering=0) as answers,
    ):
        for number, line in enumerate(_lines(lines, questions), start=1):
            if line.strip():
                _answer_line(assistant, line, number, tally, questions, answers, report)
            advance(number)


def count_lines(path: Path) -> int | None:
    """Lines of a file, or None if reading it twice is impossible (a pipe, or no file at all)."""
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as lines:
                return sum(1 for _ in lines)
    return None


def read_question(line: bytes) -> QuestionRecord:
    """The question on a line of a questions file.

    Raises:
        BrokenLineError: it is no such line.
    """
    try:
        return QuestionRecord.model_validate_json(line.removeprefix(_BOM).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BrokenLineError(texts.NOT_UTF8) from error
    except ValidationError as error:
        raise BrokenLineError(_reason(error)) from error


def answer_record(assistant: Asks, question: QuestionRecord) -> AnswerRecord:
    """Answer one question; one that cannot be searched for gives a record that says so.

    Raises:
        SteunwijzerError: the index cannot be read any more.
    """
    history = tuple(Turn(turn.question, turn.answer) for turn in question.history)
    start = time.perf_counter()
    answer = assistant.ask(question.question, history)
    return record_of(answer, question.id, _ms_since(start))


def _answer_line(
    assistant: Asks,
    line: bytes,
    number: int,
    tally: Tally,
    questions: Path,
    answers: BinaryIO,
    report: Callable[[str], None],
) -> None:
    try:
        question = read_question(line)
    except BrokenLineError as error:
        tally.broken += 1
        report(dutch.broken_line(questions, number, str(error)))
        return
    _write(answers, answer_record(assistant, question).json_line())
    tally.answered += 1


def _write(answers: BinaryIO, line: str) -> None:
    # Without a buffer: what could not be written must not be tried again when the file is closed.
    rest = memoryview(line.encode() + b"\n")
    try:
        while rest:
            rest = rest[answers.write(rest) :]
    except OSError as error:
        raise SteunwijzerError(*dutch.file_unwritable(answers.name)) from error


def _is_same(out: Path, questions: Path) -> bool:
    try:
        return out.samefile(questions)
    except OSError:  # opening them says what is the matter
        return False


def _lines(file: BinaryIO, path: Path) -> Iterator[bytes]:
    """The lines of a questions file, whatever its line ends.

    Raises:
        SteunwijzerError: it is in another encoding than UTF-8, as every line would say.
    """
    for place, line in enumerate(file):
        if not place and b"\0" in line[:4]:  # half of every letter in UTF-16
            raise SteunwijzerError(*dutch.not_utf8(path))
        yield from line.removesuffix(b"\n").removesuffix(b"\r").split(b"\r")


def _opened(
    path: Path, mode: str, failure: Callable[[object], tuple[str, str]], buffering: int = -1
) -> BinaryIO:
    try:
        return path.open(mode, buffering)  # type: ignore[return-value]  # both modes are binary
    except OSError as error:
        raise SteunwijzerError(*failure(path)) from error


def _reason(error: ValidationError) -> str:
    first = error.errors()[0]
    # A value that fits no type of a union is located once for each: "id.str", "id.int".
    name = ".".join(str(part) for part in first["loc"] if part not in ("str", "int"))
    known = {
        "json_invalid": texts.NOT_JSON,
        "model_type": texts.NOT_AN_OBJECT,
        "missing": texts.field_missing(name),
    }
    return known.get(first["type"], texts.field_wrong(name))


def _ms_since(start: float) -> float:
    return (time.perf_counter() - start) * 1000
