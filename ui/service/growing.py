"""A question of the machine interface -> its answer as it grows, as records."""

import time
from collections.abc import Iterator
from typing import NamedTuple

from assistant.question.follow_up import Turn
from ingest.text.errors import SteunwijzerError
from ui.record import AnswerRecord, QuestionRecord, record_of
from ui.service.workspace import Workspace


class Grown(NamedTuple):
    """An answer as far as it is; the last one is whole."""

    record: AnswerRecord
    is_whole: bool


def growing(workspace: Workspace, question: QuestionRecord) -> Iterator[Grown]:
    """As `Workspace.answer`, told as it grows.

    Raises:
        SteunwijzerError: there is nobody to ask.
    """
    workspace.open()
    history = tuple(Turn(turn.question, turn.answer) for turn in question.history)
    start = time.perf_counter()
    try:
        for answer in workspace.stream(question.question, history, question.sources):
            yield Grown(record_of(answer, question.id, _ms_since(start)), answer.is_whole)
    except SteunwijzerError as error:
        failed = workspace.failed(question.question, str(error))
        yield Grown(record_of(failed, question.id, _ms_since(start)), is_whole=True)


def _ms_since(start: float) -> float:
    return (time.perf_counter() - start) * 1000
