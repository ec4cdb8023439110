"""Drafts -> the sentences of an answer and their citations, numbered in the order of reading."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.answer import Citation, Sentence
from assistant.answer.evidence import Evidence
from assistant.answer.lead import Lead


@dataclass(frozen=True, slots=True)
class Draft:
    """Words for the answer, the evidence that carries them (at least one piece), and its lead."""

    text: str
    evidence: tuple[Evidence, ...]
    lead: Lead = Lead.ANSWER


def cite(drafts: Sequence[Draft]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Number the evidence that is used, by first use."""
    items = {item.place: item for draft in drafts for item in draft.evidence}
    numbers = {place: number for number, place in enumerate(items, start=1)}
    sentences = tuple(
        Sentence(draft.text, tuple(numbers[item.place] for item in draft.evidence), draft.lead)
        for draft in drafts
    )
    return sentences, tuple(_citation(numbers[place], item) for place, item in items.items())


def _citation(number: int, item: Evidence) -> Citation:
    return Citation(number, item.source, item.section, item.place, item.guideline)
