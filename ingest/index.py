"""An open generation: question vectors and words in, scored chunks out."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.calibrate import Noise
from ingest.document import Chunk, Section, Source
from ingest.embed import Vectors, embedder_identity
from ingest.errors import INGEST, IndexUnusableError
from ingest.generation import (
    check_files,
    collection_name,
    read_content,
    read_record,
)
from ingest.lexical import LexicalIndex
from ingest.represent import Part, VectorRow, lexical_text
from ingest.sentences import Span
from ingest.settings import Settings
from ingest.vectors import open_store

SAME: Final = 0.999
"""Cosine of a vector with itself, but for rounding."""


class Nearness(NamedTuple):
    """How near a corpus is to a question's vector.

    `scores`, shape (chunks,), is for each chunk the mean of two cosines: of the chunk as a whole
    and of its best sentence. `best` is the cosine of the nearest vector of all.
    """

    scores: NDArray[np.float32]
    best: float


class ChunkVectors(NamedTuple):
    """Vectors of a chunk's sentences and lists, each with its span of the section's text."""

    sentences: list[tuple[Span, Vectors]]
    lists: list[tuple[Span, Vectors]]


class Index:
    """One generation of the index, open for reading; safe for use by several threads.

    `terms(text)` gives the terms of a text of the corpus, and remembers them: never ask it for
    those of a question.
    """

    def __init__(self, settings: Settings, generation: Path) -> None:
        """Open a generation.

        Raises:
            IndexUnusableError: it is damaged, or was made with another embedder or store.
            SteunwijzerError: the Chroma server does not answer.
        """
        record = read_record(generation)
        _check_embedder(record.embedder, settings)
        if record.chroma_url != settings.chroma_url:
            raise IndexUnusableError("De index staat in een andere Chroma.", INGEST)
        check_files(generation, record)
        content = read_content(generation)
        self.id = generation.name
        self.record = record
        self.noise = Noise(record.noise_mean, record.noise_deviation)
        self.chunks: tuple[Chunk, ...] = content.chunks
        self.sections: dict[str, Section] = {section.id: section for section in content.sections}
        self.sources: dict[str, Source] = {source.id: source for source in content.sources}
        self._rows = {row.id: row for row in content.rows}
        self._rows_of = defaultdict[str, list[VectorRow]](list)
        for row in content.rows:
            self._rows_of[row.chunk_id].append(row)
        self._places = {chunk.id: place for place, chunk in enumerate(content.chunks)}
        self.terms = lru_cache(maxsize=10_000)(self._terms)
        self.lexical = LexicalIndex.load(generation / "lexical")
        self._store = open_store(settings, generation / "chroma", collection_name(generation))
        self._warm_up()

    def nearness(self, vector: Sequence[float]) -> Nearness:
        """Compare a question's vector with all chunks.

        What is not among the nearest vectors counts as near as the last of them.
        """
        nearest = self._store.nearest(vector)
        floor = nearest[-1].similarity
        whole = np.full(len(self.chunks), floor, dtype=np.float32)
        best = whole.copy()
        for row_id, similarity in nearest:
            row = self._rows[row_id]
            place = self._places[row.chunk_id]
            best[place] = max(best[place], similarity)
            if row.part is Part.CHUNK:
                whole[place] = similarity
        return Nearness(np.float32(0.5) * (whole + best), nearest[0].similarity)

    def lexical_text(self, chunk: Chunk) -> str:
        """A chunk as the lexical index has it."""
        return lexical_text(self.sections[chunk.section_id], chunk)

    def chunk_vectors(self, chunks: Sequence[Chunk]) -> list[ChunkVectors]:
        """The vectors of each chunk."""
        rows = [self._rows_of[chunk.id] for chunk in chunks]
        vectors = self._store.vectors([row.id for own in rows for row in own])

        def of(part: Part, own: Sequence[VectorRow]) -> list[tuple[Span, Vectors]]:
            return [(Span(row.start, row.end), vectors[row.id]) for row in own if row.part is part]

        return [ChunkVectors(of(Part.SENTENCE, own), of(Part.LIST, own)) for own in rows]

    def _terms(self, text: str) -> frozenset[str]:
        return frozenset(self.lexical.lexicon.terms(text))

    def close(self) -> None:
        """Let go of the generation's files."""
        self._store.close()

    def _warm_up(self) -> None:
        """Look for known vectors: the first query is slow, and an incomplete store shows here."""
        every = list(self._rows)
        ids = list(dict.fromkeys((every[0], every[len(every) // 2], every[-1])))
        known = self._store.vectors(ids)
        is_whole = self._store.count() == self.record.vectors and all(
            row_id in known and self._finds(known[row_id]) for row_id in ids
        )
        if not is_whole:
            raise IndexUnusableError("De index is beschadigd of onvolledig.", INGEST)

    def _finds(self, vector: Vectors) -> bool:
        return any(near.similarity > SAME for near in self._store.nearest(vector.tolist(), 1))


def _check_embedder(recorded: str, settings: Settings) -> None:
    wanted = embedder_identity(settings.embedder)
    if recorded != wanted:
        raise IndexUnusableError(
            f"De index is gemaakt met het model {recorded}, maar ingesteld is {wanted}.",
            INGEST,
        )
