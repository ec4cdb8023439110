"""Question that names two editions of one text by their years -> what each says of the rest."""

import re
from collections.abc import Mapping
from typing import Final

from assistant.answer.cite import Draft
from assistant.answer.evidence import LIST_CHARS, Evidence, is_fit
from assistant.answer.support import coverage
from assistant.answer.whole.opening import evidence_at
from assistant.question.shape import without_comparing
from ingest.index.release import Release
from ingest.index.search import asks_for
from ingest.text.document import Section, Source, later_editions
from ingest.text.place import Place

TOLD: Final = 3
"""So many sentences are told of an edition, or its list."""
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")


def by_edition(release: Release, question: str) -> list[Draft]:
    """What two editions say, each under its title, the earlier first; nothing without two.

    Nothing either where one of them has none of the words of the rest of the question.
    """
    pair = _named(release, question)
    told = [_told(release, each, question) for each in pair]
    if not all(told):
        return []
    return [
        Draft(item.text, (item,), under=source.title)
        for source, items in zip(pair, told, strict=True)
        for item in items
    ]


def _named(release: Release, question: str) -> tuple[Source, ...]:
    """An edition and a later one that a question both names by their years."""
    if len(set(_YEAR.findall(question))) != 2:
        return ()
    for source in release.sources.values():
        for later in later_editions(source.id, release.sources):
            if asks_for(question, source) and asks_for(question, later):
                return source, later
    return ()


def _told(release: Release, source: Source, question: str) -> list[Evidence]:
    """The list of the section that has most of the rest, or what it says of that."""
    titled = set(release.words.lexicon.terms(source.title))
    rest = release.words.rarities(_YEAR.sub(" ", without_comparing(question)))
    asked = {term: rarity for term, rarity in rest.items() if term not in titled}
    section = _best(release, source, asked)
    if section is None:
        return []
    places = [each for each in release.sentences(section.id) if is_fit(section, each)]
    first = max(places, key=lambda each: coverage(asked, release.words.terms_at(each)))
    lists = [each for each in release.lists(section.id) if each.end - each.start <= LIST_CHARS]
    if lists:
        before = [first] if first.end <= lists[0].start else []
        return [*(evidence_at(release, each) for each in before), _list(release, lists[0])]
    return [evidence_at(release, each) for each in places if each.start >= first.start][:TOLD]


def _list(release: Release, place: Place) -> Evidence:
    return evidence_at(release, place, is_list=True)


def _best(release: Release, source: Source, asked: Mapping[str, float]) -> Section | None:
    """The section of a source that has most of what is asked, and the more so in its headings."""
    own = {each.id for each in release.sections.values() if each.document_id == source.id}
    positions = release.positions(own)
    chunks = [release.chunks[at] for at in positions]
    shares = [
        coverage(asked, release.words.terms_of(each))
        + coverage(asked, release.words.above(each.section_id))
        for each in chunks
    ]
    scores = release.words.text.scores(" ".join(asked))[positions]
    if not shares or max(shares) <= 0:
        return None
    best = max(range(len(chunks)), key=lambda at: (shares[at], scores[at]))
    return release.sections[chunks[best].section_id]
