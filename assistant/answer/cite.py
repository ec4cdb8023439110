"""Drafts -> the sentences of an answer and their citations, numbered in the order of reading."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.answer import Citation, Sentence
from assistant.answer.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Draft:
    """Words for the answer and the evidence that carries them; at least one piece.

    `under` is what it is told under: see `Sentence`.
    """

    text: str
    evidence: tuple[Evidence, ...]
    under: str = ""


def cite(drafts: Sequence[Draft]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Number the evidence that is used, by first use."""
    items = {item.place: item for draft in drafts for item in draft.evidence}
    numbers = {place: number for number, place in enumerate(items, start=1)}
    sentences = tuple(
        Sentence(draft.text, tuple(numbers[item.place] for item in draft.evidence), draft.under)
        for draft in drafts
    )
    return sentences, tuple(_citation(numbers[place], item) for place, item in items.items())


def _citation(number: int, item: Evidence) -> Citation:
    return Citation(number, item.source, item.section, item.place, item.guideline)
