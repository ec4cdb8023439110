"""Section -> what it is told by: a sentence of it that stands by itself."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from assistant.answer.evidence import Evidence, is_fit
from assistant.answer.leans import needs
from ingest.index.release import Release
from ingest.text.document import Kind, Section
from ingest.text.place import Place

LINE_CHARS: Final = 220
"""What is no longer is told whole: a box of two or three sentences."""


def opening(release: Release, sections: Iterable[Section]) -> Evidence | None:
    """The first sentence of some sections that stands by itself; None where none does."""
    found = (
        place
        for section in sections
        if section.kind is not Kind.QUOTE
        for place in standing(release, section)
    )
    first = next(found, None)
    return evidence_at(release, first) if first else None


def line(release: Release, sections: Sequence[Section]) -> Evidence | None:
    """All of what stands first if that is no longer than a line or two; else its opening."""
    told = [each for each in sections if each.kind is not Kind.QUOTE][:1]
    text = told[0].text if told else ""
    place = Place(told[0].id, 0, len(text)) if told else None
    if place and len(text) <= LINE_CHARS and "\n" not in text and is_fit(told[0], place):
        return evidence_at(release, place)
    return opening(release, sections)


def standing(release: Release, section: Section) -> Iterator[Place]:
    """The sentences of a section that lean on no other; all if all do."""
    places = release.sentences(section.id)
    fit = [each for each in places if is_fit(section, each)]
    nouns = release.profile.publications.nouns
    yield from [each for each in fit if needs(section, each, places, nouns) == each.start] or fit


def evidence_at(release: Release, place: Place, *, is_list: bool = False) -> Evidence:
    """A place as evidence that no question weighed."""
    section = release.sections[place.section_id]
    return Evidence(
        0,
        release.sources[section.document_id],
        section,
        release.sources[section.voice] if section.kind is Kind.SUMMARY else None,
        place,
        0.0,
        is_list=is_list,
        needs=place.start,
    )
