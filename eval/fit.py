"""The dev questions -> weights of ranking, refusal and evidence, each cross-validated.

Run `python3 -m eval.fit` after the annotations or the embedder changed, with an up-to-date index.
It prints what it found and writes fitted.toml in the corpus folder of the settings; then make the
index anew, measure, and write both in eval/LOG.md. The test questions are never read.
"""

import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, StratifiedKFold, cross_val_predict

from assistant.answer.evidence import candidates
from assistant.answer.support import Clues, clues_of
from assistant.question.follow_up import reading
from assistant.question.typed import clean
from eval.benchmark import (
    QUESTIONS,
    UNANSWERABLE,
    Question,
    gold_place,
    load_questions,
    tuned_on,
)
from eval.fit_evidence import FOLDS, fit_evidence, judge
from eval.listwise import fit_listwise
from eval.statistics import Doubles
from ingest.corpus.fitted import Fitted, SupportWeights
from ingest.corpus.library import Library
from ingest.index.embed.embedder import open_embedder
from ingest.index.query import Query
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.index.search import FALLBACK, search
from ingest.text.settings import load_settings

RANKED: Final = ("chunk", "sentence", "questions", "matcher", "words", "grams")
"""Scores whose weights one document can tell; those of documents stay as they are."""
PENALTY: Final = 0.002
REFUSED_MOST: Final = 0.06
DENIED_MOST: Final = 0.02
"""Of the questions that have an answer at most these shares may not be answered, in
cross-validation, and be told to have none; those between may be answered by what is shown."""


class Ranking(NamedTuple):
    """Questions with gold: scores (questions, chunks, signals) in scale, and which are right."""

    scores: Doubles
    is_right: NDArray[np.bool_]
    groups: list[str]


def main() -> None:
    """Fit all on the dev questions, say how well they do, and write them."""
    settings = load_settings()
    embedder = open_embedder(settings.embedder)
    with closing(Release(settings, current_release(settings.data))) as release:
        questions = tuned_on(load_questions(QUESTIONS, release.sections))
        asked = [reading(clean(each.question), each.turns).text for each in questions]
        queries = [release.query(text, embedder.embed_query(text)) for text in asked]
        ranking = _ranking(release, questions, queries)
        found = [clues_of(release, query, search(release, query)) for query in queries]
        judged = [
            judge(
                candidates(release, query, search(release, query).hits),
                [gold_place(gold, release.sections) for gold in question.gold],
                question.cluster,
            )
            for question, query in zip(questions, queries, strict=True)
            if question.gold
        ]
    weights, first = fit_weights(ranking)
    support, report = fit_support(questions, found)
    evidence, best = fit_evidence(judged)
    sys.stdout.write(f"first chunk right, cross-validated: {first:.3f}\n{weights}\n{report}\n")
    sys.stdout.write(f"best sentence right, cross-validated: {best}\n{evidence}\n")
    library = Library(settings.corpus)
    before = library.fitted()
    tables = before.model_dump()
    tables["ranking"]["annotated"] |= weights
    tables["support"] = support.model_dump()
    tables["evidence"] = evidence.model_dump()
    library.put_fitted(Fitted.model_validate(rounded(tables)), before)


def fit_weights(ranking: Ranking) -> tuple[dict[str, float], float]:
    """Weights that make the right chunks likely, and how often the best one is right on held-out.

    No weight is below zero.
    """
    every = np.arange(len(ranking.groups))
    right = []
    for train, test in GroupKFold(FOLDS).split(every, groups=ranking.groups):
        weights = _weights(ranking, train)
        best = (ranking.scores[test] @ weights).argmax(axis=1)
        right += list(ranking.is_right[test, best])
    return dict(zip(RANKED, _weights(ranking, every).tolist(), strict=True)), float(np.mean(right))


def _weights(ranking: Ranking, kept: NDArray[np.int64]) -> Doubles:
    scores, is_right = ranking.scores[kept], ranking.is_right[kept]
    return fit_listwise(list(scores), list(is_right), PENALTY, least=0)


def fit_support(
    questions: Sequence[Question], found: Sequence[Clues]
) -> tuple[SupportWeights, str]:
    """A logistic model of whether there is an answer, and its threshold."""
    judged = [
        (question, own)
        for question, own in zip(questions, found, strict=True)
        if question.gold or question.kind in UNANSWERABLE
    ]
    values = np.asarray([own for _, own in judged], dtype=np.float64)
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
    threshold, doubtful = np.quantile(held_out[has_answer], [REFUSED_MOST, DENIED_MOST]).tolist()
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
    return model, f"refused, cross-validated, at {REFUSED_MOST} of the answerable: {shares}"


def rounded(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Tables of numbers, in thousandths: all that cross-validation can tell apart."""
    return {
        name: rounded(value) if isinstance(value, Mapping) else round(value, 3)
        for name, value in tables.items()
    }


def _ranking(release: Release, questions: Sequence[Question], queries: Sequence[Query]) -> Ranking:
    scores, right, groups = [], [], []
    for question, query in zip(questions, queries, strict=True):
        if not question.gold:
            continue
        levelled = {
            signal.name: release.record.scales[signal.name].of(signal.score(query).scores)
            for signal in release.signals
        }
        known = {
            name: np.where(np.isnan(own), levelled[FALLBACK], own) for name, own in levelled.items()
        }
        scores.append(np.stack([known[name] for name in RANKED], axis=-1))
        golden = [gold_place(gold, release.sections) for gold in question.gold]
        right.append(
            [any(gold.touches(chunk.place) for gold in golden) for chunk in release.chunks]
        )
        groups.append(question.cluster)
    return Ranking(np.asarray(scores, dtype=np.float64), np.asarray(right), groups)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
