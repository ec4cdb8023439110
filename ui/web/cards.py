"""Answer -> HTML of its cards: the cited passages, or those that come nearest.

The mark `bron-2-1` is the quote of the first source of the second turn, in the card `kaart-2-1`;
`citaat-2-1-1` is the first link to it (page.py makes those). A nearest passage is a card itself.
"""

from collections.abc import Iterator, Sequence
from html import escape

from assistant.answer.answer import NEAREST_SHOWN, Answer, Nearest
from ui import texts
from ui.passage import PassagePart, QuotedPassage, excerpt, passages


def cards_html(turn: int, answer: Answer) -> str:
    """The cards of a turn's answer, or of the passages nearest to it if it was not found."""
    if answer.citations:
        return "".join(_answer_cards(turn, answer))
    if not answer.hits:
        return ""
    return (
        f'<h3 class="sw-nabij">{texts.NEAREST_TITLE}</h3><p>{texts.NEAREST_NOT_ANSWER}</p>'
        + "".join(_near_cards(turn, answer))
    )


def _answer_cards(turn: int, answer: Answer) -> Iterator[str]:
    for shown in passages(answer.citations):
        numbers = [citation.number for citation in shown.citations]
        yield _card(
            f"kaart-{turn}-{numbers[0]}",
            f"citaat-{turn}-{numbers[0]}-1",
            texts.sources_label(numbers),
            shown.citations[0].section.headings,
            _meta(shown, answer.publications.summarised),
            _marked(turn, shown),
        )


def _near_cards(turn: int, answer: Answer) -> Iterator[str]:
    for rank, near in enumerate(answer.hits[:NEAREST_SHOWN], start=1):
        yield _card(
            f"bron-{turn}-{rank}",
            f"citaat-{turn}-1-1",
            texts.nearest_label(rank),
            near.section.headings,
            _near_meta(near, answer.publications.summarised),
            _near_text(near),
            is_near=True,
        )


def _card(
    card: str,
    back: str,
    label: str,
    headings: Sequence[str],
    meta: str,
    text: str,
    *,
    is_near: bool = False,
) -> str:
    tag = "h4" if is_near else "h3"
    style = "sw-kaart sw-kaart-nabij" if is_near else "sw-kaart"
    return (
        f'<article class="{style}" id="{card}" tabindex="-1" aria-labelledby="{card}-kop">'
        f'<{tag} class="sw-kaartkop" id="{card}-kop">'
        f'<span class="sw-nummer">{label}</span> {_path(headings)}</{tag}>'
        f'<p class="sw-meta">{meta}</p>{text}'
        f'<a class="sw-terug" href="#{back}" data-kaart="{card}">'
        f"{texts.BACK_TO_CONVERSATION if is_near else texts.BACK}</a></article>"
    )


def _path(headings: Sequence[str]) -> str:
    *above, last = map(escape, headings or [texts.NO_HEADING])
    path = "".join(heading + texts.HEADINGS_JOIN for heading in above)
    return f"{path}<strong>{last}</strong>"


def _meta(shown: QuotedPassage, summarised: str) -> str:
    first = shown.citations[0]
    pages = texts.pages_label([page for each in shown.citations for page in each.pages])
    kind = texts.kind_label(first.section.kind, first.section.voice, summarised)
    columns = next((each.columns for each in shown.citations if each.columns), "")
    named = texts.columns_label(columns) if columns else ""
    return _joined(first.source.title, first.source.edition, pages, kind, named)


def _near_meta(near: Nearest, summarised: str) -> str:
    page = near.section.page_at(near.hit.chunk.start)
    kind = texts.kind_label(near.section.kind, near.section.voice, summarised)
    return _joined(near.source.title, near.source.edition, texts.pages_label([page]), kind)


def _joined(*parts: str) -> str:
    return " · ".join(escape(part) for part in parts if part)


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
