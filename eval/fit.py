"""The dev questions -> weights of ranking, refusal and evidence, each cross-validated.

Run `python3 -m eval.fit` after the annotations or the embedder changed, with an up-to-date index.
It prints what it found and writes weights.toml, sufficiency.toml and evidence.toml; then make the
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

from assistant.answer.evidence import ANNOTATED, candidates
from assistant.answer.evidence import FILE as EVIDENCE_FILE
from assistant.answer.evidence import Features as SentenceFeatures
from assistant.answer.retrieve import retrieve, standardised
from assistant.answer.sufficiency import FILE as SUFFICIENCY
from assistant.answer.sufficiency import Features, Model, features
from assistant.question.follow_up import standalone
from assistant.question.typed import clean
from eval.benchmark import QUESTIONS, UNANSWERABLE, Question, Split, load_questions, of_split
from eval.measures import gold_piece
from ingest.index.build import read_corpus
from ingest.index.embed.embedders import open_embedder
from ingest.index.generation import current_generation
from ingest.index.index import Index
from ingest.index.weights import FILE as WEIGHTS
from ingest.index.weights import Weights, load_weights
from ingest.text.settings import load_settings

RANKED: Final = ("chunk", "sentence", "questions", "matcher", "words", "grams")
"""Scores whose weights one document can tell; those of documents stay as they are."""
EVIDENCE: Final = {
    "annotated": SentenceFeatures._fields,
    "plain": tuple(name for name in SentenceFeatures._fields if name not in ANNOTATED),
}
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


class Told(NamedTuple):
    """A question's sentences and lists: features (sentences, features), and which are right."""

    values: Floats
    is_right: NDArray[np.bool_]
    group: str


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
        told = [
            _told(index, question, text, vector)
            for question, text, vector in zip(questions, asked, vectors, strict=True)
            if question.gold
        ]
    weights, first = fit_weights(ranking)
    model, report = fit_sufficiency(questions, found)
    sys.stdout.write(
        f"first chunk right, cross-validated: {first:.3f}\n{weights}\n{report}\n{model}\n"
    )
    evidence = {name: fit_evidence(told, names) for name, names in EVIDENCE.items()}
    for name, (own, best) in evidence.items():
        sys.stdout.write(f"best sentence right, cross-validated, {name}: {best:.3f}\n{own}\n")
    _write_weights(weights)
    _write_model(model)
    _write_evidence({name: own for name, (own, _) in evidence.items()})


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


def fit_evidence(told: Sequence[Told], names: Sequence[str]) -> tuple[dict[str, float], float]:
    """A logistic model of which sentences answer, and how often its best one does on held-out."""
    places = [SentenceFeatures._fields.index(name) for name in names]
    logistic = LogisticRegression(C=1.0, max_iter=2000)
    scale = np.concatenate([each.values for each in told])[:, places].std(axis=0) + 1e-9
    right = []
    for train, test in GroupKFold(FOLDS).split(told, groups=[each.group for each in told]):
        _fit_on([told[place] for place in train], places, scale, logistic)
        for place in test:
            odds = logistic.decision_function(told[place].values[:, places] / scale)
            right.append(told[place].is_right[odds.argmax()])
    _fit_on(told, places, scale, logistic)
    weights = dict(zip(names, (logistic.coef_[0] / scale).tolist(), strict=True))
    return {"intercept": float(logistic.intercept_[0]), **weights}, float(np.mean(right))


def _fit_on(
    told: Sequence[Told], places: list[int], scale: Floats, logistic: LogisticRegression
) -> None:
    values = np.concatenate([each.values[:, places] for each in told])
    logistic.fit(values / scale, np.concatenate([each.is_right for each in told]))


def _told(index: Index, question: Question, text: str, vector: list[float]) -> Told:
    golden = [gold_piece(gold, index.sections) for gold in question.gold]
    found = candidates(index, text, vector, retrieve(index, text, vector).hits)
    is_right = [
        any(
            gold.section_id == each.section.id
            and gold.start < each.span.end
            and each.span.start < gold.end
            for gold in golden
        )
        for each in found
    ]
    values = np.asarray([each.features for each in found], dtype=np.float64)
    return Told(values, np.asarray(is_right), question.cluster)


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


def _write_evidence(weights: dict[str, dict[str, float]]) -> None:
    head = EVIDENCE_FILE.read_text(encoding="utf-8").split("\n")[0]
    blocks = (
        f"\n[{name}]\n" + "".join(f"{key} = {value:.3f}\n" for key, value in own.items())
        for name, own in weights.items()
    )
    EVIDENCE_FILE.write_text(f"{head}\n{''.join(blocks)}", encoding="utf-8")


def _lines(values: Weights | Model) -> str:
    return "".join(f"{name} = {value:.3f}\n" for name, value in values.model_dump().items())


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
