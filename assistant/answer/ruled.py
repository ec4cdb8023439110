"""Prepared question -> what our own rules choose to tell: all of a kind, or what is likeliest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.answer.answer import Outcome
from assistant.answer.cite import Draft
from assistant.answer.evidence import Evidence
from assistant.answer.extract import MIN_ODDS, extract
from assistant.answer.prepared import Prepared
from assistant.question.fact import FactAsked, fact_asked, is_told

PERHAPS_TOLD: Final = 2
"""Of so much evidence is told where it is not sure that there is an answer, or beside the best of
it of so much of other publications, if that is hardly less likely."""
OTHERS_MARGIN: Final = 2.0
LEAST_IN_DOUBT: Final = -2.5
"""That is so if its log-odds are at most so much below those of the best, and no lower than this.
Of 70 such questions on new texts, dev and test, 24 are told what is right and 12 without them; of
30 on the handreiking beside those 29 and 27. See LOG.md."""


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
    opens with a fact that nothing of it has, nothing is, and so it is where the conversion left no
    more than the title of what it lost.
    """
    if not evidence:
        return Ruled(Outcome.NOT_FOUND)
    if prepared.blank.support < 0:
        outcome, best = Outcome.PERHAPS, extract(_in_doubt(evidence), least=LEAST_IN_DOUBT)
    else:
        outcome, best = Outcome.ANSWERED, extract(evidence, is_all=prepared.is_all)
    if all(item.section.is_lost for draft in best for item in draft.evidence):
        return Ruled(Outcome.NOT_FOUND)
    untold = _untold(prepared.blank.searched, best)
    words = tuple(each.words for each in untold)
    if any(each.is_all for each in untold):
        return Ruled(Outcome.NOT_FOUND, untold=words)
    return Ruled(outcome, tuple(best), words)


def _in_doubt(evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """The likeliest, and what comes nearest to it in other publications, or else in its own."""
    best = evidence[0]
    least = max(best.odds - OTHERS_MARGIN, LEAST_IN_DOUBT)
    others = [
        item
        for item in evidence
        if item.section.document_id != best.section.document_id and item.odds >= least
    ]
    own = [item for item in evidence[1:PERHAPS_TOLD] if item.odds >= MIN_ODDS]
    return [best, *(others[:PERHAPS_TOLD] or own)]


def _untold(question: str, drafts: Sequence[Draft]) -> list[FactAsked]:
    """The facts that a question asks for, and that nothing of what is told has one of."""
    return [
        fact
        for fact in fact_asked(question)
        if not any(is_told(fact, draft.text) for draft in drafts)
    ]
