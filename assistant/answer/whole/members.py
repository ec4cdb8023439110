"""Question + hits -> the members of what it asks for: a list, or the headings under a heading."""

import re
from collections.abc import Sequence
from typing import Final

from assistant.answer.cite import Draft
from assistant.answer.evidence import LIST_CHARS, Evidence, is_fit
from assistant.answer.extract import MIN_ODDS_OF_ALL
from assistant.answer.whole.asked import AskedTerms, asked_terms, has, loose, share_held
from assistant.answer.whole.opening import evidence_at, line
from assistant.answer.whole.parts import parts
from assistant.answer.whole.tree import HeadingNode, headings_of
from assistant.question.shape import chapter_asked, insists_on_all, kind_asked
from ingest.index.release import Release
from ingest.text.document import Hit
from ingest.text.words import fold, stem

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
_FOLLOWING: Final = re.compile(r"\bvolgende\b[.:]?$")
_ANNOUNCING: Final = re.compile(rf"^Er zijn\b|{_FOLLOWING.pattern}|:$")
COUNTED: Final = 2
"""A list that counts what is asked for is of one of so many best sections."""
RIGHT_SHARE: Final = 0.75
"""A list that is likeliest is told rather than what a heading holds if what is over it has so much
of what is asked for, by rarity."""
NAMED_SHARE: Final = 0.5
"""A heading that is named in full has at least this share of what is asked for, by rarity."""
_COUNTED: Final = re.compile(
    r"\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\d{1,2}|volgende|verschillende)\s+"
    r"(?:\w+e\s+)?(?P<kind>\w+(?:en|s))\b"
)
_COUNTING: Final = re.compile(rf"{_COUNTED.pattern}[^.?!]*:")
_FIRST_LINE: Final = re.compile(r"[^\n]*")


def sure_members(release: Release, question: str, hits: Sequence[Hit]) -> list[Draft]:
    """The members of what a question names in words that the text has, whatever else speaks for it.

    A list that is announced in these words, the chapter of this number, or the heading that has all
    of the words, itself or in what introduces its members. Nothing where the introduction
    counts them itself.
    """
    asked = asked_terms(release, question)
    number = chapter_asked(question)
    tree = headings_of(release)
    parents = _parents(release)
    if number:
        return next((_told(release, each) for each in parents if _is_numbered(each, number)), [])
    if not asked:
        return []
    announced = _announced(release, question, asked, hits)
    if announced:
        return [Draft(announced.text, (announced,))]
    parent = _named(release, asked, parents, hits)
    if parent is not None and has(_title_terms(release, parent), asked):
        return _told(release, parent)
    if parent is not None and _counts(parent):
        return []
    told = _titled(release, asked, tree, hits)
    return told or (_told(release, parent) if parent else [])


def _titled(
    release: Release, asked: AskedTerms, tree: Sequence[HeadingNode], hits: Sequence[Hit]
) -> list[Draft]:
    """What stands under the heading that, with the title of its text, has all that is asked for.

    Or what introduces it, or all words of it are asked for. Its members, or what it tells one by
    one; of several headings that of which most is asked for.
    """
    documents = {release.sections[hit.chunk.section_id].document_id for hit in hits}
    shares = [
        (_title_share(release, each, asked), each)
        for each in tree
        if each.path[0] in documents and len(each.path) > 1
    ]
    most = max((share for share, _ in shares), default=0.0)
    for each in (each for share, each in shares if share == most > 0):
        if len(each.members) >= FEWEST:
            return _told(release, each)
        told = [draft for own in each.sections() for draft in parts(release, own)]
        if told:
            return told
    return []


def _title_share(release: Release, heading: HeadingNode, asked: AskedTerms) -> float:
    """How much of what is asked for is in its own title; 0 if it does not have all, or no more.

    What introduces it counts for a heading that has most itself.
    """
    own = release.words.lexicon.terms(heading.title)
    held = share_held(own, asked)
    if held == 0:
        return 0.0
    of_text = release.words.lexicon.terms(release.sources[heading.path[0]].title)
    if has((*_title_terms(release, heading), *of_text), asked):
        return held
    rarity = {loose(each): release.words.text.idf(each) for each in own}
    is_named = len(rarity) >= FEWEST and has(asked, rarity)
    is_all = is_named or has((*_intro_terms(release, heading), *of_text), asked)
    return held if held >= NAMED_SHARE and is_all else 0.0


def leads_rightly(release: Release, question: str, best: Evidence) -> bool:
    """Whether a list that is likeliest to answer is of what is asked for, by what is over it."""
    first = _FIRST_LINE.match(best.section.text, best.place.start, best.place.end)
    over = " ".join((*best.section.headings[-1:], first[0] if first else ""))
    asked = asked_terms(release, question)
    return share_held(release.words.lexicon.terms(over), asked) >= RIGHT_SHARE


def _counts(parent: HeadingNode) -> bool:
    """Whether what introduces the members tells them one by one: "allereerst ... tot slot"."""
    said = " ".join(each.text for each in parent.introducing)
    return len({found[0].lower() for found in _ORDINAL.finditer(said)}) >= FEWEST


def near_members(
    release: Release, question: str, hits: Sequence[Hit], evidence: Sequence[Evidence]
) -> list[Draft]:
    """The members of the heading that most of the best hits are of; none where a list answers.

    Or of the heading under which the likeliest sentence announces them, or, for who insists on all,
    stands in what ends with that.
    """
    if any(item.is_list and item.odds >= evidence[0].odds - LIST_MARGIN for item in evidence):
        return []
    near = [hit.chunk.section_id for hit in hits[:NEAREST]]
    best = evidence[0]
    is_announcing = _ANNOUNCING.search(best.text) or (
        insists_on_all(question) and _FOLLOWING.search(best.section.text.rstrip())
    )
    for parent in reversed(_parents(release)):
        is_announced = is_announcing and best.section in parent.introducing
        if is_announced or _is_near(parent, near):
            return _told(release, parent)
    return []


def list_behind(question: str, evidence: Sequence[Evidence]) -> list[Draft]:
    """A likely list where the likeliest stands, and the sentence before it that counts its kind.

    "Dit kan in verschillende stappen." and then these.
    """
    kind = loose(stem(kind_asked(question)))
    own = [item for item in evidence if kind and item.section == evidence[0].section]
    for told in (each for each in own if each.is_list and each.odds >= MIN_ODDS_OF_ALL):
        before = next((each for each in own if _is_right_behind(each, told)), None)
        counted = _COUNTED.finditer(fold(before.text)) if before else ()
        if before and kind in {loose(stem(each["kind"])) for each in counted}:
            return [Draft(each.text, (each,)) for each in (before, told)]
    return []


def _is_right_behind(before: Evidence, after: Evidence) -> bool:
    return before.place.end <= after.place.start and not (
        before.section.text[before.place.end : after.place.start].strip()
    )


def _parents(release: Release) -> list[HeadingNode]:
    return [each for each in headings_of(release) if len(each.members) >= FEWEST]


def _told(release: Release, parent: HeadingNode) -> list[Draft]:
    """A line for each member, under its own heading and in the order of the text."""
    lines = [(each.title, line(release, list(each.sections()))) for each in parent.members]
    return [Draft(item.text, (item,), under=title) for title, item in lines if item]


def _is_numbered(heading: HeadingNode, number: str) -> bool:
    found = _NUMBER.match(heading.title)
    return found is not None and found["number"] == number


def _announced(
    release: Release, question: str, asked: AskedTerms, hits: Sequence[Hit]
) -> Evidence | None:
    """The list of the best hits whose first line has all of what is asked for, or counts it.

    "Er zijn vier manieren:" counts what "welke manieren" asks for; that tells a list of the two
    best from others beside it. What is counted may follow in the sentence itself.
    """
    kind = loose(stem(kind_asked(question)))
    near = list(dict.fromkeys(hit.chunk.section_id for hit in hits))[:NEAREST]
    for rank, section_id in enumerate(near):
        section, lists = release.sections[section_id], release.lists(section_id)
        for place in (*lists, *release.sentences(section_id)):
            is_list = place in lists
            first = _FIRST_LINE.match(section.text, place.start, place.end)
            announcing = first[0] if first else ""
            is_told = place.end - place.start <= LIST_CHARS and is_fit(section, place)
            is_asked = is_list and _has_all(release, announcing, asked)
            if is_told and (is_asked or (rank < COUNTED and _counts_kind(announcing, kind))):
                return evidence_at(release, place, is_list=is_list)
    return None


def _has_all(release: Release, text: str, asked: AskedTerms) -> bool:
    return has(release.words.lexicon.terms(text), asked)


def _counts_kind(announcing: str, kind: str) -> bool:
    """Whether a line counts what is asked for and goes on to tell it: "op vier manieren ...:"."""
    found = _COUNTING.search(fold(announcing))
    return found is not None and kind != "" and loose(stem(found["kind"])) == kind


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
