"""Section -> HTML of its text: paragraphs, lists and tables, with marks and the begin of pages.

Every word that is shown is a slice of the section's text, escaped; marks only stand around them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Final

from ingest.text.document import Section
from ingest.text.place import Span
from ingest.text.sentences import CELL_EDGE
from ui import texts_reading

_ITEM: Final = re.compile(r"(?P<indent> *)(?P<mark>-|\d+\.) ")
_NOTE: Final = re.compile("[⁰¹²³⁴-⁹]+ ")
_INDENT: Final = 2
"""Spaces by which the items of a list within a list stand further in."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that stand out: `style` is a class of the page's style, `name` an id or nothing."""

    span: Span
    style: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a text: in which block, what it is, how deep in lists, its mark, and its words."""

    block: int
    kind: str
    depth: int
    mark: str
    span: Span


class SectionText:
    """Draws one section; knows which page was told last, for a page is told once."""

    def __init__(self, section: Section, marks: Sequence[Mark], page: int | None) -> None:
        """Draw with these marks, of which none touches another, after this page."""
        self._text = section.text
        self._marks = sorted(marks, key=lambda each: each.span)
        self._named: set[str] = set()
        self._pages = _page_begins(section, page)

    def html(self) -> str:
        """The blocks of the text."""
        blocks = groupby(_lines(self._text), key=attrgetter("block", "kind"))
        return "".join(self._block(kind, list(lines)) for (_, kind), lines in blocks)

    def _block(self, kind: str, lines: list[_Line]) -> str:
        if kind == "item":
            return self._list(lines)
        if kind == "row":
            return self._table(lines)
        style = ' class="voetnoot"' if kind == "note" else ""
        return "".join(f"<p{style}>{self._words(line.span)}</p>" for line in lines)

    def _list(self, lines: Sequence[_Line]) -> str:
        """A list, and within its items the lists that stand further in."""
        tag = "ul" if lines[0].mark == "-" else "ol"
        items, own = [], lines[0].depth
        for at, line in enumerate(lines):
            if line.depth > own:
                continue
            inner = list(_until(lines[at + 1 :], own))
            value = "" if line.mark == "-" else f' value="{line.mark.rstrip(".")}"'
            within = self._list(inner) if inner else ""
            items.append(f"<li{value}>{self._words(line.span)}{within}</li>")
        return f"<{tag}>{''.join(items)}</{tag}>"

    def _table(self, lines: Sequence[_Line]) -> str:
        """Rows of cells; the first of several says what the columns are."""
        head, rows = (lines[:1], lines[1:]) if len(lines) > 1 else ([], lines)
        top = "".join(self._row(line, "th", ' scope="col"') for line in head)
        body = "".join(self._row(line, "td", "") for line in rows)
        thead = f"<thead>{top}</thead>" if top else ""
        return f'<div class="tabel"><table>{thead}<tbody>{body}</tbody></table></div>'

    def _row(self, line: _Line, tag: str, scope: str) -> str:
        cells = "".join(
            f"<{tag}{scope}>{self._words(cell)}</{tag}>" for cell in _cells(self._text, line.span)
        )
        return f"<tr>{cells}</tr>"

    def _words(self, span: Span) -> str:
        """A slice of the text, in which marks and pages begin where they do."""
        edges = {span.start, span.end, *(at for at in self._pages if span.start < at < span.end)}
        for mark in self._marks:
            edges |= {at for at in mark.span if span.start < at < span.end}
        inner = sorted(edges)
        pieces = pairwise(inner)
        return "".join(self._piece(Span(start, end)) for start, end in pieces)

    def _piece(self, span: Span) -> str:
        words = escape(span.of(self._text))
        mark = next((each for each in self._marks if each.span.touches(span)), None)
        begin = "".join(page_html(page) for page in self._begun(span.start))
        if mark is None:
            return f"{begin}{words}"
        name = self._name(mark)
        return f'{begin}<mark class="{mark.style}"{name}>{words}</mark>'

    def _begun(self, at: int) -> Iterator[int]:
        """The pages that have begun by here and were not told yet."""
        for start in [start for start in self._pages if start <= at]:
            yield self._pages.pop(start)

    def _name(self, mark: Mark) -> str:
        """The id of a mark, where its first words are."""
        if not mark.name or mark.name in self._named:
            return ""
        self._named.add(mark.name)
        return f' id="{mark.name}" tabindex="-1"'


def page_html(page: int) -> str:
    """Says that a page of the publication begins here."""
    aloud = texts_reading.page_aloud(page)
    return (
        f'<span class="bladzijde" role="doc-pagebreak" aria-label="{aloud}">'
        f"{texts_reading.page(page)}</span>"
    )


def last_page(section: Section, page: int | None) -> int | None:
    """The page on which a section ends, or the one before it where its own are not known."""
    known = [mark.page for mark in section.pages if mark.page is not None]
    return known[-1] if known else page


def _page_begins(section: Section, page: int | None) -> dict[int, int]:
    """Where in a section's text pages begin, after this one."""
    begins = {}
    for mark in section.pages:
        if mark.page is not None and mark.page != page:
            begins[mark.start] = page = mark.page
    return begins


def _lines(text: str) -> Iterator[_Line]:
    """The lines of a text that have words, and what each is."""
    block, list_mark = 0, ""
    for match in re.finditer(r"\n\n|[^\n]+", text):
        span = Span(*match.span())
        item = _ITEM.match(text, span.start, span.end)
        if match[0] == "\n\n":
            block += 1
        elif item:
            depth, mark = len(item["indent"]) // _INDENT, item["mark"]
            # Bullets and numbers that stand equally far out are two lists.
            block += depth == 0 and (mark == "-") != (list_mark == "-")
            list_mark = list_mark if depth else mark
            yield _Line(block, "item", depth, mark, Span(item.end(), span.end))
        elif CELL_EDGE in match[0]:
            yield _Line(block, "row", 0, "", span)
        else:
            yield _Line(block, "note" if _NOTE.match(match[0]) else "words", 0, "", span)


def _until(lines: Sequence[_Line], depth: int) -> Iterator[_Line]:
    """The lines before the next that stands as far out as this."""
    for line in lines:
        if line.depth <= depth:
            return
        yield line


def _cells(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for cell in span.of(text).split(CELL_EDGE):
        yield Span(start, start + len(cell))
        start += len(cell) + len(CELL_EDGE)
