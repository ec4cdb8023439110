"""Columns of lines -> blocks: headings, paragraphs, items and tables, joined over pages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ingest.corpus.convert.block import (
    BULLETS,
    Block,
    Heading,
    Inline,
    Item,
    NoteMark,
    PageStart,
    Paragraph,
    Table,
    Words,
    plain,
)
from ingest.corpus.convert.grid import blocks_of_grid
from ingest.corpus.convert.hyphen import LineWords
from ingest.corpus.convert.sheet import Column, Grid, PrintedLine, PrintedWord, lines_of
from ingest.corpus.convert.typeset import HEADING_LINES, Type, is_larger
from ingest.corpus.draft import superscript

_BULLET: Final = re.compile(rf"[{BULLETS}]|[o§*–—-]")
_DASHES: Final = ("–", "—")
_NUMBER: Final = re.compile(r"(?P<number>\d{1,2})[.)]")
_LETTER: Final = re.compile(r"[a-zA-Z][.)]")
_SENTENCE_END: Final = re.compile(r"[.!?:;…][)\]\"'”’»⁰¹²³⁴-⁹]*$")
_STARTS_NEW: Final = re.compile(r"[(\"'‘“]?[A-ZÀ-Þ0-9]")
_HEADING_CHARS: Final = 200
_SENTENCE_CHARS: Final = 60
_SPACED: Final = 1.28
"""Lines farther apart than so many times the usual distance are of two paragraphs."""
_INDENT: Final = 5.0
"""In points."""


class Flow:
    """Makes blocks of the columns of a text, page after page."""

    def __init__(self, own: Type, vocabulary: LineWords) -> None:
        self.type = own
        self.vocabulary = vocabulary
        self.blocks: list[Block] = []
        self.last: PrintedLine | None = None
        """The line with which the last block ends, if it can go on."""
        self.marks: list[float] = []
        """Where the marks of the lists begin that are open, in points."""
        self.notes: Mapping[int, str] = {}
        """Labels of the footnotes of this page by their numbers."""
        self.is_new_column = True

    def start_page(self, page: int | None, notes: Mapping[int, str]) -> None:
        """Go on at the top of this page, with these footnotes under it."""
        self.blocks.append(PageStart(page))
        self.notes = notes

    def add(self, column: Column) -> None:
        """Add what stands in a column."""
        self.is_new_column = True
        for group in self._grouped(column):
            if isinstance(group, Grid):
                self.blocks += self._table(group)
                self.last = None
            elif self._is_heading(group):
                self._end_heading(group)
            else:
                for line in group:
                    self._add_line(line)
            self.is_new_column = False

    def _grouped(self, column: Column) -> Iterator[list[PrintedLine] | Grid]:
        """Tables, and runs of lines of one look."""
        group: list[PrintedLine] = []
        for each in column:
            if isinstance(each, Grid):
                if group:
                    yield group
                yield each
                group = []
            elif group and self._is_alike(group[-1], each):
                group.append(each)
            else:
                if group:
                    yield group
                group = [each]
        if group:
            yield group

    def _is_alike(self, one: PrintedLine, other: PrintedLine) -> bool:
        if is_larger(max(one.size, other.size), self.type.body):
            gap = other.area.bottom - one.area.bottom
            is_near = gap <= 1.6 * max(one.size, other.size)
            return (one.size, one.is_bold) == (other.size, other.is_bold) and is_near
        return True

    def _is_heading(self, group: Sequence[PrintedLine]) -> bool:
        text = " ".join(line.text for line in group)
        is_sentence = text.endswith((".", ",", ";")) and len(text) > _SENTENCE_CHARS
        return (
            (group[0].size, group[0].is_bold) in self.type.headings
            and not text[0].islower()
            and not _BULLET.fullmatch(group[0].words[0].text)
            and len(group) <= HEADING_LINES
            and len(text) <= _HEADING_CHARS
            and sum(letter.isalpha() for letter in text) > 1  # a large first letter is none
            and not is_sentence
        )

    def _end_heading(self, group: Sequence[PrintedLine]) -> None:
        words: Words = ()
        for line in group:
            words = self.joined(words, self.words(line))
        level = self.type.headings.index((group[0].size, group[0].is_bold)) + 1
        self.blocks.append(Heading(words, level))
        self.last = None
        self.marks = []

    # Paragraphs and items

    def _add_line(self, line: PrintedLine) -> None:
        is_first = self.is_new_column
        self.is_new_column = False
        if item := self._item(line):
            self.blocks.append(item)
        elif self.last is None or not self._goes_on(line, is_first=is_first):
            self.marks = []
            self.blocks.append(Paragraph(self.words(line), line.is_bold, line.size))
        else:
            self._append(self.words(line))
        self.last = line

    def _item(self, line: PrintedLine) -> Item | None:
        """The item that begins on a line, if one does."""
        if len(line.words) < 2:
            return None
        first, x0 = line.words[0].text, line.words[0].area.x0
        number = _NUMBER.fullmatch(first)
        is_mark = bool(_BULLET.fullmatch(first) or number or _LETTER.fullmatch(first))
        if not is_mark or not self._can_begin(line, first, number):
            return None
        self.marks = [each for each in self.marks if each < x0 - _INDENT] + [x0]
        depth = len(self.marks) - 1
        is_lettered = bool(_LETTER.fullmatch(first)) and first != "o"
        words = self.words(line if is_lettered else line.part(1))
        return Item(words, depth, int(number["number"]) if number else None)

    def _can_begin(self, line: PrintedLine, mark: str, number: re.Match[str] | None) -> bool:
        """Whether a mark is one, and no dash, number or letter at which a line happens to begin."""
        if re.fullmatch(rf"[{BULLETS}]", mark):
            return True
        gap = line.words[1].area.x0 - line.words[0].area.x1
        if mark == "o":
            return gap > 0.4 * line.size
        if self.last is None or self._is_apart(line):
            return True
        last = next((each for each in reversed(self.blocks) if isinstance(each, Item)), None)
        if number and last and last is self.blocks[-1] and last.number is not None:
            return int(number["number"]) == last.number + 1
        return bool(_SENTENCE_END.search(self.last.text)) or isinstance(self.blocks[-1], Item)

    def _goes_on(self, line: PrintedLine, *, is_first: bool) -> bool:
        """Whether a line belongs to the block before it."""
        last = self.last
        assert last is not None
        if abs(last.size - line.size) > 0.7 or self._is_other_look(last, line):
            return False
        if is_first:
            return self._goes_on_in_next(last, line)
        if self._is_apart(line):
            return False
        if self.marks:
            is_back = line.area.x0 < self.marks[-1] + 1
            return not is_back or not _SENTENCE_END.search(last.text)
        is_indented = line.area.x0 > last.area.x0 + _INDENT
        return not (is_indented and _SENTENCE_END.search(last.text))

    def _is_other_look(self, last: PrintedLine, line: PrintedLine) -> bool:
        """Whether a bold line ends here or begins, and no bold words within a paragraph do."""
        if last.is_bold == line.is_bold or not _STARTS_NEW.match(line.text):
            return False
        return last.is_bold or bool(_SENTENCE_END.search(last.text)) or self._would_fit(line)

    def _goes_on_in_next(self, last: PrintedLine, line: PrintedLine) -> bool:
        """Whether a paragraph goes on at the top of the next column or page."""
        if _SENTENCE_END.search(last.text):
            return False
        starts_low = bool(re.match(r"[(\"'‘“]?[a-zà-ÿ0-9]", line.text))
        return starts_low or last.area.x1 >= last.right - 2 * last.size

    def _is_apart(self, line: PrintedLine) -> bool:
        """Whether a line stands apart from the one before: by space, or as that was cut short."""
        last = self.last
        if last is None:
            return True
        distance = line.area.bottom - last.area.bottom
        if distance > _SPACED * self.type.leading * max(line.size, last.size) or distance < -1:
            return True
        is_new = bool(_STARTS_NEW.match(line.text)) or bool(_SENTENCE_END.search(last.text))
        return is_new and self._would_fit(line)

    def _would_fit(self, line: PrintedLine) -> bool:
        """Whether the first word of a line had room behind the line before: that was ended."""
        if self.last is None:
            return False
        first = line.words[0].area
        room = self.last.right - self.last.area.x1
        return room > 1.3 * (first.x1 - first.x0) + self.last.size

    def _append(self, words: Words) -> None:
        """Add words to the last block that has any, behind the pages that began since."""
        at = max(n for n, each in enumerate(self.blocks) if isinstance(each, Paragraph | Item))
        pages = [each for each in self.blocks[at + 1 :] if isinstance(each, PageStart)]
        block = self.blocks[at]
        assert isinstance(block, Paragraph | Item)
        self.blocks[at:] = [replace(block, words=self.joined(block.words, words, pages))]

    # Words

    def words(self, line: PrintedLine) -> Words:
        """The words of a line, with its marks of footnotes."""
        made: list[Inline] = []
        for word, text in line.spaced:
            if line.is_raised(word) and int(word.text) in self.notes:
                made.append(NoteMark(self.notes[int(word.text)]))
            elif line.is_raised(word):
                made.append(superscript(word.text))
            else:
                made.append(text)
        return tuple(made)

    def joined(self, before: Words, after: Words, pages: Sequence[PageStart] = ()) -> Words:
        """Two lines as one run, with a word that was cut made whole."""
        if not before:
            return (*pages, *after)
        *rest, last = before
        first = after[0] if after else ""
        gap = " "
        if isinstance(last, str) and isinstance(first, str):
            last, gap = self.vocabulary.glue(last, first)
        if not gap and pages and isinstance(first, str):  # the page begins behind the cut word
            head, space, tail = first.partition(" ")
            return (*rest, last, head, *pages, space + tail, *after[1:])
        return (*rest, last, *pages, gap, *after)

    # Tables

    def _table(self, grid: Grid) -> list[Block]:
        rows = [[self._cell(cell) for cell in row] for row in grid.rows]
        made = blocks_of_grid(rows)
        return self._behind_page(made[0]) if len(made) == 1 else made

    def _cell(self, words: Sequence[PrintedWord]) -> list[Block]:
        inner = Flow(self.type, self.vocabulary)
        inner.notes = self.notes
        lines = lines_of(words)
        dashed = [line for line in lines if line.words[0].text in _DASHES]
        is_named = len(lines) > 1 and dashed == lines[-1:]
        inner.add([*(lines[:-1] if is_named else lines)])
        # One line behind a dash says who says it, and is no list.
        return [*inner.blocks, *(Paragraph(self.words(line)) for line in dashed if is_named)]

    def _behind_page(self, block: Block) -> list[Block]:
        """A table, which goes on from the page before if that ends with one like it."""
        at = len(self.blocks) - 1
        while at >= 0 and isinstance(self.blocks[at], PageStart):
            at -= 1
        last = self.blocks[at] if at >= 0 else None
        pages = [each for each in self.blocks[at + 1 :] if isinstance(each, PageStart)]
        if not pages or not isinstance(block, Table) or not isinstance(last, Table):
            return [block]
        if len(last.rows[0]) != len(block.rows[0]):
            return [block]
        is_repeated = [*map(plain, block.rows[0])] == [*map(plain, last.rows[0])]
        rows = block.rows[1:] if is_repeated else block.rows
        if not rows:
            return []
        (cell, *others), *below = rows
        first = ((*pages, *cell), *others)
        self.blocks[at:] = []
        return [replace(last, rows=(*last.rows, first, *below))]
