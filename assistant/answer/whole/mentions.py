"""Question -> the publications that mention something: "Welke richtlijnen noemen dit?"."""

import re
from collections.abc import Iterator
from typing import Final

from assistant.answer.cite import Draft
from assistant.answer.evidence import Evidence
from assistant.answer.whole.asked import AskedTerms, asked_terms, has, loose
from assistant.answer.whole.opening import evidence_at, standing
from ingest.index.naming import Named
from ingest.index.release import Release
from ingest.text.document import Kind, Section, Standing
from ingest.text.words import fold, stem

FEWEST: Final = 2
_SAYING: Final = tuple(
    """
    noemen noemt genoemd vermelden vermeld gaan gaat spreken adviseren bevelen raden aanraden
    schrijven benoemen beschrijven behandelen bespreken aandacht besteden gebruiken
    komen komt voorkomt terug terugkomt langskomt duikt opduikt
    """.split()
)
"""What publications do with what they mention."""
_IN_BRACKETS: Final = re.compile(r"\(([A-Z]{2,})\)")
"""The abbreviation beside the words that explain it says enough: "een laag IQ (LVB)"."""


def mentions(release: Release, question: str, named: Named) -> list[Draft]:
    """Every summary of a publication that mentions what is asked for, by a sentence that does.

    Nothing where the question does not ask which publications do. If it names several at once
    ("de JGZ-richtlijnen") it is about those.
    """
    noun = release.profile.publications.summarised
    asking = rf"\b(?:welke|alle|hoeveel)\s+(?:\w+e\s+)*(?:\w+-)?{noun}en\b"
    if not noun or not re.search(asking, fold(question)):
        return []
    text = named.rest if named.sources else question
    of = [each for each in _summaries(release) if not named.sources or each.voice in named.sources]
    skipped = {loose(stem(word)) for word in (*_SAYING, noun)}
    for said in (text, " ".join(_IN_BRACKETS.findall(text))):
        known = asked_terms(release, said).items()
        asked = {term: rarity for term, rarity in known if term not in skipped}
        if not asked and said != text:
            break
        found = [item for each in of if (item := _mention(release, each, asked))]
        if len(found) >= FEWEST:
            return [Draft(item.text, (item,), under=item.section.headings[-1]) for item in found]
    return []


def _summaries(release: Release) -> Iterator[Section]:
    """The summaries of publications; what lists publications is none itself."""
    for each in release.sections.values():
        if each.kind is Kind.SUMMARY and release.sources[each.voice].standing is not Standing.INDEX:
            yield each


def _mention(release: Release, section: Section, asked: AskedTerms) -> Evidence | None:
    """The first sentence that has what is asked for; one that stands by itself, if any does."""
    alone = list(standing(release, section))
    for place in (*alone, *release.sentences(section.id)):
        if has(release.words.terms_at(place), asked):
            announced = [each for each in release.lists(section.id) if each.start == place.start]
            return evidence_at(release, announced[0] if announced else place)
    return None
