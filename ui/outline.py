"""Answer -> groups of lines: what is said by whom, ready to be drawn on a page or a terminal."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant.answer import Answer, Citation, Notice, NoticeKind, Sentence
from ingest.document import Kind
from ui import texts

_FOOTNOTE_MARKS: Final = re.compile("[⁰¹²³⁴-⁹]+")
_LIST_MARK: Final = re.compile(r"(?P<mark>-|\d+\.) ")
_MARK_BEFORE: Final = re.compile(r"(?:^|\n)(?P<mark>-|\d+\.) $")


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the answer and the numbers of the citations that carry them."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or the item of a list if `mark` is "-" or a number with a full stop."""

    mark: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What one voice says; `intro` names the voice and is empty for the document's own words."""

    intro: str
    lines: tuple[Line, ...]


def outline(answer: Answer) -> tuple[Group, ...]:
    """The answer's sentences grouped by voice, in the order in which each voice first speaks.

    The numbers of footnotes are left out, for a reader would take them for citations.
    """
    citations = {citation.number: citation for citation in answer.citations}
    by_intro: dict[str, list[tuple[Sentence, Citation]]] = {}
    for sentence in answer.sentences:
        citation = citations[sentence.citations[0]]
        by_intro.setdefault(_intro(citation), []).append((sentence, citation))
    body = next(iter(by_intro), "")
    return tuple(
        Group(_shown_intro(intro, members[0][1], is_first=intro == body), tuple(_lines(members)))
        for intro, members in by_intro.items()
    )


def lead_in(answer: Answer) -> str:
    """The short sentence before the answer."""
    return texts.lead_in({citation.source.title for citation in answer.citations})


def plain_text(answer: Answer) -> str:
    """The words of the answer alone, as the history of a conversation keeps them."""
    return " ".join(sentence.text for sentence in answer.sentences)


def warnings(answer: Answer) -> tuple[Notice, ...]:
    """The notices that belong behind the answer; the others are said before it."""
    before = (NoticeKind.NOT_FOUND, NoticeKind.FOLLOW_UP)
    return tuple(notice for notice in answer.notices if notice.kind not in before)


def _intro(citation: Citation) -> str:
    section = citation.section
    if section.kind is Kind.QUOTE:
        return texts.quote_intro(section.voice)
    if section.kind is Kind.SUMMARY:
        return texts.summary_intro(
            section.headings[-1], citation.source.year, is_outdated=citation.is_outdated
        )
    return texts.body_intro(citation.source.title)


def _shown_intro(intro: str, citation: Citation, *, is_first: bool) -> str:
    """The lead-in already introduces a document's own words that come first."""
    is_own = citation.section.kind in (Kind.BODY, Kind.BOX)
    return "" if is_own and is_first else intro


def _lines(members: list[tuple[Sentence, Citation]]) -> Iterator[Line]:
    """One line per sentence, or per run of sentences that follow each other in the source."""
    previous: Citation | None = None
    line: Line | None = None
    for sentence, citation in members:
        parts = _split(sentence, citation)
        if line and previous and len(parts) == 1 and _goes_on(previous, citation):
            line = Line(line.mark, line.said + parts[0].said)
        else:
            if line:
                yield line
            yield from parts[:-1]
            line = parts[-1]
        previous = citation
    if line:
        yield line


def _split(sentence: Sentence, citation: Citation) -> list[Line]:
    """The lines of a sentence that announces a list, with the citations behind the last."""
    mark = _mark_before(citation) if sentence.text == citation.quote else ""
    lines = []
    for row in filter(None, (row.strip() for row in sentence.text.split("\n"))):
        found = _LIST_MARK.match(row)
        text = _FOOTNOTE_MARKS.sub("", row[found.end() :] if found else row)
        lines.append(Line(found["mark"] if found else mark, (Said(text, ()),)))
        mark = ""
    *before, last = lines
    return [*before, Line(last.mark, (Said(last.said[0].text, sentence.citations),))]


def _mark_before(citation: Citation) -> str:
    found = _MARK_BEFORE.search(citation.section.text[: citation.start])
    return found["mark"] if found else ""


def _goes_on(previous: Citation, citation: Citation) -> bool:
    """Whether a passage stands right behind another, in the same paragraph of the source."""
    gap = citation.section.text[previous.end : citation.start]
    return (
        previous.section.id == citation.section.id
        and previous.end <= citation.start
        and not gap.strip()
        and "\n" not in gap
    )
