"""What is said to the assistant, or asked about it -> the topic of talk.toml that it is on.

Whether a text is talk at all is learnt like danger is, of vectors and phrasing. Which topic it is
as well, but by least squares: with a tenth of the examples left out 78% are right, 74% by vectors
alone, 75% by a logistic regression on those, which takes ten times as long.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ingest.corpus.talk import Talk, Topic
from ingest.index.classifier import (
    BUCKETS,
    Classifier,
    PhrasingBuckets,
    learn,
    phrasing_of,
    phrasing_rows,
)
from ingest.index.content import Content
from ingest.index.embed.vectors import Vectors
from ingest.index.sorts import NOTHING_LEARNT, SIDES, TALK, Begin, Phrasing, Sampled

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SCALE: Final = 8.0
PHRASING_SCALE: Final = 0.5
RIDGE: Final = 3.0
"""How much vectors and phrasing weigh, and how much weights are held down; half or double of any of
them changes at most 1%."""
SURE: Final = 0.05
"""By so much must the likeliest topic lead the next: below it 41% are right, above it 83%."""
_WEIGHTS: Final = "topics.npz"


class Heard(NamedTuple):
    """What is said on the likeliest topic of a text, and the odds that it is talk at all.

    They are log-odds, but for a constant; `small_talk` is that of the topic.
    """

    said: str
    small_talk: bool
    odds: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What tells topics apart.

    `vectors` has shape (dimensions, topics), `phrasing` (BUCKETS, topics) and `intercepts`
    (topics,).
    """

    vectors: Vectors
    phrasing: Vectors
    intercepts: Vectors

    def leaning(self, vector: Vectors, phrasing: PhrasingBuckets) -> Vectors:
        """How much a text leans to each topic, shape (topics,): about 1 for that it is on."""
        worded = phrasing.values @ self.phrasing[phrasing.buckets]
        return np.asarray(vector @ self.vectors + worded + self.intercepts)


class Topics:
    """What people say to the assistant; open for reading. `classifier` tells it from the rest."""

    def __init__(self, talk: Talk, classifier: Classifier, weights: Weights) -> None:
        self._talk = talk
        self.classifier = classifier
        self._weights = weights

    @classmethod
    def build(
        cls, content: Content, of: Sampled, phrasing: Phrasing, start: Begin = NOTHING_LEARNT
    ) -> "Topics":
        """Learn from the examples, and from what is asked otherwise."""
        from scipy.sparse import vstack

        vectors, (_, others) = of._asdict(), SIDES[TALK]
        classifier = learn(
            of.talk,
            np.concatenate([vectors[each] for each in others]),
            vstack([phrasing[each] for each in (TALK, *others)]),
            start.get(TALK),
        )
        talk = content.snapshot.talk
        return cls(talk, classifier, weights(talk.topics, of.talk))

    def save(self, folder: Path) -> None:
        """Write it to a folder."""
        self.classifier.save(folder / f"{TALK}.npz")
        kept = self._weights
        np.savez(
            folder / _WEIGHTS,
            vectors=kept.vectors,
            phrasing=kept.phrasing,
            intercepts=kept.intercepts,
        )

    @classmethod
    def open(cls, folder: Path, content: Content) -> "Topics":
        """Read what `save` wrote."""
        with np.load(folder / _WEIGHTS) as kept:
            opened = Weights(kept["vectors"], kept["phrasing"], kept["intercepts"])
        return cls(content.snapshot.talk, Classifier.load(folder / f"{TALK}.npz"), opened)

    def hear(self, text: str, vector: Sequence[float] | Vectors) -> Heard | None:
        """What is said to a text if it is talk; None where nothing was learnt."""
        if not self.classifier.is_learnt:
            return None
        asked, phrasing = np.asarray(vector, dtype=np.float32), phrasing_of(text)
        leaning = self._weights.leaning(asked, phrasing)
        topic = self._talk.topics[int(np.argmax(leaning))]
        said = topic.text if topic.small_talk or _is_sure(leaning) else self._talk.unsure
        return Heard(said, topic.small_talk, self.classifier.log_odds(asked, phrasing))


def _is_sure(leaning: Vectors) -> bool:
    """Whether one topic leads the others by enough."""
    *_, next_best, best = [-np.inf, *np.sort(leaning)]
    return bool(best - next_best >= SURE)


def weights(topics: Sequence[Topic], vectors: Vectors) -> Weights:
    """Learn to tell topics apart by ridge regression; `vectors` are those of their examples.

    The regression is solved for the examples, of which there are fewer than weights.
    """
    if not topics:
        nothing = np.zeros(0, dtype=np.float32)
        return Weights(nothing, nothing, nothing)
    own = np.repeat(np.arange(len(topics)), [len(topic.examples) for topic in topics])
    phrasing = phrasing_rows([each for topic in topics for each in topic.examples])
    is_on = np.eye(len(topics), dtype=np.float32)[own]
    share, mean = is_on.mean(axis=0), vectors.mean(axis=0)
    alike = _alike((vectors - mean) * SCALE, phrasing * PHRASING_SCALE)
    solved = np.linalg.solve(alike + RIDGE * np.eye(len(own)), is_on - share).astype(np.float32)
    of_vectors = (vectors - mean).T @ solved * SCALE**2
    of_phrasing = phrasing.T @ solved * PHRASING_SCALE**2
    return Weights(
        of_vectors.astype(np.float32),
        np.asarray(of_phrasing, dtype=np.float32).reshape(BUCKETS, len(topics)),
        (share - mean @ of_vectors).astype(np.float32),
    )


def _alike(vectors: Vectors, phrasing: "csr_matrix") -> Vectors:
    """The inner product of every two examples, shape (examples, examples)."""
    return np.asarray(vectors @ vectors.T + (phrasing @ phrasing.T).toarray())
