"""A DOCX file -> blocks; the only module that knows python-docx.

Read as Word shows it with all tracked changes accepted: what was deleted is left out. What people
make headings of is read as one: a style, an outline level, a bold line, one cell of a table.
"""

from pathlib import Path
from typing import Any, Final

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ingest.corpus.convert import told
from ingest.corpus.convert.block import (
    Block,
    Finding,
    Gathered,
    Heading,
    InlineRun,
    Item,
    NoteMark,
    PageStart,
    Paragraph,
    Words,
    joined,
    plain,
)
from ingest.corpus.convert.grid import blocks_of_grid, boxed, quoted
from ingest.corpus.convert.word_styles import ParagraphStyle, Styles
from ingest.corpus.draft import superscript

_GONE: Final = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:sdtPr")}
_AROUND: Final = {qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")}
_SPACES: Final = {qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:ptab")}
_TEXT_BOX: Final = qn("w:txbxContent")
_PICTURES: Final = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
_NOTES: Final = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_CHOICE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


def read_word(path: Path) -> Gathered:
    """Read the body of a file, without its headers and footers.

    Raises:
        Exception: whatever python-docx makes of a file that is none.
    """
    document = docx.Document(str(path))
    return _Reader(document).read()


class _Reader:
    """Goes through the body of one file."""

    def __init__(self, document: Any) -> None:
        self.part = document.part
        self.body = document.element.body
        self.styles = Styles(document)
        self.reading = Gathered()
        self.page = self.styles.first_page(self.body)
        self.has_pages = next(self.body.iter(qn("w:lastRenderedPageBreak")), None) is not None
        self.contents = 0
        self.pictures = 0

    def read(self) -> Gathered:
        self._read_notes()
        if self.has_pages:
            self.reading.blocks.append(PageStart(self.page))
        self.reading.blocks += self._blocks(self.body)
        self._tell()
        return self.reading

    def _read_notes(self) -> None:
        for relation in self.part.rels.values():
            name = relation.reltype.rsplit("/", 1)[-1]
            if name in _NOTES.values() and not relation.is_external:
                for note in parse_xml(relation.target_part.blob):
                    if not note.get(qn("w:type")):  # the line above the notes is one too
                        self.reading.notes[f"{name}{note.get(qn('w:id'))}"] = self._note(note)

    def _note(self, note: Any) -> Words:
        words: Words = ()
        for paragraph in note.iter(qn("w:p")):
            words = joined(words, tuple(self._run(paragraph).words))
        return words

    def _blocks(self, parent: Any) -> list[Block]:
        made: list[Block] = []
        for element in parent:
            if element.tag == qn("w:p"):
                made += self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                made += self._table(element)
            elif element.tag == qn("w:sdt"):
                made += self._control(element)
            elif element.tag in _AROUND:
                made += self._blocks(element)
        return made

    def _control(self, control: Any) -> list[Block]:
        gallery = control.find(f".//{qn('w:docPartGallery')}")
        if gallery is not None and gallery.get(qn("w:val")) == "Table of Contents":
            self.contents += sum(1 for _ in control.iter(qn("w:p")))
            return self._pages_in(control)
        content = control.find(qn("w:sdtContent"))
        return [] if content is None else self._blocks(content)

    def _pages_in(self, element: Any) -> list[Block]:
        """The pages that begin in what is left out."""
        self.page += sum(1 for _ in element.iter(qn("w:lastRenderedPageBreak")))
        return [PageStart(self.page)] if self.has_pages else []

    def _paragraph(self, element: Any) -> list[Block]:
        style = self.styles.of(element)
        if style.is_contents:
            self.contents += 1
            return self._pages_in(element)
        run = self._run(element)
        words, boxes = tuple(run.words), [self._box(each) for each in run.boxes]
        return [self._worded(element, style, run, words), *boxes]

    def _worded(self, element: Any, style: ParagraphStyle, run: InlineRun, words: Words) -> Block:
        if style.level is not None and plain(words):
            return Heading(words, style.level)
        if style.list_depth is not None and plain(words):
            return Item(words, style.list_depth, self.styles.next_number(element))
        if style.is_quote and plain(words):
            return quoted([Paragraph(words)])
        is_bold = run.letters > 0 and run.bold >= run.letters
        return Paragraph(words, is_bold, run.size)

    def _box(self, content: Any) -> Block:
        return boxed(self._blocks(content))

    def _run(self, element: Any) -> InlineRun:
        run = InlineRun()
        self._gather(element, run)
        return run

    def _gather(self, element: Any, run: InlineRun) -> None:
        for child in element:
            if child.tag == qn("w:r"):
                self._gather_run(child, run)
            elif child.tag not in _GONE:
                self._gather(child, run)

    def _gather_run(self, element: Any, run: InlineRun) -> None:
        look = self.styles.look_of_run(element)
        for child in element:
            text = "" if look.is_hidden else self._text(child, run)
            if look.is_raised and text.strip().isdigit():
                text = superscript(text)
            if text:
                run.words.append(text)
            if count := len(text.strip()):
                run.letters += count
                run.bold += count if look.is_bold else 0
                run.size = max(run.size, look.size)

    def _text(self, child: Any, run: InlineRun) -> str:
        """The letters of a part of a run; what is no letter is kept in another way."""
        tag = child.tag
        if tag == qn("w:t"):
            return child.text or ""
        if tag in _NOTES:
            run.words.append(NoteMark(f"{_NOTES[tag]}{child.get(qn('w:id'))}"))
        elif tag == qn("w:lastRenderedPageBreak"):
            self.page += 1
            run.words.append(PageStart(self.page))
        elif tag == qn("w:noBreakHyphen"):
            return "-"
        elif tag in _SPACES:
            return " "
        elif tag == _ALTERNATE:
            for part in child.find(_CHOICE) if child.find(_CHOICE) is not None else ():
                self._text(part, run)
        elif tag in _PICTURES:
            boxes = [box for box in child.iter(_TEXT_BOX) if not _is_inside(box)]
            run.boxes += boxes
            self.pictures += not boxes
        return ""

    def _table(self, table: Any) -> list[Block]:
        rows = [row for row in table.iter(qn("w:tr")) if _table_of(row) is table]
        return blocks_of_grid([[self._blocks(cell) for cell in _cells(row)] for row in rows])

    def _tell(self) -> None:
        deleted = sum(1 for _ in self.body.iter(qn("w:del"), qn("w:moveFrom")))
        added = sum(1 for _ in self.body.iter(qn("w:ins"), qn("w:moveTo")))
        if deleted or added:
            self.reading.doubts.append(Finding(told.tracked_changes(added, deleted)))
        if self.contents:
            self.reading.dropped.append(Finding(told.contents(self.contents)))
        if self.pictures:
            self.reading.dropped.append(Finding(told.pictures(self.pictures)))
        if not self.has_pages:
            self.reading.doubts.append(Finding(told.NO_PAGES))


def _table_of(row: Any) -> Any:
    return next(row.iterancestors(qn("w:tbl")))


def _cells(row: Any) -> list[Any]:
    """The cells of a row; those that only go on with the one above are left empty."""
    return [
        cell if not _is_merged(cell) else ()
        for cell in row.iter(qn("w:tc"))
        if next(cell.iterancestors(qn("w:tr"))) is row
    ]


def _is_merged(cell: Any) -> bool:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val")) != "restart"


def _is_inside(box: Any) -> bool:
    """Whether a text box is in another, or says again what stands in another form of it."""
    return any(each.tag in (_TEXT_BOX, _FALLBACK) for each in box.iterancestors())
