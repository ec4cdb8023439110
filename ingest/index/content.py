"""Snapshot of a corpus -> its chunks, and all that stands for those in an index."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from ingest.corpus.snapshot import Snapshot
from ingest.index.chunk import chunk
from ingest.index.represent import (
    Part,
    PassageRow,
    QuestionRow,
    VectorRow,
    annotation_words,
    lexical_text,
    name_questions,
    passage_rows,
    question_rows,
    vector_rows,
)
from ingest.text.document import Chunk


@dataclass(frozen=True, slots=True)
class Content:
    """What an index is about: what a citation shows, and what its vectors stand for.

    `passages` are the annotated passages, `questions` those of the annotations, `names` questions
    after what a heading names, and `words` by chunk id what else the annotations say.
    """

    snapshot: Snapshot
    chunks: tuple[Chunk, ...]
    rows: tuple[VectorRow, ...]
    passages: tuple[PassageRow, ...]
    questions: tuple[QuestionRow, ...]
    names: tuple[str, ...]
    words: dict[str, str]

    @property
    def is_annotated(self) -> bool:
        """Whether the corpus says of any question what answers it."""
        return bool(self.questions)

    def chunk_rows(self) -> list[VectorRow]:
        """What stands for each chunk as a whole, in the order of `chunks`."""
        return [row for row in self.rows if row.part is Part.CHUNK]

    def positions(self) -> dict[str, int]:
        """Where each chunk stands in `chunks`, by id."""
        return {each.id: position for position, each in enumerate(self.chunks)}

    def chunk_of_rows(self) -> NDArray[np.int64]:
        """Where the chunk of each row stands in `chunks`."""
        positions = self.positions()
        return np.asarray([positions[row.chunk_id] for row in self.rows], dtype=np.int64)

    def documents(self) -> list[str]:
        """The id of the document of each chunk."""
        sections = self.snapshot.sections_by_id()
        return [sections[each.section_id].document_id for each in self.chunks]

    def texts(self) -> list[str]:
        """The words of each chunk and of the headings above it."""
        sections = self.snapshot.sections_by_id()
        return [lexical_text(sections[each.section_id], each) for each in self.chunks]

    def annotated_texts(self) -> list[str]:
        """The same, with what the annotations say."""
        return [
            f"{text} {self.words[each.id]}" if each.id in self.words else text
            for each, text in zip(self.chunks, self.texts(), strict=True)
        ]

    def document_texts(self) -> list[str]:
        """The words of each document, in the order of `documents`, each once."""
        own = defaultdict[str, list[str]](list)
        for document, text in zip(self.documents(), self.texts(), strict=True):
            own[document].append(text)
        return [" ".join(texts) for texts in own.values()]


_CONTENT = TypeAdapter(Content)


def represented(snapshot: Snapshot) -> Content:
    """Chunks of the sections, and what stands for them."""
    sections, annotations = snapshot.sections, snapshot.annotations
    chunks = [part for section in sections for part in chunk(section)]
    by_id = snapshot.sections_by_id()
    rows = [row for part in chunks for row in vector_rows(by_id[part.section_id], part)]
    return Content(
        snapshot,
        tuple(chunks),
        tuple(rows),
        tuple(passage_rows(annotations, chunks)),
        tuple(question_rows(annotations, chunks)),
        name_questions(sections) if annotations.unanswered else (),
        annotation_words(annotations, chunks),
    )


def content_json(content: Content) -> bytes:
    """The content as it is kept on disk; equal content gives equal bytes."""
    return _CONTENT.dump_json(content)


def content_of(data: bytes) -> Content:
    """What `content_json` wrote.

    Raises:
        ValidationError: it is something else.
    """
    return _CONTENT.validate_json(data)


def known_names(content: Content) -> Iterator[str]:
    """Texts in which every person and organisation stands that the corpus itself names."""
    for source in content.snapshot.sources:
        yield f"{source.title}. {source.publisher}"
    for section in content.snapshot.sections:
        yield ". ".join((*section.headings, section.voice, section.text))
