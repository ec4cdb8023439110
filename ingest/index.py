"""An open generation: question vectors and words in, scored chunks out."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.document import Chunk, Section, Source
from ingest.embed import Vectors, embedder_identity
from ingest.errors import IndexUnusableError
from ingest.generation import (
    INGEST,
    collection_name,
    current_generation,
    read_content,
    read_record,
)
from ingest.lexical import LexicalIndex
from ingest.sentences import Span, sentence_spans
from ingest.settings import Settings
from ingest.vectors import VectorRow, open_store


class Nearness(NamedTuple):
    """How near a corpus is to a question's vector.

    `scores`, shape (chunks,), is for each chunk the mean of two cosines: of the chunk as a whole
    and of its best sentence. `best` is the cosine of the nearest vector of all.
    """

    scores: NDArray[np.float32]
    best: float


class SentenceVector(NamedTuple):
    """A sentence of a chunk, as a span of its section's text, and its vector."""

    span: Span
    vector: Vectors


class Index:
    """One generation of the index, open for reading; safe for use by several threads."""

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
        content = read_content(generation)
        self.id = generation.name
        self.record = record
        self.chunks: tuple[Chunk, ...] = content.chunks
        self.sections: dict[str, Section] = {section.id: section for section in content.sections}
        self.sources: dict[str, Source] = {source.id: source for source in content.sources}
        self.place: dict[str, int] = {chunk.id: place for place, chunk in enumerate(content.chunks)}
        self.lexical = _load_lexical(generation, len(content.chunks))
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
        for row, similarity in nearest:
            place = self.place[row.chunk_id]
            best[place] = max(best[place], similarity)
            if is_whole_chunk(row):
                whole[place] = similarity
        return Nearness(np.float32(0.5) * (whole + best), nearest[0].similarity)

    def sentence_vectors(self, chunks: Sequence[Chunk]) -> dict[str, list[SentenceVector]]:
        """The sentences of each chunk with their vectors, in order, by chunk id."""
        rows = {
            chunk.id: [row for row in vector_rows(chunk) if not is_whole_chunk(row)]
            for chunk in chunks
        }
        vectors = self._store.vectors([row.id for own in rows.values() for row in own])
        return {
            chunk_id: [SentenceVector(Span(row.start, row.end), vectors[row.id]) for row in own]
            for chunk_id, own in rows.items()
        }

    def close(self) -> None:
        """Let go of the generation's files."""
        self._store.close()

    def _warm_up(self) -> None:
        """Ask for one known vector: the first query is slow, and a damaged store fails here."""
        expected = min(self.record.vectors, 10)
        first = vector_rows(self.chunks[0])[0].id
        known = self._store.vectors([first])
        is_whole = self._store.count() == self.record.vectors and first in known
        if not is_whole or len(self._store.nearest(known[first].tolist(), 10)) < expected:
            raise IndexUnusableError("De index is beschadigd of onvolledig.", INGEST)


class LiveIndex:
    """The generation in use, reopened when another is published; for a process that keeps going."""

    def __init__(self, settings: Settings) -> None:
        """Open the generation in use.

        Raises:
            IndexUnusableError, SteunwijzerError: as `Index`.
        """
        self._settings = settings
        self._lock = threading.Lock()
        self._index = Index(settings, current_generation(settings.data))
        self._readers: dict[str, int] = {}

    @contextmanager
    def reading(self) -> Iterator[Index]:
        """The generation in use; it stays open until the reader is done with it."""
        with self._lock:
            self._follow()
            index = self._index
            self._readers[index.id] = self._readers.get(index.id, 0) + 1
        try:
            yield index
        finally:
            with self._lock:
                self._readers[index.id] -= 1
                self._close_if_done(index)

    def _follow(self) -> None:
        """Open the newest generation; one that cannot be opened leaves the one before in use."""
        try:
            generation = current_generation(self._settings.data)
            if generation.name == self._index.id:
                return
            previous, self._index = self._index, Index(self._settings, generation)
        except IndexUnusableError:
            return
        self._close_if_done(previous)

    def _close_if_done(self, index: Index) -> None:
        if index is not self._index and not self._readers.get(index.id):
            self._readers.pop(index.id, None)
            index.close()


def chunk_sentences(chunk: Chunk) -> list[Span]:
    """The chunk's sentences as spans of its section's text."""
    return [
        Span(chunk.start + span.start, chunk.start + span.end)
        for span in sentence_spans(chunk.text)
    ]


def vector_rows(chunk: Chunk) -> list[VectorRow]:
    """What of a chunk is embedded: the chunk as a whole, then each of its sentences."""
    sentences = enumerate(chunk_sentences(chunk), start=1)
    return [
        VectorRow(chunk.id, chunk.id, chunk.start, chunk.end),
        *(
            VectorRow(f"{chunk.id}#{number}", chunk.id, span.start, span.end)
            for number, span in sentences
        ),
    ]


def is_whole_chunk(row: VectorRow) -> bool:
    """Whether a vector stands for a chunk as a whole, not for one of its sentences."""
    return row.id == row.chunk_id


def _load_lexical(generation: Path, texts: int) -> LexicalIndex:
    try:
        lexical = LexicalIndex.load(generation / "lexical")
    except (OSError, ValueError, KeyError) as error:
        raise IndexUnusableError("De index is beschadigd.", INGEST) from error
    if lexical.size != texts:
        raise IndexUnusableError("De index is beschadigd.", INGEST)
    return lexical


def _check_embedder(recorded: str, settings: Settings) -> None:
    wanted = embedder_identity(settings.embedder)
    if recorded != wanted:
        raise IndexUnusableError(
            f"De index is gemaakt met het model {recorded}, maar ingesteld is {wanted}.",
            "Maak hem opnieuw met: steunwijzer ingest",
        )
