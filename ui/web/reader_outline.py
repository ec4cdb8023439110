"""Sections -> their headings, and the tree of these beside the text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import takewhile

from ingest.text.document import Section
from ui import texts_reading
from ui.links import same_start
from ui.web.reader_text import last_page


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading: its number in the document, the section that it stands above (from 0), its level.

    `level` is 1 for a chapter. `page` is where it stands in the publication, None if unknown.
    """

    number: int
    section: int
    level: int
    heading: str
    page: int | None


def entries_of(sections: Sequence[Section]) -> list[Entry]:
    """Every heading of a document once, in the order of the document."""
    found: list[Entry] = []
    before: tuple[str, ...] = ()
    page: int | None = None
    for at, section in enumerate(sections):
        begins = section.page_at(0) or page
        for level, heading in _new(before, section.headings):
            found.append(Entry(len(found) + 1, at, level, heading, begins))
        before, page = section.headings, last_page(section, page)
    return found


def outline_html(entries: Sequence[Entry], current: int) -> str:
    """The tree of the headings: each leads to its own, and says on which page that stands.

    `current` is the number of the heading where the reader is, 0 if that is at the begin.
    """
    items = []
    for at, entry in enumerate(entries):
        if entry.level > entries[0].level:
            continue
        within = takewhile(lambda each: each.level > entries[0].level, entries[at + 1 :])
        items.append(f"<li>{_link(entry, current)}{outline_html(list(within), current)}</li>")
    return f"<ol>{''.join(items)}</ol>" if items else ""


def _link(entry: Entry, current: int) -> str:
    here = ' aria-current="location"' if entry.number == current else ""
    where = f"<span>{texts_reading.page(entry.page)}</span>" if entry.page else ""
    link = f'<a href="#kop-{entry.number}"{here}>{escape(entry.heading)}</a>'
    return f'<div class="regel">{link}{where}</div>'


def _new(before: Sequence[str], headings: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The headings, with their levels, that do not stand above the section before as well."""
    same = same_start(before, headings)
    yield from enumerate(headings[same:], start=same + 1)
