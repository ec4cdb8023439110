"""A sentence in own words + passages -> what of them it tells, as far as their words show."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.text.sentences import sentence_spans
from ingest.text.words import content_words

BEGINNING_CHARS: Final = 5
MOSTLY_TOLD: Final = 0.4
"""A sentence that has this share of the words of a clause tells what bends it: "niet", "kan"."""
_CLAUSE: Final = re.compile(r"[,;:()–—]| - |\s(?:maar|terwijl|waardoor|zodat|en dus|en daarmee)\s")


@dataclass(frozen=True, slots=True)
class ToldPart:
    """Of the passages the clauses that are mostly told, the sentences that are near, and the best.

    `near` are those that share at least half as many words as the best does.
    """

    mostly: tuple[str, ...]
    near: str
    best: str


def told_of(text: str, passages: Sequence[str]) -> ToldPart:
    """What a sentence tells: the clauses that hold most of its words, till all is held."""
    parts = [
        (clause, span.of(passage))
        for passage in passages
        for span in sentence_spans(passage)
        for clause in _CLAUSE.split(span.of(passage))
        if clause.strip()
    ]
    said = beginnings(text)
    shared = {sentence: len(said & beginnings(sentence)) for _, sentence in parts}
    best = max(shared, key=shared.__getitem__, default="")
    near = " ".join(each for each, count in shared.items() if 2 * count >= shared[best])
    clauses = _covering(said, [clause for clause, _ in parts])
    mostly = (c for c in clauses if len(said & beginnings(c)) >= MOSTLY_TOLD * len(beginnings(c)))
    return ToldPart(tuple(mostly), near, best)


def _covering(said: set[str], clauses: Sequence[str]) -> list[str]:
    """As few clauses as hold all words that any of them holds, the fullest first."""
    left, chosen = set(said), list[str]()
    while clauses:
        best = max(clauses, key=lambda each: (len(left & beginnings(each)), -len(each)))
        held = left & beginnings(best)
        if not held:
            break
        chosen.append(best)
        left -= held
    return chosen


def beginnings(text: str) -> set[str]:
    """Beginnings of words: they find more than stems do, and nothing is said to be the same."""
    return {word[:BEGINNING_CHARS] for word in content_words(text)}
