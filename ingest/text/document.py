"""The types that a text passes through: Document -> Section -> Chunk -> Hit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ingest.text.place import Place
from ingest.text.sentences import CELL_EDGE

_NO_TITLE: Final = re.compile(rf"[.!?:;…]|\n|^- |^\d+\. |{re.escape(CELL_EDGE)}")
"""What a title has none of: the end of a sentence, another line, an item or a cell."""


class Kind(StrEnum):
    """What the words of a section are; a quoted person is never presented as a norm."""

    BODY = "body"
    BOX = "box"
    QUOTE = "quote"
    SUMMARY = "summary"


class Reuse(StrEnum):
    """What may be done with the text of a source."""

    ATTRIBUTION = "attribution"
    NOT_STATED = "not_stated"
    RESERVED = "reserved"
    LINKS_ONLY = "links_only"


class Standing(StrEnum):
    """Whether a publication still counts."""

    CURRENT = "current"
    IN_REVISION = "in_revision"
    SUPERSEDED = "superseded"
    INDEX = "index"


class SummaryStanding(StrEnum):
    """Whether a document's summary of another source still describes the edition in force."""

    CURRENT = "current"
    OUTDATED = "outdated"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that the manifest describes; its text may or may not be in the corpus.

    `summary` is None for a source that no document summarises, `year` where it is not
    known, and `edition` and `url` are empty where there is none. `superseded_by` is the id of the
    source that took the place of a superseded one, empty where there is none or it is not known.
    `names` are what else it is called.
    """

    id: str
    title: str
    edition: str
    year: int | None
    publisher: str
    url: str
    reuse: Reuse
    standing: Standing
    summary: SummaryStanding | None = None
    superseded_by: str = ""
    names: tuple[str, ...] = ()


def later_editions(source_id: str, sources: Mapping[str, Source]) -> list[Source]:
    """What took the place of a source, and of that, up to what counts now; mostly nothing."""
    found = []
    while next_id := sources[source_id].superseded_by:
        found.append(sources[next_id])
        source_id = next_id
    return found


@dataclass(frozen=True, slots=True)
class Document:
    """A source whose text is in the corpus, as Markdown."""

    source: Source
    markdown: str

    @property
    def id(self) -> str:
        """The source's id: a document is its source plus its text."""
        return self.source.id


@dataclass(frozen=True, slots=True)
class PageMark:
    """From `start` (characters into the section's text) the publication's page is `page`.

    `page` is None where the publication's page is not known.
    """

    start: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Section:
    """A run of text under one heading path, all of one kind.

    `text` is the source's words without markup: paragraphs are parted by a blank line, list
    items start with "- " or "1. ", footnotes stand at the end behind their superscript number.
    `voice` says whose words they are: the speaker of a quote, the guideline id of a summary,
    and empty for body text and boxes. `missing` says in Dutch what the conversion of the
    publication lost here (a figure, a list), and is empty where nothing was lost.
    """

    id: str
    document_id: str
    headings: tuple[str, ...]
    kind: Kind
    voice: str
    missing: str
    pages: tuple[PageMark, ...]
    text: str

    @property
    def is_lost(self) -> bool:
        """Whether the conversion left of it no more than a title: a line that is no sentence."""
        return bool(self.missing) and _NO_TITLE.search(self.text.strip()) is None

    def page_at(self, offset: int) -> int | None:
        """Page of the publication on which the character at `offset` stands, if known."""
        return next((mark.page for mark in reversed(self.pages) if mark.start <= offset), None)

    def pages_of(self, start: int, end: int) -> tuple[int | None, ...]:
        """The pages on which the characters from `start` to `end` stand, each once, in order."""
        later = [mark.page for mark in self.pages if start < mark.start < end]
        return tuple(dict.fromkeys([self.page_at(start), *later]))

    def columns_at(self, offset: int) -> str:
        """The first row of the table in which the character at `offset` stands, if in another row.

        Empty where it stands in none, or in one of two columns: there the first says what the
        second is.
        """
        lines = self.text.split("\n")
        own = self.text.count("\n", 0, offset)
        first = own
        while first > 0 and CELL_EDGE in lines[first - 1]:
            first -= 1
        is_in_table = first < own and CELL_EDGE in lines[own]
        return lines[first] if is_in_table and lines[first].count(CELL_EDGE) > 1 else ""


@dataclass(frozen=True, slots=True)
class Published:
    """A text that is answered from, in the order of reading.

    `later` took its source's place; `summarised` are the publications that it summarises.
    """

    source: Source
    later: tuple[Source, ...]
    sections: tuple[Section, ...]
    summarised: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive sentences of a section: `section.text[start:start + len(text)] == text`."""

    id: str
    section_id: str
    start: int
    text: str

    @property
    def end(self) -> int:
        """Offset just past the chunk's last character, in the section's text."""
        return self.start + len(self.text)

    @property
    def place(self) -> Place:
        """Where its text stands."""
        return Place(self.section_id, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk with its fused score and the two scores behind it, each in [0, 1] for a question."""

    chunk: Chunk
    score: float
    dense: float
    lexical: float
