"""Question -> ranked Hits: many scores of each chunk, normalised, in a weighted sum."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.index.index import ChunkScores, Index
from ingest.index.weights import Weights
from ingest.text.document import Hit

HITS: Final = 10

Scores = NDArray[np.float32]


class Retrieved(NamedTuple):
    """The best chunks for a question, best first, and the cosine of the nearest text of all."""

    hits: list[Hit]
    similarity: float


def retrieve(
    index: Index,
    question: str,
    vector: Sequence[float],
    count: int = HITS,
    weights: Weights | None = None,
) -> Retrieved:
    """Rank the chunks for a question and its vector; ties keep the order of the documents.

    `weights` are those that the index was made with unless others are given.
    """
    scores = index.scores(question, vector)
    dense, lexical = fuse(scores, weights or index.record.weights)
    fused, dense, lexical = (_stretched(each) for each in (dense + lexical, dense, lexical))
    best = np.argsort(-fused, kind="stable")[:count]
    hits = [
        Hit(index.chunks[place], float(fused[place]), float(dense[place]), float(lexical[place]))
        for place in best
    ]
    return Retrieved(hits, float(max(scores.chunk.max(), scores.sentence.max())))


def fuse(scores: ChunkScores, weights: Weights) -> tuple[Scores, Scores]:
    """The weighted sums of the scores of meaning and of those of words, each of shape (chunks,).

    Every score is first brought to mean 0 and deviation 1 over the chunks, so that weights mean the
    same for every question and embedder. A chunk without annotations borrows, for the scores that
    rest on those, what its text scores: it is not to blame.
    """
    chunk = standardised(scores.chunk)
    questions = np.where(scores.is_annotated, standardised(scores.questions), chunk)
    matcher = np.where(scores.is_annotated, standardised(scores.matcher), chunk)
    dense = (
        weights.chunk * chunk
        + weights.sentence * standardised(scores.sentence)
        + weights.document * standardised(scores.document)
        + weights.questions * questions
        + weights.matcher * matcher
    )
    lexical = (
        weights.words * standardised(scores.words)
        + weights.grams * standardised(scores.grams)
        + weights.document_words * standardised(scores.document_words)
    )
    return np.asarray(dense, dtype=np.float32), np.asarray(lexical, dtype=np.float32)


def standardised(scores: Scores) -> Scores:
    """Scores with mean 0 and deviation 1; all zero where they do not differ."""
    deviation = float(scores.std())
    if deviation < 1e-6:
        return np.zeros_like(scores)
    return np.asarray((scores - scores.mean()) / deviation, dtype=np.float32)


def _stretched(scores: Scores) -> Scores:
    """Scores stretched to [0, 1]; all zero where they do not differ."""
    low, high = scores.min(), scores.max()
    if high <= low:
        return np.zeros_like(scores)
    return np.asarray((scores - low) / (high - low), dtype=np.float32)
