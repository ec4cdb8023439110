"""Questions -> what the assistant makes of each, and of the same question in other forms."""

import time
from collections.abc import Callable, Collection, Sequence
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
    """Ask every question, in their order, and those of which the id is in `forms_of` in all forms.

    Raises:
        SteunwijzerError: the index cannot be used.
    """
    asked = []
    with closing(Assistant(settings, open_embedder)) as assistant:
        for done, question in enumerate(questions, start=1):
            asked.append(_ask(assistant, question, with_forms=question.id in forms_of))
            advance(STEUNWIJZER, done, len(questions))
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
