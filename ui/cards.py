"""Answer -> HTML of its cards: the cited passages, or those that come nearest.

The card `bron-2-1` is that of the first source of the second turn; `citaat-2-1-1` is the first
link to it (ui.page makes those).
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from assistant.answer import Answer, Citation, Nearest, Outcome
from ui import texts
from ui.passage import excerpt, passage

NEAREST_SHOWN: Final = 3


def cards_html(turn: int, answer: Answer) -> str:
    """The cards of a turn's answer, or of the passages nearest to it if it was not found."""
    if answer.outcome is Outcome.ANSWERED:
        return "".join(_answer_cards(turn, answer))
    if not answer.hits:
        return ""
    return (
        f'<h3 class="sw-nabij">{texts.NEAREST_TITLE}</h3><p>{texts.NEAREST_NOT_ANSWER}</p>'
        + "".join(_near_cards(turn, answer))
    )


def _answer_cards(turn: int, answer: Answer) -> Iterator[str]:
    for citation in answer.citations:
        yield _card(
            turn,
            citation.number,
            texts.source_label(citation.number),
            citation.section.headings,
            _meta(citation),
            _quote(citation),
        )


def _near_cards(turn: int, answer: Answer) -> Iterator[str]:
    for rank, near in enumerate(answer.hits[:NEAREST_SHOWN], start=1):
        yield _card(
            turn,
            rank,
            texts.nearest_label(rank),
            near.section.headings,
            _near_meta(near),
            _near_text(near),
            is_near=True,
        )


def _card(
    turn: int,
    number: int,
    label: str,
    headings: Sequence[str],
    meta: str,
    text: str,
    *,
    is_near: bool = False,
) -> str:
    card = f"bron-{turn}-{number}"
    tag = "h4" if is_near else "h3"
    style = "sw-kaart sw-kaart-nabij" if is_near else "sw-kaart"
    back = f"citaat-{turn}-{1 if is_near else number}-1"
    return (
        f'<article class="{style}" id="{card}" tabindex="-1" aria-labelledby="{card}-kop">'
        f'<{tag} class="sw-kaartkop" id="{card}-kop">'
        f'<span class="sw-nummer">{label}</span> {_path(headings)}</{tag}>'
        f'<p class="sw-meta">{meta}</p>{text}'
        f'<a class="sw-terug" href="#{back}" data-kaart="{card}">'
        f"{texts.BACK_TO_CONVERSATION if is_near else texts.BACK}</a></article>"
    )


def _path(headings: Sequence[str]) -> str:
    *above, last = map(escape, headings)
    path = "".join(heading + texts.HEADINGS_JOIN for heading in above)
    return f"{path}<strong>{last}</strong>"


def _meta(citation: Citation) -> str:
    section, source = citation.section, citation.source
    kind = texts.kind_label(section.kind, section.voice)
    return _joined(source.title, source.edition, texts.page_label(citation.page), kind)


def _near_meta(near: Nearest) -> str:
    page = near.section.page_at(near.hit.chunk.start)
    kind = texts.kind_label(near.section.kind, near.section.voice)
    return _joined(near.source.title, near.source.edition, texts.page_label(page), kind)


def _joined(*parts: str) -> str:
    return " · ".join(escape(part) for part in parts if part)


def _quote(citation: Citation) -> str:
    shown = passage(citation)
    return (
        f'<blockquote class="sw-passage">{f"{texts.CUT} " * shown.starts_cut}'
        f'{escape(shown.before)}<mark><span class="sw-verborgen">{texts.QUOTED} </span>'
        f"{escape(shown.quote)}</mark>{escape(shown.after)}"
        f"{f' {texts.CUT}' * shown.ends_cut}</blockquote>"
    )


def _near_text(near: Nearest) -> str:
    text, is_cut = excerpt(near)
    return f'<p class="sw-passage">{escape(text)}{f" {texts.CUT}" * is_cut}</p>'
