"""Which annotated passage a question asks for, as learnt from the annotations."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final, Self

import numpy as np

from ingest.index.content import Content
from ingest.index.embed.vectors import Vectors
from ingest.index.groups import Groups
from ingest.index.matcher import NEVER, Example, Matcher, train
from ingest.index.query import Query
from ingest.index.represent import Part
from ingest.index.signals.questions import annotated
from ingest.index.signals.signal import Basis, Scored
from ingest.index.signals.words import best_of
from ingest.index.vocabulary import Vocabulary

FILE: Final = "matcher.npz"
SYNTHESIS_WEIGHT: Final = 2.0
"""A question that several passages answer counts so much, shared among them."""


class MatcherSignal:
    """Log-probability of the best annotated passage of a chunk; NaN where nothing is annotated."""

    name: ClassVar[str] = "matcher"
    basis: ClassVar[Basis] = Basis.MEANING

    def __init__(self, content: Content, matcher: Matcher) -> None:
        positions = content.positions()
        chunks = [[positions[name] for name in row.chunk_ids] for row in content.passages]
        self._of = Groups(chunks)
        self._passages = np.arange(len(chunks))
        self._is_annotated = annotated(content)
        self.matcher = matcher

    @classmethod
    def build(cls, content: Content, rows: Vectors, asked: Vectors, words: Vocabulary) -> Self:  # noqa: ARG003
        """Learn it."""
        return cls.begun(content, rows, asked, None)

    @classmethod
    def begun(cls, content: Content, rows: Vectors, asked: Vectors, start: Matcher | None) -> Self:
        """Learn it, beginning from what is known of the same passages, if anything is."""
        return cls(content, train(*examples(content, rows, asked), len(content.passages), start))

    def save(self, folder: Path) -> None:
        """Write what was learnt."""
        self.matcher.save(folder / FILE)

    @classmethod
    def open(cls, folder: Path, content: Content, words: Vocabulary) -> Self:  # noqa: ARG003
        """Read what was learnt."""
        return cls(content, Matcher.load(folder / FILE))

    def score(self, query: Query) -> Scored:
        """Log-probabilities; worth ranking are the likeliest chunks."""
        scores = np.full(len(self._is_annotated), NEVER, dtype=np.float32)
        chunks, nth = self._of.members(self._passages)
        np.maximum.at(scores, chunks, self.matcher.scores(query.vector)[nth])
        proposed = best_of(np.where(self._is_annotated, scores - NEVER, 0))
        return Scored(np.where(self._is_annotated, scores, np.float32(np.nan)), proposed)


def examples(
    content: Content, rows: Vectors, asked: Vectors
) -> tuple[list[Example], list[Example]]:
    """What is learnt from: the annotations' questions, and the passages' own sentences."""
    questions = [
        Example(
            vector, passage, 1.0 if len(row.passages) == 1 else SYNTHESIS_WEIGHT / len(row.passages)
        )
        for row, vector in zip(content.questions, asked, strict=True)
        for passage in row.passages
    ]
    of_chunk = defaultdict[str, list[int]](list)
    for number, passage in enumerate(content.passages):
        for chunk_id in passage.chunk_ids:
            of_chunk[chunk_id].append(number)
    sentences = [
        Example(vector, _passage_of(content, row.place.start, of_chunk[row.chunk_id]), 1.0)
        for row, vector in zip(content.rows, rows, strict=True)
        if row.part is not Part.CHUNK and of_chunk[row.chunk_id]
    ]
    return questions, sentences


def _passage_of(content: Content, start: int, passages: Sequence[int]) -> int:
    """Of the passages of a chunk, in order, the last that begins no later than `start`."""
    begun = [number for number in passages if content.passages[number].place.start <= start]
    return begun[-1] if begun else passages[0]
