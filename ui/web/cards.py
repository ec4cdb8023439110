"""Answer -> HTML of its cards: the cited passages, or those that come nearest.

The mark `bron-2-1` is the quote of the first source of the second turn, in the card `kaart-2-1`;
`citaat-2-1-1` is the first link to it (page.py makes those). A nearest passage is a card itself.
A card whose passage is little more than what the answer says is folded: it would repeat the answer.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from assistant.answer.answer import NEAREST_SHOWN, Answer, Citation, Nearest
from ingest.text.document import Source, Standing
from ui import texts, texts_reading
from ui.links import document_link, place_name
from ui.passage import PassagePart, QuotedPassage, excerpt, passages

_SCRIPT: Final = Path(__file__).with_name("cards.js")
_REPEATED: Final = 0.6
"""A passage of which the answer says more than this share, in characters, is folded."""


@dataclass(frozen=True, slots=True)
class _Card:
    """A card before it is drawn: `text` and `meta` are HTML, `link` an address."""

    id: str
    back: str
    label: str
    headings: Sequence[str]
    meta: str
    text: str
    link: str
    is_near: bool = False


def cards_script() -> str:
    """What the browser does with sources; it needs nothing of the other scripts of the page."""
    said = json.dumps({"fromLink": texts_reading.FROM_LINK})
    # No text of a script may hold an end tag.
    return f"({_SCRIPT.read_text(encoding='utf-8')})({said});".replace("</", "<\\/")


def cards_html(turn: int, answer: Answer) -> str:
    """The cards of a turn's answer, or of the passages nearest to it if it was not found."""
    if answer.citations:
        return _drawn(list(_answer_cards(turn, answer)))
    if not answer.hits:
        return ""
    return (
        f'<h3 class="sw-nabij">{texts.NEAREST_TITLE}</h3><p>{texts.NEAREST_NOT_ANSWER}</p>'
        + _drawn(list(_near_cards(turn, answer)))
    )


def citation_link(citation: Citation, citations: Sequence[Citation]) -> str:
    """Where a citation stands in its document, with the other citations of that marked as well."""
    own = [each for each in citations if each.source.id == citation.source.id]
    names = [place_name(each.section, each.place) for each in (citation, *own)]
    return document_link(citation.source.id, list(dict.fromkeys(names)))


def _answer_cards(turn: int, answer: Answer) -> Iterator[_Card]:
    for shown in passages(answer.citations):
        numbers = [citation.number for citation in shown.citations]
        first = shown.citations[0]
        yield _Card(
            id=f"kaart-{turn}-{numbers[0]}",
            back=f"citaat-{turn}-{numbers[0]}-1",
            label=texts.sources_label(numbers),
            headings=first.section.headings,
            meta=_meta(shown, answer.publications.summarised),
            text=_folded(shown, _marked(turn, shown)),
            link=citation_link(first, answer.citations),
        )


def _near_cards(turn: int, answer: Answer) -> Iterator[_Card]:
    for rank, near in enumerate(answer.hits[:NEAREST_SHOWN], start=1):
        name = place_name(near.section, near.hit.chunk.place)
        yield _Card(
            id=f"bron-{turn}-{rank}",
            back=f"citaat-{turn}-1-1",
            label=texts.nearest_label(rank),
            headings=near.section.headings,
            meta=_near_meta(near, answer.publications.summarised),
            text=_near_text(near),
            link=document_link(near.source.id, [name]),
            is_near=True,
        )


def _drawn(cards: Sequence[_Card]) -> str:
    """The cards, each with buttons to the one before and the one after it."""
    before = [None, *cards[:-1]]
    after = [*cards[1:], None]
    return "".join(_html(*each) for each in zip(cards, before, after, strict=True))


def _html(card: _Card, before: _Card | None, after: _Card | None) -> str:
    tag = "h4" if card.is_near else "h3"
    style = "sw-kaart sw-kaart-nabij" if card.is_near else "sw-kaart"
    back = texts.BACK_TO_CONVERSATION if card.is_near else texts.BACK
    steps = _step(before, "‹", texts_reading.PREVIOUS) + _step(after, "›", texts_reading.NEXT)
    return (
        f'<article class="{style}" id="{card.id}" tabindex="-1" aria-labelledby="{card.id}-kop">'
        f'<{tag} class="sw-kaartkop" id="{card.id}-kop">'
        f'<span class="sw-nummer">{card.label}</span> {_path(card.headings)}</{tag}>'
        f'<p class="sw-meta">{card.meta}</p>{card.text}<p class="sw-kaartvoet">'
        f'<a class="sw-open" href="{escape(card.link)}" target="_blank" rel="noopener">'
        f'{texts_reading.OPEN}<span class="sw-verborgen"> {texts_reading.NEW_TAB}</span></a>'
        f'<a class="sw-terug" href="#{card.back}" data-kaart="{card.id}">{back}</a>{steps}</p>'
        "</article>"
    )


def _step(card: _Card | None, sign: str, said: str) -> str:
    """A button to another card, if there is one."""
    if card is None:
        return ""
    return (
        f'<button type="button" class="sw-stap" data-naar="{card.id}" '
        f'aria-label="{said} {texts_reading.SOURCE}">{sign}</button>'
    )


def _path(headings: Sequence[str]) -> str:
    *above, last = map(escape, headings or [texts.NO_HEADING])
    return f"{texts.HEADINGS_JOIN.join(above)}<strong>{last}</strong>"


def _meta(shown: QuotedPassage, summarised: str) -> str:
    first = shown.citations[0]
    pages = texts_reading.pages_label([page for each in shown.citations for page in each.pages])
    kind = texts.kind_label(first.section.kind, first.section.voice, summarised)
    columns = next((each.columns for each in shown.citations if each.columns), "")
    named = texts.columns_label(columns) if columns else ""
    return _joined(first.source, pages, kind, named)


def _near_meta(near: Nearest, summarised: str) -> str:
    page = near.section.page_at(near.hit.chunk.start)
    kind = texts.kind_label(near.section.kind, near.section.voice, summarised)
    return _joined(near.source, texts_reading.pages_label([page]), kind)


def _joined(source: Source, *parts: str) -> str:
    """Edition and whether it still counts stand between the title and what is said of the place."""
    standing = escape(texts_reading.STANDINGS[source.standing])
    if source.standing is not Standing.CURRENT:
        standing = f'<strong class="sw-stand">{standing}</strong>'
    before = [escape(each) for each in (source.title, source.edition) if each]
    return " · ".join([*before, standing, *(escape(each) for each in parts if each)])


def _folded(shown: QuotedPassage, html: str) -> str:
    """The passage, folded if the answer beside it says nearly all of it."""
    quoted = sum(len(part.text) for part in shown.parts if part.citation)
    total = sum(len(part.text) for part in shown.parts)
    if quoted <= _REPEATED * total:
        return html
    return (
        f'<details class="sw-vouw"><summary>{texts_reading.SHOW_PASSAGE}</summary>{html}</details>'
    )


def _marked(turn: int, shown: QuotedPassage) -> str:
    text = "".join(_part(turn, part) for part in shown.parts)
    return (
        f'<blockquote class="sw-passage">{f"{texts.CUT} " * shown.starts_cut}{text}'
        f"{f' {texts.CUT}' * shown.ends_cut}</blockquote>"
    )


def _part(turn: int, part: PassagePart) -> str:
    if part.citation is None:
        return escape(part.text)
    number = part.citation.number
    return (
        f'<mark id="bron-{turn}-{number}" tabindex="-1">'
        f'<span class="sw-verborgen">{texts.source_label(number)}: </span>'
        f'<span class="sw-cijfer" aria-hidden="true">[{number}] </span>{escape(part.text)}</mark>'
    )


def _near_text(near: Nearest) -> str:
    text, is_cut = excerpt(near)
    return f'<p class="sw-passage">{escape(text)}{f" {texts.CUT}" * is_cut}</p>'
