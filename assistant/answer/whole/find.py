"""Question + hits -> the drafts of a whole: all of a kind, or things side by side.

Nothing where the texts hold no such whole: then an answer is chosen sentence by sentence, as
`extract` does.
"""

from collections.abc import Sequence

from assistant.answer.cite import Draft
from assistant.answer.evidence import Evidence
from assistant.answer.whole.editions import by_edition
from assistant.answer.whole.members import (
    leads_rightly,
    list_behind,
    near_members,
    sure_members,
)
from assistant.answer.whole.mentions import mentions
from assistant.answer.whole.sides import side_by_side
from assistant.question.shape import asks_for_whole, chooses, compares, sets_apart
from ingest.index.query import Query
from ingest.index.release import Release
from ingest.text.document import Hit


def find_whole(
    release: Release,
    query: Query,
    question: str,
    hits: Sequence[Hit],
    evidence: Sequence[Evidence],
) -> tuple[Draft, ...]:
    """The whole that a question asks for, or nothing.

    `question` is what was asked, without what was said before; `evidence` is sorted, best first,
    and empty where the texts are held not to answer: then a whole must have all words of it, or be
    two sources that are named to be compared.
    """
    told: Sequence[Draft] = by_edition(release, question)
    if not told and (compares(question) if evidence else sets_apart(question) or chooses(question)):
        told = side_by_side(release, query, question, evidence)
    if not told and asks_for_whole(question):
        told = mentions(release, question, query.named)
        if not told and not query.named.sources:
            told = _all_of_a_kind(release, question, hits, evidence)
    return tuple(told)


def _all_of_a_kind(
    release: Release, question: str, hits: Sequence[Hit], evidence: Sequence[Evidence]
) -> Sequence[Draft]:
    """A list, or what stands under a heading; nothing if what is likeliest was lost."""
    if not evidence:
        return sure_members(release, question, hits)
    best = evidence[0]
    if best.section.is_lost:
        return []
    is_told = best.is_list and leads_rightly(release, question, best)
    told: Sequence[Draft] = ()
    if not is_told:
        told = sure_members(release, question, hits) or list_behind(question, evidence)
    return told or near_members(release, question, hits, evidence)
