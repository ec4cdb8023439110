"""What the signals say of chunks, and which are right -> what each signal counts for.

Chunks with annotations and plain ones stand in one ranking. The weights of the first are fitted on
what is asked of the annotated text, where all chunks have annotations. Those of plain chunks are
then fitted in a corpus of both, beside chunks of which nothing changes any more: so a chunk is
neither blamed for having no annotations, nor does it profit.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from eval.benchmark import Question, gold_place
from eval.listwise import FOLDS, fit_listwise
from eval.statistics import Doubles
from ingest.corpus.fitted import SignalWeights
from ingest.index.query import Query
from ingest.index.release import Release
from ingest.index.search import plain

RANKED: Final = ("chunk", "sentence", "late", "questions", "matcher", "pointer", "words", "grams")
"""Scores whose weights one document can tell; those of documents stay as they are."""
PLAIN: Final = ("chunk", "sentence", "late", "words", "grams", "document", "document_words")
"""What is known of a chunk without annotations."""
AHEAD: Final = ("head_start", "beyond")
"""What plain chunks have before their signals count: all the same, and by the question."""
PENALTY: Final = 0.002


class Ranking(NamedTuple):
    """Questions with gold: of each chunk what signals say of it, and whether it is right.

    `scores` has shape (questions, chunks, signals), `given` (questions, chunks) is what a chunk
    scores beside, and `counts` (questions,) how much each question counts, 1 on average.
    """

    scores: Doubles
    is_right: NDArray[np.bool_]
    groups: list[str]
    given: Doubles
    counts: Doubles


def fit_weights(ranking: Ranking) -> tuple[dict[str, float], float]:
    """Weights of RANKED that make the right chunks likely, and how often the best one is right.

    The second on questions that were not fitted on. No weight is below zero.
    """
    return _fitted(ranking, RANKED, [0.0] * len(RANKED))


def fit_plain(ranking: Ranking) -> tuple[dict[str, float], float]:
    """The same of PLAIN and AHEAD, which may be below zero."""
    return _fitted(ranking, (*PLAIN, *AHEAD), [*[0.0] * len(PLAIN), *[None] * len(AHEAD)])


def annotated_ranking(
    release: Release, questions: Sequence[Question], queries: Sequence[Query]
) -> Ranking:
    """Questions on a text of which all chunks have annotations, by RANKED."""
    asked = _with_gold(questions, queries)
    scores = [_levelled(release, query, RANKED)[0] for _, query in asked]
    given = [np.zeros(len(own)) for own in scores]
    return _ranking(release, [question for question, _ in asked], scores, given)


def plain_ranking(
    release: Release,
    questions: Sequence[Question],
    queries: Sequence[Query],
    annotated: SignalWeights,
) -> Ranking:
    """Questions on a corpus of both, by PLAIN and AHEAD, which annotated chunks lack.

    Those are given what they score by the weights for annotated chunks.
    """
    names = tuple(SignalWeights.model_fields)
    weights = np.asarray([getattr(annotated, name) for name in names])
    asked = _with_gold(questions, queries)
    scores, given = [], []
    for _, query in asked:
        levelled, is_plain = _levelled(release, query, names)
        given.append(np.where(is_plain, 0, levelled @ weights))
        own = levelled[:, [names.index(name) for name in PLAIN]]
        ahead = np.tile([1.0, query.beyond], (len(own), 1))
        scores.append(np.hstack([own, ahead]) * is_plain[:, None])
    return _ranking(release, [question for question, _ in asked], scores, given)


def together(rankings: Sequence[Ranking]) -> Ranking:
    """Rankings of the same chunks as one, in which each counts the same, however long it is."""
    return Ranking(
        np.concatenate([each.scores for each in rankings]),
        np.concatenate([each.is_right for each in rankings]),
        [group for each in rankings for group in each.groups],
        np.concatenate([each.given for each in rankings]),
        np.concatenate([each.counts for each in rankings]),
    )


def _with_gold(
    questions: Sequence[Question], queries: Sequence[Query]
) -> list[tuple[Question, Query]]:
    return [each for each in zip(questions, queries, strict=True) if each[0].gold]


def _levelled(
    release: Release, query: Query, names: Sequence[str]
) -> tuple[Doubles, NDArray[np.bool_]]:
    """What some signals say in their scales, shape (chunks, names), and which chunks are plain."""
    own = {signal.name: signal.score(query).scores for signal in release.signals}
    scales = release.record.scales
    scores = np.stack([np.nan_to_num(scales[name].of(own[name])) for name in names], axis=-1)
    return scores.astype(np.float64), plain(own.values())


def _ranking(
    release: Release,
    questions: Sequence[Question],
    scores: Sequence[Doubles],
    given: Sequence[Doubles],
) -> Ranking:
    right = []
    for question in questions:
        golden = [gold_place(gold, release.sections) for gold in question.gold]
        right.append([any(gold.touches(each.place) for gold in golden) for each in release.chunks])
    return Ranking(
        np.asarray(scores),
        np.asarray(right),
        [question.cluster for question in questions],
        np.asarray(given),
        np.full(len(questions), 1 / max(len(questions), 1)),
    )


def _fitted(
    ranking: Ranking, names: Sequence[str], least: Sequence[float | None]
) -> tuple[dict[str, float], float]:
    every = np.arange(len(ranking.groups))
    right = []
    for train, test in GroupKFold(FOLDS).split(every, groups=ranking.groups):
        weights = _weights(ranking, train, least)
        best = (ranking.given[test] + ranking.scores[test] @ weights).argmax(axis=1)
        right += list(ranking.is_right[test, best])
    found = _weights(ranking, every, least).tolist()
    return dict(zip(names, found, strict=True)), float(np.mean(right))


def _weights(ranking: Ranking, kept: NDArray[np.int64], least: Sequence[float | None]) -> Doubles:
    return fit_listwise(
        list(ranking.scores[kept]),
        list(ranking.is_right[kept]),
        PENALTY,
        least=least,
        given=list(ranking.given[kept]),
        counts=ranking.counts[kept].tolist(),
    )
