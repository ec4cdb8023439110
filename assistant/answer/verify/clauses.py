"""Words from left to right -> in which clause each stands, and whose subject that clause takes."""

import re
from collections.abc import Sequence
from typing import Final

from assistant.answer.verify.language import CLOSING, CONJUNCTIONS, STOPS, language
from assistant.answer.verify.word import Word

_RELATIVE: Final = re.compile(r"die|dat|wie|wiens|waar(?!door)\w*")


def is_relative(word: str) -> bool:
    """Whether it may begin a clause that says which one: "die", "waarvan"."""
    return bool(_RELATIVE.fullmatch(word))


class Clauses:
    """Where clauses begin and end in the words that were read so far.

    `clause` is the number of the one at hand, `part` that of the main clause, `shares` the clause
    of which it takes the subject, or -1, and `count` how many began.
    """

    def __init__(self, read: list[Word]) -> None:
        """Take the list to which the reader adds each word that it has read."""
        self.clause = self.part = self.count = 0
        self.shares = -1
        self._read = read
        self._main = self._parts = 0
        self._opening = ""
        self._outer: list[tuple[int, int, int]] = []

    def stop(self, mark: str, rest: Sequence[str]) -> None:
        """A stop may end a clause; what stands in brackets or between dashes is put in between."""
        if mark in CLOSING and self._outer:
            self.clause, self.part, self.shares = self._outer.pop()
        elif mark == "(" or (mark in "–-" and mark in rest):
            self._outer.append((self.clause, self.part, self.shares))
            self._new(is_part=_is_aside(_up_to_close(rest)))
        elif mark == "," and not language().verbs.isdisjoint(rest[:1]):
            self.clause = self._main
        else:
            self._begin(mark, rest)

    def turn(self, word: str, rest: Sequence[str], noun: Word | None) -> None:
        """A conjunction or a relative pronoun may begin a clause; `noun` stands right before it."""
        last = self._read[-1] if self._read else None
        if word in CONJUNCTIONS:
            if last is None or not language().verbs.issuperset((last.text, *rest[:1])):
                self._begin(word, rest)
        elif word in language().additions:
            self._new(is_part=True)
        elif word in language().subordinators:
            self._new()
        elif last and _begins_relative(word, last, rest) and not self.defines():
            self._new(is_part=noun is None and last.has_substance)
        if word not in CONJUNCTIONS:
            self._opening = self._opening or word

    def own(self) -> list[Word]:
        """The words of the clause at hand."""
        return [word for word in self._read if word.clause == self.clause]

    def is_one_phrase(self) -> bool:
        """Whether the clause has no more yet than "mensen in het gezin van een kind"."""
        own = self.own()
        has_verb = any(word.text in language().verbs for word in own)
        nouns = [word for word in own if word.has_substance and not word.is_first]
        return not has_verb and all(word.is_bound or word.is_modifier for word in nouns)

    def defines(self) -> bool:
        """Whether "X is a Y that" came before: what follows speaks of X as well."""
        own = self.own()
        nouns = [word for word in own if word.has_substance]
        verbs = [word.text for word in own if word.text in language().verbs]
        return bool(nouns) and nouns[-1].cases == {""} and verbs[:2] in (["is"], ["zijn"])

    def _begin(self, mark: str, rest: Sequence[str]) -> None:
        """A clause begins if there is a verb in it; a main one if nothing hangs on it."""
        ahead = _up_to_stop(rest)
        is_hard = mark in STOPS - {","}
        has_verb = not language().verbs.isdisjoint(ahead)
        if not is_hard and (not has_verb or (mark in CONJUNCTIONS and self.is_one_phrase())):
            return
        is_condition = mark == "," and ahead[0] in language().conditions
        is_bound = self._opening in language().conditions or is_condition
        subject = self.clause if ahead[0] in language().verbs and not is_hard else -1
        self._new(is_part=has_verb and not is_bound)
        self.shares = subject
        self._main, self._opening = self.clause, ""

    def _new(self, *, is_part: bool = False) -> None:
        self.count += 1
        self.clause, self.shares = self.count, -1
        if is_part:
            self._parts += 1
            self.part = self._parts


def _begins_relative(word: str, last: Word, rest: Sequence[str]) -> bool:
    """Whether a "die" or "dat" begins a clause: not in "op die manier"."""
    is_pointing = last.text in language().prepositions and (
        word != "dat" or not (language().determiners | language().pronouns) & {*rest[:1]}
    )
    return is_relative(word) and not is_pointing


def _is_aside(words: Sequence[str]) -> bool:
    """Whether what is put in between may be left out: it bends nothing, or is an example."""
    bends = [language().bends.get(word, "") for word in words]
    return not any(bends) or bends[0] in language().examples


def _up_to_close(words: Sequence[str]) -> Sequence[str]:
    ends = (place for place, word in enumerate(words) if word in CLOSING)
    return words[: next(ends, len(words))]


def _up_to_stop(words: Sequence[str]) -> list[str]:
    """The words up to what ends a clause or begins another."""
    ends = STOPS | CONJUNCTIONS | language().subordinators | language().additions
    stops = (place for place, word in enumerate(words) if place and word in ends)
    return list(words[: next(stops, len(words))]) or [""]
