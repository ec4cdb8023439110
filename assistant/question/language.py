"""Whether a question is in English."""

from typing import Final

from ingest.text.words import words

_ENGLISH: Final = frozenset(
    "the what who how which where when why does do can could should are and about a an to from "
    "with for this that these there they their my your i you it did has have not or if".split()
)
_ENGLISH_WORDS: Final = 2
"""So many of them at least: a single "for" or "a" may be a name."""


def is_english(question: str) -> bool:
    """Whether the question is in English, by words that Dutch does not have."""
    return len(_ENGLISH.intersection(words(question))) >= _ENGLISH_WORDS
