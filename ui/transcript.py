"""Turns of a conversation, as the browser hands them back -> a report for the case file.

The conversation lives in the browser alone, so what it hands in is foreign text: every sentence is
looked up in the documents again, and one that is not there is said not to be. Nothing is kept.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer.answer import Answer, Citation, NoticeKind, Outcome
from ingest.text.document import Published
from ui import texts, texts_reading
from ui.links import Still, find_place, place_name, shared_link
from ui.outline import about_itself, lead_in, outline

_FOOTNOTE_MARKS: Final = re.compile("[⁰¹²³⁴-⁹]+")
_NOT_TOLD: Final = (
    NoticeKind.ITSELF,
    NoticeKind.NOT_FOUND,
    NoticeKind.UNUSABLE_QUESTION,
    NoticeKind.FAILED,
)
_Text = Annotated[str, Field(max_length=20_000)]
_Short = Annotated[str, Field(max_length=2_000)]


class _Told(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class ToldWords(_Told):
    """Words of an answer and the numbers of the sources that carry them."""

    text: _Text
    numbers: Annotated[list[int], Field(max_length=20)]


class ToldLine(_Told):
    """A line: what it stands under and who says it where that begins, and its mark in a list."""

    under: _Short
    intro: _Short
    mark: Annotated[str, Field(max_length=12)]
    said: Annotated[list[ToldWords], Field(max_length=200)]


class ToldSource(_Told):
    """A source: how it is named, and where it stands."""

    number: int
    label: _Short
    document: _Short
    place: _Short


class ToldTurn(_Told):
    """A turn with an answer; personal data in its question is masked."""

    question: _Text
    lead: _Text
    lines: Annotated[list[ToldLine], Field(max_length=500)]
    sources: Annotated[list[ToldSource], Field(max_length=100)]
    notices: Annotated[list[_Text], Field(max_length=30)]


class Style(StrEnum):
    """What a part of a report is."""

    TITLE = "title"
    ABOUT = "about"
    QUESTION = "question"
    LEAD = "lead"
    UNDER = "under"
    INTRO = "intro"
    ITEM = "item"
    WORDS = "words"
    NOTICE = "notice"
    SOURCES = "sources"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A heading or paragraph: `mark` is that of an item of a list, `link` where a source stands."""

    style: Style
    text: str
    mark: str = ""
    link: str = ""


def told_turn(answer: Answer) -> ToldTurn:
    """An answer as the browser keeps it, to be copied or handed back."""
    return ToldTurn(
        question=answer.question,
        lead=_lead(answer),
        lines=list(_lines(answer)),
        sources=[_source(each) for each in answer.citations],
        notices=[each.text for each in answer.notices if each.kind not in _NOT_TOLD],
    )


def report_parts(
    turns: Sequence[ToldTurn],
    published: Sequence[Published],
    mask: Callable[[str], str],
    moment: datetime,
    base: str,
) -> list[ReportPart]:
    """The report of a conversation; `base` is the address of the chat page, for the links."""
    parts = [
        ReportPart(Style.TITLE, texts_reading.REPORT),
        ReportPart(Style.ABOUT, texts_reading.made_on(moment)),
        ReportPart(Style.ABOUT, texts_reading.REPORT_ABOUT),
    ]
    documents = {each.source.id: each for each in published}
    for number, turn in enumerate(turns, start=1):
        parts.append(
            ReportPart(Style.QUESTION, texts_reading.question(number, mask(turn.question)))
        )
        parts.append(ReportPart(Style.LEAD, turn.lead))
        # Each is looked up once: one that moved, in the whole document.
        quotes = [_quote(each, documents) for each in turn.sources]
        parts += _said(turn, list(filter(None, quotes)))
        parts += [ReportPart(Style.NOTICE, each) for each in turn.notices]
        parts += _sources(turn, number, quotes, base)
    return parts


def _lead(answer: Answer) -> str:
    if answer.outcome is Outcome.ITSELF:
        return about_itself(answer)
    if answer.outcome is Outcome.NOT_FOUND:
        found = (each.text for each in answer.notices if each.kind is NoticeKind.NOT_FOUND)
        return " ".join(found)
    return lead_in(answer)


def _lines(answer: Answer) -> Iterator[ToldLine]:
    for group in outline(answer):
        for at, line in enumerate(group.lines):
            yield ToldLine(
                under="" if at else group.under,
                intro="" if at else group.intro,
                mark=line.mark,
                said=[
                    ToldWords(text=each.text, numbers=list(each.citations)) for each in line.said
                ],
            )


def _source(citation: Citation) -> ToldSource:
    section = citation.section
    parts = (
        texts_reading.edition(citation.source.title, citation.source.edition),
        texts_reading.STANDINGS[citation.source.standing],
        texts_reading.pages_label(citation.pages),
        texts.HEADINGS_JOIN.join(section.headings),
    )
    return ToldSource(
        number=citation.number,
        label=", ".join(filter(None, parts)),
        document=citation.source.id,
        place=place_name(section, citation.place),
    )


def _said(turn: ToldTurn, quotes: Sequence[str]) -> Iterator[ReportPart]:
    for line in turn.lines:
        if line.under:
            yield ReportPart(Style.UNDER, line.under)
        if line.intro:
            yield ReportPart(Style.INTRO, line.intro)
        text = " ".join(map(_numbered, line.said))
        yield ReportPart(Style.ITEM if line.mark else Style.WORDS, text, line.mark)
        if not all(any(said.text in quote for quote in quotes) for said in line.said):
            yield ReportPart(Style.NOTICE, texts_reading.NOT_VERBATIM)


def _numbered(said: ToldWords) -> str:
    return " ".join([said.text, *(f"[{number}]" for number in said.numbers)])


def _quote(source: ToldSource, documents: Mapping[str, Published]) -> str:
    """The words of a source as its document has them now, or nothing."""
    published = documents.get(source.document)
    target = find_place(published, source.place) if published else None
    if target is None or target.span is None or target.still is Still.GONE:
        return ""
    return _FOOTNOTE_MARKS.sub("", target.span.of(target.section.text))


def _sources(turn: ToldTurn, number: int, quotes: Sequence[str], base: str) -> Iterator[ReportPart]:
    if turn.sources:
        yield ReportPart(Style.SOURCES, texts_reading.sources_of(number))
    for source, quote in zip(turn.sources, quotes, strict=True):
        gone = "" if quote else f" {texts_reading.SOURCE_CHANGED}"
        link = f"{base}{shared_link(source.document, source.place)}"
        yield ReportPart(Style.SOURCE, f"[{source.number}] {source.label}.{gone}", link=link)
