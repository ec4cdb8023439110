"""A PDF file -> blocks, as a reader of the printed page sees them."""

from collections.abc import Sequence
from pathlib import Path

from ingest.corpus.convert import told
from ingest.corpus.convert.block import Finding, Gathered, Words
from ingest.corpus.convert.edges import Sheet, without_edges
from ingest.corpus.convert.feet import FootNote, part_feet
from ingest.corpus.convert.flow import Flow
from ingest.corpus.convert.hyphen import LineWords
from ingest.corpus.convert.pdf import PrintedPage, read_pages
from ingest.corpus.convert.sheet import PrintedLine, columns
from ingest.corpus.convert.typeset import type_of


def read_printed(path: Path) -> Gathered:
    """Read a file.

    Raises:
        CorpusError: it asks for a password, or holds no text that can be read.
    """
    printed = read_pages(path)
    sheets = [Sheet(columns(page.pieces), page.height, page.label) for page in printed]
    kept, numbers, dropped = without_edges(sheets)
    reading = Gathered(dropped=dropped)
    _read_sheets(kept, numbers, reading)
    _tell_pictures(printed, numbers, reading)
    return reading


def _read_sheets(sheets: Sequence[Sheet], numbers: Sequence[int | None], reading: Gathered) -> None:
    everything = [column for sheet in sheets for column in sheet.columns]
    own = type_of(everything)
    lines = [each for column in everything for each in column if isinstance(each, PrintedLine)]
    flow = Flow(own, LineWords(line.text for line in lines))
    last: FootNote | None = None
    notes: dict[str, FootNote] = {}
    for place, (sheet, page) in enumerate(zip(sheets, numbers, strict=True)):
        body, found = part_feet(sheet.columns, own.body, last)
        labels = {note.number: f"{place}:{note.number}" for note in found}
        notes |= {labels[note.number]: note for note in found}
        last = found[-1] if found else last
        flow.start_page(page, labels)
        for column in body:
            flow.add(column)
    reading.blocks = flow.blocks
    reading.notes = {label: _text(flow, note) for label, note in notes.items()}


def _text(flow: Flow, note: FootNote) -> Words:
    words: Words = ()
    for number, line in enumerate(note.lines):
        words = flow.joined(words, flow.words(line if number else line.part(1)))
    return words


def _tell_pictures(
    printed: Sequence[PrintedPage], numbers: Sequence[int | None], reading: Gathered
) -> None:
    for page, number in zip(printed, numbers, strict=True):
        if page.pictures and not page.pieces:
            reading.doubts.append(Finding(told.ONLY_PICTURE, number))
        elif page.pictures:
            reading.dropped.append(Finding(told.pictures(page.pictures), number))
