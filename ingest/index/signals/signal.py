"""What a ranking signal is: something that says how well each chunk fits a question."""

from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Final, NamedTuple, Protocol, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from ingest.index.content import Content
from ingest.index.embed.vectors import Vectors
from ingest.index.query import Query
from ingest.index.vocabulary import Vocabulary

Scores = NDArray[np.float32]
Positions = NDArray[np.int64]
"""Where chunks stand in `Content.chunks`."""
NOTHING: Final[Positions] = np.zeros(0, dtype=np.int64)
_NO_DIFFERENCE: Final = 1e-4


class Basis(StrEnum):
    """What a signal goes by."""

    MEANING = "meaning"
    WORDS = "words"


class Scale(BaseModel):
    """Mean and deviation of a signal's scores over the chunks, as measured when it was built."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mean: float
    deviation: float

    def of(self, scores: Scores) -> Scores:
        """Scores in deviations from the mean, so that signals can be weighed against each other."""
        if self.deviation < _NO_DIFFERENCE:
            return np.zeros_like(scores)
        return np.asarray((scores - self.mean) / self.deviation, dtype=np.float32)

    def level(self, score: float) -> float:
        """The same of one."""
        return float(self.of(np.asarray(score, dtype=np.float32)))


class Scored(NamedTuple):
    """What a signal says of a question.

    `scores` has shape (chunks,), NaN where there is nothing to go by. `proposed` are the chunks
    that are worth ranking, in any order: the others are not all looked at.
    """

    scores: Scores
    proposed: Positions


class Signal(Protocol):
    """One way to hold a question against the chunks; open for reading, safe for threads."""

    name: ClassVar[str]
    basis: ClassVar[Basis]

    @classmethod
    def build(cls, content: Content, rows: Vectors, asked: Vectors, words: Vocabulary) -> Self:
        """Make it of content, the vectors of its rows and those of its questions."""

    def save(self, folder: Path) -> None:
        """Write to a folder what cannot be made of the content alone."""

    @classmethod
    def open(cls, folder: Path, content: Content, words: Vocabulary) -> Self:
        """Read what `save` wrote."""

    def score(self, query: Query) -> Scored:
        """How well every chunk fits, and which are worth ranking."""


class OfContent:
    """Part of a signal that needs nothing beside the content, and so keeps nothing."""

    def __init__(self, content: Content) -> None:
        """Make it of the content."""

    @classmethod
    def build(cls, content: Content, rows: Vectors, asked: Vectors, words: Vocabulary) -> Self:  # noqa: ARG003
        """Make it of the content: the store has the vectors, and a query what is near."""
        return cls(content)

    def save(self, folder: Path) -> None:
        """Nothing is kept."""

    @classmethod
    def open(cls, folder: Path, content: Content, words: Vocabulary) -> Self:  # noqa: ARG003
        """As it was built."""
        return cls(content)
