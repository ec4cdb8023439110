"""Questions + what the release learned from -> how near each comes to what was trained on.

A question that comes very near to one that is annotated tells little of those that nobody wrote
down: figures are given apart for the nearest and the farthest third, and without twins.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

import numpy as np

from eval.benchmark import Question, Split
from ingest.index.embed.embedder import Embedder
from ingest.index.embed.vectors import Vectors
from ingest.index.release import Release

TWIN: Final = 0.95
"""Cosine from which a question is a twin of what was trained on: it asks the same in almost the
same words."""


class Distance(StrEnum):
    """How near a question comes to what was trained on, in thirds of those asked."""

    NEAREST = "nearest_third"
    MIDDLE = "middle_third"
    FARTHEST = "farthest_third"


def nearest_trained(
    questions: Sequence[Question],
    tuned_on: Sequence[str],
    unanswered: Vectors,
    release: Release,
    embed: Embedder,
) -> dict[str, float]:
    """The cosine of each question, by id, with the nearest that it could have been learned from.

    Those are the questions of the annotations, with an answer and without (`unanswered`, the
    vectors of which have shape (questions, dimensions)), and for all but `dev` what was tuned on.
    """
    known_and_tuned = np.vstack([unanswered, _vectors(embed, tuned_on)])
    found = {}
    for question in questions:
        vector = np.asarray(embed.embed_question(question.question).meaning, np.float32)
        others = unanswered if question.split is Split.DEV else known_and_tuned
        nearest = max(release.near_asked(vector), float((others @ vector).max(initial=-1)))
        found[question.id] = round(nearest, 4)
    return found


def _vectors(embed: Embedder, texts: Sequence[str]) -> Vectors:
    """Shape (texts, dimensions); an embedder that remembers was asked most of them before."""
    # One more, which is left out again: so there is a shape where there are no texts.
    meanings = [embed.embed_question(each).meaning for each in ("?", *texts)]
    return np.asarray(meanings, np.float32)[1:]


def thirds(nearest: Sequence[float]) -> tuple[float, float]:
    """The two cosines between the thirds."""
    low, high = np.quantile(nearest, (1 / 3, 2 / 3))
    return float(low), float(high)
