"""Clues of the dev questions -> how they tell whether there is an answer, cross-validated."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from assistant.answer.support import Clues
from eval.benchmark import UNANSWERABLE, Question
from eval.listwise import FOLDS
from ingest.corpus.fitted import SupportWeights


class Most(NamedTuple):
    """Of the questions that have an answer at most these shares may not be answered, or be denied.

    In cross-validation; those between may be answered by what is shown.
    """

    unanswered: float
    denied: float


ANNOTATED_MOST: Final = Most(0.05, 0.02)
PLAIN_MOST: Final = Most(0.25, 0.10)
"""Where the best hit has annotations, and where it has none. Of the first as few as let near misses
and false premises be refused as often as before: to refuse what is there costs most trust. Of the
others the right sentence is told so much less often that more is told in doubt."""


def fit_support(
    questions: Sequence[Question],
    found: Sequence[Clues],
    most: Most = ANNOTATED_MOST,
    unweighed: Collection[str] = (),
) -> tuple[SupportWeights, str]:
    """A logistic model of whether there is an answer, and its thresholds.

    Clues that are `unweighed` count for nothing.
    """
    judged = [
        (question, own)
        for question, own in zip(questions, found, strict=True)
        if question.gold or question.kind in UNANSWERABLE
    ]
    values = np.asarray([own for _, own in judged], dtype=np.float64)
    values *= np.asarray([name not in unweighed for name in Clues._fields], dtype=np.float64)
    has_answer = np.asarray([bool(question.gold) for question, _ in judged])
    logistic = LogisticRegression(C=1.0, max_iter=1000)
    # Every kind without an answer counts the same, however many there are, and all as those with.
    kinds = [None if question.gold else question.kind for question, _ in judged]
    sizes = Counter(kinds)
    counts = [1 / sizes[kind] * (len(sizes) - 1 if kind is None else 1) for kind in kinds]
    weights = np.asarray(counts) * len(judged) / sum(counts)
    scale = values.std(axis=0) + 1e-9
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    held_out = cross_val_predict(
        logistic,
        values / scale,
        has_answer,
        cv=folds,
        method="decision_function",
        params={"sample_weight": weights},
    )
    threshold, doubtful = np.quantile(held_out[has_answer], [most.unanswered, most.denied]).tolist()
    logistic.fit(values / scale, has_answer, sample_weight=weights)
    shares = {
        kind: float(
            np.mean(
                [
                    odds < threshold
                    for odds, (question, _) in zip(held_out, judged, strict=True)
                    if question.kind is kind
                ]
            )
        )
        for kind in sorted(UNANSWERABLE)
    }
    model = SupportWeights(
        **dict(zip(Clues._fields, (logistic.coef_[0] / scale).tolist(), strict=True)),
        intercept=float(logistic.intercept_[0]),
        threshold=threshold,
        doubtful=doubtful,
    )
    return model, f"refused, cross-validated, at {most.unanswered} of the answerable: {shares}"
