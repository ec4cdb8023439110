"""How well the words of a document cover those of the question."""

from pathlib import Path
from typing import ClassVar, Self

from ingest.index.bm25 import Bm25Index
from ingest.index.content import Content
from ingest.index.embed.vectors import Vectors
from ingest.index.query import Query
from ingest.index.signals.document import numbered
from ingest.index.signals.signal import NOTHING, Basis, Positions, Scored
from ingest.index.vocabulary import Vocabulary


class DocumentWordsSignal:
    """BM25 over whole documents; each chunk scores what its document does."""

    name: ClassVar[str] = "document_words"
    basis: ClassVar[Basis] = Basis.WORDS

    def __init__(self, index: Bm25Index, of_chunk: Positions) -> None:
        self._index = index
        self._of_chunk = of_chunk

    @classmethod
    def build(cls, content: Content, rows: Vectors, asked: Vectors, words: Vocabulary) -> Self:  # noqa: ARG003
        """Index the terms of every document."""
        index = Bm25Index.build(content.document_texts(), words.lexicon.terms)
        return cls(index, numbered(content.documents()))

    def save(self, folder: Path) -> None:
        """Write the index."""
        self._index.save(folder / self.name)

    @classmethod
    def open(cls, folder: Path, content: Content, words: Vocabulary) -> Self:
        """Read what `save` wrote."""
        index = Bm25Index.load(folder / cls.name, words.lexicon.terms)
        return cls(index, numbered(content.documents()))

    def score(self, query: Query) -> Scored:
        """BM25, levelled; a document says nothing of which chunk is worth ranking."""
        return Scored(self._index.levelled(query.widened)[self._of_chunk], NOTHING)
