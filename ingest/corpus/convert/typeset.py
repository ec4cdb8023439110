"""Columns of lines -> how their text is set: the size of the body, and the type of headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from ingest.corpus.convert.sheet import Column, Grid, PrintedLine

_LARGER: Final = 1.06
_LARGER_POINTS: Final = 0.5
"""Type is that of a heading if it is larger than the body by this, in both measures."""
HEADING_LINES: Final = 3
"""A heading has no more lines than this."""


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: the size of its body in points, and its heading sizes, largest first."""

    body: float
    headings: tuple[tuple[float, bool], ...]
    leading: float
    """The usual distance of lines, as a multiple of the size of their letters."""


def type_of(columns: Sequence[Column]) -> Type:
    """How the text in these columns is set."""
    lines = [each for column in columns for each in column if isinstance(each, PrintedLine)]
    cells = [word for each in _grids(columns) for row in each.rows for cell in row for word in cell]
    chars: dict[float, int] = {}
    for line in lines:
        chars[line.size] = chars.get(line.size, 0) + len(line.text)
    for word in cells if not lines else ():
        size = round(word.size * 2) / 2
        chars[size] = chars.get(size, 0) + len(word.text)
    body = max(chars, key=lambda size: chars[size], default=10.0)
    larger = {
        look
        for look in {(line.size, line.is_bold) for line in lines if is_larger(line.size, body)}
        if _is_of_headings(columns, look)
    }
    leadings = [
        (second.area.bottom - first.area.bottom) / first.size
        for column in columns
        for first, second in pairwise(column)
        if isinstance(first, PrintedLine) and isinstance(second, PrintedLine)
        if first.size == second.size == body
        and first.size * 0.8 < second.area.bottom - first.area.bottom < first.size * 2.5
    ]
    ordered = sorted(larger, key=lambda look: (-look[0], not look[1]))
    return Type(body, tuple(ordered), median(leadings) if leadings else 1.3)


def _grids(columns: Sequence[Column]) -> Iterator[Grid]:
    yield from (each for column in columns for each in column if isinstance(each, Grid))


def is_larger(size: float, body: float) -> bool:
    """Whether this size is that of a heading."""
    return size >= _LARGER * body and size >= body + _LARGER_POINTS


def _is_of_headings(columns: Sequence[Column], look: tuple[float, bool]) -> bool:
    """Whether most lines of this look stand alone or with a few: else it is that of a text."""
    runs: list[int] = []
    for column in columns:
        before: object = None
        for each in column:
            own = (each.size, each.is_bold) if isinstance(each, PrintedLine) else None
            if own == look:
                runs = [*runs[:-1], runs[-1] + 1] if before == look else [*runs, 1]
            before = own
    few = sum(run for run in runs if run <= HEADING_LINES)
    return few * 2 >= sum(runs)
