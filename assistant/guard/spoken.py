"""Text -> the concerns that its words give cause to, by rules without a model.

The rules are lists of words and of what must come together (guard/spoken.toml). They are there
to be sure of what is said plainly; what is only hinted at is left to what ingest learns from
corpus/danger.toml. Words are compared folded, with common chat spellings and typing errors mended.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict

from ingest.corpus.contacts import Concern
from ingest.text.sentences import overlapping, sentence_spans
from ingest.text.words import fold

FILE: Final = Path(__file__).parent / "spoken.toml"
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
_SORTS_OF_DANGER: Final = frozenset({Concern.DANGER, Concern.SUICIDE})


class Urgency(StrEnum):
    """How urgent danger is: DEADLY where death is near, NOW for what goes on at this moment."""

    NOW = "now"
    DEADLY = "deadly"


class _Rule(BaseModel):
    """Holds if every group of `all` occurs and none of `none`; `why` is for the maintainer.

    It gives a concern, or says how urgent that of another is, or both.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    concern: Concern | None = None
    urgency: Urgency | None = None
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
class Spoken:
    """A text, and what is said in it: concerns, and how urgent they are.

    Without danger CHILD only says who speaks, and the urgency is of nothing yet: there may be
    danger in what the text sounds like.
    """

    text: str
    concerns: frozenset[Concern]
    urgency: frozenset[Urgency]


class _Piece(NamedTuple):
    """What is said in a piece of a text."""

    concerns: frozenset[Concern]
    urgency: frozenset[Urgency]


def hear(text: str) -> Spoken:
    """Apply the rules to a text.

    A long one is looked at piece by piece: words of different stories are no danger together, and
    what is told pages away takes none away. Where there is danger, who speaks and how urgent it is
    are looked for in the same piece.
    """
    rules = _rules()
    plain = dict.fromkeys(_in_plain_spelling(piece, rules) for piece in _pieces(text))
    pieces = [_said(piece, rules) for piece in plain]
    dangerous = [piece for piece in pieces if Concern.DANGER in piece.concerns] or pieces
    decides = {Concern.DECISION for piece in pieces if Concern.DECISION in piece.concerns}
    return Spoken(
        text,
        frozenset(decides.union(*(piece.concerns for piece in dangerous))),
        frozenset[Urgency]().union(*(piece.urgency for piece in dangerous)),
    )


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


def _said(text: str, rules: _Rules) -> _Piece:
    """What the rules that hold for words in plain spelling say together."""
    held = [rule for rule in rules.rules if _holds(rule, text, rules.patterns)]
    concerns = {rule.concern for rule in held if rule.concern}
    if concerns & _SORTS_OF_DANGER:
        concerns.add(Concern.DANGER)
    urgency = frozenset(rule.urgency for rule in held if rule.urgency)
    return _Piece(frozenset(concerns), urgency)


def _holds(rule: _Rule, text: str, patterns: Mapping[str, re.Pattern[str]]) -> bool:
    return all(patterns[group].search(text) for group in rule.all) and not any(
        patterns[group].search(text) for group in rule.none
    )


def _in_plain_spelling(question: str, rules: _Rules) -> str:
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
