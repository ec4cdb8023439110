"""Questions -> what the assistant makes of each, and of the same question in other forms."""

import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache
from typing import Final, NamedTuple

from assistant.assistant import Assistant
from assistant.guard.masked import without_masks
from eval.benchmark import Question
from eval.forms import form_scores
from eval.measures import Passage, QuestionScores
from eval.response import Response, failed, response_of
from eval.systems import DEPTH, passages_of
from ingest.index.embed.embedder import Embedder, OpenEmbedder
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings

STEUNWIJZER: Final = "steunwijzer"
AT_A_TIME: Final = 2

AdvanceSystem = Callable[[str, int, int], None]
"""Called as `advance(system, done, total)`."""


class AskedQuestion(NamedTuple):
    """What came of a question: the answer, the passages ranked for it, and scores of its forms.

    `alone` are the passages ranked for a follow-up without its history.
    """

    response: Response
    ranking: list[Passage]
    forms: QuestionScores
    alone: list[Passage]


def remembering(open_embedder: OpenEmbedder) -> OpenEmbedder:
    """Open an embedder once, for all that ask for it, and embed no question twice.

    A benchmark embeds one for its answer, for its ranking and for what it comes near.
    """

    @cache
    def opened(name: str) -> Embedder:
        embedder = open_embedder(name)
        embedder.embed_question = cache(embedder.embed_question)  # type: ignore[method-assign]  # of this one alone
        return embedder

    return opened


def ask_all(
    settings: Settings,
    questions: Sequence[Question],
    advance: AdvanceSystem,
    open_embedder: OpenEmbedder,
    *,
    forms_of: Collection[str],
) -> list[AskedQuestion]:
    """Ask every question, and those of which the id is in `forms_of` in all forms; in their order.

    Two are asked at a time: what takes longest lets go of Python's lock.

    Raises:
        SteunwijzerError: the index cannot be used.
    """
    asked = []
    with (
        closing(Assistant(settings, open_embedder)) as assistant,
        ThreadPoolExecutor(AT_A_TIME) as pool,
    ):

        def ask(question: Question) -> AskedQuestion:
            return _ask(assistant, question, with_forms=question.id in forms_of)

        try:
            for done, own in enumerate(pool.map(ask, questions), start=1):
                asked.append(own)
                advance(STEUNWIJZER, done, len(questions))
        finally:
            pool.shutdown(cancel_futures=True)
    return asked


def _ask(assistant: Assistant, question: Question, *, with_forms: bool) -> AskedQuestion:
    start = time.perf_counter()
    try:
        answer = assistant.ask(question.question, question.turns)
        elapsed_ms = (time.perf_counter() - start) * 1000
        # Masks are shown, and not searched for.
        found = passages_of(assistant.search(without_masks(answer.searched), DEPTH))
        forms = (
            form_scores(
                question.question, answer, lambda typed: assistant.ask(typed, question.turns)
            )
            if with_forms
            else {}
        )
        alone = passages_of(assistant.search(question.question, DEPTH)) if question.history else []
        return AskedQuestion(response_of(question.id, answer, elapsed_ms), found, forms, alone)
    except SteunwijzerError as error:
        return AskedQuestion(failed(question.id, question.question, str(error)), [], {}, [])
