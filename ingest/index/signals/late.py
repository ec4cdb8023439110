"""How well a chunk answers word by word."""

from typing import ClassVar, Final

import numpy as np

from ingest.index.content import Content
from ingest.index.query import Query
from ingest.index.signals.signal import Basis, OfContent, Scale, Scored

SCALE: Final = Scale(mean=0.37, deviation=0.05)
"""Of cosines that hardly depend on the text: what most chunks score, and how far they differ."""


class LateSignal(OfContent):
    """What a chunk's words score (see ingest.index.late).

    What is not among the nearest scores as the worst of those that are.
    """

    name: ClassVar[str] = "late"
    basis: ClassVar[Basis] = Basis.MEANING

    def __init__(self, content: Content) -> None:
        self._size = len(content.chunks)

    def score(self, query: Query) -> Scored:
        """Scores; worth ranking are the chunks that were looked at."""
        late = query.late
        least = late.scores.min() if len(late.scores) else SCALE.mean
        scores = np.full(self._size, least, dtype=np.float32)
        scores[late.positions] = late.scores
        return Scored(scores, late.positions)
