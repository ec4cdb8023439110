"""Content -> what scores are made of: lexical fields, document vectors, examples to learn from."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ingest.index.embed.embedders import Vectors
from ingest.index.generation import Content
from ingest.index.matcher import Example
from ingest.index.represent import Part, lexical_text
from ingest.text.words import Lexicon, Terms, grams

LEXICAL: Final = "lexical"
VOCABULARY: Final = "vocabulary.txt"
DOCUMENTS: Final = "documents.npy"
MATCHER: Final = "matcher.npz"
ANSWERED: Final = "answered.npz"
DANGER: Final = "danger.npz"
SUICIDE: Final = "suicide.npz"
DECISION: Final = "decision.npz"
SYNTHESIS_WEIGHT: Final = 2.0
"""A question that several passages answer counts so much, shared among them."""


@dataclass(frozen=True, slots=True)
class LexicalFields:
    """Texts that BM25 searches: of chunks alone, of chunks with their annotations, of documents."""

    text: list[str]
    words: list[str]
    documents: list[str]

    def indexed(
        self, lexicon: Lexicon
    ) -> Iterator[tuple[str, Sequence[str], Callable[[str], Terms]]]:
        """Each index to make, as (name, texts, what makes terms of a text)."""
        yield "text", self.text, lexicon.terms
        yield "words", self.words, lexicon.terms
        yield "grams", self.words, grams
        yield "documents", self.documents, lexicon.terms


def lexical_fields(content: Content) -> LexicalFields:
    """The texts of each field; those of chunks and documents in the order of the content."""
    sections = {section.id: section for section in content.sections}
    text = [lexical_text(sections[chunk.section_id], chunk) for chunk in content.chunks]
    words = [
        f"{own} {content.words[chunk.id]}" if chunk.id in content.words else own
        for chunk, own in zip(content.chunks, text, strict=True)
    ]
    of_document = defaultdict[str, list[str]](list)
    for document, own in zip(documents_of(content), text, strict=True):
        of_document[document].append(own)
    return LexicalFields(text, words, [" ".join(own) for own in of_document.values()])


def documents_of(content: Content) -> list[str]:
    """The id of the document of each chunk."""
    sections = {section.id: section.document_id for section in content.sections}
    return [sections[chunk.section_id] for chunk in content.chunks]


def document_vectors(content: Content, vectors: Vectors) -> Vectors:
    """The mean of a document's chunks, of unit length, shape (documents, dimensions).

    `vectors` are those of the content's rows.
    """
    own = dict(zip((chunk.id for chunk in content.chunks), documents_of(content), strict=True))
    sums: dict[str, Vectors] = {}
    for row, vector in zip(content.rows, vectors, strict=True):
        if row.part is Part.CHUNK:
            sums[own[row.chunk_id]] = sums.get(own[row.chunk_id], 0.0) + vector
    means = np.stack(list(sums.values()))
    return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), dtype=np.float32)


def examples(
    content: Content, vectors: Vectors, asked: Vectors
) -> tuple[list[Example], list[Example]]:
    """What the matcher learns from: the annotations' questions, and the passages' own sentences."""
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
        Example(vector, _passage_of(content, row.start, of_chunk[row.chunk_id]), 1.0)
        for row, vector in zip(content.rows, vectors, strict=True)
        if row.part is not Part.CHUNK and of_chunk[row.chunk_id]
    ]
    return questions, sentences


def _passage_of(content: Content, start: int, passages: Sequence[int]) -> int:
    """Of the passages of a chunk, in order, the last that begins no later than `start`."""
    begun = [number for number in passages if content.passages[number].start <= start]
    return begun[-1] if begun else passages[0]
