"""Question + hits -> the members of what it asks for: a list, or the headings under a heading."""

import re
from collections.abc import Sequence
from typing import Final

from assistant.answer.cite import Draft
from assistant.answer.evidence import LIST_CHARS, Evidence, is_fit
from assistant.answer.whole.asked import AskedTerms, asked_terms, has, share_held
from assistant.answer.whole.opening import evidence_at, line
from assistant.answer.whole.tree import HeadingNode, headings_of
from assistant.question.shape import chapter_asked
from ingest.index.release import Release
from ingest.text.document import Hit
from ingest.text.place import Place

FEWEST: Final = 2
NEAREST: Final = 4
"""So many of the best hits say under which heading the answer stands."""
NEAR_SHARE: Final = 0.5
"""At least this share of the members are among those, and at least `FEWEST`."""
LIST_MARGIN: Final = 1.0
"""What a list tells goes before what headings tell, if it is at most so much less likely."""
_NUMBER: Final = re.compile(r"(?P<number>\d+)\b")
_ORDINAL: Final = re.compile(
    r"\b(?:allereerst|ten eerste|een tweede|ten tweede|een derde|ten derde|ten slotte|tot slot)\b",
    re.IGNORECASE,
)
_ANNOUNCING: Final = re.compile(r"^Er zijn\b|\bvolgende\b[.:]?$|:$")
_FIRST_LINE: Final = re.compile(r"[^\n]*")


def sure_members(release: Release, question: str, hits: Sequence[Hit]) -> list[Draft]:
    """The members of what a question names in words that the text has, whatever else speaks for it.

    A list that is announced in these words, the chapter of this number, or the heading that has all
    of the words, itself or in what introduces its members. Nothing where the introduction
    counts them itself.
    """
    asked = asked_terms(release, question)
    number = chapter_asked(question)
    tree = _parents(release)
    if number:
        return next((_told(release, each) for each in tree if _is_numbered(each, number)), [])
    if not asked:
        return []
    announced = _announced(release, asked, hits)
    if announced:
        return [Draft(announced.text, (announced,))]
    parent = _named(release, asked, tree, hits)
    if parent is None:
        return []
    is_titled = has(_title_terms(release, parent), asked)
    return [] if not is_titled and _counts(parent) else _told(release, parent)


def _counts(parent: HeadingNode) -> bool:
    """Whether what introduces the members tells them one by one: "allereerst ... tot slot"."""
    said = " ".join(each.text for each in parent.introducing)
    return len({found[0].lower() for found in _ORDINAL.finditer(said)}) >= FEWEST


def near_members(
    release: Release, hits: Sequence[Hit], evidence: Sequence[Evidence]
) -> list[Draft]:
    """The members of the heading that most of the best hits are of; none where a list answers.

    Or of the heading under which the likeliest sentence announces them.
    """
    if any(item.is_list and item.odds >= evidence[0].odds - LIST_MARGIN for item in evidence):
        return []
    near = [hit.chunk.section_id for hit in hits[:NEAREST]]
    best = evidence[0]
    for parent in reversed(_parents(release)):
        is_announced = best.section in parent.introducing and _ANNOUNCING.search(best.text)
        if is_announced or _is_near(parent, near):
            return _told(release, parent)
    return []


def _parents(release: Release) -> list[HeadingNode]:
    return [each for each in headings_of(release) if len(each.members) >= FEWEST]


def _told(release: Release, parent: HeadingNode) -> list[Draft]:
    """A line for each member, under its own heading and in the order of the text."""
    lines = [(each.title, line(release, list(each.sections()))) for each in parent.members]
    return [Draft(item.text, (item,), under=title) for title, item in lines if item]


def _is_numbered(heading: HeadingNode, number: str) -> bool:
    found = _NUMBER.match(heading.title)
    return found is not None and found["number"] == number


def _announced(release: Release, asked: AskedTerms, hits: Sequence[Hit]) -> Evidence | None:
    """The list of the best hits whose first line has all of what is asked for."""
    for section_id in dict.fromkeys(hit.chunk.section_id for hit in hits[:NEAREST]):
        section = release.sections[section_id]
        for place in release.lists(section_id):
            first = _FIRST_LINE.match(section.text, place.start, place.end)
            announcing = release.words.lexicon.terms(first[0] if first else "")
            is_told = place.end - place.start <= LIST_CHARS and is_fit(section, place)
            if is_told and has(announcing, asked):
                return evidence_at(release, Place(*place), is_list=True)
    return None


def _named(
    release: Release, asked: AskedTerms, tree: Sequence[HeadingNode], hits: Sequence[Hit]
) -> HeadingNode | None:
    """The heading that has all words of what is asked for, itself or in what introduces it.

    One of the best hits must be of it. Of several the one whose title has most of them.
    """
    near = {hit.chunk.section_id for hit in hits[:NEAREST]}
    found = [
        (share_held(_title_terms(release, each), asked), -place, each)
        for place, each in enumerate(tree)
        if any(section.id in near for section in each.sections())
        and has(_intro_terms(release, each), asked)
    ]
    return max(found, key=lambda each: each[:2])[2] if found else None


def _title_terms(release: Release, heading: HeadingNode) -> tuple[str, ...]:
    return release.words.lexicon.terms(" ".join(heading.path[1:]))


def _intro_terms(release: Release, heading: HeadingNode) -> tuple[str, ...]:
    own = " ".join(each.text for each in heading.introducing)
    return (*_title_terms(release, heading), *release.words.lexicon.terms(own))


def _is_near(heading: HeadingNode, near: Sequence[str]) -> bool:
    """Whether the best hits are of a heading, and so are most members of it among them.

    Chapters, of which the members have members themselves, are near too often.
    """
    members = heading.members
    if any(each.members for each in members):
        return False
    touched = [each for each in members if any(own.id in near for own in each.sections())]
    own = {each.id for each in heading.sections()}
    is_first = all(each in own for each in near[:FEWEST])
    return is_first and len(touched) >= max(FEWEST, NEAR_SHARE * len(members))
