"""Parts of a question, each as it was prepared -> what is told of each, in the order asked.

What answers two parts is told once; a part of which the texts say nothing is said to be one, and
does not keep the others from being told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from assistant.answer.answer import Answer, Author, Notice, Outcome
from assistant.answer.cite import Draft
from assistant.answer.notices import missing, no_clear_answer, nothing_about
from assistant.answer.prepared import Prepared, PreparedPart, told
from assistant.answer.ruled import Ruled, by_rules, from_evidence

WORDS_OF_PARTS: Final = 100
"""Of all parts together so many words are told, and of each its share of them."""
MOST_WORDS: Final = 130
"""Beside what leads a part nothing more is told than makes so many."""
LIST_WORDS: Final = 70
"""A list that is longer leaves no room for another part."""


@dataclass(frozen=True, slots=True)
class _Told:
    """Parts that have one answer, as one, and what our rules choose for it, the best first."""

    asked: str
    support: float
    ruled: Ruled

    @property
    def is_sure(self) -> bool:
        return self.ruled.outcome is Outcome.ANSWERED

    @property
    def lead(self) -> str:
        return self.ruled.drafts[0].text if self.ruled.drafts else ""


def in_parts(prepared: Prepared) -> Answer | None:
    """The answer to a question in parts; None where one answer to all of it serves as well.

    Where there is such an answer it is told, each sentence under the part that it answers, and what
    it leaves out is added. Where there is none, the parts that are answered are told.
    """
    if not prepared.parts:
        return None
    parts, ruled = [_told(each) for each in prepared.parts], by_rules(prepared)
    is_choice = any(each.part.is_side for each in prepared.parts)
    if ruled.outcome is Outcome.ANSWERED:
        return None if is_choice else _divided(prepared, ruled, parts)
    if not _stands(prepared, parts, is_choice=is_choice):
        return _doubtful(prepared, ruled, parts)
    notices = [notice for each in parts for notice in _unsaid(each)]
    answer = told(prepared, _by_themselves(parts), Author.SOURCE, *notices)
    return replace(answer, support=max(each.support for each in parts if each.is_sure))


def _stands(prepared: Prepared, parts: Sequence[_Told], *, is_choice: bool) -> bool:
    """Whether what answers parts is an answer, where nothing answers all of it.

    Where the texts do not answer the first part, at least half of the parts must be answered by
    what holds what that is about. A case is of all parts, and what is said of one of two things
    does not tell which.
    """
    if is_choice:
        return all(each.is_sure for each in parts)
    if prepared.parts[0].part.has_case:
        return False
    later = zip(prepared.parts[1:], parts[1:], strict=True)
    held = [own for each, own in later if own.is_sure and each.is_on_topic]
    return parts[0].is_sure or len(held) >= len(parts) / 2


def _doubtful(prepared: Prepared, ruled: Ruled, parts: Sequence[_Told]) -> Answer | None:
    """What may answer all of a question, where it is known of a part that nothing answers it."""
    unsaid = _nothing(parts)
    if ruled.outcome is not Outcome.PERHAPS or not unsaid or len(unsaid) == len(parts):
        return None
    notices = (*missing(ruled.untold), *unsaid)
    return told(prepared, ruled.drafts, Author.SOURCE, *notices, outcome=ruled.outcome)


def _nothing(parts: Sequence[_Told]) -> list[Notice]:
    return [nothing_about(each.asked) for each in parts if not each.ruled.drafts]


def _divided(prepared: Prepared, ruled: Ruled, parts: Sequence[_Told]) -> Answer | None:
    """An answer to all of a question, each sentence under its part, with what it leaves out.

    It stays as it is where no part by itself has an answer that it holds; where it is long the
    parts are told instead, if each has an answer.
    """
    said = {each.text for each in ruled.drafts}
    is_long = _words(ruled.drafts) > MOST_WORDS
    notices = [notice for each in parts if each.lead not in said for notice in _unsaid(each)]
    if is_long and all(each.is_sure for each in parts):
        drafts = _by_themselves(parts)
    elif not is_long and any(each.lead in said for each in parts):
        drafts = _under_parts(ruled.drafts, [each for each in parts if _is_told(each, said)])
    else:
        drafts, notices = [*ruled.drafts], _nothing(parts)
    if not notices and (drafts == [*ruled.drafts] or not drafts[0].under):
        return None
    return told(prepared, drafts, Author.SOURCE, *missing(ruled.untold), *notices)


def _is_told(part: _Told, said: set[str]) -> bool:
    return part.is_sure or part.lead in said


def _under_parts(drafts: Sequence[Draft], parts: Sequence[_Told]) -> list[Draft]:
    """What answers all, each sentence under the part that it answers, after what leads that."""
    groups = _with_one_answer(parts)
    leads = {each.lead for each in groups}
    room = WORDS_OF_PARTS // len(groups)
    by_text = {each.text: each for each in drafts}
    of_group = [
        [by_text[each.lead]]
        if each.lead in by_text
        else _fitting([own for own in each.ruled.drafts if own.text not in by_text], room)
        for each in groups
    ]
    home = next(own for own in of_group if own[0].text in by_text)
    left = MOST_WORDS - sum(map(_words, of_group))
    for before, draft in zip([None, *drafts], drafts, strict=False):
        if draft.text in leads:
            home = next(own for own in of_group if own[0].text == draft.text)
            continue
        if before is None or before.evidence != draft.evidence:
            home = next(
                (own for own, each in zip(of_group, groups, strict=True) if _has(each, draft)), home
            )
        left -= _words([draft])
        if left >= 0:
            home.append(draft)
    return _labelled(groups, of_group)


def _has(part: _Told, draft: Draft) -> bool:
    return any(each.text == draft.text for each in part.ruled.drafts)


def _by_themselves(parts: Sequence[_Told]) -> list[Draft]:
    """What is told of each part, the lead of each under its own."""
    groups = _with_one_answer([each for each in parts if each.ruled.drafts])
    leads, room = {each.lead for each in groups}, WORDS_OF_PARTS // len(groups)
    said, of_group = set[str](), list[list[Draft]]()
    for each in groups:
        fitting = _fitting(_firsts(each.ruled.drafts, room), room)
        of_group.append([own for own in fitting if own.text not in (said | leads) - {each.lead}])
        said.update(own.text for own in of_group[-1])
    return _labelled(groups, of_group)


def _with_one_answer(parts: Sequence[_Told]) -> list[_Told]:
    """The parts, with those that have the same lead as one."""
    groups: dict[str, _Told] = {}
    for part in parts:
        known = groups.get(part.lead)
        groups[part.lead] = replace(known, asked=f"{known.asked} {part.asked}") if known else part
    return list(groups.values())


def _labelled(groups: Sequence[_Told], of_group: Sequence[Sequence[Draft]]) -> list[Draft]:
    """Each group under what it asks, unless it is the only one."""
    return [
        replace(draft, under=group.asked if len(groups) > 1 else "")
        for group, own in zip(groups, of_group, strict=True)
        for draft in own
    ]


def _told(part: PreparedPart) -> _Told:
    """What our rules choose of a part; all of a kind only where it is sure that there is that."""
    prepared = part.prepared
    short = [e for e in prepared.evidence if not (e.is_list and len(e.text.split()) > LIST_WORDS)]
    is_whole = prepared.whole and prepared.blank.support >= 0
    ruled = by_rules(prepared) if is_whole else from_evidence(prepared, short)
    return _Told(part.part.asked, prepared.blank.support, ruled)


def _firsts(drafts: Sequence[Draft], room: int) -> Sequence[Draft]:
    """Of what is told in parts itself the first of each, where all is too much."""
    if _words(drafts) <= room:
        return drafts
    groups = groupby(drafts, key=lambda each: each.under)
    return [each for under, own in groups for each in (list(own)[:1] if under else own)]


def _fitting(drafts: Iterable[Draft], room: int) -> list[Draft]:
    """The first, and of the others as many as there is room for."""
    fitting: list[Draft] = []
    for draft in drafts:
        room -= _words([draft])
        if fitting and room < 0:
            break
        fitting.append(draft)
    return fitting


def _words(drafts: Iterable[Draft]) -> int:
    return sum(len(each.text.split()) for each in drafts)


def _unsaid(part: _Told) -> list[Notice]:
    """Says of a part that nothing answers it, or that nothing clearly does."""
    if part.ruled.outcome is Outcome.NOT_FOUND:
        return [nothing_about(part.asked)]
    is_doubtful = part.ruled.outcome is Outcome.PERHAPS or part.ruled.untold
    return [no_clear_answer(part.asked)] if is_doubtful else []
