"""How near the annotated questions of a chunk come."""

from typing import ClassVar

import numpy as np

from ingest.index.content import Content
from ingest.index.groups import Groups, means_of_best
from ingest.index.query import Query
from ingest.index.signals.signal import Basis, OfContent, Scored


class QuestionsSignal(OfContent):
    """Mean cosine with the nearest three questions of a chunk; NaN where nothing is annotated.

    What is not among the nearest counts as near as the last of them.
    """

    name: ClassVar[str] = "questions"
    basis: ClassVar[Basis] = Basis.MEANING

    def __init__(self, content: Content) -> None:
        positions = content.positions()
        chunks = [[positions[name] for name in row.chunk_ids] for row in content.questions]
        self._of = Groups(chunks)
        self._is_annotated = annotated(content)

    def score(self, query: Query) -> Scored:
        """Mean cosines; worth ranking are the chunks of the nearest questions."""
        near = query.asked
        chunks, nth = self._of.members(near.numbers)
        means = means_of_best(chunks, near.similarity[nth], len(self._is_annotated), near.last)
        return Scored(np.where(self._is_annotated, means, np.float32(np.nan)), chunks)


def annotated(content: Content) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Of which chunks there are annotations, shape (chunks,)."""
    held = {name for passage in content.passages for name in passage.chunk_ids}
    return np.asarray([chunk.id in held for chunk in content.chunks], dtype=np.bool_)
