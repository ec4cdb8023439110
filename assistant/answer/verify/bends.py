"""Words of a sentence and of its evidence -> a "not", "must" or "only" too many or too few."""

from collections.abc import Iterator, Sequence

from assistant.answer.verify.flaw import Flaw
from assistant.answer.verify.language import language
from assistant.answer.verify.word import Word, is_held


def bent(said: Sequence[Word], told: Sequence[Word]) -> Flaw | None:
    """Whether the sentence bends its meaning otherwise than the clauses that it tells."""
    parts = _told_parts(said, told)
    held = _without_example([word for word in told if word.part in parts], said)
    bends = {word.bend for word in said if word.bend}
    whole = {word.bend for word in held if word.bend}
    denials = [sum(_denies(word) for word in each) for each in (said, held)]
    is_same = whole - language().stress <= bends <= whole and denials[0] == denials[1]
    is_same = is_same and _denies_the_same(said, held) and _has_scope(said, held)
    return None if is_same else Flaw.BENT


def _told_parts(said: Sequence[Word], told: Sequence[Word]) -> set[int]:
    """The main clauses that the sentence tells: those that hold most of it, till all is held."""
    left = [word for word in said if word.has_substance and is_held(word, told)]
    parts: set[int] = set()
    while left:
        counts = {
            part: [word for word in left if is_held(word, [t for t in told if t.part == part])]
            for part in sorted({word.part for word in told})
        }
        best = max(counts, key=lambda part: len(counts[part]))
        parts.add(best)
        left = [word for word in left if word not in counts[best]]
    return parts


def _without_example(told: Sequence[Word], said: Sequence[Word]) -> Sequence[Word]:
    """Without an example at the end, if the sentence does not tell it."""
    places = [n for n, word in enumerate(told) if word.has_substance and is_held(word, said)]
    end = max(places, default=0)
    examples = (n for n, word in enumerate(told) if n > end and word.bend in language().examples)
    return told[: next(examples, len(told))]


def _denies(word: Word) -> bool:
    return word.bend in language().denials


def _denies_the_same(said: Sequence[Word], told: Sequence[Word]) -> bool:
    """Whether each "not" stands beside a word that one stands beside in the evidence."""
    denied = [other for own in _beside_not(told) for other in own]
    return all(any(is_held(word, denied) for word in own) for own in _beside_not(said))


def _beside_not(words: Sequence[Word]) -> Iterator[list[Word]]:
    """For each "not" the word of substance before it and the one behind it."""
    for place, word in enumerate(words):
        if _denies(word):
            before = [other for other in words[:place] if other.has_substance]
            behind = [other for other in words[place:] if other.has_substance]
            yield [*before[-1:], *behind[:1]]


def _has_scope(said: Sequence[Word], told: Sequence[Word]) -> bool:
    """Whether the sentence says when or for what it holds: "bij een crisis", "na het verblijf"."""
    clauses = {word.clause for word in told if word.has_substance and is_held(word, said)}
    scope = [word for word in told if word.clause in clauses and word.cases & language().scopes]
    return all(is_held(word, said) for word in scope if "" not in word.cases)
