"""A file -> its Markdown, by the reader of its format."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Final

from ingest.corpus.convert import told
from ingest.corpus.convert.block import (
    Block,
    Box,
    Finding,
    Gathered,
    PageStart,
    Table,
    all_words,
    plain,
)
from ingest.corpus.convert.converted import Converted
from ingest.corpus.convert.house import write
from ingest.corpus.convert.said import said_by
from ingest.corpus.convert.sort import SUFFIXES, Sort, sort_of
from ingest.corpus.convert.tidy import take_title, tidy
from ingest.text.errors import CorpusError

Reader = Callable[[Path], Gathered]
_READERS: Final[Mapping[Sort, tuple[str, str]]] = {
    Sort.PDF: ("printed", "read_printed"),
    Sort.WORD: ("word", "read_word"),
    Sort.SLIDES: ("slides", "read_slides"),
    Sort.OPEN_DOCUMENT: ("open_document", "read_open_document"),
    Sort.BOOK: ("book", "read_book"),
    Sort.RICH_TEXT: ("rich_text", "read_rich_text"),
    Sort.WEB: ("web", "read_web_file"),
    Sort.SITE: ("site", "read_site"),
    Sort.MARKDOWN: ("marked", "read_marked"),
    Sort.TEXT: ("typed", "read_typed"),
}
"""Module and function: only the one that is needed is imported."""


def read(path: Path) -> Converted:
    """Read a file in this very process; `convert` does it in one of its own.

    Raises:
        CorpusError: it is of a sort that cannot be brought in, or holds no text.
        Exception: whatever a library makes of a file that is broken.
    """
    sort = sort_of(path)
    module, function = _READERS[sort]
    reader: Reader = getattr(import_module(f"ingest.corpus.convert.{module}"), function)
    reading = tidy(reader(path))
    if not any(plain(words) for words in all_words(reading.blocks)):
        raise CorpusError(
            f"In {path.name} staat geen tekst.",
            "Zijn het plaatjes van bladzijden, laat er dan met een scanprogramma tekst van maken.",
        )
    named = SUFFIXES.get(path.suffix.lower())
    if named not in (sort, None):
        reading.doubts.insert(0, Finding(told.other_sort(path.name, sort)))
    title, blocks = take_title(reading.blocks)
    shown = replace(reading, blocks=blocks)
    return Converted(
        format=str(sort),
        body=write(shown),
        said=said_by(reading.blocks, title, reading.url),
        pages=_pages(reading.blocks),
        tables=sum(isinstance(each, Table) for each in _deep(blocks)),
        notes=len(reading.notes),
        dropped=tuple(reading.dropped),
        doubts=tuple(reading.doubts),
    )


def _deep(blocks: Sequence[Block]) -> list[Block]:
    inner = [_deep(each.blocks) if isinstance(each, Box) else [each] for each in blocks]
    return [block for own in inner for block in own]


def _pages(blocks: Sequence[Block]) -> int | None:
    """How many pages are named."""
    parts = [part for words in all_words(blocks) for part in words]
    pages = [each for each in (*blocks, *parts) if isinstance(each, PageStart)]
    return len({each.page for each in pages}) or None
