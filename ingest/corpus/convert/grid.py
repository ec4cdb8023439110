"""Cells with blocks in them -> a table, or what else a table is used for: a heading, a box."""

import re
from collections.abc import Sequence
from typing import Final

from ingest.corpus.convert import told
from ingest.corpus.convert.block import (
    Block,
    Box,
    Heading,
    Item,
    PageStart,
    Paragraph,
    Table,
    Words,
    joined,
    plain,
)

CellRows = Sequence[Sequence[Sequence[Block]]]
"""Rows of cells of blocks."""
_TITLE_CHARS: Final = 120
_CELL_CHARS: Final = 1500
"""More than this in one cell is no table to be read, but a way to lay out a page."""
_OWN_LEVEL: Final = 40
"""The level of a heading of which nothing says how deep it is: below those of styles."""
_SENTENCE_END: Final = re.compile(r"[.;,]$|(?<![\dIVX])(?<!\b[A-Za-z])[.;] ")
_SPEAKER: Final = re.compile(r"[–—-]\s*(?P<name>\w.{1,99}(?<![.!?;:]))")


def blocks_of_grid(grid: CellRows) -> list[Block]:
    """What a table holds, in the order of reading."""
    rows = [row for row in grid if any(_has_words(cell) for cell in row)]
    cells = [cell for row in rows for cell in row if _has_words(cell)]
    if not cells:
        return [
            each for row in grid for cell in row for each in cell if isinstance(each, PageStart)
        ]
    if len(cells) == 1:
        return [_of_one_cell(cells[0])]
    if _is_layout(rows):
        return [block for cell in cells for block in cell]
    return [Table(tuple(tuple(flat(cell) for cell in row) for row in rows), has_header(rows))]


def boxed(blocks: Sequence[Block]) -> Block:
    """What is set apart, with the heading or bold line that it begins with as its title.

    With a name behind a dash at its end it is what somebody says.
    """
    worded = [each for each in blocks if _has_words([each])]
    if len(worded) > 1 and _SPEAKER.fullmatch(plain(getattr(worded[-1], "words", ()))):
        return quoted(worded)
    if len(worded) > 1 and _is_title(worded[0]):
        first = worded[0]
        rest = tuple(each for each in blocks if each is not first)
        return Box(rest, title=plain(getattr(first, "words", ())))
    return Box(tuple(blocks))


def quoted(blocks: Sequence[Block]) -> Box:
    """The words of somebody, who is named behind a dash at the end, if anywhere."""
    *before, last = blocks
    match = _SPEAKER.fullmatch(plain(getattr(last, "words", ())))
    if before and match:
        return Box(tuple(before), speaker=match["name"].strip())
    return Box(tuple(blocks), speaker=told.UNKNOWN_SPEAKER)


def flat(blocks: Sequence[Block]) -> Words:
    """All words of a cell as one run; items keep what tells them apart."""
    words: Words = ()
    for block in blocks:
        match block:
            case PageStart():
                words = (*words, block)
            case Item():
                lead = "• " if block.number is None else f"{block.number}. "
                words = joined(words, (lead, *block.words))
            case Table():
                for row in block.rows:
                    for cell in row:
                        words = joined(words, cell)
            case Box():
                words = joined(
                    words, joined((block.title,) if block.title else (), flat(block.blocks))
                )
            case _:
                words = joined(words, block.words)
    return words


def has_header(rows: CellRows) -> bool:
    """Whether the first row says what the columns hold: not so where the first column says it.

    A table of two columns is a list of names and values, unless its first row looks otherwise.
    """
    first = [each for cell in rows[0] for each in cell if isinstance(each, Paragraph)]
    below = [each for row in rows[1:] for cell in row[1:] for each in cell]
    is_marked = bool(first) and all(each.is_bold for each in first if plain(each.words))
    is_marked &= not all(isinstance(each, Paragraph) and each.is_bold for each in below)
    columns = max(len(row) for row in rows)
    is_full = all(_has_words(cell) for cell in rows[0]) and len(rows[0]) == columns
    return len(rows) > 1 and is_full and (is_marked or columns > 2)


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends in a text: then it is no heading. A number with a stop is no end."""
    return bool(_SENTENCE_END.search(text))


def _of_one_cell(cell: Sequence[Block]) -> Block:
    worded = [each for each in cell if _has_words([each])]
    if len(worded) == 1 and isinstance(worded[0], Heading):
        return worded[0]
    if len(worded) == 1 and isinstance(worded[0], Paragraph) and _is_short(worded[0]):
        return Heading(worded[0].words, _OWN_LEVEL, told.ONE_CELL)
    return boxed(cell)


def _is_layout(rows: CellRows) -> bool:
    cells = [cell for row in rows for cell in row]
    is_long = any(len(plain(flat(cell))) > _CELL_CHARS for cell in cells)
    is_column = max(len(row) for row in rows) == 1
    has_headings = any(
        isinstance(each, Heading) for row in rows[1:] for cell in row for each in cell
    )
    return is_long or is_column or has_headings


def _is_title(block: Block) -> bool:
    is_marked = isinstance(block, Heading) or (isinstance(block, Paragraph) and block.is_bold)
    return is_marked and len(plain(getattr(block, "words", ()))) <= _TITLE_CHARS


def _is_short(paragraph: Paragraph) -> bool:
    text = plain(paragraph.words)
    return len(text) <= _TITLE_CHARS and not ends_sentence(text)


def _has_words(blocks: Sequence[Block]) -> bool:
    return bool(plain(flat(blocks)))
