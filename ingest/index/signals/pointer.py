"""Whether a chunk holds the sentences that the pointer points at."""

from typing import ClassVar, Final

import numpy as np

from ingest.index.content import Content
from ingest.index.pointer import LEAST
from ingest.index.query import Query
from ingest.index.sentence_matcher import named_sentences
from ingest.index.signals.questions import annotated
from ingest.index.signals.signal import Basis, OfContent, Scale, Scored

SCALE: Final = Scale(mean=LEAST, deviation=1.0)
"""Probabilities have a scale by themselves: what is not pointed at has zero."""
_WORTH: Final = np.float32(-5.0)
"""Log-probability from which a chunk is worth ranking."""


class PointerSignal(OfContent):
    """Log of the share of a chunk's sentences in what answers; NaN where nothing is annotated."""

    name: ClassVar[str] = "pointer"
    basis: ClassVar[Basis] = Basis.MEANING

    def __init__(self, content: Content) -> None:
        sections = dict[str, list[int]]()
        for position, chunk in enumerate(content.chunks):
            sections.setdefault(chunk.section_id, []).append(position)
        owned = [
            (number, position)
            for place, number in named_sentences(content).items()
            for position in sections.get(place.section_id, ())
            if place.touches(content.chunks[position].place)
        ]
        self._sentences = np.asarray([number for number, _ in owned], dtype=np.int64)
        self._chunks = np.asarray([position for _, position in owned], dtype=np.int64)
        self._is_annotated = annotated(content)

    def score(self, query: Query) -> Scored:
        """Logs of shares; worth ranking are the chunks that have some."""
        likely = query.pointed.likely[self._sentences]
        shares = np.where(likely > LEAST, np.exp(likely), 0)
        sums = np.bincount(self._chunks, shares, minlength=len(self._is_annotated))
        with np.errstate(divide="ignore"):
            logs = np.clip(np.log(sums), LEAST, 0).astype(np.float32)
        scores = np.where(self._is_annotated, logs, np.float32(np.nan))
        return Scored(scores, np.flatnonzero(self._is_annotated & (logs >= _WORTH)))
