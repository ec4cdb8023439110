"""The dev questions -> weights of ranking, refusal and evidence, each cross-validated.

Run `python3 -m eval.fit` after the annotations or the embedder changed, with an up-to-date index.
It prints what it found and writes fitted.toml in the corpus folder of the settings; then make the
index anew, measure, and write both in eval/LOG.md. The test questions are never read.

What is said of text with annotations is learnt from the corpus alone, and so are both sorts of
evidence. How plain text is ranked and refused is learnt where it stands beside that: with the new
texts of eval.mixed, and with the annotations of half of the handreiking left out.
"""

import os
import sys
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, StratifiedKFold, cross_val_predict

from assistant.answer.evidence import Candidate, Plea, candidates
from assistant.answer.support import Clues, clues_of, is_annotated
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
from eval.fit_ranking import annotated_ranking, fit_plain, fit_weights, plain_ranking, together
from eval.mixed import ASKED, Setting, indexed
from eval.statistics import Doubles
from ingest.corpus.fitted import (
    AnnotatedEvidenceWeights,
    EvidenceWeights,
    Fitted,
    RankingOfCorpus,
    SupportWeights,
)
from ingest.corpus.library import Library
from ingest.index.embed.embedder import Embedder, open_embedder
from ingest.index.query import Query
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.index.search import search
from ingest.text.place import Place
from ingest.text.settings import Settings, load_settings

EVIDENCE: Final[dict[str, type[EvidenceWeights]]] = {
    "annotated": AnnotatedEvidenceWeights,
    "plain": EvidenceWeights,
}
MIXTURES: Final = (Setting.MIXED, Setting.HALF)
"""Where plain text stands beside text with annotations."""
FOLDS: Final = 10
LEAST_OF_LIST: Final = 0.5
"""A list is right if so much of it answers: otherwise its items are."""
REFUSED_MOST: Final = {True: 0.06, False: 0.10}
"""Of the questions that have an answer at most this share may be refused, in cross-validation:
where the best hit has annotations, and where it has none."""


class Asked(NamedTuple):
    """Dev questions on what a release holds, and their queries."""

    release: Release
    questions: list[Question]
    queries: list[Query]


class Judged(NamedTuple):
    """A question's sentences and lists: features (sentences, features), and which are right."""

    values: Doubles
    is_right: NDArray[np.bool_]
    group: str


def main() -> None:
    """Fit all on the dev questions, say how well they do, and write them."""
    settings = load_settings()
    embedder = open_embedder(settings.embedder)
    library = Library(settings.corpus)
    before = library.fitted()
    tables = before.model_dump()
    with ExitStack() as stack:
        alone = _asked(_opened(stack, settings), embedder, QUESTIONS)
        weights, first = fit_weights(annotated_ranking(*alone))
        tables["ranking"]["annotated"] |= weights
        annotated = RankingOfCorpus.model_validate(tables["ranking"]).annotated
        releases = [_opened(stack, indexed(settings, each)) for each in MIXTURES]
        mixed = [_asked(each, embedder, file) for each in releases for file in ASKED.values()]
        plain, plain_first = fit_plain(
            together([plain_ranking(*each, annotated) for each in mixed])
        )
        tables["ranking"]["plain"] |= plain
        ranking = RankingOfCorpus.model_validate(rounded(tables["ranking"]))
        support = {
            "annotated": fit_support(*_clues([alone], ranking, has_annotations=True)),
            "plain": fit_support(
                *_clues(mixed, ranking, has_annotations=False),
                refused_most=REFUSED_MOST[False],
                unweighed=("held",),
            ),
        }
        judged = _judged(alone, ranking)
        evidence = {name: fit_evidence(judged, kind) for name, kind in EVIDENCE.items()}
    sys.stdout.write(
        f"first chunk right, cross-validated: {first:.3f}, in a mixture {plain_first:.3f}\n"
        f"{weights}\n{plain}\n"
    )
    for name, (of_hits, report) in support.items():
        sys.stdout.write(f"{name}: {report}\n{of_hits}\n")
    for name, (own, best) in evidence.items():
        sys.stdout.write(f"best sentence right, cross-validated, {name}: {best:.3f}\n{own}\n")
    tables["support"] = {name: own.model_dump() for name, (own, _) in support.items()}
    tables["evidence"] = {name: own.model_dump() for name, (own, _) in evidence.items()}
    library.put_fitted(Fitted.model_validate(rounded(tables)), before)


def fit_support(
    questions: Sequence[Question],
    found: Sequence[Clues],
    refused_most: float = REFUSED_MOST[True],
    unweighed: Collection[str] = (),
) -> tuple[SupportWeights, str]:
    """A logistic model of whether there is an answer, and its threshold.

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
    threshold = float(np.quantile(held_out[has_answer], refused_most))
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
    )
    return model, f"refused, cross-validated, at {refused_most} of the answerable: {shares}"


def fit_evidence(
    judged: Sequence[Judged], kind: type[EvidenceWeights]
) -> tuple[EvidenceWeights, float]:
    """A logistic model of which sentences answer, and how often its best one does on held-out."""
    names = [name for name in kind.model_fields if name != "intercept"]
    places = [Plea._fields.index(name) for name in names]
    logistic = LogisticRegression(C=1.0, max_iter=2000)
    scale = np.concatenate([each.values for each in judged])[:, places].std(axis=0) + 1e-9
    right = []
    for train, test in GroupKFold(FOLDS).split(judged, groups=[each.group for each in judged]):
        _fit_on([judged[place] for place in train], places, scale, logistic)
        for place in test:
            odds = logistic.decision_function(judged[place].values[:, places] / scale)
            right.append(judged[place].is_right[odds.argmax()])
    _fit_on(judged, places, scale, logistic)
    weights = dict(zip(names, (logistic.coef_[0] / scale).tolist(), strict=True))
    return kind(intercept=float(logistic.intercept_[0]), **weights), float(np.mean(right))


def rounded(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Tables of numbers, in thousandths: all that cross-validation can tell apart."""
    return {
        name: rounded(value) if isinstance(value, Mapping) else round(value, 3)
        for name, value in tables.items()
    }


def _fit_on(
    judged: Sequence[Judged], places: list[int], scale: Doubles, logistic: LogisticRegression
) -> None:
    values = np.concatenate([each.values[:, places] for each in judged])
    logistic.fit(values / scale, np.concatenate([each.is_right for each in judged]))


def _opened(stack: ExitStack, settings: Settings) -> Release:
    return stack.enter_context(closing(Release(settings, current_release(settings.data))))


def _asked(release: Release, embedder: Embedder, file: Path) -> Asked:
    known = release.sections
    questions = [
        each
        for each in tuned_on(load_questions(file, known))
        if all(gold.section in known for gold in each.gold)
    ]
    texts = [reading(clean(each.question), each.turns).text for each in questions]
    return Asked(
        release, questions, [release.query(text, embedder.embed_query(text)) for text in texts]
    )


def _clues(
    asked: Sequence[Asked], ranking: RankingOfCorpus, *, has_annotations: bool
) -> tuple[list[Question], list[Clues]]:
    """The questions of which the best hit has annotations, or has none, and their clues."""
    questions, clues = [], []
    for release, own, queries in asked:
        for question, query in zip(own, queries, strict=True):
            found = search(release, query, weights=ranking)
            if is_annotated(release, found) == has_annotations:
                questions.append(question)
                clues.append(clues_of(release, query, found))
    return questions, clues


def _judged(asked: Asked, ranking: RankingOfCorpus) -> list[Judged]:
    return [
        judged_of(asked.release, question, query, ranking)
        for question, query in zip(asked.questions, asked.queries, strict=True)
        if question.gold
    ]


def judged_of(
    release: Release, question: Question, query: Query, ranking: RankingOfCorpus
) -> Judged:
    """The sentences and lists of a question's hits."""
    golden = [gold_place(gold, release.sections) for gold in question.gold]
    found = candidates(release, query, search(release, query, weights=ranking).hits)
    right = [is_right(each, golden) for each in found]
    values = np.asarray([each.plea for each in found], dtype=np.float64)
    return Judged(values, np.asarray(right), question.cluster)


def is_right(found: Candidate, golden: Sequence[Place]) -> bool:
    """Whether what answers is in it, and is at least half of it if it is a list."""
    shared = [gold.shared(found.place) for gold in golden]
    least = (found.place.end - found.place.start) * LEAST_OF_LIST if found.is_list else 1
    return sum(shared) >= least


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
