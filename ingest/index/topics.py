"""What is said to the assistant, or asked about it -> the topic of talk.toml that it is on.

Whether a text is talk at all is learnt like danger is, of vectors and phrasing; which topic it is,
of vectors alone. With a tenth of the examples left out 90% of those are heard. Of the topics
72% are right by a regression and 64% by the three nearest examples; phrasing adds 1%, for seconds.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from ingest.corpus.talk import Topic
from ingest.index.classifier import (
    INVERSE_REGULARISATION,
    ITERATIONS,
    Classifier,
    learn,
    phrasing_of,
)
from ingest.index.content import Content
from ingest.index.embed.vectors import Vectors
from ingest.index.sorts import Sampled, phrasing_of_sorts

SCALE: Final = 8.0
"""Vectors of topics lie near each other: with 4, as for the other sorts, fewer are told apart."""
_OTHERS: Final = (
    "real",
    "names",
    "asked",
    "unanswered",
    "danger",
    "suicide",
    "calm",
    "decision",
    "advice",
)
"""What talk is told apart from."""
_CLASSIFIER: Final = "talk.npz"
_TOPICS: Final = "topics.npy"


class Heard(NamedTuple):
    """The likeliest topic of a text, and the log-odds that it is talk, for even odds before."""

    topic: Topic
    odds: float


class Topics:
    """What people say to the assistant; open for reading.

    `weights` of the topics have shape (topics, dimensions + 1), the intercept last.
    """

    def __init__(self, topics: Sequence[Topic], talk: Classifier, weights: Vectors) -> None:
        self._topics = topics
        self._talk = talk
        self._weights = weights

    @classmethod
    def build(cls, content: Content, of: Sampled) -> "Topics":
        """Learn from the examples, and from what is asked otherwise."""
        from scipy.sparse import vstack

        vectors, phrasing = of._asdict(), phrasing_of_sorts(content)
        talk = learn(
            of.talk,
            np.concatenate([vectors[each] for each in _OTHERS]),
            vstack([phrasing[each] for each in ("talk", *_OTHERS)]),
        )
        topics = content.snapshot.talk.topics
        return cls(topics, talk, _weights(topics, of.talk))

    def save(self, folder: Path) -> None:
        """Write it to a folder."""
        self._talk.save(folder / _CLASSIFIER)
        np.save(folder / _TOPICS, self._weights)

    @classmethod
    def open(cls, folder: Path, content: Content) -> "Topics":
        """Read what `save` wrote."""
        talk = Classifier.load(folder / _CLASSIFIER)
        return cls(content.snapshot.talk.topics, talk, np.load(folder / _TOPICS))

    def hear(self, text: str, vector: Sequence[float] | Vectors) -> Heard | None:
        """The likeliest topic; None where nothing was learnt."""
        if not self._talk.is_learnt:
            return None
        asked = np.asarray(vector, dtype=np.float32)
        leaning = self._weights[:, :-1] @ asked * SCALE + self._weights[:, -1]
        topic = self._topics[int(np.argmax(leaning))]
        return Heard(topic, self._talk.log_odds(asked, phrasing_of(text)))


def _weights(topics: Sequence[Topic], vectors: Vectors) -> Vectors:
    """What tells topics apart; without two of them there is nothing to tell."""
    if len(topics) < 2:  # a regression needs two
        return np.zeros((len(topics), vectors.shape[1] + 1), dtype=np.float32)
    from sklearn.linear_model import LogisticRegression

    own = [number for number, topic in enumerate(topics) for _ in topic.examples]
    model = LogisticRegression(
        C=INVERSE_REGULARISATION, max_iter=ITERATIONS, class_weight="balanced"
    ).fit(vectors * SCALE, own)
    if len(topics) == 2:  # then it has weights of the second alone
        coefficients = np.concatenate([-model.coef_, model.coef_])
        intercepts = np.concatenate([-model.intercept_, model.intercept_])
    else:
        coefficients, intercepts = model.coef_, model.intercept_
    return np.column_stack([coefficients, intercepts]).astype(np.float32)
