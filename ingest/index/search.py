"""Query -> ranked Hits: the signals' scores, each in its own scale, in a weighted sum."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.corpus.fitted import RankingOfCorpus
from ingest.index.query import UNKNOWN_BEYOND, Query
from ingest.index.release import Release
from ingest.index.signals.signal import (
    NOTHING,
    Basis,
    Positions,
    Scale,
    Scored,
    Scores,
    Signal,
)
from ingest.text.document import Hit, Section, Source, later_editions

HITS: Final = 10
FAVOUR: Final = 0.5
"""What a section gains that a conversation is wholly about, where the best chunk scores 1. On the
dev questions with a history .3 and .7 cite the right passage for one less, 1 for two."""
NONE_FAVOURED: Final[Mapping[str, float]] = MappingProxyType({})


class Found(NamedTuple):
    """The best chunks for a question, best first, and the cosine of the nearest text of all.

    Where the question names sources or some were chosen, both are of what is theirs. `among` is how
    near the best of the chosen sources comes to the best of all, in [0, 1]; 1 where none were.
    """

    hits: list[Hit]
    similarity: float
    among: float = 1.0


class Fused(NamedTuple):
    """The weighted sums of the signals of meaning and of those of words, of the same chunks."""

    positions: Positions
    meaning: Scores
    words: Scores


def search(
    release: Release,
    query: Query,
    count: int = HITS,
    weights: RankingOfCorpus | None = None,
    favoured: Mapping[str, float] = NONE_FAVOURED,
) -> Found:
    """Rank the chunks for a question; ties keep the order of the documents.

    A question is held to the sources that it names, and to those that were chosen. Editions of one
    text are in the order of `current_first`. `weights` are those of the release unless others are
    given. `favoured` are the sections that a conversation is about, each with how much.
    """
    scored = {signal.name: signal.score(query) for signal in release.signals}
    bound = release.bound(query.named)
    ranking = weights or release.fitted.ranking
    own = release.positions(favoured.keys()) if favoured else NOTHING
    scales, beyond = release.record.scales, query.beyond
    fused = fuse(release.signals, scored, scales, ranking, bound, own, beyond)
    parts = (fused.meaning + fused.words, fused.meaning, fused.words)
    score, meaning, words = (_stretched(each) for each in parts)
    if favoured:
        score = _stretched(score + _favour(release, fused.positions, favoured))
    best = np.argsort(-score, kind="stable")[:count]
    hits = [
        Hit(
            release.chunks[fused.positions[place]],
            float(score[place]),
            float(meaning[place]),
            float(words[place]),
        )
        for place in best
    ]
    near = query.near.best if bound is None else release.nearest_of(hits, query)
    among = 1.0
    if bound is not None and not query.named.sources:
        among = _among(
            fuse(release.signals, scored, scales, ranking, also=bound, beyond=beyond), bound
        )
    return Found(current_first(release.sections, release.sources, query.text, hits), near, among)


def current_first(
    sections: Mapping[str, Section], sources: Mapping[str, Source], asked: str, hits: Sequence[Hit]
) -> list[Hit]:
    """Hits of which those of a later edition are before those of an earlier one.

    They exchange their ranks and the scores of those; all other hits stay where they are. A
    question that names the year of an edition that does not count any more asks for that.
    """
    documents = [sections[hit.chunk.section_id].document_id for hit in hits]
    later = {each: later_editions(each, sources) for each in documents}
    ordered = list(hits)
    for newest in dict.fromkeys(own[-1].id for own in later.values() if own):
        ranks = [
            rank for rank, each in enumerate(documents) if newest in (each, *map(_id, later[each]))
        ]
        if any(
            later[documents[rank]] and asks_for(asked, sources[documents[rank]]) for rank in ranks
        ):
            continue
        by_age = sorted(ranks, key=lambda rank: len(later[documents[rank]]))
        for rank, of in zip(ranks, by_age, strict=True):
            ordered[rank] = replace(hits[of], score=hits[rank].score)
    return ordered


def asks_for(asked: str, source: Source) -> bool:
    """Whether a question asks for the edition of a source by its year."""
    return source.year is not None and re.search(rf"\b{source.year}\b", asked) is not None


def _id(source: Source) -> str:
    return source.id


def fuse(
    signals: Sequence[Signal],
    scored: Mapping[str, Scored],
    scales: Mapping[str, Scale],
    weights: RankingOfCorpus,
    bound: Positions | None = None,
    also: Positions = NOTHING,
    beyond: float = UNKNOWN_BEYOND,
) -> Fused:
    """Weigh the signals for every chunk that one of them holds to be worth ranking, and for `also`.

    Or for those of `bound`, if it is given, whether or not they are worth it. A chunk of which one
    of the signals knows nothing is plain: it has weights of its own, and is not to blame; the
    farther the question lies `beyond` the corpus (see Query), the more it is ahead.
    """
    if bound is None:
        positions = np.unique(np.concatenate([also, *(each.proposed for each in scored.values())]))
    else:
        positions = bound
    own = {name: each.scores[positions] for name, each in scored.items()}
    is_plain = plain(own.values())
    sums = {basis: np.zeros(len(positions), dtype=np.float32) for basis in Basis}
    ahead = weights.plain.head_start + weights.plain.beyond * beyond
    sums[Basis.MEANING] += np.where(is_plain, np.float32(ahead), 0)
    for signal in signals:
        levelled = np.nan_to_num(scales[signal.name].of(own[signal.name]))
        of_plain, of_annotated = (
            np.float32(getattr(each, signal.name)) for each in (weights.plain, weights.annotated)
        )
        sums[signal.basis] += np.where(is_plain, of_plain, of_annotated) * levelled
    return Fused(positions, sums[Basis.MEANING], sums[Basis.WORDS])


def plain(scores: Iterable[Scores]) -> NDArray[np.bool_]:
    """Which chunks have no annotations, by what each signal says of them: one knows nothing."""
    return np.asarray(np.any([np.isnan(own) for own in scores], axis=0), dtype=np.bool_)


def _among(fused: Fused, own: Positions) -> float:
    """The best score of some chunks, where the best of all is 1 and the worst 0."""
    score = _stretched(fused.meaning + fused.words)
    return float(score[np.isin(fused.positions, own)].max(initial=0))


def _favour(release: Release, positions: Positions, favoured: Mapping[str, float]) -> Scores:
    """What chunks gain because the conversation is about their sections."""
    shares = [favoured.get(release.chunks[place].section_id, 0.0) for place in positions]
    return np.asarray(FAVOUR, dtype=np.float32) * np.asarray(shares, dtype=np.float32)


def _stretched(scores: Scores) -> Scores:
    """Scores stretched to [0, 1]; all zero where they do not differ."""
    low, high = scores.min(initial=np.inf), scores.max(initial=-np.inf)
    if high <= low:
        return np.zeros_like(scores)
    return np.asarray((scores - low) / (high - low), dtype=np.float32)
