"""Answer -> groups of lines: what is said by whom, ready to be drawn on a page or a terminal."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import attrgetter, itemgetter
from typing import Final

from assistant.answer.answer import Answer, Author, Citation, Notice, NoticeKind, Outcome, Sentence
from ingest.corpus.publications import Publications
from ingest.text.document import Kind
from ingest.text.place import Span
from ui import texts, texts_reading

SAID_BEFORE: Final = (
    NoticeKind.DANGER,
    NoticeKind.PERSONAL_DATA,
    NoticeKind.FOLLOW_UP,
    NoticeKind.CHOSEN_SOURCES,
    NoticeKind.MODEL_FAILED,
    NoticeKind.NOT_FOUND,
)
"""Notices that stand before the answer, in this order; the others are its warnings."""
_MISLEADS_WITHOUT: Final = (
    NoticeKind.DECISION,
    NoticeKind.OUTDATED,
    NoticeKind.OUTDATED_SUMMARY,
)
READ_AT_ONCE_WORDS: Final = 80
"""What a person reads in twenty seconds, at 240 words a minute; the rest is one click away."""
_FOOTNOTE_MARKS: Final = re.compile("[⁰¹²³⁴-⁹]+")
_LIST_MARK: Final = re.compile(r"(?P<mark>-|\d+\.) ")
_MARK_BEFORE: Final = re.compile(r"(?:^|\n)(?P<mark>-|\d+\.) $")


@dataclass(frozen=True, slots=True)
class CitedWords:
    """Words of the answer and the numbers of the citations that carry them."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or the item of a list if `mark` is "-" or a number with a full stop."""

    mark: str
    said: tuple[CitedWords, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence, its first citation, and where it stands in the section if it is a quote."""

    sentence: Sentence
    citation: Citation
    span: Span | None


@dataclass(frozen=True, slots=True)
class Group:
    """What one voice says, of one part of the answer if it has parts.

    `intro` names the voice and is empty for the document's own words. `under` says what is told of:
    a member of an enumeration, a side of a comparison, a part of the question; it is empty where an
    answer has no parts.
    """

    intro: str
    lines: tuple[Line, ...]
    under: str = ""


def outline(answer: Answer) -> tuple[Group, ...]:
    """The answer's sentences by part and voice, in the order in which each first comes.

    The numbers of footnotes are left out, for a reader would take them for citations.
    """
    citations = {citation.number: citation for citation in answer.citations}
    by_part: dict[tuple[str, str], list[_Told]] = {}
    for sentence in answer.sentences:
        told = _told(sentence, citations[sentence.citations[0]])
        part = (sentence.under, _intro(told.citation, answer.publications))
        by_part.setdefault(part, []).append(told)
    _, body = next(iter(by_part), ("", ""))
    return tuple(
        _group(under, _shown_intro(intro, members[0].citation, is_first=intro == body), members)
        for (under, intro), members in by_part.items()
    )


def _group(under: str, intro: str, members: Sequence[_Told]) -> Group:
    """The lines of a part; where the intro names the part already, it is what they stand under."""
    if under and intro.startswith(under):
        under, intro = intro, ""
    return Group(intro, tuple(_lines(members)), under)


def at_once(groups: Sequence[Group]) -> tuple[list[Group], list[Group]]:
    """The groups of lines that are read at once, and those of the rest.

    A list is never cut, nor what is told in parts, and what comes first of these, or the first
    paragraph, is read at once however long it is.
    """
    blocks = [(group, block) for group in groups for block in _blocks(group.lines)]
    words = accumulate(_words(block) for _, block in blocks)
    kept = max(1, sum(total <= READ_AT_ONCE_WORDS for total in words))
    while kept < len(blocks) and blocks[kept - 1][0].under and blocks[kept][0].under:
        kept += 1
    return _regrouped(blocks[:kept]), _regrouped(blocks[kept:])


def goes_on(groups: Sequence[Group], answer: Answer) -> str:
    """How many passages carry the rest of an answer, and under which headings these stand."""
    said = [said for group in groups for line in group.lines for said in line.said]
    numbers = {number for each in said for number in each.citations}
    cited = [each.section.headings for each in answer.citations if each.number in numbers]
    headings = dict.fromkeys(path[-1] if path else texts.NO_HEADING for path in cited)
    return texts_reading.more(len(cited), list(headings))


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Paragraphs, and whole lists with the line that announces each."""
    blocks: list[list[Line]] = []
    for line in lines:
        before = blocks[-1][-1] if blocks else None
        if before and line.mark and (before.mark or before.said[-1].text.endswith(":")):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _words(block: Sequence[Line]) -> int:
    return sum(len(said.text.split()) for line in block for said in line.said)


def _regrouped(blocks: Sequence[tuple[Group, list[Line]]]) -> list[Group]:
    return [
        Group(group.intro, tuple(line for _, block in members for line in block), group.under)
        for group, members in groupby(blocks, key=itemgetter(0))
    ]


def lead_in(answer: Answer) -> str:
    """The short sentence before the answer."""
    if answer.outcome is Outcome.PERHAPS:
        return texts.PERHAPS
    return texts.lead_in(_cited(answer), is_by_model=answer.author is Author.MODEL)


def _cited(answer: Answer) -> str:
    """What an answer cites, if that is one publication with a noun: "de richtlijn"; or nothing."""
    titles = {citation.source.title for citation in answer.citations}
    return answer.publications.short(*titles) if len(titles) == 1 else ""


def plain_text(answer: Answer) -> str:
    """The words of the answer alone, as the history of a conversation keeps them.

    Where all of it is told in parts these are numbered under their own names, so that a follow-up
    can count them: "Vertel eens meer over de tweede".
    """
    if not all(sentence.under for sentence in answer.sentences):
        return " ".join(sentence.text for sentence in answer.sentences)
    parts = groupby(answer.sentences, key=attrgetter("under"))
    return " ".join(
        f"{number}. {under}: {' '.join(sentence.text for sentence in own)}"
        for number, (under, own) in enumerate(parts, start=1)
    )


def about_itself(answer: Answer) -> str:
    """What the assistant says of itself, or to small talk; empty where it answers from sources."""
    said = (each.text for each in answer.notices if each.kind is NoticeKind.ITSELF)
    return next(said, "")


def warnings(answer: Answer) -> tuple[Notice, ...]:
    """The notices about the words of the answer; others are said before or instead of it.

    First come those without which an answer misleads: who decides, and what counts no more.
    """
    apart = (*SAID_BEFORE, NoticeKind.ITSELF, NoticeKind.UNUSABLE_QUESTION, NoticeKind.FAILED)
    told = [notice for notice in answer.notices if notice.kind not in apart]
    return tuple(sorted(told, key=lambda notice: notice.kind not in _MISLEADS_WITHOUT))


def _intro(citation: Citation, publications: Publications) -> str:
    section = citation.section
    if section.kind is Kind.QUOTE:
        return texts.quote_intro(section.voice)
    if section.kind is Kind.SUMMARY:
        return texts.summary_intro(
            section.headings[-1],
            publications.summarised,
            citation.source.year,
            publications.revised if citation.is_outdated else "",
        )
    title = citation.source.title
    return texts.body_intro(title, publications.article(title))


def _shown_intro(intro: str, citation: Citation, *, is_first: bool) -> str:
    """The lead-in already introduces a document's own words that come first."""
    is_own = citation.section.kind in (Kind.BODY, Kind.BOX)
    return "" if is_own and is_first else intro


def _told(sentence: Sentence, citation: Citation) -> _Told:
    at = citation.section.text.find(sentence.text, citation.place.start, citation.place.end)
    return _Told(sentence, citation, Span(at, at + len(sentence.text)) if at >= 0 else None)


def _lines(members: Sequence[_Told]) -> Iterator[Line]:
    """One line per sentence, or per run of sentences that follow each other in the source."""
    previous: _Told | None = None
    line: Line | None = None
    for told in members:
        parts = _split(told)
        if line and previous and len(parts) == 1 and _goes_on(previous, told):
            line = Line(line.mark, _run_on(line.said, parts[0].said))
        else:
            if line:
                yield line
            yield from parts[:-1]
            line = parts[-1]
        previous = told
    if line:
        yield line


def _run_on(
    before: tuple[CitedWords, ...], after: tuple[CitedWords, ...]
) -> tuple[CitedWords, ...]:
    """A number is shown once, behind the last of the sentences that it stands for."""
    *earlier, last = before
    if last.citations == after[0].citations:
        last = CitedWords(last.text, ())
    return (*earlier, last, *after)


def _split(told: _Told) -> list[Line]:
    """The lines of a sentence that announces a list, with the citations behind the last."""
    mark = _mark_before(told)
    lines = []
    for row in filter(None, (row.strip() for row in told.sentence.text.split("\n"))):
        found = _LIST_MARK.match(row)
        text = _FOOTNOTE_MARKS.sub("", row[found.end() :] if found else row)
        lines.append(Line(found["mark"] if found else mark, (CitedWords(text, ()),)))
        mark = ""
    *before, last = lines
    return [*before, Line(last.mark, (CitedWords(last.said[0].text, told.sentence.citations),))]


def _mark_before(told: _Told) -> str:
    if told.span is None:
        return ""
    found = _MARK_BEFORE.search(told.citation.section.text[: told.span.start])
    return found["mark"] if found else ""


def _goes_on(previous: _Told, told: _Told) -> bool:
    """Whether a sentence stands right behind another, in the same paragraph of the source."""
    if previous.span is None or told.span is None:
        return False
    gap = told.citation.section.text[previous.span.end : told.span.start]
    return (
        previous.citation.section.id == told.citation.section.id
        and previous.span.end <= told.span.start
        and not gap.strip()
        and "\n" not in gap
    )
