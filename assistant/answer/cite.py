"""Drafts -> the sentences of an answer and their citations, numbered in the order of reading."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.answer import Citation, Sentence
from assistant.answer.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Draft:
    """Words for the answer and the evidence that carries them; at least one piece."""

    text: str
    evidence: tuple[Evidence, ...]


def verbatim(item: Evidence) -> Draft:
    """The source's own words."""
    return Draft(item.text, (item,))


def cite(drafts: Sequence[Draft]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Number the evidence that is used, by first use."""
    used = list(dict.fromkeys(item.number for draft in drafts for item in draft.evidence))
    numbers = {number: place for place, number in enumerate(used, start=1)}
    items = {item.number: item for draft in drafts for item in draft.evidence}
    sentences = tuple(
        Sentence(draft.text, tuple(numbers[item.number] for item in draft.evidence))
        for draft in drafts
    )
    return sentences, tuple(_citation(numbers[number], items[number]) for number in used)


def _citation(number: int, item: Evidence) -> Citation:
    return Citation(number, item.source, item.section, item.place, item.guideline)
