"""What a reader finds in a file: blocks in the order of reading, and what it left out or doubts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ingest.corpus.convert.escape import one_line

BULLETS: Final = "•▪●◦○‣⁃∙■□❑❖➢➤►▶✓✔✗\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf02d·"
"""What stands before an item, the letters of Symbol and Wingdings included."""


@dataclass(frozen=True, slots=True)
class PageStart:
    """From here on it is this page of the publication; None where that is not known."""

    page: int | None


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Here the text refers to the footnote of this label, whatever the reader calls it."""

    label: str


Inline = str | PageStart | NoteMark
Words = tuple[Inline, ...]
"""A run of text; white space in it and at its edges says no more than one space does."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; a lower `level` is above a higher one, and levels may be left out.

    `doubt` says in Dutch why it may be none, and is empty where the file says itself that it is.
    """

    words: Words
    level: int
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `is_bold` if all of it is, `size` of its letters in points, 0 if not known."""

    words: Words
    is_bold: bool = False
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, `depth` from 0; `number` is None behind a bullet."""

    words: Words
    depth: int = 0
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first row holds what the columns are called if `has_header`."""

    rows: tuple[tuple[Words, ...], ...]
    has_header: bool = True


@dataclass(frozen=True, slots=True)
class Box:
    """What is set apart from the text; `speaker` says whose words it is, empty if the writers'."""

    blocks: "tuple[Block, ...]"
    title: str = ""
    speaker: str = ""


@dataclass(slots=True)
class InlineRun:
    """What is gathered of a paragraph on the way through its runs.

    `bold` is how many of its letters are bold.
    """

    words: list[Inline] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    size: float = 0.0
    boxes: list[Any] = field(default_factory=list)


Block = Heading | Paragraph | Item | Table | Box | PageStart


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be looked at, as a line of Dutch; `page` is None where it is not known."""

    told: str
    page: int | None = None


@dataclass(slots=True)
class Gathered:
    """All that was read of a file.

    `notes` are the footnotes by their labels. `dropped` says what was left out and why, `doubts`
    what a person should look at; `url` is where the file says that it stands, if it does.
    """

    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, Words] = field(default_factory=dict)
    dropped: list[Finding] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    url: str = ""


def plain(words: Sequence[Inline]) -> str:
    """The letters of a run alone that can be seen, with single spaces."""
    return one_line("".join(part for part in words if isinstance(part, str)))


def joined(first: Words, second: Words, gap: str = " ") -> Words:
    """Two runs as one."""
    return (*first, gap, *second) if first and second else (*first, *second)


def all_words(blocks: Sequence[Block]) -> Iterator[Words]:
    """All runs of words in blocks, those of cells and boxes included."""
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)
        elif isinstance(block, Box):
            yield from all_words(block.blocks)
        elif not isinstance(block, PageStart):
            yield block.words
