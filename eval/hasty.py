"""A question -> the same as somebody in haste might type it, to learn from.

Words alone and letters swapped are forms that forms.py measures too: of those its figures say what
was learnt, of the others what holds beyond.
"""

import random
from collections.abc import Callable
from typing import Final

from ingest.text.words import content_words

_LEAST: Final = 3
"""Questions of fewer words keep all of them."""
_LEFT_OUT: Final = 0.25
_LONG: Final = 5


def hasty(question: str, rng: random.Random) -> str:
    """The question in one of the ways below, as the dice fall."""
    return rng.choice(_WAYS)(question, rng)


def _only_what_counts(question: str, _: random.Random) -> str:
    return " ".join(content_words(question)) or question


def _some_words(question: str, rng: random.Random) -> str:
    words = question.split()
    kept = [each for each in words if rng.random() >= _LEFT_OUT]
    return " ".join(kept) if len(kept) >= _LEAST else question


def _misspelled(question: str, rng: random.Random) -> str:
    """With a letter left out, doubled, or swapped with the next, in two long words."""
    words = question.split()
    long = [place for place, word in enumerate(words) if len(word) >= _LONG]
    for place in rng.sample(long, min(2, len(long))):
        word, at = words[place], rng.randrange(1, len(words[place]) - 1)
        one, two = word[at], word[at + 1]
        words[place] = word[:at] + rng.choice([two, one + one + two, two + one]) + word[at + 2 :]
    return " ".join(words)


_WAYS: Final[tuple[Callable[[str, random.Random], str], ...]] = (
    _only_what_counts,
    _some_words,
    _misspelled,
)
