"""The dev questions -> weights of the ranking and of the refusal, each cross-validated.

Run `python3 -m eval.fit` after the annotations or the embedder changed, with an up-to-date index.
It prints what it found and writes ingest/weights.toml and assistant/sufficiency.toml; then make the
index anew, measure, and write both in eval/LOG.md. The test questions are never read.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import closing
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, StratifiedKFold, cross_val_predict

from assistant.question import clean, standalone
from assistant.retrieve import retrieve, standardised
from assistant.sufficiency import FILE as SUFFICIENCY
from assistant.sufficiency import Features, Model, features
from eval.benchmark import QUESTIONS, UNANSWERABLE, Question, Split, load_questions, of_split
from eval.measures import gold_piece
from ingest.build import read_corpus
from ingest.embed import open_embedder
from ingest.generation import current_generation
from ingest.index import Index
from ingest.settings import load_settings
from ingest.weights import FILE as WEIGHTS
from ingest.weights import Weights, load_weights

RANKED: Final = ("chunk", "sentence", "questions", "matcher", "words", "grams")
"""Scores whose weights one document can tell; those of documents stay as they are."""
PENALTY: Final = 0.002
FOLDS: Final = 10
REFUSED_MOST: Final = 0.06
"""Of the questions that have an answer at most this share may be refused, in cross-validation."""

Floats = NDArray[np.float64]


class Ranking(NamedTuple):
    """Questions with gold: standardised scores (questions, chunks, scores), and which are right."""

    scores: Floats
    is_right: NDArray[np.bool_]
    groups: list[str]


def main() -> None:
    """Fit both on the dev questions, say how well they do, and write them."""
    settings = load_settings()
    content = read_corpus(settings.corpus)
    sections = {section.id: section for section in content.sections}
    questions = of_split(load_questions(QUESTIONS, sections), Split.DEV)
    embedder = open_embedder(settings.embedder)
    asked = [standalone(clean(each.question), each.turns) for each in questions]
    vectors = [embedder.embed_query(text) for text in asked]
    with closing(Index(settings, current_generation(settings.data))) as index:
        ranking = _ranking(index, questions, asked, vectors)
        found = [
            features(index, text, vector, retrieve(index, text, vector))
            for text, vector in zip(asked, vectors, strict=True)
        ]
    weights, first = fit_weights(ranking)
    model, report = fit_sufficiency(questions, found)
    sys.stdout.write(
        f"first chunk right, cross-validated: {first:.3f}\n{weights}\n{report}\n{model}\n"
    )
    _write_weights(weights)
    _write_model(model)


def fit_weights(ranking: Ranking) -> tuple[dict[str, float], float]:
    """Weights that make the right chunks likely, and how often the best one is right on held-out.

    Listwise softmax cross-entropy (Cao et al., ICML 2007), weights not below zero.
    """
    every = np.arange(len(ranking.groups))
    right = []
    for train, test in GroupKFold(FOLDS).split(every, groups=ranking.groups):
        weights = _minimised(ranking, train)
        best = (ranking.scores[test] @ weights).argmax(axis=1)
        right += list(ranking.is_right[test, best])
    return dict(zip(RANKED, _minimised(ranking, every).tolist(), strict=True)), float(
        np.mean(right)
    )


def fit_sufficiency(questions: Sequence[Question], found: Sequence[Features]) -> tuple[Model, str]:
    """A logistic model of whether there is an answer, and its threshold."""
    judged = [
        (question, own)
        for question, own in zip(questions, found, strict=True)
        if question.gold or question.kind in UNANSWERABLE
    ]
    values = np.asarray([own for _, own in judged], dtype=np.float64)
    has_answer = np.asarray([bool(question.gold) for question, _ in judged])
    logistic = LogisticRegression(C=1.0, class_weight="balanced", max_iter=1000)
    scale = values.std(axis=0) + 1e-9
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    held_out = cross_val_predict(
        logistic, values / scale, has_answer, cv=folds, method="decision_function"
    )
    threshold = float(np.quantile(held_out[has_answer], REFUSED_MOST))
    logistic.fit(values / scale, has_answer)
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
    model = Model(
        **dict(zip(Features._fields, (logistic.coef_[0] / scale).tolist(), strict=True)),
        intercept=float(logistic.intercept_[0]),
        threshold=threshold,
    )
    return model, f"refused, cross-validated, at {REFUSED_MOST} of the answerable: {shares}"


def _ranking(
    index: Index,
    questions: Sequence[Question],
    asked: Sequence[str],
    vectors: Sequence[list[float]],
) -> Ranking:
    scores, right, groups = [], [], []
    for question, text, vector in zip(questions, asked, vectors, strict=True):
        if not question.gold:
            continue
        own = index.scores(text, vector)._asdict()
        scores.append(np.stack([standardised(own[name]) for name in RANKED], axis=-1))
        golden = [gold_piece(gold, index.sections) for gold in question.gold]
        right.append(
            [
                any(
                    gold.section_id == chunk.section_id
                    and gold.start < chunk.end
                    and chunk.start < gold.end
                    for gold in golden
                )
                for chunk in index.chunks
            ]
        )
        groups.append(question.cluster)
    return Ranking(np.asarray(scores, dtype=np.float64), np.asarray(right), groups)


def _minimised(ranking: Ranking, kept: NDArray[np.int64]) -> Floats:
    scores, is_right = ranking.scores[kept], ranking.is_right[kept]

    def loss(weights: Floats) -> tuple[float, Floats]:
        logits = scores @ weights
        likely = np.exp(logits - logits.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        of_right = (likely * is_right).sum(axis=1)
        pull = likely - likely * is_right / of_right[:, None]
        slope = (pull[:, :, None] * scores).sum(axis=1).mean(axis=0)
        return (
            float(-np.log(of_right).mean() + PENALTY * weights @ weights),
            slope + 2 * PENALTY * weights,
        )

    start = np.full(scores.shape[2], 0.3)
    bounds = [(0, None)] * len(start)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x)


def _write_weights(weights: dict[str, float]) -> None:
    plain = load_weights(is_annotated=False)
    annotated = load_weights(is_annotated=True).model_copy(update=weights)
    head = WEIGHTS.read_text(encoding="utf-8").split("\n[annotated]")[0]
    blocks = (("annotated", annotated), ("plain", plain))
    WEIGHTS.write_text(
        head + "\n" + "\n".join(f"[{name}]\n{_lines(own)}" for name, own in blocks),
        encoding="utf-8",
    )


def _write_model(model: Model) -> None:
    head = SUFFICIENCY.read_text(encoding="utf-8").split("\n")[0]
    SUFFICIENCY.write_text(f"{head}\n{_lines(model)}", encoding="utf-8")


def _lines(values: Weights | Model) -> str:
    return "".join(f"{name} = {value:.3f}\n" for name, value in values.model_dump().items())


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
