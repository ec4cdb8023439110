"""A PDF file -> what is printed on its pages; the only module that knows pdfplumber."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from ingest.corpus.convert.sheet import Area, Grid, Piece, PrintedWord
from ingest.text.errors import CorpusError

Frame = tuple[float, float, float, float]
"""A place on a page: left, top, right and bottom, in points."""
_PICTURE: Final = 0.03
"""A picture of at least this part of the page is worth telling."""
_WHOLE_PAGE: Final = 0.6
"""A frame around this part of the page frames nothing."""
_FILLED: Final = 0.4
"""Less than this part of the cells with text is a chart or a form, not a table."""
_BOX_LINES: Final = 3
_SNUG: Final = 2.0
"""In points: a frame leaves more room than this around its words."""
_BOLD_NAMES: Final = ("bold", "black", "heavy", "demi", "medium")
_MOSTLY: Final = 0.6
_UNREADABLE: Final = "(cid:"
_LONE: Final = re.compile(r"\(cid:\d+\)")
"""A letter by itself that the file does not name is mostly a bullet."""
_MUCH_UNREADABLE: Final = 0.05


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What is printed on a page; sizes in points, `label` what the file calls it, if it does."""

    width: float
    height: float
    pieces: tuple[Piece, ...]
    pictures: int
    label: str


def read_pages(path: Path) -> list[PrintedPage]:
    """Read all pages.

    Raises:
        CorpusError: the file asks for a password, or its letters mean nothing.
    """
    try:
        # pdfplumber leaves a file open that it opened itself and cannot read.
        with path.open("rb") as file, pdfplumber.open(file) as pdf:
            labels = _labels(pdf)
            pages = [_page(page, label) for page, label in zip(pdf.pages, labels, strict=True)]
    except (PdfminerException, PDFPasswordIncorrect) as error:
        if "PDFPasswordIncorrect" in f"{error!r}{error.__context__!r}":
            raise CorpusError(
                "Er zit een wachtwoord op deze PDF.",
                "Open hem, sla hem op zonder wachtwoord, en probeer het daarmee.",
            ) from error
        raise
    _check_readable(pages)
    return _with_bold_told_apart(pages)


def _with_bold_told_apart(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """The pages, with nothing bold where most of the text is: then that tells nothing apart."""
    words = [each for page in pages for each in page.pieces if isinstance(each, PrintedWord)]
    bold = sum(len(each.text) for each in words if each.is_bold)
    if bold <= _MOSTLY * sum(len(each.text) for each in words):
        return list(pages)
    return [
        replace(
            page,
            pieces=tuple(
                replace(each, is_bold=False) if isinstance(each, PrintedWord) else each
                for each in page.pieces
            ),
        )
        for page in pages
    ]


def _labels(pdf: Any) -> list[str]:
    """What the file calls its pages."""
    count = len(pdf.pages)
    try:
        labels = pdf.doc.get_page_labels()
        return [label for label, _ in zip(labels, range(count), strict=False)]
    except Exception:  # noqa: BLE001  # none, or none that anybody can read
        return [""] * count


def _page(page: Any, label: str) -> PrintedPage:
    words = list(_words(page))
    grids = list(_grids(page, words))
    outside = [word for word in words if not any(grid.area.holds(word.area) for grid in grids)]
    area = float(page.width) * float(page.height) or 1.0
    pictures = sum(1 for each in page.images if each["width"] * each["height"] >= _PICTURE * area)
    found = PrintedPage(float(page.width), float(page.height), (*outside, *grids), pictures, label)
    page.close()
    return found


def _words(page: Any) -> Iterator[PrintedWord]:
    """The words that can be read as they stand: what is turned on its side is a mark on a page."""
    upright = page.filter(lambda each: each["object_type"] != "char" or each["upright"])
    for each in upright.dedupe_chars().extract_words(
        x_tolerance_ratio=0.15, extra_attrs=["fontname", "size"]
    ):
        name = each["fontname"].lower()
        area = Area(each["x0"], each["top"], each["x1"], each["bottom"])
        is_bold = any(bold in name for bold in _BOLD_NAMES)
        text = "•" if _LONE.fullmatch(each["text"]) else each["text"]
        yield PrintedWord(text, area, float(each["size"]), is_bold)


def _grids(page: Any, words: Sequence[PrintedWord]) -> Iterator[Grid]:
    """The tables of a page, and what has a frame around it."""
    taken: list[Area] = []
    for box, places in sorted(_framed(page), key=lambda each: _size(each[0])):
        area = Area(*box)
        rows = tuple(tuple(_inside(words, cell) if cell else () for cell in row) for row in places)
        cells = [cell for row in rows for cell in row]
        filled = sum(1 for cell in cells if cell)
        is_frame = filled == 1 and _size(box) > _WHOLE_PAGE * page.width * page.height
        is_nested = any(area.holds(other) for other in taken)
        is_table = filled >= max(1.0, _FILLED * len(cells)) and not (
            _is_marked_text(rows, area) or _is_field(rows, area, words)
        )
        if is_table and not is_frame and not is_nested:
            taken.append(area)
            yield Grid(area, rows)


def _framed(page: Any) -> Iterator[tuple[Frame, list[list[Frame | None]]]]:
    """What has lines around it: its place, and of each row the places of its cells."""
    found = page.debug_tablefinder()
    inside = {cell for table in found.tables for cell in table.cells}
    for table in found.tables:
        yield table.bbox, [list(row.cells) for row in table.rows]
    # A cell by itself is no table for pdfplumber.
    yield from ((cell, [[cell]]) for cell in found.cells if cell not in inside)


def _is_marked_text(rows: Sequence[Sequence[Sequence[PrintedWord]]], area: Area) -> bool:
    """Whether lines are around no cells but behind the lines of a text, to mark that."""
    if any(sum(1 for cell in row if cell) > 1 for row in rows):
        return False
    words = [word for row in rows for cell in row for word in cell]
    left, right = min(each.area.x0 for each in words), max(each.area.x1 for each in words)
    is_snug = left - area.x0 < _SNUG and area.x1 - right < _SNUG
    return len(rows) > 1 or is_snug


def _is_field(
    rows: Sequence[Sequence[Sequence[PrintedWord]]], area: Area, words: Sequence[PrintedWord]
) -> bool:
    """Whether a frame is around what is filled in behind a name: a few lines with words beside."""
    cells = [cell for row in rows for cell in row]
    lines = {round(word.area.bottom) for cell in cells for word in cell}
    beside = any(
        area.top < word.area.bottom < area.bottom + 1 and not area.holds(word.area)
        for word in words
    )
    return len(cells) == 1 and len(lines) < _BOX_LINES and beside


def _inside(words: Sequence[PrintedWord], box: Frame) -> tuple[PrintedWord, ...]:
    area = Area(*box)
    return tuple(word for word in words if area.holds(word.area))


def _size(box: Frame) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _check_readable(pages: Sequence[PrintedPage]) -> None:
    texts = [each.text for page in pages for each in page.pieces if isinstance(each, PrintedWord)]
    unreadable = sum(1 for text in texts if _UNREADABLE in text)
    has_words = bool(texts) or any(page.pieces for page in pages)
    if not has_words:
        raise CorpusError(
            "In deze PDF staan alleen plaatjes, geen tekst: het is een scan.",
            "Laat er met een scanprogramma tekst van maken (OCR), of vraag de uitgever om het "
            "bestand waarvan hij gemaakt is.",
        )
    if unreadable > _MUCH_UNREADABLE * len(texts):
        raise CorpusError(
            "De letters van deze PDF zijn niet als tekst te lezen.",
            "Vraag de uitgever om een andere PDF of om het PrintedWord-bestand.",
        )
