"""A word of a sentence: what it may be compared by, and what it is bound to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from assistant.answer.verify.language import language

MIN_STEM_CHARS: Final = 4
ENDINGS: Final = frozenset({"", "e", "en", "n", "s", "t", "d", "de", "ing", "ingen", "heid"})
"""In these two forms of a word may differ."""


@dataclass(slots=True, eq=False)
class Word:
    """A word with what it may be compared by, and what it is bound to.

    `text` is folded. `keys` are what it is known by, `parts` the parts of a compound, `base` the
    verb without its loose particle ("opvangt": "vangt"), and `bend` the group of words that bend a
    meaning as it does.

    `part` counts the main clauses before it, `clause` the subordinate ones too, and `shares` is the
    clause of which its own takes the subject. `cases` are the prepositions that bind it, "" for
    none, `modifiers` the adjectives before it, and `narrowed` the words without which it would say
    more than it does.
    """

    text: str
    keys: frozenset[str]
    parts: frozenset[str]
    bend: str
    base: str
    is_number: bool
    is_name: bool
    is_person: bool
    is_broad: bool
    is_droppable: bool
    is_publication: bool
    has_substance: bool
    clause: int = 0
    part: int = 0
    shares: int = -1
    is_first: bool = False
    is_bare: bool = True
    cases: frozenset[str] = frozenset({""})
    modifiers: list["Word"] = field(default_factory=list)
    narrowed: list["Word"] = field(default_factory=list)

    @property
    def is_anchor(self) -> bool:
        """Whether it is a number, a name or a person: who does what to whom."""
        return self.is_number or self.is_name or self.is_person

    @property
    def is_modifier(self) -> bool:
        """Whether it looks like an adjective or a number before its noun."""
        return self.is_number or (
            self.has_substance
            and (self.text.endswith("e") or self.text in language().adjectives)
            and not self.text.endswith("ie")
            and not self.is_anchor
        )

    @property
    def is_bound(self) -> bool:
        """Whether a preposition binds it."""
        return bool(self.cases - {""})


def is_held(word: Word, others: Sequence[Word]) -> bool:
    """Whether one of the others says the same."""
    return any(are_same(word, other) for other in others)


def are_same(one: Word, other: Word) -> bool:
    """Whether two words are the same, forms of one, or said to mean the same."""
    if one.is_number or other.is_number:
        return one.is_number and other.is_number and bool(one.keys & other.keys)
    return bool(one.keys & other.keys) or (
        not one.is_anchor
        and not other.is_anchor
        and any(
            are_forms(*pair)
            for pair in ((one.text, other.text), (one.base, other.text), (one.text, other.base))
        )
    )


@cache
def are_forms(one: str, other: str) -> bool:
    """Whether two folded words differ in their endings alone."""
    if one == other:
        return True
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    start = start if start >= 0 else min(len(one), len(other))
    return start >= MIN_STEM_CHARS and {one[start:], other[start:]} <= ENDINGS
