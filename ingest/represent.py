"""Chunk -> what stands for it in the index: texts to embed and words to search.

What is made here is only searched; what is shown is always a slice of the section's text.
"""

from enum import StrEnum
from typing import NamedTuple

from ingest.document import Chunk, Section
from ingest.sentences import Span, list_spans, sentence_spans


class Part(StrEnum):
    """What of a chunk a vector stands for; the value stands in the vector's id."""

    CHUNK = "chunk"
    SENTENCE = "sentence"
    LIST = "list"


class VectorRow(NamedTuple):
    """What a vector stands for: characters `start` to `end` of a section, inside a chunk."""

    id: str
    chunk_id: str
    start: int
    end: int


def vector_rows(chunk: Chunk) -> list[VectorRow]:
    """What of a chunk is embedded: the chunk as a whole, each sentence and each list."""
    spans = {
        Part.CHUNK: [Span(0, len(chunk.text))],
        Part.SENTENCE: sentence_spans(chunk.text),
        Part.LIST: list_spans(chunk.text),
    }
    return [
        VectorRow(
            f"{chunk.id}#{part}{number}", chunk.id, chunk.start + span.start, chunk.start + span.end
        )
        for part, own in spans.items()
        for number, span in enumerate(own, start=1)
    ]


def part_of(row: VectorRow) -> Part:
    """What of its chunk a vector stands for."""
    return Part(row.id.rpartition("#")[2].rstrip("0123456789"))


def embedded_text(section: Section, row: VectorRow) -> str:
    """What a vector is made of: a sentence by itself, a chunk or a list behind its heading.

    Without the heading a chunk that opens with "Deze richtlijn" means nothing; on sentences it
    drowns the rest (R@5 of dense search on 480 questions: 0.740 this way, 0.694 with the heading
    everywhere, 0.731 without).
    """
    text = section.text[row.start : row.end]
    if part_of(row) is Part.SENTENCE or not section.headings:
        return text
    return f"{section.headings[-1]}. {text}"


def lexical_text(section: Section, chunk: Chunk) -> str:
    """What BM25 searches of a chunk: its words and those of the headings above it."""
    return " ".join((*section.headings, chunk.text))
