"""A document and what is asked of it -> the page on which it is read.

All text is escaped. The page works without its script, which copies links and prints.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from ingest.text.document import Published, Section, Source, Standing
from ui import texts, texts_reading
from ui.links import HERE, Target, document_link, place_name, places_query, shared_link
from ui.web.plain import plain_page
from ui.web.reader_body import text_html
from ui.web.reader_outline import entries_of, outline_html
from ui.web.reader_search import MOST_SHOWN, QUERY_CHARS, Spot, find_words

_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """What somebody wants to see of a document.

    `places` are what links name, each with its name, and the first is the one to go to. `query` is
    what is searched for; `is_bad_link` says that something was named that is no place.
    """

    published: Published
    places: tuple[tuple[str, Target], ...] = ()
    query: str = ""
    is_bad_link: bool = False


def document_html(opened: OpenDocument) -> str:
    """The page of a document."""
    published = opened.published
    spots = find_words(published.sections, opened.query)
    text = text_html(published, [found for _, found in opened.places], spots[:MOST_SHOWN])
    main = (
        f'<div id="tekst" tabindex="-1"><h1>{escape(published.source.title)}</h1>'
        f"{_notices(opened)}</div>{_results(opened, spots)}{text}"
    )
    return _page(
        _state(published.source), published.source.title, _side(opened), main, _bar(opened)
    )


def no_document_html(why: str, published: Sequence[Published]) -> str:
    """The page that says that a document is not there, and which are."""
    items = "".join(
        f'<li><a href="../{document_link(each.source.id)}">{escape(_named(each.source))}</a></li>'
        for each in published
    )
    known = f"<p>{texts_reading.IN_USE}</p><ul>{items}</ul>" if items else ""
    title = texts_reading.NO_DOCUMENT_TITLE
    return _page("", title, "", f'<h1 id="tekst">{title}</h1><p>{escape(why)}</p>{known}', "")


def _named(source: Source) -> str:
    return texts_reading.edition(source.title, source.edition)


def _page(state: str, title: str, side: str, main: str, bar: str) -> str:
    return plain_page(
        "reader",
        escape(title),
        script=(_FOLDER / "reader.js").read_text(encoding="utf-8"),
        to_text=texts_reading.TO_TEXT,
        state=state,
        side=side,
        main=main,
        bar=bar,
    )


def _state(source: Source) -> str:
    """What is read, and whether it still counts: in sight wherever one reads."""
    what = " · ".join(escape(each) for each in (source.title, source.edition) if each)
    publisher = f'<span class="breed"> · {escape(source.publisher)}</span>'
    style = "stand oud" if source.standing is Standing.SUPERSEDED else "stand"
    said = texts_reading.STANDINGS[source.standing]
    return f'<p class="uitgave">{what}{publisher} <strong class="{style}">{said}</strong></p>'


def _notices(opened: OpenDocument) -> str:
    """What is to be known first: that an edition was replaced, or that a link leads nowhere."""
    said: list[str] = []
    if opened.published.source.standing is Standing.SUPERSEDED:
        said.append(texts_reading.replaced([_named(each) for each in opened.published.later]))
    if opened.is_bad_link:
        said.append(texts_reading.BAD_LINK)
    return "".join(f'<p class="let-op">{escape(each)}</p>' for each in said)


def _side(opened: OpenDocument) -> str:
    """The search field, and the outline."""
    kept = "".join(
        f'<input type="hidden" name="plek" value="{escape(name)}">' for name, _ in opened.places
    )
    return (
        f'<div class="zij"><form role="search" method="get" action="#gevonden">{kept}'
        f'<label for="zoek">{texts_reading.SEARCH_LABEL}</label><div class="zoekveld">'
        f'<input id="zoek" name="zoek" type="search" maxlength="{QUERY_CHARS}" '
        f'value="{escape(opened.query)}" autocomplete="off">'
        f"<button>{texts_reading.SEARCH}</button></div></form>"
        f'<nav aria-label="{texts_reading.OUTLINE}"><details id="inhoud" open>'
        f"<summary>{texts_reading.OUTLINE}</summary>"
        f"{_outline(opened)}</details></nav></div>"
    )


def _outline(opened: OpenDocument) -> str:
    """The headings, of which the last above the place that is shown is marked."""
    sections = list(opened.published.sections)
    entries = entries_of(sections)
    at = sections.index(opened.places[0][1].section) if opened.places else -1
    above = [each.number for each in entries if each.section <= at]
    return outline_html(entries, above[-1] if above else 0)


def _results(opened: OpenDocument, spots: Sequence[Spot]) -> str:
    """Where the words that are searched for stand, each with its sentence."""
    if not opened.query:
        return ""
    items = "".join(
        f'<li><a href="#vondst-{number}">{escape(_where(spot.section, spot.span.start))}</a>'
        f"<p>{_sentence(spot)}</p></li>"
        for number, spot in enumerate(spots[:MOST_SHOWN], start=1)
    )
    said = escape(texts_reading.found(len(spots), MOST_SHOWN, opened.query))
    forget = places_query([name for name, _ in opened.places]) or "?"
    return (
        '<section class="gevonden" id="gevonden" aria-labelledby="gevonden-kop" tabindex="-1">'
        f'<h2 id="gevonden-kop">{texts_reading.SEARCH_RESULTS}</h2><p>{said} '
        f'<a href="{escape(forget)}">{texts_reading.FORGET_SEARCH}</a></p>'
        f"<ol>{items}</ol></section>"
    )


def _where(section: Section, at: int) -> str:
    page = section.page_at(at)
    where = texts.HEADINGS_JOIN.join(section.headings or (texts.NO_HEADING,))
    return f"{where} · {texts_reading.page(page)}" if page else where


def _sentence(spot: Spot) -> str:
    text, (start, end), (first, last) = spot.section.text, spot.span, spot.sentence
    before, words, after = text[first:start], text[start:end], text[end:last]
    return f"{escape(before)}<mark>{escape(words)}</mark>{escape(after)}"


def _bar(opened: OpenDocument) -> str:
    """Which place is shown, the ones before and after it, and a link to it."""
    if not opened.places:
        return ""
    name, found = opened.places[0]
    before, after = _beside(opened)
    is_one_of = len(opened.places) > 1
    counted = texts_reading.cited_place(len(before) + 1, len(opened.places)) if is_one_of else ""
    where = escape(_where(found.section, found.span.start if found.span else 0))
    link = f"../{shared_link(opened.published.source.id, name)}"
    return (
        f'<nav class="balk" aria-label="{texts_reading.CITED}"><p class="waar">'
        f'<a href="#{HERE}">{" · ".join(filter(None, (counted, where)))}</a></p><p class="knoppen">'
        f"{_step(opened, before[-1:], texts_reading.PREVIOUS)}"
        f"{_step(opened, after[:1], texts_reading.NEXT)}"
        f'<a href="{escape(link)}" data-kopieer>{texts_reading.LINK_TO_PLACE}</a>'
        f'<span role="status" id="gekopieerd" data-gelukt="{texts_reading.LINK_COPIED}" '
        f'data-mislukt="{texts_reading.NOT_COPIED}"></span></p></nav>'
    )


def _beside(opened: OpenDocument) -> tuple[list[str], list[str]]:
    """The names of the passages before and after the one that is shown, in the order of the text.

    They are the other places that were named, or else the other sections.
    """
    sections = list(opened.published.sections)
    (name, found), *others = opened.places
    own = sections.index(found.section)
    if not others:
        names = [place_name(each) for each in sections]
        return names[:own], names[own + 1 :]
    order = sorted(opened.places, key=lambda each: _place_order(sections, each[1]))
    at = order.index((name, found))
    return [each for each, _ in order[:at]], [each for each, _ in order[at + 1 :]]


def _place_order(sections: Sequence[Section], found: Target) -> tuple[int, int]:
    return sections.index(found.section), found.span.start if found.span else 0


def _step(opened: OpenDocument, names: Sequence[str], said: str) -> str:
    """A link to a passage, with the others marked as they are; nothing past the ends."""
    if not names:
        return ""
    others = [name for name, _ in opened.places if name not in names]
    query = places_query([*names, *others] if len(opened.places) > 1 else names)
    return (
        f'<a href="{escape(query)}">{said}<span class="breed"> {texts_reading.PASSAGE}</span></a>'
    )
