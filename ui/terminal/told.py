"""Answer -> text on a terminal; plain where the output is no terminal."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.answer.answer import NEAREST_SHOWN, Answer, Citation, Nearest, NoticeKind, Outcome
from ui import texts, texts_own_words, texts_reading
from ui.outline import SAID_BEFORE, Line, about_itself, lead_in, outline, warnings
from ui.passage import excerpt
from ui.terminal import dutch

_WIDEST: Final = 96
_STYLES: Final = {NoticeKind.DANGER: "bold red", NoticeKind.NOT_FOUND: "bold"}


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the output, `indent` columns from the left."""

    text: Text
    indent: int = 0


def standard_output() -> Console:
    """Where answers are printed, as they are: nothing in them is markup."""
    return Console(highlight=False, markup=False, emoji=False)


def print_answer(console: Console, answer: Answer) -> None:
    """Print the answer with its sources, or the nearest passages if it was not found."""
    _print(console, _TOLD[answer.outcome](answer))


def print_found(console: Console, found: Iterable[Nearest]) -> None:
    """Print ranked passages and why each was found."""
    every = list(found)
    places = _places(every)
    ranked = enumerate(zip(every, places, strict=True), start=1)
    rows = [row for rank, (near, place) in ranked for row in _found(rank, near, place)]
    _print(console, rows or [Row(Text(dutch.NOTHING_FOUND))])


def _print(console: Console, rows: Iterable[Row]) -> None:
    width = min(console.width, _WIDEST)
    for row in rows:
        if console.is_terminal:
            console.print(Padding(row.text, (0, 0, 0, row.indent)), width=width)
        else:
            # A file or a pipe has no width to wrap at: it gets whole paragraphs.
            for line in row.text.split("\n", allow_blank=True):
                console.print(Text(" " * row.indent * bool(line)) + line, soft_wrap=True)


def _answered(answer: Answer) -> Iterator[Row]:
    yield from _said_before(answer)
    yield from _own_words(answer)
    yield Row(Text(lead_in(answer), style="bold"))
    for group in outline(answer):
        yield Row(Text())
        if group.under:
            yield Row(Text(group.under, style="bold"))
        if group.intro:
            yield Row(Text(group.intro, style="italic"))
        for line in group.lines:
            yield Row(_line(line), 2)
    yield from _warnings(answer)
    yield Row(Text())
    yield Row(Text(texts.SOURCES, style="bold"))
    for citation in answer.citations:
        yield from _source(citation, answer.publications.summarised)


def _not_found(answer: Answer) -> Iterator[Row]:
    yield from _said_before(answer)
    yield from _warnings(answer)
    if answer.hits:
        yield Row(Text())
        yield Row(Text(texts.NEAREST_INTRO))
    shown = answer.hits[:NEAREST_SHOWN]
    for near, place in zip(shown, _places(shown), strict=True):
        yield from _nearest(near, place)


def _itself(answer: Answer) -> Iterator[Row]:
    yield from _said_before(answer)
    yield Row(Text(texts.ABOUT_ITSELF, style="bold"))
    yield Row(Text(about_itself(answer)), 2)
    yield from _warnings(answer)


_TOLD: Final = {
    Outcome.ANSWERED: _answered,
    Outcome.PERHAPS: _answered,
    Outcome.NOT_FOUND: _not_found,
    Outcome.ITSELF: _itself,
}


def _said_before(answer: Answer) -> Iterator[Row]:
    for kind in SAID_BEFORE:
        yield from _before(answer, kind, _STYLES.get(kind, "dim"))
    if answer.contacts:
        yield Row(Text())


def _own_words(answer: Answer) -> Iterator[Row]:
    """The words of a chat model, in a style and under a head of their own."""
    if not answer.own_words:
        return
    yield Row(Text(texts_own_words.TITLE, style="bold magenta"))
    for each in answer.own_words:
        yield Row(_cited(Text(each.text, style="magenta"), each.citations), 2)
    yield Row(Text(texts_own_words.CAUTION, style="dim"), 2)
    yield Row(Text())


def _line(line: Line) -> Text:
    text = Text(f"{line.mark} " if line.mark else "")
    for place, said in enumerate(line.said):
        text.append(" " * bool(place) + said.text)
        _cited(text, said.citations)
    return text


def _cited(text: Text, citations: Iterable[int]) -> Text:
    """A text with the numbers of citations behind it."""
    for number in citations:
        text.append(f" [{number}]", style="cyan")
    return text


def _before(answer: Answer, kind: NoticeKind, style: str) -> Iterator[Row]:
    for notice in answer.notices:
        if notice.kind is kind:
            yield Row(Text(notice.text, style=style))


def _warnings(answer: Answer) -> Iterator[Row]:
    for place, notice in enumerate(warnings(answer)):
        if not place:
            yield Row(Text())
        yield Row(Text(dutch.warning_line(notice.text)))


def _source(citation: Citation, summarised: str) -> Iterator[Row]:
    section = citation.section
    place = (
        citation.source.title,
        citation.source.edition,
        texts_reading.pages_label(citation.pages),
        texts.kind_label(section.kind, section.voice, summarised),
    )
    yield Row(Text.assemble((f"[{citation.number}] ", "cyan"), ", ".join(filter(None, place))))
    yield Row(Text(texts.HEADINGS_JOIN.join(section.headings), style="dim"), 4)
    if citation.columns:
        yield Row(Text(texts.columns_label(citation.columns), style="dim"), 4)
    yield Row(Text(f"“{citation.quote}”"), 4)


def _nearest(near: Nearest, place: Text) -> Iterator[Row]:
    yield Row(Text())
    yield Row(place, 2)
    text, is_cut = excerpt(near)
    yield Row(Text(text + f" {texts.CUT}" * is_cut, style="dim"), 2)


def _found(rank: int, near: Nearest, place: Text) -> Iterator[Row]:
    yield Row(Text.assemble((f"{rank}. ", "cyan"), place))
    yield Row(Text(near.hit.chunk.text), 4)
    hit = near.hit
    yield Row(Text(dutch.why_found(hit.score, hit.dense, hit.lexical), style="dim"), 4)
    yield Row(Text())


def _places(found: Sequence[Nearest]) -> list[Text]:
    """Where passages stand: under which headings and, unless all are of one text, in which."""
    is_one = len({near.source.id for near in found}) <= 1
    return [_place(near, "" if is_one else near.source.title) for near in found]


def _place(near: Nearest, title: str) -> Text:
    page = near.section.page_at(near.hit.chunk.start)
    path = texts.HEADINGS_JOIN.join(filter(None, (title, *near.section.headings)))
    return Text(f"{path} ({texts_reading.pages_label([page])})", style="bold")
