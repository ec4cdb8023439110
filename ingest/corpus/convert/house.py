"""Blocks -> Markdown of the house: whatever a file holds, the result is a document."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ingest.corpus.convert.block import (
    Block,
    Box,
    Gathered,
    Heading,
    Inline,
    Item,
    NoteMark,
    PageStart,
    Paragraph,
    Table,
    Words,
    joined,
    plain,
)
from ingest.corpus.convert.escape import (
    at_line_start,
    escaped,
    escaped_cell,
    escaped_heading,
    one_line,
)
from ingest.corpus.convert.open_list import OpenList
from ingest.corpus.draft import superscript

_DEEPEST: Final = 6
_LAST_PAGE: Final = 9999
_PAGE: Final = "<!-- pagina"


def write(reading: Gathered) -> str:
    """The Markdown of what was read, without a title."""
    writer = _Writer(reading.notes)
    writer.write_all(_without_marks_in_headings(reading.blocks))
    writer.end_section()
    return "\n\n".join(writer.parts)


def titled(title: str, body: str) -> str:
    """A document: a title, and what `write` made."""
    shown = escaped_heading(one_line(title)) or "Zonder titel"
    return f"# {shown}\n\n{body}".rstrip() + "\n"


def _without_marks_in_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """A heading refers to no footnote and stands on one page: that comes before or behind it."""
    left: Words = ()
    for block in blocks:
        if isinstance(block, Heading):
            yield from (part for part in block.words if isinstance(part, PageStart))
            marks = tuple(part for part in block.words if isinstance(part, NoteMark))
            if left and (marks or plain(block.words)):
                yield Paragraph(left)
                left = ()
            left = joined(left, marks)
            if plain(block.words):
                yield Heading((plain(block.words),), block.level)
        elif left and isinstance(block, Paragraph) and plain(block.words):
            yield Paragraph((*block.words, *left))
            left = ()
        else:
            yield block
    if left:
        yield Paragraph(left)


@dataclass(slots=True)
class _Writer:
    """Writes blocks one by one; `parts` are pieces of Markdown with a blank line between them."""

    notes: dict[str, Words]
    parts: list[str] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    lists: list[OpenList] = field(default_factory=list)
    """The lists around the last item."""
    page: int | None = None
    is_turning: bool = False
    """Whether that page began behind the last item, and nothing was written on it yet."""
    pending: list[str] = field(default_factory=list)
    """Labels of footnotes whose text is still to be written in this section."""
    numbers: dict[str, int] = field(default_factory=dict)

    def write_all(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self._write(block)

    def end_section(self) -> None:
        """Write the footnotes that the section refers to, before a page on which it has no text."""
        is_turned = bool(self.pending) and self.parts[-1].startswith(_PAGE)
        turned = [self.parts.pop()] if is_turned else []
        for label in self.pending:
            text = at_line_start(escaped(plain(self.notes[label]))) or "–"
            self._add(f"[^{self.numbers[label]}]: {text}")
        self.pending = []
        self.parts += turned

    def _write(self, block: Block) -> None:
        match block:
            case PageStart():
                self._turn_to(block.page)
            case Heading():
                self._write_heading(block)
            case Paragraph():
                self._write_words(block.words)
            case Item():
                self._write_item(block)
            case Table():
                self._write_table(block)
            case Box():
                self._write_box(block)

    def _add(self, text: str) -> None:
        self._end_lists()
        self.parts.append(text)

    def _end_lists(self) -> None:
        if self.is_turning:
            self.parts.append(_marker(self.page))
        self.lists = []
        self.is_turning = False

    def _turn_to(self, page: int | None) -> None:
        page = _known(page)
        if page == self.page:
            return
        self.page = page
        if self.lists:  # a line between two items would part the list: wait for what comes
            self.is_turning = True
        elif self.parts and self.parts[-1].startswith(_PAGE):
            self.parts[-1] = _marker(page)
        else:
            self._add(_marker(page))

    def _write_heading(self, heading: Heading) -> None:
        self.end_section()
        while self.levels and self.levels[-1] >= heading.level:
            self.levels.pop()
        self.levels.append(heading.level)
        marks = "#" * min(len(self.levels) + 1, _DEEPEST)
        self._add(f"{marks} {escaped_heading(plain(heading.words))}")

    def _write_words(self, words: Words) -> None:
        start, inside, end = _parted(self._resolved(words))
        for page in start:
            self._turn_to(page)
        if text := self._inline(inside):
            self._add(at_line_start(text))
        for page in end:
            self._turn_to(page)

    def _resolved(self, words: Words) -> Words:
        """Words in which every mark has its footnote: one without is a number above the line."""
        return tuple(
            superscript("".join(re.findall("[0-9]", part.label)))
            if isinstance(part, NoteMark) and part.label not in self.notes
            else part
            for part in words
        )

    def _inline(self, words: Sequence[Inline], *, is_cell: bool = False) -> str:
        """Words as Markdown on one line, which does not begin with a page."""
        made: list[str] = []
        escape = escaped_cell if is_cell else escaped
        for part in words:
            if isinstance(part, str):
                made.append(escape(part))
            elif isinstance(part, NoteMark):
                made.append(self._refer(part.label))
            elif _known(part.page) != self.page:
                self.page = _known(part.page)
                made.append(f" {_marker(self.page)} ")
        return one_line("".join(made))

    def _refer(self, label: str) -> str:
        if label not in self.numbers:
            self.numbers[label] = len(self.numbers) + 1
            self.pending.append(label)
        return f"[^{self.numbers[label]}]"

    def _write_item(self, item: Item) -> None:
        start, inside, end = _parted(self._resolved(item.words))
        for page in start:
            self._turn_to(page)
        text = at_line_start(self._inline(inside))
        if text:
            self._add_item(item, text)
        for page in end:
            self._turn_to(page)

    def _add_item(self, item: Item, text: str) -> None:
        """Add an item, to the list that is open at its depth or to a new one."""
        around = [each for each in self.lists if each.depth < item.depth]
        former = next((each for each in self.lists if each.depth == item.depth), None)
        indent = around[-1].inside if around else 0
        own = OpenList(item.depth, indent, item.number)
        if former:
            is_other = not former.goes_on_with(item.number) and former.is_like(item.number)
            own.is_other = former.is_other != is_other
        line = " " * indent + own.lead + text
        if not self.lists:
            self.parts.append(line)
        else:
            if self.is_turning:
                self.parts[-1] += f" {_marker(self.page)}"
                self.is_turning = False
            # In the middle of a paragraph only a bullet or a 1 begins a list.
            is_seen = item.number in (None, 1) or (former and former.goes_on_with(item.number))
            self.parts[-1] += ("\n" if is_seen else "\n\n") + line
        self.lists = [*around, own]

    def _write_table(self, table: Table) -> None:
        rows = [row for row in table.rows if any(plain(cell) for cell in row)]
        if not rows:
            return
        width = max(len(row) for row in rows)
        lines = [] if table.has_header else [["" for _ in range(width)]]
        lines += [
            [
                self._inline(self._resolved(cell), is_cell=True)
                for cell in (*row, *[()] * (width - len(row)))
            ]
            for row in rows
        ]
        lines.insert(1, ["---"] * width)
        self._add("\n".join(f"| {' | '.join(line)} |" for line in lines))

    def _write_box(self, box: Box) -> None:
        blocks = [_without_heading(block) for block in box.blocks]
        if not any(_has_words(block) for block in blocks):
            blocks, box = [Paragraph((box.title,))], Box((), speaker=box.speaker)
        if not any(_has_words(block) for block in blocks):
            return
        speaker, title = one_line(box.speaker), one_line(box.title)
        name = f"citaat {speaker}" if speaker else f"kader {title}"
        self._end_lists()
        outer, self.parts, self.lists = self.parts, [], []
        self.write_all(blocks)
        inner, self.parts = self.parts, outer
        self._add("\n".join([f"::: {name}".rstrip(), "\n\n".join(inner), ":::"]))


def _parted(words: Words) -> tuple[list[int | None], Words, list[int | None]]:
    """The pages that begin before a run, what is between, and the pages that begin behind it."""
    at = [number for number, part in enumerate(words) if not _is_bare(part)]
    first, last = (at[0], at[-1]) if at else (len(words), len(words))
    return _pages(words[:first]), words[first : last + 1], _pages(words[last + 1 :])


def _is_bare(part: Inline) -> bool:
    return isinstance(part, PageStart) or (isinstance(part, str) and not one_line(part))


def _pages(words: Words) -> list[int | None]:
    return [part.page for part in words if isinstance(part, PageStart)]


def _known(page: int | None) -> int | None:
    return page if page is not None and 0 <= page <= _LAST_PAGE else None


def _marker(page: int | None) -> str:
    return f"<!-- pagina: {'?' if page is None else page} -->"


def _without_heading(block: Block) -> Block:
    """In a box there are no headings and no boxes."""
    if isinstance(block, Heading):
        return Paragraph(block.words)
    if isinstance(block, Box):
        words: Words = ()
        for each in block.blocks:
            words = joined(words, getattr(each, "words", ()))
        return Paragraph(joined((block.title,) if block.title else (), words))
    return block


def _has_words(block: Block) -> bool:
    if isinstance(block, Table):
        return any(plain(cell) for row in block.rows for cell in row)
    return not isinstance(block, PageStart | Box) and bool(plain(block.words))
