"""An ODT file -> blocks, as LibreOffice shows it with all tracked changes accepted."""

from pathlib import Path
from typing import Any, Final

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
from ingest.corpus.convert.open_styles import OpenStyles, name
from ingest.corpus.convert.packed import read_parts

_GONE: Final = {
    name("text:tracked-changes"),
    name("office:annotation"),
    name("office:forms"),
    name("text:sequence-decls"),
    name("text:bibliography"),
}
_CONTENTS: Final = {name("text:table-of-content"), name("text:alphabetical-index")}
_MOST_SPACES: Final = 100


def read_open_document(path: Path) -> Gathered:
    """Read the body of a file.

    Raises:
        Exception: it is damaged.
    """
    content, styles = read_parts(path, "content.xml", "styles.xml")
    return _Reader(content, OpenStyles(content, styles)).read()


class _Reader:
    """Goes through the body of one file."""

    def __init__(self, content: Any, styles: OpenStyles) -> None:
        self.body = content.find(f"{name('office:body')}/{name('office:text')}")
        self.styles = styles
        self.reading = Gathered()
        self.page = 1
        self.has_pages = next(self.body.iter(name("text:soft-page-break")), None) is not None
        self.is_begun = False
        """Whether there are words before: else a break turns no page."""
        self.next_numbers: dict[tuple[str, int], int] = {}
        """Of each sort of list at each depth the number that comes next."""
        self.contents = 0
        self.pictures = 0

    def read(self) -> Gathered:
        if self.has_pages:
            self.reading.blocks.append(PageStart(1))
        self.reading.blocks += self._blocks(self.body)
        changes = self.body.find(name("text:tracked-changes"))
        if changes is not None:
            added = sum(1 for _ in changes.iter(name("text:insertion")))
            deleted = sum(1 for _ in changes.iter(name("text:deletion")))
            self.reading.doubts.append(Finding(told.tracked_changes(added, deleted)))
        if self.contents:
            self.reading.dropped.append(Finding(told.contents(self.contents)))
        if self.pictures:
            self.reading.dropped.append(Finding(told.pictures(self.pictures)))
        if not self.has_pages:
            self.reading.doubts.append(Finding(told.NO_PAGES))
        return self.reading

    def _blocks(self, parent: Any) -> list[Block]:
        made: list[Block] = []
        for element in parent:
            if element.tag in (name("text:p"), name("text:h")):
                made += self._paragraph(element)
            elif element.tag == name("text:list"):
                made += self._list(element, 0, "")
            elif element.tag == name("table:table"):
                made += self._table(element)
            elif element.tag in _CONTENTS:
                self.contents += sum(1 for _ in element.iter(name("text:p")))
                made += self._pages_in(element)
            elif element.tag == name("text:soft-page-break"):
                made.append(self._turned())
            elif element.tag == name("draw:frame"):
                made += self._frame(element)
            elif element.tag not in _GONE and isinstance(element.tag, str):
                made += self._blocks(element)
        return made

    def _turned(self) -> PageStart:
        self.page += 1
        return PageStart(self.page)

    def _pages_in(self, element: Any) -> list[Block]:
        """The pages that begin in what is left out."""
        return [self._turned() for _ in element.iter(name("text:soft-page-break"))]

    def _paragraph(self, element: Any) -> list[Block]:
        style = element.get(name("text:style-name")) or ""
        is_turned = self.has_pages and self.is_begun and self.styles.starts_page(style)
        before: list[Block] = [self._turned()] if is_turned else []
        run = InlineRun()
        self._gather(element, run, style)
        words = tuple(run.words)
        boxes = [block for each in run.boxes for block in self._frame(each)]
        level = self._level(element, style)
        if level is not None and plain(words):
            return [*before, Heading(words, level), *boxes]
        if self.styles.is_quote(style) and plain(words):
            return [*before, quoted([Paragraph(words)]), *boxes]
        is_bold = 0 < run.letters == run.bold
        return [*before, Paragraph(words, is_bold, run.size), *boxes]

    def _level(self, element: Any, style: str) -> int | None:
        if self.styles.is_title(style):
            return 0
        if element.tag == name("text:h"):
            level = element.get(name("text:outline-level")) or "1"
            return int(level) if level.isdigit() else 1
        return None

    def _gather(self, element: Any, run: InlineRun, style: str) -> None:
        self._add(element.text, run, style)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _GONE:
                self._gather_child(child, run, style)
            self._add(child.tail, run, style)

    def _gather_child(self, child: Any, run: InlineRun, style: str) -> None:
        if child.tag == name("text:note"):
            self._note(child, run)
        elif child.tag == name("text:s"):
            count = child.get(name("text:c")) or "1"
            run.words.append(" " * min(int(count) if count.isdigit() else 1, _MOST_SPACES))
        elif child.tag in (name("text:tab"), name("text:line-break")):
            run.words.append(" ")
        elif child.tag == name("text:soft-page-break"):
            run.words.append(self._turned())
        elif child.tag == name("draw:frame"):
            run.boxes.append(child)
        else:
            own = child.get(name("text:style-name")) if child.tag == name("text:span") else None
            self._gather(child, run, own or style)

    def _add(self, text: str | None, run: InlineRun, style: str) -> None:
        if not text:
            return
        look = self.styles.look(style)
        run.words.append(self.styles.raised(text) if look.is_raised else text)
        if count := len(text.strip()):
            self.is_begun = True
            run.letters += count
            run.bold += count if look.is_bold else 0
            run.size = max(run.size, look.size)

    def _note(self, note: Any, run: InlineRun) -> None:
        label = note.get(name("text:id")) or f"note{len(self.reading.notes)}"
        words: Words = ()
        for paragraph in note.find(name("text:note-body")).iter(name("text:p")):
            inner = InlineRun()
            self._gather(paragraph, inner, paragraph.get(name("text:style-name")) or "")
            words = joined(words, tuple(inner.words))
        self.reading.notes[label] = words
        run.words.append(NoteMark(label))

    def _list(self, element: Any, depth: int, style: str) -> list[Block]:
        style = element.get(name("text:style-name")) or style
        start = self.styles.first_number(style, depth)
        number = start
        if start is not None and element.get(name("text:continue-numbering")) == "true":
            number = self.next_numbers.get((style, depth), start)
        made: list[Block] = []
        for child in element:
            if child.tag == name("text:soft-page-break"):
                made.append(self._turned())
            if child.tag not in (name("text:list-item"), name("text:list-header")):
                continue
            own = child.get(name("text:start-value"))
            number = int(own) if own and own.isdigit() and start is not None else number
            inner = self._item(child, depth, number, style)
            made += inner
            if number is not None and any(isinstance(each, Item) for each in inner):
                number += 1
                self.next_numbers[style, depth] = number
        return made

    def _item(self, element: Any, depth: int, number: int | None, style: str) -> list[Block]:
        """The item, then the lists in it; a heading in a list is no item."""
        words: Words = ()
        before: list[Block] = []
        inner: list[Block] = []
        for child in element:
            if child.tag == name("text:list"):
                inner += self._list(child, depth + 1, style)
            elif child.tag in (name("text:p"), name("text:h")):
                for block in self._paragraph(child):
                    if isinstance(block, Paragraph):
                        words = joined(words, block.words)
                    else:
                        before.append(block)
            elif child.tag == name("text:soft-page-break"):
                before.append(self._turned())
        return [*before, *([Item(words, depth, number)] if plain(words) else []), *inner]

    def _table(self, table: Any) -> list[Block]:
        rows = [
            row
            for row in table.iter(name("table:table-row"))
            if next(row.iterancestors(name("table:table"))) is table
        ]
        cell_tag = name("table:table-cell")
        return blocks_of_grid(
            [[self._blocks(cell) for cell in row if cell.tag == cell_tag] for row in rows]
        )

    def _frame(self, frame: Any) -> list[Block]:
        box = frame.find(name("draw:text-box"))
        if box is None:
            self.pictures += 1
            return []
        return [boxed(self._blocks(box))]
