"""Section -> what it is told by: a sentence of it that stands by itself."""

from collections.abc import Iterable, Iterator

from assistant.answer.evidence import Evidence, is_fit, needs
from ingest.index.release import Release
from ingest.text.document import Kind, Section
from ingest.text.place import Place


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


def standing(release: Release, section: Section) -> Iterator[Place]:
    """The sentences of a section that lean on no other; all if all do."""
    places = release.sentences(section.id)
    fit = [each for each in places if is_fit(section, each)]
    yield from [each for each in fit if needs(section, each, places) == each.start] or fit


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
