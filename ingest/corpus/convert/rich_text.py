"""An RTF file -> blocks; what was deleted, hidden or stands outside the text is left out."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ingest.corpus.convert import told
from ingest.corpus.convert.block import (
    Block,
    Finding,
    Gathered,
    Heading,
    Inline,
    Item,
    NoteMark,
    Paragraph,
    Words,
    plain,
)
from ingest.corpus.convert.grid import blocks_of_grid
from ingest.corpus.convert.rtf_tokens import OPTIONAL, Token, tokens
from ingest.corpus.draft import superscript
from ingest.text.errors import CorpusError

_ASIDE: Final = frozenset(
    "fonttbl colortbl info pict object header headerl headerr headerf footer footerl footerr "
    "footerf fldinst listtable listoverridetable listlevel rsidtbl themedata xmlnstbl generator "
    "filetbl revtbl annotation atnid atnauthor bkmkstart bkmkend tc xe ftnsep ftnsepc ftncn "
    "aftnsep aftnsepc aftncn shpinst nonshppict datastore latentstyles colorschememapping "
    "pgdsctbl".split()
)
"""Groups whose words are not of the text."""
_KNOWN: Final = ("cs", "ds", "ts", OPTIONAL)
"""Styles are groups that may be left out, and are not."""
_NUMBER: Final = re.compile(r"\s*(?P<number>\d{1,3})[.)]?\s*")
_HEADING: Final = re.compile(r"(?:heading|kop) (?P<level>\d)", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"(?:toc|inhopg) ?\d", re.IGNORECASE)
_NO_HEADING: Final = 9
_MOST_GROUPS: Final = 2000


def read_rich_text(path: Path) -> Gathered:
    """Read a file.

    Raises:
        CorpusError: its groups lie deeper in each other than any real file's do.
    """
    reader = _Reader(path.name)
    for token in tokens(path.read_bytes()):
        reader.take(token)
    return reader.finish()


@dataclass(frozen=True, slots=True)
class _State:
    """What holds in a group until it closes."""

    target: str = "text"
    """Where its words go: the text, a footnote, the mark of an item, a style, or nowhere."""
    is_bold: bool = False
    is_gone: bool = False
    is_raised: bool = False
    half_points: int = 24


@dataclass(slots=True)
class _Paragraph:
    """The paragraph that is being read."""

    style: int = 0
    level: int = _NO_HEADING
    depth: int = 0
    is_item: bool = False
    is_cell: bool = False
    mark: str = ""


class _Reader:
    """Takes the tokens of one file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.state = _State()
        self.around: list[_State] = []
        self.own = _Paragraph()
        self.words: list[Inline] = []
        self.letters = self.bold = self.size = 0
        self.note: list[str] = []
        self.styles: dict[int, str] = {}
        self.style_name = ""
        self.is_optional = False
        """Whether a group begins that may be left out."""
        self.cell: list[Block] = []
        self.row: list[list[Block]] = []
        self.rows: list[list[list[Block]]] = []
        self.contents = 0
        self.deleted = 0
        self.reading = Gathered()

    def take(self, token: Token) -> None:
        if token.brace == "{":
            if len(self.around) > _MOST_GROUPS:
                raise CorpusError(
                    f"{self.name} is beschadigd.", "Open het en sla het op als .docx."
                )
            self.around.append(self.state)
        elif token.brace:
            self._close()
        elif token.text:
            self._add(token.text)
        elif self.is_optional and token.word not in _KNOWN:
            self.state = replace(self.state, target="aside")
        elif token.word:
            self._obey(token.word, token.number)
        self.is_optional = token.word == OPTIONAL

    def finish(self) -> Gathered:
        self._end_paragraph()
        self._end_table()
        if self.contents:
            self.reading.dropped.append(Finding(told.contents(self.contents)))
        if self.deleted:
            self.reading.doubts.append(Finding(told.tracked_changes(0, self.deleted)))
        self.reading.doubts.append(Finding(told.NO_PAGES))
        return self.reading

    def _close(self) -> None:
        """End a group."""
        was = self.state
        self.state = self.around.pop() if self.around else _State()
        if was.target == "footnote" and self.state.target != "footnote":
            label = str(len(self.reading.notes) + 1)
            self.reading.notes[label] = ("".join(self.note),)
            self.words.append(NoteMark(label))
            self.note = []
        elif was.target == "style" and self.style_name:
            self.styles[self.own.style] = self.style_name.strip().rstrip(";")
            self.style_name = ""

    def _add(self, text: str) -> None:
        target = self.state.target
        if target == "style":
            self.style_name += text
        elif target == "mark":
            self.own.mark += text
        elif self.state.is_gone or target == "aside":
            return
        elif target == "footnote":
            self.note.append(text)
        else:
            count = len(text.strip())
            is_number = self.state.is_raised and text.strip().isdigit()
            self.words.append(superscript(text) if is_number else text)
            self.letters += count
            self.bold += count if self.state.is_bold else 0
            self.size = max(self.size, self.state.half_points if count else 0)

    def _obey(self, word: str, number: int | None) -> None:
        is_on = number != 0
        match word:
            case "par" | "sect" | "page":
                self._end_line()
            case "cell" | "nestcell":
                self._end_cell()
            case "row" | "nestrow":
                self._end_row()
            case "pard":
                self.own = _Paragraph(mark=self.own.mark)
            case "plain":
                self.state = replace(_State(), target=self.state.target)
            case "b":
                self.state = replace(self.state, is_bold=is_on)
            case "v" | "deleted":
                self.deleted += word == "deleted" and is_on
                self.state = replace(self.state, is_gone=is_on)
            case "super" | "nosupersub":
                self.state = replace(self.state, is_raised=is_on and word == "super")
            case "fs":
                self.state = replace(self.state, half_points=number or 24)
            case "outlinelevel" | "s" | "ls" | "ilvl" | "intbl":
                self._set(word, number or 0)
            case "footnote":
                self.state = replace(self.state, target="footnote", is_gone=False)
            case "listtext" | "pntext":
                self.own.mark = ""
                self.state = replace(self.state, target="mark")
            case "stylesheet":
                self.state = replace(self.state, target="style")
            case "shptxt":
                self.state = replace(self.state, target="text")
            case _ if word in _ASIDE and self.state.target != "style":
                self.state = replace(self.state, target="aside")

    def _set(self, word: str, number: int) -> None:
        """Keep what is said of the paragraph."""
        match word:
            case "outlinelevel":
                self.own.level = number
            case "s":
                self.own.style = number
            case "ls":
                self.own.is_item = number > 0
            case "ilvl":
                self.own.depth = number
            case "intbl":
                self.own.is_cell = True

    def _end_line(self) -> None:
        """End a paragraph, or in a footnote begin a new line."""
        if self.state.target == "footnote":
            self.note.append(" ")
        elif self.state.target == "text":
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        block = self._block(tuple(self.words))
        if block and self.own.is_cell:
            self.cell.append(block)
        elif block:
            self._end_table()
            self.reading.blocks.append(block)
        self.words = []
        self.letters = self.bold = self.size = 0
        self.own.mark = ""

    def _block(self, words: Words) -> Block | None:
        if not plain(words) and not any(isinstance(part, NoteMark) for part in words):
            return None
        name = self.styles.get(self.own.style, "")
        if _CONTENTS.fullmatch(name):
            self.contents += 1
            return None
        if self.own.level < _NO_HEADING:
            return Heading(words, self.own.level + 1)
        if named := _HEADING.fullmatch(name):
            return Heading(words, int(named["level"]))
        if name.casefold() in ("title", "titel"):
            return Heading(words, 0)
        if self.own.mark.strip() or self.own.is_item:
            number = _NUMBER.fullmatch(self.own.mark)
            return Item(words, self.own.depth, int(number["number"]) if number else None)
        return Paragraph(words, 0 < self.letters == self.bold, self.size / 2)

    def _end_cell(self) -> None:
        self.own.is_cell = True
        self._end_paragraph()
        self.row.append(self.cell)
        self.cell = []

    def _end_row(self) -> None:
        if self.row:
            self.rows.append(self.row)
        self.row = []

    def _end_table(self) -> None:
        self._end_row()
        if self.rows:
            self.reading.blocks += blocks_of_grid(self.rows)
        self.rows = []
        self.reading.blocks += self.cell
        self.cell = []
