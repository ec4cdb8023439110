"""A sentence and the evidence it names -> what is wrong with it, or nothing.

The rules are strict on purpose: a good sentence that is dropped costs the reader little, as the
source's own words are given instead; a false one that is shown may cost a child. A sentence must
be a plain wording of one piece of evidence: no word of substance may be new; numbers, names and
people stand in the same order; and what bends the meaning (not, must, only, sometimes, if) is the
same.
"""

import os
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant.entailment import Entailment
from assistant.evidence import Evidence
from assistant.question import is_english
from ingest.lexical import Lexicon, fold, stem
from ingest.sentences import sentence_spans

FILE: Final = Path(__file__).parent / "verify.toml"
MAX_CHARS: Final = 400
MIN_WORDS: Final = 4
PREFIX_CHARS: Final = 5
PREFIX_SHARE: Final = 0.65
"""Two words are forms of one if they begin alike for so many letters and this share of the longer."""
ORDER_SHARE: Final = 0.75
"""So much of a sentence's words stands in the order of the evidence."""
NOT: Final = "not"
_WORD: Final = re.compile(r"@?[^\W_]+(?:[-'’.][^\W_]+)*")
_MARKUP: Final = re.compile(r"[<>\[\]{}|*_#`\\~^=]|https?:|www\.|\w@\w|!\(")
_CLAUSE_END: Final = re.compile(r"[,;:()]\s*|\s+(?:en|of|maar|terwijl|–|-)\s+")
_NOT_ONLY: Final = re.compile(r"\bniet (?:alleen|slechts|enkel)\b")
"""Adds, and takes nothing away."""


class Flaw(StrEnum):
    """Why a sentence is not shown."""

    FORM = "form"
    LANGUAGE = "language"
    NEW_NUMBER = "new_number"
    NEW_NAME = "new_name"
    NEW_WORD = "new_word"
    ORDER = "order"
    BENT = "bent"
    NOT_ENTAILED = "not_entailed"


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    light: str
    people: str
    bends: dict[str, str]
    numbers: dict[str, str]
    same: list[str]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, by what it may be compared with.

    `bend` is the class of a word that bends the meaning; `is_anchor` says whether it is a number,
    a name or a person, whose order counts.
    """

    word: str
    keys: frozenset[str]
    bend: str
    is_number: bool
    is_name: bool
    is_anchor: bool


class Verifier:
    """Holds sentences against the evidence that they name."""

    def __init__(self, lexicon: Lexicon, entailment: Entailment | None = None) -> None:
        """Take the lexicon of the index, and a model of entailment if the operator has one."""
        self._lexicon = lexicon
        self._entailment = entailment

    def flaw(self, text: str, item: Evidence) -> Flaw | None:
        """What is wrong with a sentence that is said to rest on one piece of evidence."""
        titles = (item.source.title, item.guideline.title if item.guideline else "")
        context = " ".join((*item.section.headings, *titles))
        found = flaw(text, item.text, context, self._lexicon)
        if self._entailment and found in (None, Flaw.NEW_WORD):
            return None if self._entailment.entails(item.text, text) else Flaw.NOT_ENTAILED
        return found


def flaw(text: str, evidence: str, context: str, lexicon: Lexicon) -> Flaw | None:
    """What is wrong with a sentence that is said to rest on `evidence`; None if nothing is.

    `context` are the headings and titles above the evidence: a sentence may name them.
    """
    if not _is_well_formed(text):
        return Flaw.FORM
    if is_english(text):
        return Flaw.LANGUAGE
    said = list(_tokens(text, lexicon, is_told=False))
    clauses = [list(_tokens(clause, lexicon, is_told=True)) for clause in _clauses(evidence)]
    told = [token for clause in clauses for token in clause]
    around = list(_tokens(context, lexicon, is_told=True))
    return _new(said, [*told, *around]) or _misplaced(said, told) or _bent(said, clauses)


def _is_well_formed(text: str) -> bool:
    """One plain Dutch sentence without markup, addresses or letters that only look Latin."""
    return (
        len(text) <= MAX_CHARS
        and len(text.split()) >= MIN_WORDS
        and text.isprintable()
        and unicodedata.normalize("NFKC", text) == text
        and all(unicodedata.name(char, "").startswith("LATIN") for char in text if char.isalpha())
        and not _MARKUP.search(text)
        and text[0].isalnum()
        and text.endswith((".", "!", ".”", ".’"))
        and len(sentence_spans(text)) == 1
    )


def _new(said: Sequence[_Token], held: Sequence[_Token]) -> Flaw | None:
    """A word of substance that the evidence does not have."""
    for token in said:
        if not _has_substance(token) or _held(token, held):
            continue
        if token.is_number:
            return Flaw.NEW_NUMBER
        return Flaw.NEW_NAME if token.is_name else Flaw.NEW_WORD
    return None


def _misplaced(said: Sequence[_Token], told: Sequence[_Token]) -> Flaw | None:
    """Numbers, names or people in another order than in the evidence."""
    anchors = [token for token in said if token.is_anchor and _held(token, told)]
    rest: Iterator[_Token] = iter([token for token in told if token.is_anchor])
    is_ordered = all(any(_match(token, other) for other in rest) for token in anchors)
    own = [token for token in said if _has_substance(token) and _held(token, told)]
    return None if is_ordered and _in_order(own, told) >= ORDER_SHARE * len(own) else Flaw.ORDER


def _in_order(said: Sequence[_Token], told: Sequence[_Token]) -> int:
    """Length of the longest run of words that stand in the same order in both, with gaps."""
    lengths = [0] * (len(told) + 1)
    for token in said:
        before = list(lengths)
        for place, other in enumerate(told, start=1):
            lengths[place] = (
                before[place - 1] + 1
                if _match(token, other)
                else max(before[place], lengths[place - 1])
            )
    return lengths[-1]


def _bent(said: Sequence[_Token], clauses: Sequence[Sequence[_Token]]) -> Flaw | None:
    """A "not", "must" or "only" too many or too few beside the clauses that the sentence tells."""
    told = _told(said, clauses)
    counts = Counter(token.bend for token in said if token.bend)
    held = Counter(token.bend for clause in told for token in clause if token.bend)
    is_same = set(counts) == set(held) and counts[NOT] == held[NOT]
    return None if is_same and _denies_the_same(said, told) else Flaw.BENT


def _denies_the_same(said: Sequence[_Token], told: Sequence[Sequence[_Token]]) -> bool:
    """Whether each "not" stands beside a word that one stands beside in the evidence."""
    denied = [other for clause in told for own in _beside_not(clause) for other in own]
    return all(not own or any(_held(token, denied) for token in own) for own in _beside_not(said))


def _beside_not(tokens: Sequence[_Token]) -> Iterator[list[_Token]]:
    """For each "not" the word of substance before it and the one behind it."""
    for place, token in enumerate(tokens):
        if token.bend == NOT:
            before = [other for other in tokens[:place] if _has_substance(other)]
            behind = [other for other in tokens[place:] if _has_substance(other)]
            yield [*before[-1:], *behind[:1]]


def _told(said: Sequence[_Token], clauses: Sequence[Sequence[_Token]]) -> list[Sequence[_Token]]:
    """The clauses that the sentence tells: those that hold most of its words, till all are held."""
    left = [token for token in said if _has_substance(token)]
    rest, told = list(clauses), []
    while left and rest:
        best = max(rest, key=lambda clause: sum(_held(token, clause) for token in left))
        held = [token for token in left if _held(token, best)]
        if not held:
            break
        told.append(best)
        rest.remove(best)
        left = [token for token in left if token not in held]
    return told


def _has_substance(token: _Token) -> bool:
    return not token.bend and not token.keys & _light()


def _held(token: _Token, others: Sequence[_Token]) -> bool:
    return any(_match(token, other) for other in others)


def _match(said: _Token, told: _Token) -> bool:
    """Whether `told` has all of a word: itself, a form of it, or a compound that it is part of."""
    if said.is_number or told.is_number:
        return said.is_number and told.is_number and bool(said.keys & told.keys)
    return bool(said.keys & told.keys) or _alike(said.word, told.word)


def _alike(one: str, other: str) -> bool:
    start = os.path.commonprefix([one, other])
    return len(start) >= max(PREFIX_CHARS, PREFIX_SHARE * max(len(one), len(other)))


def _clauses(evidence: str) -> Iterator[str]:
    """The sentences and list items of the evidence, cut where a new clause may begin."""
    for span in sentence_spans(evidence):
        sentence = evidence[span.start : span.end]
        if not sentence.endswith("?"):
            yield from _CLAUSE_END.split(sentence)


def _tokens(text: str, lexicon: Lexicon, *, is_told: bool) -> Iterator[_Token]:
    """The words of a text; told ones can be matched by their compound parts too."""
    for place, match in enumerate(_WORD.finditer(_NOT_ONLY.sub(" ", text))):
        word = fold(match[0])
        number = _table().numbers.get(word, word if word[0].isdigit() else "")
        terms = lexicon.word_terms(word) if is_told else [stem(word)]
        is_name = sum(map(str.isupper, match[0])) > (not place)
        yield _Token(
            word,
            frozenset({number} if number else {word, *terms, *_groups().get(word, ())}),
            _bends().get(word, ""),
            is_number=bool(number),
            is_name=is_name,
            is_anchor=bool(number) or is_name or word in _people(),
        )


@cache
def _table() -> _Words:
    return _Words.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))


@cache
def _light() -> frozenset[str]:
    return frozenset(_table().light.split())


@cache
def _people() -> frozenset[str]:
    return frozenset(_table().people.split())


@cache
def _bends() -> dict[str, str]:
    return {word: name for name, words in _table().bends.items() for word in words.split()}


@cache
def _groups() -> dict[str, tuple[str]]:
    """By word, the group of words that say the same."""
    return {
        word: (f"={number}",)
        for number, words in enumerate(_table().same)
        for word in words.split()
    }
