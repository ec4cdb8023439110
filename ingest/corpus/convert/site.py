"""A file with the pages of a publication, as they were fetched -> blocks, in their order."""

import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.corpus.convert import told
from ingest.corpus.convert.block import (
    Block,
    Box,
    Finding,
    Gathered,
    Heading,
    Inline,
    NoteMark,
    PageStart,
    Table,
    Words,
)
from ingest.corpus.convert.sort import PAGES
from ingest.corpus.convert.web import read_web


def read_site(path: Path) -> Gathered:
    """Read the pages; those behind the first are parts of it, so their headings are below its own.

    Raises:
        Exception: the file is damaged.
    """
    made = Gathered()
    with zipfile.ZipFile(path) as packed:
        listed = json.loads(packed.read(PAGES))
        for number, each in enumerate(listed):
            page = read_web(packed.read(each["name"]))
            deeper = 1 if number and _top(page.blocks) <= _top(made.blocks) else 0
            made.blocks += _renamed(page.blocks, f"{number}-", deeper)
            made.notes |= {
                f"{number}-{label}": _with_marks(words, f"{number}-")
                for label, words in page.notes.items()
            }
            made.dropped += page.dropped
            made.doubts += page.doubts
        made.url = listed[0]["address"] if listed[0]["address"].startswith("https://") else ""
    made.dropped = _once(made.dropped)
    made.doubts = [*_once(made.doubts), Finding(told.pages_of_site(len(listed)))]
    return made


def _top(blocks: Sequence[Block]) -> int:
    """The level of the highest heading; below all where there is none."""
    return min((each.level for each in blocks if isinstance(each, Heading)), default=99)


def _renamed(blocks: Sequence[Block], before: str, deeper: int) -> Iterator[Block]:
    """Blocks whose footnotes are called otherwise than those of other pages."""
    for block in blocks:
        if isinstance(block, Heading):
            words = _with_marks(block.words, before)
            yield replace(block, words=words, level=block.level + deeper)
        elif isinstance(block, Box):
            yield replace(block, blocks=tuple(_renamed(block.blocks, before, deeper)))
        elif isinstance(block, Table):
            rows = tuple(tuple(_with_marks(cell, before) for cell in row) for row in block.rows)
            yield replace(block, rows=rows)
        elif isinstance(block, PageStart):
            yield block
        else:
            yield replace(block, words=_with_marks(block.words, before))


def _with_marks(words: Words, before: str) -> Words:
    def named(part: Inline) -> Inline:
        return NoteMark(before + part.label) if isinstance(part, NoteMark) else part

    return tuple(named(part) for part in words)


def _once(findings: Sequence[Finding]) -> list[Finding]:
    return list(dict.fromkeys(findings))
