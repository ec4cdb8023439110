"""Columns of lines of all pages -> the same without heads and feet, and the number of each page."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.corpus.convert import told
from ingest.corpus.convert.block import Finding
from ingest.corpus.convert.sheet import Column, PrintedLine

_EDGE: Final = 0.13
"""Heads and feet stand in this part of the height of a page, at its top or bottom."""
_OFTEN: Final = 3
_SHARE: Final = 0.5
"""A line recurs if it does so on this many pages, or on this share of a few."""
_NUMBER_ALONE: Final = re.compile(
    r"(?:(?:pagina|blz\.?|p\.?)\s*)?[-–|]?\s*\d{1,4}\s*[-–|]?(?:\s*(?:van|/|\|)\s*\d{1,4})?",
    re.IGNORECASE,
)
_LARGER: Final = 1.2
_COUNTED: Final = 0.6
"""Printed numbers are believed if they agree on this share of the pages that have one."""
_FEW: Final = 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a file: what is printed in its columns, its height in points, and its label."""

    columns: list[Column]
    height: float
    label: str = ""


def without_edges(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[int | None], list[Finding]]:
    """The sheets without what recurs at their edges, the page of each, and what was left out."""
    smallest = _smallest(sheets, _recurring(sheets) | _chapter_heads(sheets))
    gone: dict[str, list[str]] = defaultdict(list)
    numbers: list[list[int]] = []
    kept = []
    for sheet in sheets:
        edge = [line for line in _at_edge(sheet) if _is_gone(line, smallest)]
        for line in edge:
            gone[_form(line)].append(line.text)
        numbers.append([int(each) for line in edge for each in re.findall(r"\d{1,4}", line.text)])
        columns = [[each for each in column if each not in edge] for column in sheet.columns]
        kept.append(Sheet(columns, sheet.height, sheet.label))
    dropped = [
        Finding(told.recurring(lines[0], len(lines)))
        for lines in gone.values()
        if not _NUMBER_ALONE.fullmatch(lines[0])
    ]
    return kept, _pages(sheets, numbers), dropped


def _recurring(sheets: Sequence[Sheet]) -> set[str]:
    counts = Counter(form for sheet in sheets for form in set(map(_form, _at_edge(sheet))))
    return {
        form
        for form, count in counts.items()
        if count >= _FEW and (count >= _OFTEN or count >= _SHARE * len(sheets))
    }


def _chapter_heads(sheets: Sequence[Sheet]) -> set[str]:
    """Forms of lines at the edges that say again, smaller, what stands elsewhere as a heading."""
    sizes: dict[str, float] = {}
    for sheet in sheets:
        for column in sheet.columns:
            for line in column:
                if isinstance(line, PrintedLine):
                    bare = _bare(line)
                    sizes[bare] = max(sizes.get(bare, 0.0), line.size)
    return {
        _form(line)
        for sheet in sheets
        for line in _at_edge(sheet)
        if _bare(line) and sizes[_bare(line)] > _LARGER * line.size
    }


def _bare(line: PrintedLine) -> str:
    """A line without the number of a page before or behind it."""
    return _form(line).strip("#|–- ")


def _form(line: PrintedLine) -> str:
    """What is the same in a line from page to page: digits count as one."""
    return re.sub(r"\d+", "#", line.text).casefold()


def _at_edge(sheet: Sheet) -> list[PrintedLine]:
    """The lines at the top and the bottom, as far as nothing else stands further out."""
    lines = [each for column in sheet.columns for each in column if isinstance(each, PrintedLine)]
    top, bottom = _EDGE * sheet.height, (1 - _EDGE) * sheet.height
    return [each for each in lines if each.area.bottom <= top or each.area.top >= bottom]


def _smallest(sheets: Sequence[Sheet], forms: set[str]) -> dict[str, float]:
    """The smallest size of the lines at the edges that have these forms."""
    sizes: dict[str, float] = {}
    for sheet in sheets:
        for line in _at_edge(sheet):
            if (form := _form(line)) in forms:
                sizes[form] = min(sizes.get(form, line.size), line.size)
    return sizes


def _is_gone(line: PrintedLine, smallest: Mapping[str, float]) -> bool:
    """Whether a line at an edge is left out: in larger type it is the title that others repeat."""
    if (size := smallest.get(_form(line))) is not None:
        return line.size <= _LARGER * size
    return bool(_NUMBER_ALONE.fullmatch(line.text))


def _pages(sheets: Sequence[Sheet], numbers: Sequence[Sequence[int]]) -> list[int | None]:
    """The page of each sheet: as it is printed, or as the file calls it, or else as it is counted.

    A printed number is believed where those of most sheets run on with their places.
    """
    ahead = Counter(
        number - place for place, own in enumerate(numbers, start=1) for number in set(own)
    )
    numbered = sum(1 for own in numbers if own)
    if ahead and numbered >= _FEW:
        shift, count = max(ahead.items(), key=lambda each: (each[1], -abs(each[0])))
        if count >= _FEW and count >= _COUNTED * numbered:
            return [place + shift if place + shift > 0 else None for place in _places(sheets)]
    if any(sheet.label for sheet in sheets):
        return [int(sheet.label) if sheet.label.isdecimal() else None for sheet in sheets]
    return list(_places(sheets))


def _places(sheets: Sequence[Sheet]) -> range:
    return range(1, len(sheets) + 1)
