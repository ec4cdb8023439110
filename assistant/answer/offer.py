"""Release + hits -> what a chat model may choose from: sections in order, numbered in place.

If all of the corpus fits it is offered whole: then the text is the same for every question, so that
a server that keeps what it has read need not read it again.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.answer.evidence import Evidence, evidence_of
from assistant.answer.leans import needs
from ingest.corpus.publications import Publications
from ingest.index.release import Release
from ingest.text.document import Hit, Kind, Section, Source, Standing, SummaryStanding
from ingest.text.normal import one_line
from ingest.text.place import Place, Span
from ingest.text.sentences import list_spans, sentence_spans

HITS_READ: Final = 30
"""Sections are taken from so many of the best hits,"""
MOST_SECTIONS: Final = 10
"""so many at most. Of what answers the dev questions .945 is in the first 6, .958 in 8, .963 in 10,
.971 in 12 and .973 in 16: this is the smallest within .01 of the most."""
BAND: Final = 2.0
"""So far below the threshold of refusal the model is still asked whether there is an answer."""
_FOOTNOTE: Final = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]")
_IN_BRACKETS: Final = re.compile(r"\(.*\)\W*")
_FOOTNOTES: Final = re.compile(f"{_FOOTNOTE.pattern}+")
_MARK: Final = re.compile(r"(?:-|\d+\.) $")


@dataclass(frozen=True, slots=True)
class Offer:
    """Sentences and list items that may be chosen, and the text in which they stand.

    They are numbered from 1, in the order of the text; `is_whole` if that is all of the corpus.
    """

    items: tuple[Evidence, ...]
    text: str
    is_whole: bool


def offer(release: Release, hits: Sequence[Hit], room_chars: int) -> Offer:
    """All of the corpus if there is room for it, else the sections of the best hits."""
    publications = release.profile.publications
    if _may_fit(release, room_chars):
        everything = _offered(release.sections.values(), release, publications, is_whole=True)
        if len(everything.text) <= room_chars:
            return everything
    best = dict.fromkeys(hit.chunk.section_id for hit in hits)
    kept = list(best)[:MOST_SECTIONS]
    while True:
        sections = [each for each in release.sections.values() if each.id in kept]
        made = _offered(sections, release, publications, is_whole=False)
        if len(made.text) <= room_chars or len(kept) <= 1:
            return made
        kept.pop()


def _may_fit(release: Release, room_chars: int) -> bool:
    """Whether all sentences of the corpus may fit; of a large one only the first are looked at.

    A sentence with its number takes more room than here, without the marks of its footnotes.
    """
    left = room_chars
    for section in release.sections.values():
        items = _items(section, release.sources)
        left -= sum(len(_FOOTNOTES.sub("", one_line(item.text))) for item in items)
        if left < 0:
            return False
    return True


def offered(
    sections: Iterable[Section], sources: dict[str, Source], publications: Publications
) -> Offer:
    """These sections, numbered in place."""
    return _numbered(
        [(each, tuple(_items(each, sources))) for each in sections], sources, publications
    )


def _offered(
    sections: Iterable[Section], release: Release, publications: Publications, *, is_whole: bool
) -> Offer:
    return replace(offered(sections, release.sources, publications), is_whole=is_whole)


def _items(section: Section, sources: dict[str, Source]) -> Iterator[Evidence]:
    """What of a section may be chosen: no footnotes, no attributions, nothing for machines."""
    sentences = [Place(section.id, *span) for span in sentence_spans(section.text)]
    announcing = {each.start for each in list_spans(section.text)}
    guideline = sources[section.voice] if section.kind is Kind.SUMMARY else None
    for item in evidence_of(section, sources[section.document_id]):
        is_announcement = item.place.start in announcing and item.text.endswith(":")
        if not is_announcement and not _is_reference(item):
            leaning = needs(section, item.place, sentences)
            yield replace(item, guideline=guideline, needs=leaning)


def _is_reference(item: Evidence) -> bool:
    """Whether it is of a footnote, or only says in brackets where words come from."""
    text = item.section.text
    line = text.rfind("\n", 0, item.place.start) + 1
    return _FOOTNOTE.match(text, line) is not None or _IN_BRACKETS.fullmatch(item.text) is not None


def _numbered(
    found: Sequence[tuple[Section, tuple[Evidence, ...]]],
    sources: dict[str, Source],
    publications: Publications,
) -> Offer:
    blocks, items, document = [], list[Evidence](), ""
    for section, own in found:
        if not own:
            continue
        first = len(items) + 1
        items += [replace(item, number=number) for number, item in enumerate(own, start=first)]
        if section.document_id != document:
            document = section.document_id
            blocks.append(_title(sources[document]))
        blocks.append(_block(section, items[first - 1 :], publications))
    return Offer(tuple(items), "\n\n".join(blocks), is_whole=False)


def _title(source: Source) -> str:
    standing = " (geldt niet meer)" if source.standing is Standing.SUPERSEDED else ""
    return f"# {one_line(source.title)}{standing}"


def _block(section: Section, items: Sequence[Evidence], publications: Publications) -> str:
    """Heading, voice and standing once, and then the lines."""
    heading = f"## {one_line(' › '.join(section.headings))}" if section.headings else "##"
    voice = _voice(section, items[0].guideline, publications)
    return "\n".join([heading, *([f"({voice})"] if voice else []), *_lines(section, items)])


def _voice(section: Section, guideline: Source | None, publications: Publications) -> str:
    if section.kind is Kind.QUOTE:
        return f"woorden van {one_line(section.voice)}"
    if guideline is None:
        return ""
    is_outdated = guideline.summary is SummaryStanding.OUTDATED
    what = f"inmiddels {publications.revised}" if is_outdated else publications.summarised
    return f"samenvatting van een {what}"


def _lines(section: Section, items: Sequence[Evidence]) -> Iterator[str]:
    """The text line by line, each sentence behind its number; what announces a list has none."""
    at = 0
    numbers = {item.place.span: item.number for item in items}
    line: list[str] = []
    for span in _shown(section, numbers):
        gap = section.text[at : span.start]
        if line and ("\n" in gap or span not in numbers):
            yield " ".join(line)
            line = []
        mark = _MARK.search(section.text[: span.start]) if not line else None
        number = f"[{numbers[span]}] " if span in numbers else ""
        text = _FOOTNOTES.sub("", one_line(span.of(section.text)))
        line.append(f"{mark[0] if mark else ''}{number}{text}")
        at = span.end
    if line:
        yield " ".join(line)


def _shown(section: Section, numbers: dict[Span, int]) -> list[Span]:
    """The numbered sentences, and those that announce a list with a numbered item."""
    announcing = [
        span
        for each in list_spans(section.text)
        for span in sentence_spans(section.text)
        if span.start == each.start
        and span.of(section.text).endswith(":")
        and any(own.is_within(each) for own in numbers)
    ]
    return sorted({*numbers, *announcing})
