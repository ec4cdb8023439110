"""An HTML page -> blocks; the only module that knows BeautifulSoup.

Of a page the main part is read: menus, heads, feet and forms around it are left out.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString, PageElement

from ingest.corpus.convert import told
from ingest.corpus.convert.block import (
    Block,
    Finding,
    Gathered,
    Heading,
    Inline,
    Item,
    NoteMark,
    PageStart,
    Paragraph,
    Words,
    plain,
)
from ingest.corpus.convert.grid import blocks_of_grid, boxed, flat, quoted
from ingest.corpus.convert.main_part import INLINE, chars_of, take_main
from ingest.corpus.convert.sort import damaged
from ingest.corpus.draft import superscript

_BOLD: Final = ("b", "strong")
_GONE: Final = ("del", "s", "strike", "rp", "rt")
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")


def read_web(data: bytes | str) -> Gathered:
    """Read the main part of a page; bytes say themselves in which encoding they are."""
    soup = BeautifulSoup(data, "lxml")
    return _Reader(soup).read()


def read_web_file(path: Path) -> Gathered:
    """Read a file with a page.

    Raises:
        CorpusError: it is no text.
    """
    data = path.read_bytes()
    if b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise damaged(path)
    return read_web(data)


@dataclass(slots=True)
class _Line:
    """Words that make one paragraph, until something ends it."""

    words: list[Inline] = field(default_factory=list)
    letters: int = 0
    bold: int = 0

    def add(self, text: str, *, is_bold: bool) -> None:
        self.words.append(text)
        count = len("".join(text.split()))
        self.letters += count
        self.bold += count if is_bold else 0


class _Reader:
    """Goes through the main part of one page."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.soup = soup
        self.reading = Gathered()
        self.pictures = 0
        self.by_id = {str(tag["id"]): tag for tag in soup.find_all(id=True)}
        self.note_tags: dict[int, str] = {}

    def read(self) -> Gathered:
        self.reading.url = self._address()
        main, chars_around = take_main(self.soup)
        if chars_around:
            self.reading.dropped.append(Finding(told.around_page(chars_around)))
        self._find_notes(main)
        self.reading.blocks = self._blocks(main)
        if self.pictures:
            self.reading.dropped.append(Finding(told.pictures(self.pictures)))
        return self.reading

    def _address(self) -> str:
        """Where the page says that it stands."""
        link = self.soup.find("link", rel="canonical")
        address = str(link.get("href") or "") if isinstance(link, Tag) else ""
        return address if address.startswith("https://") else ""

    def _find_notes(self, main: Tag) -> None:
        """The footnotes: what a link with a number leads to, further on in the page."""
        for link in main.find_all("a", href=re.compile(r"^[^#]*#.")):
            target = self.by_id.get(str(link["href"]).partition("#")[2])
            is_marked = "noteref" in f"{link.get('epub:type', '')} {link.get('role', '')}"
            is_number = bool(re.fullmatch(r"[\[(]?\d{1,3}[\])]?", link.get_text(strip=True)))
            if target is None or not (is_marked or is_number) or target.decomposed:
                continue
            holder = _holder(target)
            if holder is None or chars_of(holder) == 0 or holder in link.parents:
                continue
            if _stands_before(holder, link):
                continue
            label = str(target["id"])
            self.note_tags[id(link)] = label
            if label not in self.reading.notes:
                self.reading.notes[label] = ()
                self.note_tags[id(holder)] = label
        for tag in main.find_all():
            label = self.note_tags.get(id(tag), "")
            if label and tag.name != "a":
                self.reading.notes[label] = self._note(tag)
        for tag in [tag for tag in main.find_all() if id(tag) in self.note_tags]:
            if tag.name != "a":
                tag.extract()

    def _note(self, tag: Tag) -> Words:
        for link in tag.find_all("a", href=re.compile("#")):
            if self._leads_back(link):
                link.decompose()
        words = plain(flat(self._blocks(tag)))
        return (re.sub(r"^[\[(]?\d{1,3}[\]).:]?\s+", "", words),)

    def _leads_back(self, link: Tag) -> bool:
        """Whether a link in a footnote leads to where that is referred to."""
        target = self.by_id.get(str(link["href"]).partition("#")[2])
        if target is None:
            return not re.search(r"\w\w", link.get_text())
        return any(id(each) in self.note_tags for each in (target, *target.find_all("a")))

    def _blocks(self, parent: Tag, depth: int = 0) -> list[Block]:
        made: list[Block] = []
        line = _Line()
        for child in parent.children:
            if _is_inline(child):
                self._gather(child, line, is_bold=_is_bold(parent))
            elif isinstance(child, Tag):
                made += _ended(line)
                line = _Line()
                made += self._block(child, depth)
        return made + _ended(line)

    def _block(self, tag: Tag, depth: int) -> list[Block]:
        name = tag.name
        if name in _HEADINGS or tag.get("role") == "heading":
            level = int(name[1]) if name in _HEADINGS else _number(tag.get("aria-level"), 2)
            return [Heading(flat(self._blocks(tag)), level)]
        if name in ("ul", "ol", "menu"):
            return list(self._items(tag, depth))
        if name == "dl":
            return list(self._defined(tag))
        if name == "table":
            return self._table(tag)
        if name == "summary":  # the heading of what it unfolds
            return [Paragraph(flat(self._blocks(tag)), is_bold=True)]
        if name == "aside":
            return [boxed(self._blocks(tag))]
        if name == "blockquote":
            return [quoted(self._blocks(tag))] if chars_of(tag) else []
        if _is_page(tag):
            return self._page(tag)
        return self._blocks(tag, depth)

    def _items(self, tag: Tag, depth: int) -> Iterator[Block]:
        number = _number(tag.get("start"), 1) if tag.name == "ol" and not tag.get("type") else None
        for child in tag.children:
            if not isinstance(child, Tag):
                continue
            if child.name in ("ul", "ol"):
                yield from self._items(child, depth + 1)
                continue
            inner = self._blocks(child, depth + 1)
            own = [each for each in inner if not isinstance(each, Item)]
            if any(isinstance(each, Heading) for each in own):  # a list of sections
                yield from inner
                continue
            yield Item(flat(own), depth, number)
            yield from (each for each in inner if isinstance(each, Item))
            number = None if number is None else number + 1

    def _defined(self, tag: Tag) -> Iterator[Block]:
        """A list of words and what they mean: each word before its meaning."""
        words: Words = ()
        for child in tag.find_all(["dt", "dd"]):
            inner = flat(self._blocks(child))
            if child.name == "dt":
                words = (*words, *([", "] if words else []), *inner)
            else:
                yield Item((*words, *([": "] if words else []), *inner))
                words = ()
        if words:
            yield Paragraph(words)

    def _table(self, tag: Tag) -> list[Block]:
        rows = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
        grid = [
            [self._cell(cell) for cell in row.find_all(["td", "th"], recursive=False)]
            for row in rows
        ]
        caption = tag.find("caption", recursive=False)
        before = self._blocks(caption) if isinstance(caption, Tag) else []
        return [*before, *blocks_of_grid(grid)]

    def _cell(self, cell: Tag) -> list[Block]:
        blocks = self._blocks(cell)
        if cell.name == "th":
            return [Paragraph(flat(blocks), is_bold=True)]
        return blocks

    def _page(self, tag: Tag) -> list[Block]:
        told_by = f"{tag.get('title', '')} {tag.get('aria-label', '')} {tag.get_text()}"
        number = re.search(r"\d{1,4}", told_by)
        return [PageStart(int(number[0]) if number else None)]

    def _gather(self, node: PageElement, line: _Line, *, is_bold: bool) -> None:
        if isinstance(node, NavigableString):
            if not isinstance(node, Comment):
                line.add(str(node), is_bold=is_bold)
            return
        if not isinstance(node, Tag) or node.name in _GONE:
            return
        if id(node) in self.note_tags:
            line.words.append(NoteMark(self.note_tags[id(node)]))
        elif _is_page(node):
            line.words += [part for part in self._page(node) if isinstance(part, PageStart)]
        elif node.name == "br":
            line.add(" ", is_bold=is_bold)
        elif node.name == "img":
            self.pictures += 1
        elif node.name == "sup" and node.get_text(strip=True).isdigit() and not node.find("a"):
            line.add(superscript(node.get_text(strip=True)), is_bold=is_bold)
        else:
            for child in node.children:
                self._gather(child, line, is_bold=is_bold or _is_bold(node))


def _ended(line: _Line) -> list[Block]:
    words = tuple(line.words)
    if plain(words) or any(not isinstance(part, str) for part in words):
        return [Paragraph(words, is_bold=0 < line.letters == line.bold)]
    return []


def _is_inline(node: PageElement) -> bool:
    """Whether something stands in a line: it is text, or holds nothing but that."""
    if not isinstance(node, Tag):
        return True
    return node.name in INLINE and not any(
        isinstance(each, Tag) and each.name not in INLINE for each in node.descendants
    )


def _is_bold(tag: Tag) -> bool:
    style = str(tag.get("style") or "").replace(" ", "").lower()
    return tag.name in _BOLD or "font-weight:bold" in style or "font-weight:700" in style


def _is_page(tag: Tag) -> bool:
    return "pagebreak" in f"{tag.get('epub:type', '')} {tag.get('role', '')}"


def _holder(target: Tag) -> Tag | None:
    """The paragraph or item in which a footnote stands that a link leads to."""
    if target.name in ("li", "p", "aside", "div", "dd", "section"):
        return target
    return target.find_parent(["li", "p", "aside", "dd", "div"])


def _stands_before(one: Tag, other: Tag) -> bool:
    return one in other.find_all_previous(one.name)


def _number(value: object, default: int) -> int:
    text = str(value or "")
    return int(text) if re.fullmatch(r"\d{1,6}", text) else default
