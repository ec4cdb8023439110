"""Columns of a page -> the same without the footnotes under them, and those."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from ingest.corpus.convert.sheet import Column, Grid, PrintedLine

_SMALL: Final = 0.92
"""Type of this part of the size of the body, or smaller, is that of footnotes."""
_NUMBER: Final = re.compile(r"\d{1,3}")
_SENTENCE_END: Final = (".", "!", "?", ")", "”", "’", '"')


@dataclass(slots=True)
class FootNote:
    """A footnote under a column: its number, and the lines of its text."""

    number: int
    lines: list[PrintedLine] = field(default_factory=list)


def part_feet(
    columns: Sequence[Column], body_size: float, before: FootNote | None
) -> tuple[list[Column], list[FootNote]]:
    """Take the footnotes from under the columns of a page; the last of the page before may go on.

    What goes on is added to `before`.
    """
    kept: list[Column] = []
    notes: list[FootNote] = []
    feet = [_foot(column, body_size) for column in columns]
    marked = _raised(
        [
            each
            for column, foot in zip(columns, feet, strict=True)
            for each in column[: len(column) - len(foot)]
        ]
    )
    for column, foot in zip(columns, feet, strict=True):
        own = list(_notes(foot, marked, before if not notes else None))
        taken = [line for note in own for line in note.lines]
        kept.append([each for each in column if not any(each is line for line in taken)])
        notes += [note for note in own if note is not before]
    return kept, notes


def _foot(column: Column, body_size: float) -> list[PrintedLine]:
    """The small lines at the end of a column."""
    foot: list[PrintedLine] = []
    for line in reversed(column):
        if not isinstance(line, PrintedLine) or line.size > _SMALL * body_size:
            break
        foot.insert(0, line)
    return foot


def _raised(pieces: Sequence[PrintedLine | Grid]) -> set[int]:
    """The small numbers in a text, which refer to footnotes."""
    lines = [each for each in pieces if isinstance(each, PrintedLine)]
    lines += [
        PrintedLine(cell, 0.0)
        for each in pieces
        if isinstance(each, Grid)
        for row in each.rows
        for cell in row
        if cell
    ]
    return {int(word.text) for line in lines for word in line.words if line.is_raised(word)}


def _notes(
    foot: Sequence[PrintedLine], marked: Set[int], before: FootNote | None
) -> list[FootNote]:
    """The footnotes in a foot, of the numbers that the text refers to.

    Lines above the first are of the one before, if that goes on.
    """
    found: list[FootNote] = []
    goes_on = before is not None and not before.lines[-1].text.endswith(_SENTENCE_END)
    for line in foot:
        number = _number(line)
        is_next = number in marked and (not found or number == found[-1].number + 1)
        if is_next and number is not None:
            found.append(FootNote(number, [line]))
        elif found:
            found[-1].lines.append(line)
        elif goes_on and before is not None:
            before.lines.append(line)
    return [*([before] if before is not None and goes_on else []), *found]


def _number(line: PrintedLine) -> int | None:
    """The number that a line begins with, if more follows."""
    first = line.words[0].text
    return int(first) if len(line.words) > 1 and _NUMBER.fullmatch(first) else None
