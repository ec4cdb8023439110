"""Parts of a question, each as it was prepared -> what is told of each, in the order asked.

What answers one part is told once, and shortly; a part of which the texts say nothing is said to be
one, and does not keep the others from being told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from assistant.answer.answer import Answer, Author, Notice, Outcome
from assistant.answer.cite import Draft
from assistant.answer.notices import no_clear_answer, nothing_about
from assistant.answer.prepared import Prepared, PreparedPart, told
from assistant.answer.ruled import Ruled, by_rules, from_evidence

WORDS_IN_ALL: Final = 100
"""Of all parts together so many words are told, and of each its share of them."""
MOST_WORDS: Final = 130
"""Nothing is told beside more than so many."""
LIST_WORDS: Final = 70
"""A list that is longer leaves no room for another part."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A part with how far it is supported, and what our rules choose of it."""

    asked: str
    support: float
    ruled: Ruled

    @property
    def lead(self) -> str:
        return self.ruled.drafts[0].text if self.ruled.drafts else ""


def in_parts(prepared: Prepared) -> Answer | None:
    """The answer to a question in parts; None where one answer to all of it serves as well.

    So it does where no part is sure to be answered, and where the same answers them all.
    """
    parts = [_told(each) for each in prepared.parts]
    sure = [each for each in parts if each.ruled.outcome is Outcome.ANSWERED]
    if not sure:
        return None
    notices = list[Notice]()
    if any(each.part.is_side for each in prepared.parts):
        drafts = _both_sides(by_rules(prepared), parts)
    else:
        drafts, notices = _drafts(parts), [notice for each in parts for notice in _unsaid(each)]
        is_one = not drafts[0].under and not notices
        if is_one and by_rules(prepared).outcome is Outcome.ANSWERED:
            return None
    answer = told(prepared, drafts, Author.SOURCE, *notices)
    return replace(answer, support=max(each.support for each in sure)) if drafts else None


def _both_sides(ruled: Ruled, parts: Sequence[_Told]) -> list[Draft]:
    """What answers which of two is so, and what answers each by itself where that leaves it out.

    Nothing unless both are answered: what is said of one alone does not tell which.
    """
    is_told_so = any(each.under for each in ruled.drafts)
    if is_told_so or any(each.ruled.outcome is not Outcome.ANSWERED for each in parts):
        return []
    if ruled.outcome is not Outcome.ANSWERED:
        return _drafts(parts)
    said = {each.text for each in ruled.drafts}
    leads = [each.ruled.drafts[0] for each in parts if each.lead not in said]
    return _fitting([*ruled.drafts, *leads], MOST_WORDS) if leads else []


def _told(part: PreparedPart) -> _Told:
    prepared = part.prepared
    short = [e for e in prepared.evidence if not (e.is_list and len(e.text.split()) > LIST_WORDS)]
    ruled = by_rules(prepared) if prepared.whole else from_evidence(prepared, short)
    return _Told(part.part.asked, prepared.blank.support, ruled)


def _firsts(drafts: Sequence[Draft], room: int) -> Sequence[Draft]:
    """Of what is told in parts itself the first of each, where all is too much."""
    if sum(len(each.text.split()) for each in drafts) <= room:
        return drafts
    groups = groupby(drafts, key=lambda each: each.under)
    return [each for under, own in groups for each in (list(own)[:1] if under else own)]


def _fitting(drafts: Iterable[Draft], room: int) -> list[Draft]:
    """The first, and of the others as many as there is room for."""
    fitting: list[Draft] = []
    for draft in drafts:
        room -= len(draft.text.split())
        if fitting and room < 0:
            break
        fitting.append(draft)
    return fitting


def _drafts(parts: Sequence[_Told]) -> list[Draft]:
    """What is told of each part under what it asks; parts with one answer are told together."""
    together: dict[str, list[_Told]] = {}
    for part in parts:
        if part.lead:
            together.setdefault(part.lead, []).append(part)
    leads, room = set(together), WORDS_IN_ALL // len(together)
    said, drafts = set[str](), list[Draft]()
    for lead, own in together.items():
        under = " ".join(each.asked for each in own) if len(together) > 1 else ""
        fitting = _fitting(_firsts(own[0].ruled.drafts, room), room)
        new = [each for each in fitting if each.text not in (said | leads) - {lead}]
        said.update(each.text for each in new)
        drafts += [replace(each, under=under) for each in new]
    return drafts


def _unsaid(part: _Told) -> list[Notice]:
    """Says of a part that nothing answers it, or that nothing clearly does."""
    if part.ruled.outcome is Outcome.NOT_FOUND:
        return [nothing_about(part.asked)]
    is_doubtful = part.ruled.outcome is Outcome.PERHAPS or part.ruled.untold
    return [no_clear_answer(part.asked)] if is_doubtful else []
