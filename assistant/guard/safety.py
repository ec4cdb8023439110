"""Question -> whether its words show acute danger, or ask for a decision, by rules without a model.

The rules are lists of words and of what must come together (guard/safety.toml). They are there
to be sure of what is said plainly; what is only hinted at is left to what ingest learns from
corpus/danger.toml. Words are compared folded, with common chat spellings and typing errors mended.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from ingest.corpus.care import Concern
from ingest.text.sentences import overlapping, sentence_spans
from ingest.text.words import fold

FILE: Final = Path(__file__).parent / "safety.toml"
PIECE_WORDS: Final = 60
"""Longer than any question of the benchmark."""
SHORT_PIECE_WORDS: Final = 20
"""What is pasted has no end of a sentence where the story of danger begins."""
GAP_WORDS: Final = 7
"""So many words may stand where a pattern has "..."."""
_APOSTROPHE: Final = re.compile(r"['`´]")
_LONG_VOWEL: Final = re.compile(r"([aeou])\1{2,}")
_LONG_LETTER: Final = re.compile(r"([^\W\daeou])\1{2,}")
"""dooood is dood, helppp is help."""
_WORD: Final = re.compile(r"\w+")
_WHOLE: Final = re.compile(r"[^\W\d_]++(?!\*)")
SPOKEN_CHARS: Final = 4
LONGEST_CHARS: Final = 40
"""No word worth mending is so long."""


_EMERGENCY: Final = "emergency"
"""Danger of death that has begun: 112 comes first, whatever else is the matter."""
_NOW: Final = "now"
_DECISION: Final = "decision"
_DANGERS: Final = frozenset({_EMERGENCY, Concern.SUICIDE, Concern.DANGER})


class _Rule(BaseModel):
    """Holds if every group of `all` occurs and none of `none`; `why` is for the maintainer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    concern: Concern | Literal["emergency", "now", "decision"]
    why: str
    all: tuple[str, ...]
    none: tuple[str, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    spellings: Mapping[str, str]
    mended: str
    words: Mapping[str, str]
    rule: tuple[_Rule, ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    """The file, ready for use: patterns by name of their group, whole words by misspelling."""

    patterns: Mapping[str, re.Pattern[str]]
    rules: tuple[_Rule, ...]
    spellings: Mapping[str, str]
    mended: Mapping[str, str]
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class Heard:
    """What the words of a text are about, by the rules, for each piece of it.

    A long text is looked at piece by piece: words of different stories are no danger together, and
    what is told pages away takes none away.
    """

    pieces: tuple[frozenset[str], ...]

    @property
    def signals(self) -> bool:
        """Whether the words show acute danger."""
        return any(found & _DANGERS for found in self.pieces)

    @property
    def decides(self) -> bool:
        """Whether the words ask for a decision that is not the assistant's to make."""
        return any(_DECISION in found for found in self.pieces)

    def concerns(self, *, is_danger: bool = False, is_suicide: bool = False) -> tuple[Concern, ...]:
        """What is the matter, the first to be met first; nothing if there is no danger.

        Beside the words what else is known counts: that there is danger, or suicide. 112 comes
        first for danger of death that has begun, and for violence of this moment; 113 for thoughts
        of suicide; else a child that speaks for itself has somebody of its own to talk to.
        """
        dangerous = [found for found in self.pieces if found & _DANGERS]
        if not dangerous and not is_danger:
            return ()
        found = frozenset[str]().union(*(dangerous or self.pieces))
        is_suicide = Concern.SUICIDE in found or (is_suicide and not dangerous)
        order = (
            (Concern.DANGER, _EMERGENCY in found),
            (Concern.SUICIDE, is_suicide),
            (Concern.DANGER, _NOW in found and not is_suicide),
            (Concern.CHILD, Concern.CHILD in found),
            (Concern.DANGER, True),
        )
        return tuple(dict.fromkeys(concern for concern, holds in order if holds))


def hear(text: str) -> Heard:
    """Apply the rules to a text."""
    rules = _rules()
    pieces = dict.fromkeys(_plain(piece, rules) for piece in _pieces(text))
    return Heard(tuple(frozenset(_found(piece, rules)) for piece in pieces))


def _pieces(question: str) -> Iterator[str]:
    """The question, or of a long one its sentences and runs of words that overlap."""
    words = question.split()
    if len(words) <= PIECE_WORDS:
        yield question
        return
    for span in sentence_spans(question):
        yield question[span.start : span.end]
    for size in (PIECE_WORDS, SHORT_PIECE_WORDS):
        yield from map(" ".join, overlapping(words, size))


def _found(text: str, rules: _Rules) -> Iterator[str]:
    """What the rules that hold for words in plain spelling are about."""
    for rule in rules.rules:
        if all(rules.patterns[group].search(text) for group in rule.all) and not any(
            rules.patterns[group].search(text) for group in rule.none
        ):
            yield rule.concern


def _plain(question: str, rules: _Rules) -> str:
    """The words of a question in plain spelling, between single spaces."""
    text = _LONG_VOWEL.sub(r"\1\1", _APOSTROPHE.sub("", fold(question)))
    text = _LONG_LETTER.sub(r"\1", text)
    return " ".join(
        rules.spellings[word]
        if word in rules.spellings
        else _mend(_written(word, rules), rules.mended)
        for word in _WORD.findall(text)
    )


def _written(word: str, rules: _Rules) -> str:
    """A word as it is written, where an n at its end is left out as it is in speech: "leve"."""
    is_spoken = word.endswith("e") and len(word) >= SPOKEN_CHARS and word not in rules.known
    return f"{word}n" if is_spoken and f"{word}n" in rules.known else word


def _mend(word: str, mended: Mapping[str, str]) -> str:
    """The word that is meant, if this is one of those worth mending with one letter amiss."""
    if len(word) > LONGEST_CHARS:
        return word
    return next((mended[each] for each in (word, *_shortened(word)) if each in mended), word)


def _shortened(word: str) -> Iterator[str]:
    """The word without each of its letters in turn."""
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


@cache
def _rules() -> _Rules:
    file = _File.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))
    mended = {short: word for word in file.mended.split() for short in (word, *_shortened(word))}
    patterns = {name: _pattern(words) for name, words in file.words.items()}
    known = frozenset(word for words in file.words.values() for word in _WHOLE.findall(words))
    return _Rules(patterns, file.rule, file.spellings, mended, known)


def _pattern(words: str) -> re.Pattern[str]:
    """Any of these words or phrases; see the head of the file for how they are written."""
    return re.compile(rf"\b(?:{'|'.join(map(_alternative, words.split()))})\b")


def _alternative(phrase: str) -> str:
    return (
        phrase.replace("...", rf" (?:\w+ ){{0,{GAP_WORDS}}}").replace("*", r"\w*").replace("_", " ")
    )
