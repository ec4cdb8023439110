"""How well the words of a chunk and its annotations cover those of the question."""

from pathlib import Path
from typing import ClassVar, Final, Self

import numpy as np

from ingest.index.bm25 import Bm25Index, MakeTerms
from ingest.index.content import Content
from ingest.index.embed.vectors import Vectors
from ingest.index.query import Query
from ingest.index.signals.signal import Basis, Positions, Scored, Scores
from ingest.index.vocabulary import Vocabulary

PROPOSED: Final = 500
"""So many chunks at most are worth ranking for their words."""


class WordsSignal:
    """BM25 over stems and parts of compounds, with the terms for what people say."""

    name: ClassVar[str] = "words"
    basis: ClassVar[Basis] = Basis.WORDS

    def __init__(self, index: Bm25Index) -> None:
        self._index = index

    @classmethod
    def build(cls, content: Content, rows: Vectors, asked: Vectors, words: Vocabulary) -> Self:  # noqa: ARG003
        """Index the terms of every chunk."""
        return cls(Bm25Index.build(content.annotated_texts(), cls.terms(words)))

    @classmethod
    def open(cls, folder: Path, content: Content, words: Vocabulary) -> Self:  # noqa: ARG003
        """Read what `save` wrote."""
        return cls(Bm25Index.load(folder / cls.name, cls.terms(words)))

    @staticmethod
    def terms(words: Vocabulary) -> MakeTerms:
        """What makes terms of a text."""
        return words.lexicon.terms

    def save(self, folder: Path) -> None:
        """Write the index."""
        self._index.save(folder / self.name)

    def score(self, query: Query) -> Scored:
        """BM25, levelled; worth ranking are the best of the chunks with any of the terms."""
        scores = self._index.levelled(self.asked(query))
        return Scored(scores, best_of(scores))

    @staticmethod
    def asked(query: Query) -> str:
        """What is searched for."""
        return query.widened


def best_of(scores: Scores) -> Positions:
    """Where the best scores above zero are."""
    found = np.flatnonzero(scores)
    if len(found) <= PROPOSED:
        return found
    return found[np.argpartition(-scores[found], PROPOSED)[:PROPOSED]]
