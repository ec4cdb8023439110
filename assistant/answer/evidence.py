"""Question + Hits -> numbered evidence: sentences and lists, each with the odds that it answers.

One representation for what is quoted, what a model is shown, what its sentences are held against,
and what is displayed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf
from typing import Final, NamedTuple

from assistant.answer.leans import needs
from assistant.answer.support import coverage
from assistant.question.form import asks_for_all
from ingest.index.nearness import NearPart
from ingest.index.passages import PassageScores
from ingest.index.query import Query
from ingest.index.release import Release
from ingest.index.represent import Part
from ingest.index.search import asks_for
from ingest.index.signals.late import SCALE
from ingest.text.document import Hit, Kind, Section, Source, later_editions
from ingest.text.place import Place
from ingest.text.sentences import sentence_spans

EVIDENCE_HITS: Final = 10
"""Evidence is read from this many of the best hits."""
PARAGRAPHS: Final = 10_000
"""Of so many paragraphs of the corpus is remembered whether they are for readers."""
LIST_CHARS: Final = 1200
"""A list is given whole up to this length."""
LENGTH_CHARS: Final = 200
LONGEST: Final = 3.0
"""Length counts in units of so many characters, up to so many units."""
BEHIND: Final = 0.1
"""An earlier edition is at least so much less likely, in log-odds, than a later one."""
NAMED_SHARE: Final = 0.95
NAMED_LIST_ODDS: Final = 2.0
REST_SHARE: Final = 0.5
"""Who names a heading asks for the list below it: "Wat zijn de voordelen van zwemmen?".
Not if what else is asked is hardly there: "Wat zijn de voordelen van een zwembad?"."""
_NO_SENTENCE: Final = re.compile(r"^[⁰¹²³⁴⁵⁶⁷⁸⁹]|^\(.*\)$|^\(?[Bb]ron:|[:?][⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
"""Footnotes, attributions, sources, questions and what only announces: they seldom answer."""
_ASKING: Final = re.compile(r"\?[⁰¹²³⁴⁵⁶⁷⁸⁹]*[\"'”’)]*$")
_ATTRIBUTION: Final = re.compile(r"\(?[Bb]ron:")
_MIN_WORDS: Final = 4
_TO_A_MACHINE: Final = re.compile(
    r"""
    \b(?:negeer|vergeet|ignore|disregard|forget)\b.{0,80}
        \b(?:instructie|opdracht|regel|tekst|alles|hierboven|instruction|previous|above|rule)
    | \b(?:taalmodel|chatbot|systeem-?(?:tekst|prompt|bericht)|system\ ?prompt|prompt)
    | \bAI\b[-\ ]?(?:systeem|systemen|model|assistent|assistant|lezer|reader)
    | \b(?:assistent|assistant)[,:]
    | \bto\ the\ assistant\b | \bwie\ dit\ samenvat
    | \[\s*(?:systeem|system)\s*\] | (?:^|(?<=[.!?])\s)\W*(?:systeem|system):
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
"""Words to a program that reads along, not to a reader: no evidence of anything."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or a whole list that may answer the question.

    `guideline` is what a section of kind summary summarises, `odds` are log-odds that this answers,
    and `needs` is where the sentence begins without which it cannot be understood.
    """

    number: int
    source: Source
    section: Section
    guideline: Source | None
    place: Place
    odds: float
    is_list: bool
    needs: int

    @property
    def text(self) -> str:
        """The words, as the source has them."""
        return self.place.span.of(self.section.text)

    @property
    def is_asking(self) -> bool:
        """Whether it asks something itself."""
        return _ASKING.search(self.text) is not None


class Plea(NamedTuple):
    """What speaks for a sentence or list.

    `near`: cosine with the question, in deviations of the noise; `held`: share of the question's
    words, by rarity, that it has; `hit`: score of its chunk; `sentence`: whether it is one that
    says something; `listed`: whether it is of a list; `heading`: share of the words
    of its heading that the question has; `length`: in units of 200 characters;
    `quoted`: whether a person says it; `whole`: whether it is a whole list, and `enumerated`:
    one that is asked for; `asking`: whether it asks something itself; `late`: what its words score
    as they stand in its chunk, in deviations (see LateSignal); `beyond`: how much nearer the
    question is to those on other guidance (see Sorts). Of the annotations (see PlaceScores, 0
    without): `matched`, `best`, `asked`, `told`, `meant` and `pointed`.
    """

    near: float
    held: float
    hit: float
    sentence: float
    listed: float
    heading: float
    length: float
    quoted: float
    whole: float = 0.0
    enumerated: float = 0.0
    asking: float = 0.0
    late: float = 0.0
    beyond: float = 0.0
    matched: float = 0.0
    best: float = 0.0
    asked: float = 0.0
    told: float = 0.0
    meant: float = 0.0
    pointed: float = 0.0


class Candidate(NamedTuple):
    """Evidence that has no number yet, and what speaks for it."""

    section: Section
    place: Place
    is_list: bool
    plea: Plea
    is_annotated: bool


def gather(release: Release, query: Query, hits: Sequence[Hit]) -> list[Evidence]:
    """The sentences and lists of the best hits, best first, numbered from 1."""
    found = [each for each in candidates(release, query, hits) if is_fit(each.section, each.place)]
    odds = release.fitted.evidence.log_odds(
        [_strength(release, each) for each in found], [each.is_annotated for each in found]
    )
    evidence = [_evidence(release, query, each, own) for each, own in zip(found, odds, strict=True)]
    return numbered(_later_first(release, query, evidence))


def numbered(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Evidence, best first, numbered from 1; what is as likely stays in its order."""
    best_first = sorted(evidence, key=lambda item: -item.odds)
    return [replace(item, number=number) for number, item in enumerate(best_first, start=1)]


def _later_first(
    release: Release, query: Query, evidence: Sequence[Evidence]
) -> Iterator[Evidence]:
    """Evidence of an earlier edition is never likelier to answer than the best of a later one.

    Unless the question asks for that edition by its year.
    """
    best: dict[str, float] = {}
    for item in evidence:
        best[item.source.id] = max(item.odds, best.get(item.source.id, -inf))
    for item in evidence:
        later = later_editions(item.source.id, release.sources)
        if later and not asks_for(query.text, item.source):
            least = min(best.get(each.id, inf) for each in later)
            yield replace(item, odds=min(item.odds, least - BEHIND))
        else:
            yield item


def candidates(release: Release, query: Query, hits: Sequence[Hit]) -> list[Candidate]:
    """What of the hits may answer, in the order of the hits."""
    best = hits[:EVIDENCE_HITS]
    scores = release.passages.scores(query)
    parts = release.near_parts([hit.chunk for hit in best], query)
    return [
        _candidate(release, query, scores, hit, part, place)
        for hit, own in zip(best, parts, strict=True)
        for part in own
        if (place := _whole(release, part))
    ]


def _whole(release: Release, part: NearPart) -> Place | None:
    """A sentence itself, and of a part of a list all of it, unless that is too long."""
    if part.part is not Part.LIST:
        return part.place
    lists = release.lists(part.place.section_id)
    whole = next(each for each in lists if part.place.is_within(each))
    return whole if whole.end - whole.start <= LIST_CHARS else None


def _candidate(
    release: Release, query: Query, scores: PassageScores, hit: Hit, part: NearPart, place: Place
) -> Candidate:
    section = release.sections[place.section_id]
    text = place.span.of(section.text)
    own = scores.of(place)
    is_list = part.part is Part.LIST
    plea = Plea(
        release.noise.above(part.cosine),
        coverage(query.rarity, release.words.terms_at(place)),
        hit.score,
        float(_is_sentence(text)),
        float(any(place.is_within(each) for each in release.lists(section.id))),
        heading_share(release, section, query.rarity.keys()),
        min(len(text) / LENGTH_CHARS, LONGEST),
        float(section.kind is Kind.QUOTE),
        float(is_list),
        float(is_list and asks_for_all(query.text)),
        float(_ASKING.search(text) is not None),
        0.0 if part.late is None else SCALE.level(part.late),
        query.beyond,
        *(own or ()),
    )
    return Candidate(section, place, is_list, plea, own is not None)


def evidence_of(section: Section, source: Source) -> list[Evidence]:
    """The sentences of a section as evidence of which nothing is known yet."""
    places = (Place(section.id, *span) for span in sentence_spans(section.text))
    fit = (place for place in places if is_fit(section, place))
    return [
        Evidence(number, source, section, None, place, 0.0, is_list=False, needs=place.start)
        for number, place in enumerate(fit, start=1)
    ]


def heading_share(release: Release, section: Section, asked: Set[str]) -> float:
    """How far a question, by its terms, names the section's own heading; in [0, 1]."""
    return coverage(release.words.heading_terms(section.id), asked)


def _strength(release: Release, found: Candidate) -> float:
    """How strongly it answers, beside all else that may."""
    weights = release.fitted.evidence_weights(is_annotated=found.is_annotated)
    return weights.score(found.plea._asdict())


def _evidence(release: Release, query: Query, found: Candidate, likely: float) -> Evidence:
    section = found.section
    is_named = (
        found.is_list
        and found.plea.heading >= NAMED_SHARE
        and _is_about_the_rest(release, query, section)
    )
    return Evidence(
        0,
        release.sources[section.document_id],
        section,
        release.sources[section.voice] if section.kind is Kind.SUMMARY else None,
        found.place,
        NAMED_LIST_ODDS if is_named else likely,
        found.is_list,
        found.place.start
        if found.is_list
        else needs(
            section,
            found.place,
            release.sentences(section.id),
            release.profile.publications.nouns,
        ),
    )


def _is_about_the_rest(release: Release, query: Query, section: Section) -> bool:
    """Whether a section has most of what is asked beside the words of its heading."""
    named = release.words.heading_terms(section.id)
    rest = {term: rarity for term, rarity in query.rarity.items() if term not in named}
    held = release.words.terms_at(Place(section.id, 0, len(section.text)))
    above = release.words.above(section.id)
    return not rest or coverage(rest, held | above) >= REST_SHARE


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= _MIN_WORDS and not _NO_SENTENCE.search(text)


def is_fit(section: Section, place: Place) -> bool:
    """Whether a passage says something, in a paragraph for readers.

    Not where words come from; no hidden letters, and no orders to a machine.
    """
    text = section.text
    if _ATTRIBUTION.match(text, place.start):
        return False
    start = text.rfind("\n\n", 0, place.start) + 1
    end = text.find("\n\n", place.end)
    return _is_for_readers(text[start : end if end >= 0 else len(text)])


@lru_cache(PARAGRAPHS)
def _is_for_readers(paragraph: str) -> bool:
    """Whether a paragraph of the corpus holds no hidden letters and no orders to a machine."""
    is_hidden = any(unicodedata.category(char) == "Cf" and char != "\u00ad" for char in paragraph)
    return not is_hidden and not _TO_A_MACHINE.search(paragraph)
