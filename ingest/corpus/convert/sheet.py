"""Words of a printed page -> columns of lines, in the order of reading.

A page is cut where nothing is printed from top to bottom between two runs of prose, band by band:
Nagy and Seth's XY-cut, in which a heading over two columns stands above both.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import mean
from typing import Final

from ingest.corpus.convert.block import BULLETS

_GRAIN: Final = 2.0
"""Width in points of the strips in which it is seen whether anything is printed."""
_GUTTER: Final = 10.0
_PROSE_LINES: Final = 4
_PROSE_CHARS: Final = 20
"""So many lines, of so many letters each, are a column and no row of names, marks or values."""
_MARK: Final = re.compile(rf"[{BULLETS}o*–-]")
_GLUED: Final = 0.12
"""Words of other looks with less between them than this part of their size are one word."""
_RAISED: Final = 0.8
"""A number that is no larger than this part of its line is the number of a footnote."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in points, from the left and the top of the page."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, other: "Area") -> bool:
        """Whether the middle of the other lies in it."""
        x, y = (other.x0 + other.x1) / 2, (other.top + other.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """Letters of one look without white space; `size` in points."""

    text: str
    area: Area
    size: float
    is_bold: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with lines around its cells: of each row, of each cell the words in it."""

    area: Area
    rows: tuple[tuple[tuple[PrintedWord, ...], ...], ...]


Piece = PrintedWord | Grid


@dataclass(frozen=True)
class PrintedLine:
    """Words beside each other; `right` is how far lines go in its column, in points."""

    words: tuple[PrintedWord, ...]
    right: float

    @cached_property
    def area(self) -> Area:
        """What its words cover together."""
        areas = [word.area for word in self.words]
        return Area(
            min(each.x0 for each in areas),
            min(each.top for each in areas),
            max(each.x1 for each in areas),
            max(each.bottom for each in areas),
        )

    @cached_property
    def size(self) -> float:
        """The size of most of its letters, to half a point."""
        chars: dict[float, int] = {}
        for word in self.words:
            size = round(word.size * 2) / 2
            chars[size] = chars.get(size, 0) + len(word.text)
        return max(chars, key=lambda size: chars[size])

    @cached_property
    def is_bold(self) -> bool:
        """Whether all of it is bold, but for the mark of an item."""
        worded = self.words[1:] if _MARK.fullmatch(self.words[0].text) else self.words
        return bool(worded) and all(word.is_bold for word in worded)

    @cached_property
    def text(self) -> str:
        """Its words, with a space where there is one."""
        return "".join(part for _, part in self.spaced)

    @cached_property
    def spaced(self) -> tuple[tuple[PrintedWord, str], ...]:
        """Its words, each with its text and the space before that, if there is one."""
        made = [(self.words[0], self.words[0].text)]
        for before, word in pairwise(self.words):
            gap = word.area.x0 - before.area.x1
            is_glued = gap < _GLUED * max(before.size, word.size)
            made.append((word, word.text if is_glued else f" {word.text}"))
        return tuple(made)

    def is_raised(self, word: PrintedWord) -> bool:
        """Whether a word of it is a small number, as of a footnote."""
        return word.text.isdigit() and word.size <= _RAISED * self.size

    def part(self, start: int) -> "PrintedLine":
        """The line from this word on."""
        return PrintedLine(self.words[start:], self.right)


Column = list[PrintedLine | Grid]


def columns(pieces: Sequence[Piece]) -> list[Column]:
    """What is printed on a page, column by column."""
    return [_lines(group) for group in _cut(list(pieces))]


def lines_of(words: Sequence[PrintedWord]) -> list[PrintedLine]:
    """Words as lines, from top to bottom."""
    return [each for each in _lines(list(words)) if isinstance(each, PrintedLine)]


def _lines(pieces: Sequence[Piece]) -> Column:
    words = [each for each in pieces if isinstance(each, PrintedWord)]
    groups: list[list[PrintedWord]] = []
    for word in sorted(words, key=lambda each: (each.area.bottom, each.area.x0)):
        group = next((each for each in reversed(groups[-4:]) if _is_beside(each, word)), None)
        if group is None:
            groups.append([word])
        else:
            group.append(word)
    right = max((each.area.x1 for each in pieces), default=0.0)
    found: Column = [
        PrintedLine(tuple(sorted(group, key=lambda word: word.area.x0)), right) for group in groups
    ]
    found += [each for each in pieces if isinstance(each, Grid)]
    return sorted(found, key=lambda each: (each.area.top + each.area.bottom) / 2)


def _is_beside(group: Sequence[PrintedWord], word: PrintedWord) -> bool:
    """Whether a word stands on the line of others: half of the lower of both is beside it."""
    top = min(each.area.top for each in group)
    bottom = max(each.area.bottom for each in group)
    shared = min(bottom, word.area.bottom) - max(top, word.area.top)
    return shared >= 0.5 * min(bottom - top, word.area.bottom - word.area.top)


# Columns


def _cut(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Groups of pieces that are read one after another."""
    bands = _bands(pieces)
    start = 0
    plain: list[Piece] = []
    while start < len(bands):
        end, gutter = _widest_run(bands, start)
        if gutter is None:
            plain += bands[start]
            start += 1
            continue
        if plain:
            yield plain
            plain = []
        own = [piece for band in bands[start:end] for piece in band]
        yield from _cut([piece for piece in own if piece.area.x1 <= gutter])
        yield from _cut([piece for piece in own if piece.area.x1 > gutter])
        start = end
    if plain:
        yield plain


def _bands(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand beside each other, from top to bottom, with blank space between."""
    bands: list[list[Piece]] = []
    bottom = float("-inf")
    for piece in sorted(pieces, key=lambda each: each.area.top):
        if piece.area.top >= bottom - 0.5:
            bands.append([])
        bands[-1].append(piece)
        bottom = max(bottom, piece.area.bottom)
    return bands


def _widest_run(bands: Sequence[Sequence[Piece]], start: int) -> tuple[int, float | None]:
    """How many bands from here on are parted by one gutter, and where that is."""
    mask, best, gutter = 0, start, None
    own: list[Piece] = []
    for end in range(start, len(bands)):
        mask |= _printed(bands[end])
        own += bands[end]
        gaps = list(_gaps(mask))
        if not gaps:
            break
        for gap in gaps:
            if _parts_prose(own, gap):
                best, gutter = end + 1, gap
                break
    return best, gutter


def _printed(pieces: Sequence[Piece]) -> int:
    """A bit for every strip of the page in which something is printed."""
    mask = 0
    for piece in pieces:
        first, last = int(max(piece.area.x0, 0) / _GRAIN), int(max(piece.area.x1, 0) / _GRAIN)
        mask |= ((1 << (last - first + 1)) - 1) << first
    return mask


def _gaps(mask: int) -> Iterator[float]:
    """The right edges of gutters between what is printed."""
    strips = bin(mask)[:1:-1]
    for match in re.finditer(rf"(?<=1)0{{{int(_GUTTER / _GRAIN)},}}(?=1)", strips):
        yield (match.end() - 1) * _GRAIN


def _parts_prose(pieces: Sequence[Piece], gutter: float) -> bool:
    left = [each for each in pieces if each.area.x1 <= gutter]
    right = [each for each in pieces if each.area.x1 > gutter]
    return _is_prose(left) and _is_prose(right)


def _is_prose(pieces: Sequence[Piece]) -> bool:
    chars: dict[int, int] = {}
    for piece in pieces:
        if isinstance(piece, PrintedWord):
            line = round(piece.area.bottom / 3)
            chars[line] = chars.get(line, 0) + len(piece.text) + 1
    return len(chars) >= _PROSE_LINES and mean(chars.values()) >= _PROSE_CHARS
