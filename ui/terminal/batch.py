"""questions.jsonl -> answers.jsonl: one line in, one line out, in the same order.

Every answer is on disk before the next question is read, so that Ctrl-C or a full disk loses
none.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from ingest.text.errors import SteunwijzerError
from ingest.text.text_file import plain
from ui.record import AnswerRecord, BrokenQuestionError, QuestionRecord, read_question
from ui.terminal import dutch

Answering = Callable[[QuestionRecord], AnswerRecord]
"""What answers a question whatever comes of it, as Workspace.answer does."""


@dataclass(slots=True)
class Tally:
    """How far a batch is; it stays right when the batch is cut short.

    `failures` holds each reason why an answer failed.
    """

    answered: int = 0
    failed: int = 0
    broken: int = 0
    failures: set[str] = field(default_factory=set)

    @property
    def is_begun(self) -> bool:
        """Whether any line was read."""
        return bool(self.answered or self.failed or self.broken)

    @property
    def is_whole(self) -> bool:
        """Whether every line so far has got its answer."""
        return not (self.failed or self.broken)


def answer_file(
    answering: Answering,
    questions: Path,
    out: Path,
    tally: Tally,
    report: Callable[[str], None],
    advance: Callable[[int], None],
) -> None:
    """Answer every question of a file; calls `advance(lines_read)` and reports what goes wrong.

    Raises:
        SteunwijzerError: a file cannot be used.
    """
    if _is_same(out, questions):
        raise SteunwijzerError(*dutch.same_file(questions))
    with (
        _opened(questions, "rb", dutch.file_unreadable) as lines,
        _opened(out, "wb", dutch.file_unwritable, buffering=0) as answers,
    ):
        for number, line in enumerate(_lines(lines, questions), start=1):
            if line.strip():
                _answer_line(answering, line, number, tally, questions, answers, report)
            advance(number)


def count_lines(path: Path) -> int | None:
    """Lines of a file, or None if reading it twice is impossible (a pipe, or no file at all)."""
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as lines:
                return sum(1 for _ in lines)
    return None


def _answer_line(
    answering: Answering,
    line: bytes,
    number: int,
    tally: Tally,
    questions: Path,
    answers: BinaryIO,
    report: Callable[[str], None],
) -> None:
    try:
        question = read_question(line)
    except BrokenQuestionError as error:
        tally.broken += 1
        report(dutch.broken_line(questions, number, str(error)))
        return
    record = answering(question)
    _write(answers, record.json_line())
    if not record.failure:
        tally.answered += 1
        return
    tally.failed += 1
    # What is wrong with the index is wrong for every question after it.
    if record.failure not in tally.failures:
        report(dutch.failed_line(questions, number, record.failure))
    tally.failures.add(record.failure)


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
        yield from plain(line).removesuffix(b"\n").split(b"\n")


def _opened(
    path: Path, mode: str, failure: Callable[[object], tuple[str, str]], buffering: int = -1
) -> BinaryIO:
    try:
        return path.open(mode, buffering)  # type: ignore[return-value]  # both modes are binary
    except OSError as error:
        raise SteunwijzerError(*failure(path)) from error
