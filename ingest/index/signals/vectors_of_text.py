"""The nearest vectors of the text -> a cosine for each chunk; what two signals are made of."""

from typing import ClassVar

import numpy as np

from ingest.index.content import Content
from ingest.index.query import Query
from ingest.index.represent import Part
from ingest.index.signals.signal import Basis, OfContent, Scored


class NearestText(OfContent):
    """The best cosine with a chunk's vectors of some parts; the vectors are in the store.

    What is not among the nearest counts as near as the last of them.
    """

    basis: ClassVar[Basis] = Basis.MEANING
    parts: ClassVar[frozenset[Part]]

    def __init__(self, content: Content) -> None:
        self._chunks = content.chunk_of_rows()
        self._counts = np.asarray([row.part in self.parts for row in content.rows])
        self._size = len(content.chunks)

    def score(self, query: Query) -> Scored:
        """Cosines; worth ranking is the chunk of all that is near."""
        scores = np.full(self._size, query.near.last, dtype=np.float32)
        counts = self._counts[query.near.numbers]
        numbers = query.near.numbers[counts]
        np.maximum.at(scores, self._chunks[numbers], query.near.similarity[counts])
        return Scored(scores, self._chunks[query.near.numbers])
