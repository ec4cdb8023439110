"""How near the document as a whole comes."""

from pathlib import Path
from typing import ClassVar, Final, Self

import numpy as np

from ingest.index.content import Content
from ingest.index.embed.vectors import Vectors
from ingest.index.query import Query
from ingest.index.represent import Part
from ingest.index.signals.signal import NOTHING, Basis, Positions, Scored
from ingest.index.vocabulary import Vocabulary

_FILE: Final = "documents.npy"


class DocumentSignal:
    """Cosine of the question with the mean of a document's chunks.

    `means` has shape (documents, dimensions) and rows of unit length, `of_chunk` says which is a
    chunk's own.
    """

    name: ClassVar[str] = "document"
    basis: ClassVar[Basis] = Basis.MEANING

    def __init__(self, means: Vectors, of_chunk: Positions) -> None:
        self._means = means
        self._of_chunk = of_chunk

    @classmethod
    def build(cls, content: Content, rows: Vectors, asked: Vectors, words: Vocabulary) -> Self:  # noqa: ARG003
        """Take the mean of the chunks' vectors."""
        of_chunk = numbered(content.documents())
        whole = np.asarray([row.part is Part.CHUNK for row in content.rows])
        sums = np.zeros((int(of_chunk.max()) + 1, rows.shape[1]), dtype=np.float32)
        np.add.at(sums, of_chunk, rows[whole])
        return cls(sums / np.linalg.norm(sums, axis=1, keepdims=True), of_chunk)

    def save(self, folder: Path) -> None:
        """Write the means."""
        np.save(folder / _FILE, self._means)

    @classmethod
    def open(cls, folder: Path, content: Content, words: Vocabulary) -> Self:  # noqa: ARG003
        """Read the means."""
        return cls(np.load(folder / _FILE), numbered(content.documents()))

    def score(self, query: Query) -> Scored:
        """Cosines; a document says nothing of which chunk is worth ranking."""
        return Scored((self._means @ query.towards_text)[self._of_chunk], NOTHING)


def numbered(names: list[str]) -> Positions:
    """Names by the order in which they first come, from 0."""
    order = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.asarray([order[name] for name in names], dtype=np.int64)
