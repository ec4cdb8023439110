"""Prepared question -> what our own rules choose to tell: all of a kind, or what is likeliest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.answer.answer import Outcome
from assistant.answer.cite import Draft
from assistant.answer.evidence import Evidence
from assistant.answer.extract import MAX_OF_OTHERS, MIN_ODDS, extract
from assistant.answer.prepared import Prepared
from assistant.question.fact import FactAsked, fact_asked, is_told
from ingest.text.document import Source, later_editions

PERHAPS_TOLD: Final = 2
"""Of so much evidence is told where it is not sure that there is an answer."""
OTHERS_MARGIN: Final = 2.0
LEAST_IN_DOUBT: Final = -2.5
"""Or of the best and of other documents, if their log-odds are at most so much below those of the
best, and no lower than this. Of 70 such questions on new texts, dev and test, 24 are told what is
right and 12 without those; of 30 on the shipped text beside them 29 and 27. See LOG.md."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """What is told, and the words of the facts that were asked for and that it has none of."""

    outcome: Outcome
    drafts: tuple[Draft, ...] = ()
    untold: tuple[str, ...] = ()


def by_rules(prepared: Prepared) -> Ruled:
    """What our own rules choose; nothing is told where there is no evidence."""
    if prepared.whole:
        return Ruled(Outcome.ANSWERED, prepared.whole)
    return from_evidence(prepared, prepared.evidence)


def from_evidence(prepared: Prepared, evidence: Sequence[Evidence]) -> Ruled:
    """What is likeliest of some evidence, best first.

    Where it is not sure that there is an answer, a little is told that may be one; where a question
    opens with a fact that nothing of it has, nothing is. No more is it where the likeliest is the
    title of what the conversion lost, which is told nowhere.
    """
    if not evidence or evidence[0].section.is_lost:
        return Ruled(Outcome.NOT_FOUND)
    evidence = [item for item in evidence if not item.section.is_lost]
    if prepared.blank.support < 0:
        outcome = Outcome.PERHAPS
        best = extract(_in_doubt(prepared, evidence), least=LEAST_IN_DOUBT)
    else:
        outcome = Outcome.ANSWERED
        best = extract(evidence, is_all=prepared.is_all)
    untold = _untold(prepared.blank.searched, best)
    words = tuple(each.words for each in untold)
    if any(each.is_all for each in untold):
        return Ruled(Outcome.NOT_FOUND, untold=words)
    return Ruled(outcome, tuple(best), words)


def _in_doubt(prepared: Prepared, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """The likeliest, and what comes nearest to it in other documents; or else the next.

    An earlier edition of what is likeliest is no other document.
    """
    best = evidence[0]
    least = max(best.odds - OTHERS_MARGIN, LEAST_IN_DOUBT)
    others = [
        item
        for item in evidence
        if item.odds >= least and not _are_editions(item.source, best.source, prepared.sources)
    ]
    next_best = [item for item in evidence[1:PERHAPS_TOLD] if item.odds >= MIN_ODDS]
    return [best, *(others[:MAX_OF_OTHERS] or next_best)]


def _are_editions(one: Source, other: Source, sources: Mapping[str, Source]) -> bool:
    """Whether two sources are one, or one is a later edition of the other."""
    later = {each.id: later_editions(each.id, sources) for each in (one, other)}
    return one.id == other.id or one in later[other.id] or other in later[one.id]


def _untold(question: str, drafts: Sequence[Draft]) -> list[FactAsked]:
    """The facts that a question asks for, and that nothing of what is told has one of."""
    return [
        fact
        for fact in fact_asked(question)
        if not any(is_told(fact, draft.text) for draft in drafts)
    ]
