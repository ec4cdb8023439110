"""Sections -> the text of a document as HTML, with its headings, pages and marks.

`deel-3` is the third section, `kop-5` the fifth heading, `plek` the place that a link leads to, and
`vondst-2` the second place where words were found.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from ingest.text.document import Kind, Published, Section, SummaryStanding
from ui import texts, texts_reading
from ui.links import HERE, Still, Target
from ui.web.reader_outline import Entry, entries_of
from ui.web.reader_search import Spot
from ui.web.reader_text import Mark, SectionText, last_page

_LOWEST_HEADING: Final = 6


def text_html(published: Published, places: Sequence[Target], spots: Sequence[Spot]) -> str:
    """The whole text; of the places the first is the one to go to."""
    marks = _marks(places, spots)
    above: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in entries_of(published.sections):
        above[entry.section].append(entry)
    page: int | None = None
    html = ""
    for at, section in enumerate(published.sections):
        html += _arrival(places[0]) if places and places[0].section == section else ""
        html += "".join(map(_heading, above[at]))
        drawn = SectionText(section, marks.get(section.id, ()), page).html()
        voice = _summarised(published, section) if above[at] else ""
        html += f'<section id="deel-{at + 1}">{voice}{_framed(section, drawn)}</section>'
        page = last_page(section, page)
    return html


def _marks(places: Sequence[Target], spots: Sequence[Spot]) -> Mapping[str, Sequence[Mark]]:
    """What is marked in each section, by its id; where two would touch the first stays."""
    marks: defaultdict[str, list[Mark]] = defaultdict(list)
    for section, mark in _wanted(places, spots):
        if not any(mark.span.touches(each.span) for each in marks[section.id]):
            marks[section.id].append(mark)
    return marks


def _wanted(places: Sequence[Target], spots: Sequence[Spot]) -> Iterator[tuple[Section, Mark]]:
    for at, found in enumerate(places):
        if found.span:
            mark = Mark(found.span, "ook") if at else Mark(found.span, "hier", HERE)
            yield found.section, mark
    for number, spot in enumerate(spots, start=1):
        yield spot.section, Mark(spot.span, "vondst", f"vondst-{number}")


def _arrival(found: Target) -> str:
    """Stands where a link leads: says if something is different there than it was."""
    heading = found.section.headings[-1] if found.section.headings else texts.NO_HEADING
    if found.still is Still.GONE:
        said = escape(texts_reading.gone(heading))
        return f'<p class="let-op" id="{HERE}" tabindex="-1">{said}</p>'
    if found.still is Still.MOVED:
        return f'<p class="let-op">{escape(texts_reading.moved(heading))}</p>'
    return "" if found.span else f'<span id="{HERE}" tabindex="-1"></span>'


def _heading(entry: Entry) -> str:
    level = min(entry.level + 1, _LOWEST_HEADING)
    return f'<h{level} id="kop-{entry.number}" tabindex="-1">{escape(entry.heading)}</h{level}>'


def _framed(section: Section, drawn: str) -> str:
    """The text as what it is: in a box, or with whose words it is below it."""
    if section.kind is Kind.QUOTE:
        said = escape(texts.quote_intro(section.voice))
        drawn = f"<figure><figcaption>{said}</figcaption><blockquote>{drawn}</blockquote></figure>"
    elif section.kind is Kind.BOX:
        drawn = f'<div class="kader">{drawn}</div>'
    if not section.missing:
        return drawn
    return f'{drawn}<p class="let-op">{texts_reading.MISSING} {escape(section.missing)}</p>'


def _summarised(published: Published, section: Section) -> str:
    """Says of what publication a text is a summary, and whether there is a newer edition."""
    if section.kind is not Kind.SUMMARY:
        return ""
    source = next(each for each in published.summarised if each.id == section.voice)
    outdated = source.summary is SummaryStanding.OUTDATED
    named = texts_reading.edition(source.title, source.edition)
    warning = f" <strong>{texts_reading.OUTDATED_SUMMARY}</strong>" if outdated else ""
    style = "let-op" if outdated else "uitleg"
    return f'<p class="{style}">{escape(texts_reading.summary_of(named))}{warning}</p>'
