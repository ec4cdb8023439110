"""A turn of the conversation -> HTML of the chat page, and of the passages beside it.

All text is escaped here. Ids are unique per turn: `beurt-2` is the second turn, `bron-2-1` the
mark of its first source, and `citaat-2-1-3` the third link to that mark.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Final

from assistant.answer.answer import Answer, Author, NoticeKind, Outcome
from ui import texts, texts_asking, texts_own_words
from ui.outline import (
    SAID_BEFORE,
    CitedWords,
    Group,
    Line,
    about_itself,
    at_once,
    goes_on,
    lead_in,
    outline,
    plain_text,
    warnings,
)
from ui.web.cards import cards_html
from ui.web.conversation import ANSWER_CHARS, TurnPlace
from ui.web.danger import contacts_html
from ui.web.feedback_form import form_html
from ui.web.own_words import own_words_html
from ui.web.take import take_html

SHOWN_CHARS: Final = 300
"""A longer question is shown cut: it would push its answer out of sight."""
_BEFORE_STYLE: Final = {
    NoticeKind.PERSONAL_DATA: "sw-afgeschermd",
    NoticeKind.FOLLOW_UP: "sw-gezocht",
    NoticeKind.CHOSEN_SOURCES: "sw-gezocht",
    NoticeKind.MODEL_FAILED: "sw-gezocht",
}
"""Contacts stand for the danger, and what is not found is said by the answer itself."""
_ADDRESS: Final = re.compile(r"https://[\w./-]+\w/?")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A masked question and what came of it: an answer, or a sentence that says why there is none.

    `result` is None as long as the assistant is at work. With the slip the reader can say something
    of the answer; it is empty where that is not asked. `leans` says whether the question was
    searched for with what was said before.
    """

    question: str
    result: Answer | str | None
    slip: str = ""
    leans: bool = False

    @property
    def answer(self) -> Answer | None:
        """The answer, if there is one."""
        return self.result if isinstance(self.result, Answer) else None

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is still to come."""
        return self.result is not None and (self.answer is None or self.answer.is_whole)


def earlier_html() -> str:
    """Where the browser puts the turns before the last; what moves there is not read out again."""
    return '<div class="sw-beurten" id="sw-eerder"></div>'


def now_html(turn: str = "") -> str:
    """The last turn; a screen reader reads out what is added to it."""
    # Gradio patches the page element by element: the log stays the same element, or a screen
    # reader would not notice what is added.
    return f'<div class="sw-beurten" role="log" aria-live="polite">{turn}</div>'


def turn_html(place: TurnPlace, exchange: Exchange) -> str:
    """One turn. What the history keeps of it is written on it, for the browser to take along."""
    number = place.number
    done = ' data-af=""' if exchange.is_whole else ""
    return (
        f'<article class="sw-beurt" id="beurt-{number}" aria-labelledby="vraag-{number}" '
        f'data-gesprek="{place.conversation}"{done}{_kept(exchange)}><div class="sw-vraagrij">'
        f'<button type="button" class="sw-knopje sw-bewerk" aria-describedby="vraag-{number}">'
        f'{texts_asking.EDIT}</button><h3 class="sw-vraag" id="vraag-{number}" tabindex="-1">'
        f'<span class="sw-verborgen">{texts.YOU_ASK}: </span>'
        f'<span class="sw-gevraagd">{_question(exchange)}</span></h3></div>'
        f'<div class="sw-antwoord">{_result(number, exchange)}</div>'
        f"{_after(number, exchange)}</article>"
    )


def panel_html() -> str:
    """The head of the sources, and where the browser puts those of the turns before the last."""
    return (
        f'<h2 id="sw-bronnenkop">{texts.SOURCES}</h2>'
        f'<p class="sw-leeg">{texts.SOURCES_EMPTY}</p><div id="sw-bronnen-eerder"></div>'
    )


def sources_html(place: TurnPlace, exchange: Exchange) -> str:
    """The sources of one turn; nothing for a turn that cannot have any."""
    answer = exchange.answer
    if answer is None or answer.complaint or answer.outcome is Outcome.ITSELF:
        return ""
    return (
        f'<section class="sw-bronnen" id="bronnen-{place.number}" '
        f'aria-labelledby="sw-bronnenkop" data-gesprek="{place.conversation}">'
        f'<p class="sw-bij">{texts.SOURCES_OF} <q>{_question(exchange)}</q></p>'
        f"{cards_html(place.number, answer)}</section>"
    )


def _with_links(text: str) -> str:
    """A notice of ours, in which an address can be followed; nothing is fetched until it is."""
    return _ADDRESS.sub(
        r'<a href="\g<0>" target="_blank" rel="noopener noreferrer">\g<0></a>', escape(text)
    )


def _kept(exchange: Exchange) -> str:
    """The masked question and the bare words of its answer, where a follow-up may lean on them."""
    answer = exchange.answer
    if answer is None or answer.complaint or answer.outcome is Outcome.ITSELF:
        return ""
    question = escape(answer.question)
    return f' data-vraag="{question}" data-antwoord="{escape(plain_text(answer)[:ANSWER_CHARS])}"'


def _after(number: int, exchange: Exchange) -> str:
    """What can be done with an answer, and said of it."""
    answer = exchange.answer
    return take_html(answer) + form_html(number, answer, exchange.slip) if answer else ""


def _question(exchange: Exchange) -> str:
    question = exchange.question.strip()
    if len(question) > SHOWN_CHARS:
        question = question[:SHOWN_CHARS] + texts.CUT
    return escape(question) or texts.NO_QUESTION


def _result(number: int, exchange: Exchange) -> str:
    result = exchange.result
    if result is None:
        return f'<p class="sw-bezig">{texts.WORKING}</p>'
    if isinstance(result, str):
        return f'<p class="sw-fout">{escape(result)}</p>'
    if result.complaint:
        said = f'<p class="sw-fout">{escape(result.complaint)}</p>'
        return f"{contacts_html(result)}{_before(exchange)}{said}"
    coming = "" if result.is_whole else f'<p class="sw-bezig">{_coming(result)}</p>'
    body = _BODY[result.outcome](number, result)
    return f"{contacts_html(result)}{_before(exchange)}{body}{coming}"


def _coming(answer: Answer) -> str:
    if answer.author is Author.MODEL:
        return texts_own_words.COMING
    return texts.COMING if answer.sentences else texts.CHOOSING


def _answered(number: int, answer: Answer) -> str:
    links = _Links(number)
    own = own_words_html(number, answer, links.html)
    first, rest = at_once(outline(answer))
    more = (
        f'<details class="sw-verder"><summary>{escape(goes_on(rest, answer))}</summary>'
        f"{_groups(rest, links)}</details>"
        if rest
        else ""
    )
    # What must be known of the words is read before them.
    return (
        f'{_notices(answer)}{own}<p class="sw-inleiding">{escape(lead_in(answer))}</p>'
        f"{_groups(first, links)}{more}"
    )


def _groups(groups: Sequence[Group], links: "_Links") -> str:
    return "".join(
        (f'<h4 class="sw-onder">{escape(group.under)}</h4>' if group.under else "")
        + (f'<p class="sw-stem">{escape(group.intro)}</p>' if group.intro else "")
        + _lines(group.lines, links)
        for group in groups
    )


def _not_found(number: int, answer: Answer) -> str:
    said = "".join(
        f'<p class="sw-inleiding">{escape(notice.text)}</p>'
        for notice in answer.notices
        if notice.kind is NoticeKind.NOT_FOUND
    )
    link = f'<a class="sw-naar" id="citaat-{number}-1-1" href="#bron-{number}-1">'
    nearest = f"<p>{link}{texts.NEAREST_IN_PANEL}</a></p>" if answer.hits else ""
    return f"{said}{_notices(answer)}{nearest}"


def _itself(_: int, answer: Answer) -> str:
    said = f"{texts.ABOUT_ITSELF}</p><p>{escape(about_itself(answer))}"
    return f'<p class="sw-inleiding">{said}</p>{_notices(answer)}'


_BODY: Final = {
    Outcome.ANSWERED: _answered,
    Outcome.PERHAPS: _answered,
    Outcome.NOT_FOUND: _not_found,
    Outcome.ITSELF: _itself,
}


class _Links:
    """Citation links of one turn; counts them, because every link needs an id to come back to."""

    def __init__(self, turn: int) -> None:
        self._turn = turn
        self._made: Counter[int] = Counter()

    def html(self, citation: int) -> str:
        self._made[citation] += 1
        return (
            f'<a class="sw-citaat" id="citaat-{self._turn}-{citation}-{self._made[citation]}" '
            f'href="#bron-{self._turn}-{citation}" aria-label="{texts.source_label(citation)}">'
            f"{citation}</a>"
        )


def _lines(lines: Sequence[Line], links: _Links) -> str:
    """Paragraphs and lists; items that follow each other make one list."""
    return "".join(
        _block(tag, list(members), links) for tag, members in groupby(lines, key=_list_tag)
    )


def _list_tag(line: Line) -> str:
    if not line.mark:
        return ""
    return "ul" if line.mark == "-" else "ol"


def _block(tag: str, lines: list[Line], links: _Links) -> str:
    if not tag:
        return "".join(f"<p>{_said(line.said, links)}</p>" for line in lines)
    items = "".join(f"<li{_value(line.mark)}>{_said(line.said, links)}</li>" for line in lines)
    return f"<{tag}>{items}</{tag}>"


def _value(mark: str) -> str:
    return "" if mark == "-" else f' value="{mark.rstrip(".")}"'


def _said(said: Sequence[CitedWords], links: _Links) -> str:
    """Words up to their numbers are in one element: it lights up with its number."""
    html, run = "", []
    for part in said:
        run.append("\N{NO-BREAK SPACE}".join([escape(part.text), *map(links.html, part.citations)]))
        if part.citations:
            html += f'<span class="sw-zin">{" ".join(run)}</span> '
            run = []
    return (html + " ".join(run)).strip()


def _before(exchange: Exchange) -> str:
    """What was masked, what was searched for, and what failed, before the answer itself."""
    said = {kind: _BEFORE_STYLE[kind] for kind in SAID_BEFORE if kind in _BEFORE_STYLE}
    return "".join(
        f'<p class="{style}">{escape(notice.text)}{_undo(kind, exchange)}</p>'
        for kind, style in said.items()
        for notice in (exchange.answer.notices if exchange.answer else ())
        if notice.kind is kind
    )


def _undo(kind: NoticeKind, exchange: Exchange) -> str:
    """The button that asks the same without what was said before."""
    if kind is not NoticeKind.FOLLOW_UP or not exchange.leans:
        return ""
    button = '<button type="button" class="sw-knopje sw-zonder">'
    return f" {button}{texts_asking.WITHOUT_HISTORY}</button>"


def _notices(answer: Answer) -> str:
    items = "".join(f"<li>{_with_links(notice.text)}</li>" for notice in warnings(answer))
    return f'<ul class="sw-meldingen">{items}</ul>' if items else ""
