"""Question that compares + evidence -> each side under its own name: what it is first.

A side is a source that the question names, a heading, or the subject of a sentence.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final

from assistant.answer.cite import Draft
from assistant.answer.evidence import Evidence, is_fit
from assistant.answer.support import coverage
from assistant.answer.whole.opening import evidence_at, opening
from assistant.answer.whole.parts import labelled
from assistant.question.shape import (
    Pair,
    chooses,
    names_a_pair,
    pairs,
    sets_apart,
    without_comparing,
)
from ingest.index.name_words import NameWord, is_same, name_word
from ingest.index.query import Query
from ingest.index.release import Release
from ingest.text.document import Kind, Section
from ingest.text.words import content_words

TOLD: Final = 3
"""So many sentences of a side are told, as they follow each other in a paragraph."""
MORE: Final = 3
MOST: Final = 5
"""A question that names so many headings in full, and compares, is about those, unless it says of
which two."""
TITLE_SHARE: Final = 0.4
"""A heading is called by words that are this share of it, by rarity."""
NAMED_SHARE: Final = 0.5
"""A question names a heading, wherever, if it has this share of it."""
IN_FULL: Final = 0.9
"""And all of it, but for a word that says little, if it has this share."""
SUBJECT_WORDS: Final = 6
_VERB: Final = re.compile(
    r"\b(?:is|zijn|biedt|bieden|geeft|geven|wijst|verwijst|betreft|brengt|ondersteunt|ondersteunen"
    r"|helpt|helpen|richt|bestaat)\b"
)
"""With one of these a sentence says what its subject is or does."""
_BY_MEANS: Final = re.compile(
    r"Met (?:een|het|de) (?P<subject>[\w-]+(?: [\w-]+)?) (?:wordt|worden|kan|kun|kunnen)\b"
)
"""And so it does with this: "Met een netwerkberaad wordt ... geactiveerd"."""
_CALLED: Final = re.compile(r"\((?P<short>[^)]+)\)")


_Subject = tuple[str, Evidence, list[NameWord]]
"""What a sentence says what it is or does, that sentence, and the words of the subject."""


@dataclass(frozen=True, slots=True)
class Side:
    """What is compared: the name it has in the text, what says what it is, and what answers."""

    name: str
    first: Evidence
    best: Evidence | None = None


def side_by_side(
    release: Release, query: Query, question: str, evidence: Sequence[Evidence]
) -> list[Draft]:
    """What is told of the sides, each under its name and in the order of the question."""
    return [
        Draft(item.text, (item,), under=side.name)
        for side in next(_compared(release, query, question, evidence), ())
        for item in _told(release, side)
    ]


def _compared(
    release: Release, query: Query, question: str, evidence: Sequence[Evidence]
) -> Iterator[tuple[Side, ...]]:
    named = [_source_side(release, each, evidence) for each in query.named.sources]
    sides = [each for each in named if each]
    if len(sides) == len(named) == 2 and (evidence or _is_said(release, query.named.rest)):
        yield _as_asked(question, sides[0], sides[1])
    if not evidence:
        titled = _by_titles(release, question, IN_FULL) if chooses(question) else []
        if len(titled) == 2:
            yield titled[0], titled[1]
        return
    if sets_apart(question) and not names_a_pair(question):
        titled = _by_titles(release, question, IN_FULL)
        if MORE <= len(titled) <= MOST:
            yield tuple(titled)
    subjects = list(_subjects(release, evidence))
    known = [word for *_, own in subjects for word in own] + _titles_words(release)
    for pair in pairs(question):
        if not _may_be_names(pair, known):
            continue
        ends = [pair.one[at:] for at in range(len(pair.one))]
        # "formele of informele hulp": the noun of the first comes with the other.
        shared = [(*each, *pair.other[1:2]) for each in ends]
        ones = _sides(release, [*ends, *shared], subjects)
        lengths = range(len(pair.other), 0, -1)
        others = _sides(release, [pair.other[:end] for end in lengths], subjects)
        both = [each for each in product(ones, others) if _differ(*each)]
        # What one section says of both was written to tell them apart.
        yield from sorted(both, key=lambda each: each[0].first.section != each[1].first.section)
    titled = _by_titles(release, question) if sets_apart(question) else []
    if len(titled) == 2:
        yield titled[0], titled[1]


def _as_asked(question: str, one: Side, other: Side) -> tuple[Side, Side]:
    """Two sides in the order of the question, by the words that only one of them is called."""
    typed = _name_words(question)
    ones, others = (_name_words(each.name) for each in (one, other))
    for word in typed:
        if _is_among(word, ones) != _is_among(word, others):
            return (one, other) if _is_among(word, ones) else (other, one)
    return one, other


def _differ(one: Side, other: Side) -> bool:
    return one.first.place != other.first.place and one.name != other.name


def _may_be_names(pair: Pair, known: Sequence[NameWord]) -> bool:
    """Whether a name may end the first words and begin the others; most that is joined is none."""
    ends = _name_words(" ".join(pair.one))[-1:], _name_words(" ".join(pair.other))[:1]
    return all(own and _is_among(own[0], known) for own in ends)


def _sides(
    release: Release, names: Sequence[Sequence[str]], subjects: Sequence[_Subject]
) -> list[Side]:
    """What the longest of some names may be the name of, the likeliest first."""
    for words in names:
        typed = _name_words(" ".join(words))
        found = [*_by_subject(typed, subjects), *_by_heading(release, typed)] if typed else []
        if found:
            return found
    return []


def _name_words(text: str) -> list[NameWord]:
    return [name_word(each.lstrip("@")) for each in content_words(text)]


def _by_subject(typed: Sequence[NameWord], subjects: Sequence[_Subject]) -> Iterator[Side]:
    """By the sentences that say of it what it is or does."""
    for subject, item, own in subjects:
        if _are_same(own, typed):
            yield Side(_name(subject), item)


def _subjects(release: Release, evidence: Sequence[Evidence]) -> Iterator[_Subject]:
    for item in evidence:
        subject = "" if item.is_list else _subject(item.text)
        if own := _name_words(subject):
            yield subject, item, own
    for section in {item.section.id: item.section for item in evidence}.values():
        for label, place in labelled(section):
            yield label, evidence_at(release, place), _name_words(label)


def _subject(text: str) -> str:
    """The words before the first verb of a sentence that is not long in coming; or nothing."""
    if by_means := _BY_MEANS.match(text):
        return by_means["subject"]
    found = _VERB.search(text)
    before = text[: found.start()].strip() if found else ""
    return before if len(before.split()) <= SUBJECT_WORDS else ""


def _name(subject: str) -> str:
    bare = re.sub(r"^(?:Een|De|Het)\s+", "", subject)
    return bare[:1].upper() + bare[1:]


def _are_same(own: Sequence[NameWord], typed: Sequence[NameWord]) -> bool:
    return len(own) == len(typed) and all(_is_among(each, typed) for each in own)


def _is_among(word: NameWord, others: Sequence[NameWord]) -> bool:
    """Whether a word is one of others, in whatever form each of the two has."""
    return any(is_same(word, each) or is_same(each, word) for each in others)


def _by_heading(release: Release, typed: Sequence[NameWord]) -> list[Side]:
    """By the heading that is most of all called by this name."""
    shares = [
        (_called_share(release, section, typed), -place, section)
        for place, section in enumerate(release.sections.values())
        if section.headings and section.kind is not Kind.QUOTE
    ]
    best = max(shares, key=lambda each: each[:2], default=None)
    if best is None or best[0] < TITLE_SHARE:
        return []
    first = opening(release, [best[2]])
    return [Side(best[2].headings[-1], first)] if first else []


def _called_share(release: Release, section: Section, typed: Sequence[NameWord]) -> float:
    """How much of a heading, or of a short name in it, is typed; 0 if more is typed than it has."""
    shares = [0.0]
    for own in _names(section):
        held = {each.stem for each in own if _is_among(each, typed)}
        if all(_is_among(each, own) for each in typed):
            shares.append(_share(release, own, held))
    return max(shares)


def _titles_words(release: Release) -> list[NameWord]:
    titles = (each.headings[-1] for each in release.sections.values() if each.headings)
    return [word for title in dict.fromkeys(titles) for word in _title_names(title)[0]]


def _names(section: Section) -> tuple[list[NameWord], ...]:
    """What a heading is called: all of it, what stands in brackets, and the rest."""
    return _title_names(section.headings[-1]) if section.headings else ()


@cache
def _title_names(title: str) -> tuple[list[NameWord], ...]:
    """The words of the names in a heading of the corpus; never of what anybody asks.

    All are remembered: every comparison looks at all of them, which are 1.4 s anew for 10,000.
    """
    return tuple(map(_name_words, (title, *_CALLED.findall(title), _CALLED.sub("", title))))


def _share(release: Release, own: Sequence[NameWord], held: Set[str]) -> float:
    return coverage({each.stem: release.words.text.idf(each.stem) for each in own}, held)


def _by_titles(release: Release, question: str, least: float = NAMED_SHARE) -> list[Side]:
    """The sides by the headings that a question names so much of, in the order of the question."""
    typed = _name_words(question)
    named: dict[frozenset[int], Section] = {}
    for section in release.sections.values():
        for own in _names(section) if section.kind is not Kind.QUOTE else ():
            at = frozenset(place for place, each in enumerate(typed) if _is_among(each, own))
            held = {each.stem for each in own if _is_among(each, [typed[place] for place in at])}
            if at and _share(release, own, held) >= least:
                named.setdefault(at, section)
    widest = [at for at in named if not any(at < other for other in named)]
    sides = [(named[at], opening(release, [named[at]])) for at in sorted(widest, key=min)]
    return [Side(section.headings[-1], first) for section, first in sides if first]


def _source_side(release: Release, source_id: str, evidence: Sequence[Evidence]) -> Side | None:
    """A named source: how its summary begins, or its section, and what likeliest answers of it."""
    for item in evidence:
        if (item.guideline or item.source).id == source_id:
            name = item.section.headings[-1] if item.guideline else item.source.title
            return Side(name, _start(release, item.section), None if item.is_list else item)
    summaries = (each for each in release.sections.values() if each.kind is Kind.SUMMARY)
    own = next((each for each in summaries if each.voice == source_id and each.text.strip()), None)
    return Side(own.headings[-1], _start(release, own)) if own else None


def _start(release: Release, section: Section) -> Evidence:
    return evidence_at(release, release.sentences(section.id)[0])


def _is_said(release: Release, question: str) -> bool:
    """Whether the texts have every word of what is asked of what is compared."""
    return all(release.words.is_said(word) for word in content_words(without_comparing(question)))


def _told(release: Release, side: Side) -> list[Evidence]:
    """What says what a side is, and what goes on from there in the same paragraph or item."""
    first, section = side.first, side.first.section
    line_end = section.text.find("\n", first.place.end)
    own = [
        each
        for each in release.sentences(section.id)
        if each.start >= first.place.start
        and (line_end < 0 or each.end <= line_end)
        and is_fit(section, each)
    ]
    going_on = [evidence_at(release, each) for each in own[:TOLD]]
    if side.best is None or any(side.best.place == each.place for each in going_on):
        return going_on
    return [*going_on[: TOLD - 1], side.best]
