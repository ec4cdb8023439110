"""A sentence and the evidence it names -> what is wrong with it, or nothing.

The rules are strict on purpose: a good sentence that is dropped costs the reader little, as the
source's own words are given instead; a false one that is shown may cost a child. A sentence must
be a shorter wording of one sentence or list item of its evidence: no word of substance may be
new, each keeps its place and what narrows it (adjective, preposition, relative clause,
alternative), and what bends the meaning (not, must, only, sometimes, if) is the same.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from os.path import commonprefix
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
MIN_STEM_CHARS: Final = 4
PART_WORDS: Final = 4
"""So near each other stand the parts of a compound that is written out."""
LEAD_WORDS: Final = 8
"""So long may an opening be that only says where the evidence stands: "Bij de richtlijn X"."""
_TOKEN: Final = re.compile(r"@?[^\W_]+(?:[-'’./][^\W_]+)*|[,;:()–\n]|(?<=\s)-(?=\s)")
_ODD: Final = re.compile(r"[^\w\s.,;:'’‘“”\"()–@/!-]|_|https?:|www\.|\w@\w|//|\w\.(?:nl|com|org)\b")
_RELATIVE: Final = re.compile(r"die|dat|wie|wiens|waar(?!door)\w*")
_STOPS: Final = frozenset(",;:()–-\n")
_CLOSING: Final = frozenset(")–-")
_CONJUNCTIONS: Final = frozenset({"en", "of", "maar", "terwijl", "en/of"})
_DEFINES: Final = re.compile(r"\b((?:is|zijn)(?: [\w-]+){1,4}) die\b")
"""In "X is a Y that Z" the clause Z speaks of X as well: it is not cut off."""


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
    auxiliaries: str
    determiners: str
    prepositions: str
    narrowing: str
    openers: str
    subordinators: str
    conditions: str
    denials: str
    examples: str
    people: str
    broad: str
    particles: str
    adjectives: str
    droppable: str
    stress: str
    verbs: str
    bends: list[str]
    same: list[str]
    phrases: dict[str, str]
    numbers: dict[str, str]


@dataclass(slots=True, eq=False)
class _Token:
    """A word with what it may be compared by, and what it is bound to.

    `part` counts the main clauses before it, `clause` the subordinate ones too. `narrowed` are
    the words without which it would say more than it does.
    """

    word: str
    keys: frozenset[str]
    parts: frozenset[str]
    bend: str
    is_number: bool
    is_name: bool
    is_separable: bool
    has_substance: bool
    clause: int = 0
    part: int = 0
    is_bare: bool = True
    cases: frozenset[str] = frozenset({""})
    modifiers: list["_Token"] = field(default_factory=list)
    narrowed: list["_Token"] = field(default_factory=list)

    @property
    def is_anchor(self) -> bool:
        """Whether it is a number, a name or a person: who does what to whom."""
        return self.is_number or self.is_name or self.word in _set("people")

    @property
    def is_modifier(self) -> bool:
        """Whether it looks like an adjective or a number before its noun."""
        return self.is_number or (
            self.has_substance
            and (self.word.endswith("e") or self.word in _set("adjectives"))
            and not self.word.endswith("ie")
            and not self.is_anchor
        )


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

    `context` are the headings and titles above the evidence: a sentence may open with them.
    """
    if not _is_well_formed(text):
        return Flaw.FORM
    if is_english(text):
        return Flaw.LANGUAGE
    said = _tokens(text, lexicon)
    bare = _without_lead(said, _tokens(context, lexicon))
    found = {
        _flaw(words, _tokens(unit, lexicon)) for unit in _units(evidence) for words in (said, bare)
    }
    return None if None in found else max(found, key=list(Flaw).index, default=Flaw.NEW_WORD)


def _flaw(said: Sequence[_Token], told: Sequence[_Token]) -> Flaw | None:
    return _new(said, told) or _misplaced(said, told) or _bent(said, told)


def _is_well_formed(text: str) -> bool:
    """One plain Dutch sentence without markup, addresses or letters that only look Latin."""
    return (
        len(text) <= MAX_CHARS
        and len(text.split()) >= MIN_WORDS
        and text.isprintable()
        and unicodedata.normalize("NFKC", text) == text
        and all(unicodedata.name(char, "").startswith("LATIN") for char in text if char.isalpha())
        and not _ODD.search(text)
        and (text[0].isalnum() or text[0] == "@")
        and text.endswith((".", "!", ".”", ".’"))
        and len(sentence_spans(text)) == 1
    )


def _units(evidence: str) -> Iterator[str]:
    """The sentences and list items, each item behind what announces it; no questions."""
    announced = ""
    for span in sentence_spans(evidence):
        sentence = evidence[span.start : span.end]
        if sentence.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹)\"'”’ ").endswith("?"):
            continue
        yield f"{announced} {sentence}".strip()
        if sentence.endswith(":"):
            announced = sentence


def _without_lead(said: Sequence[_Token], context: Sequence[_Token]) -> Sequence[_Token]:
    """The sentence without an opening that names the heading: "Bij VoorZorg", "In de richtlijn"."""
    if not said or said[0].word not in _set("openers"):
        return said
    end = 1
    is_named = False
    while end < len(said) and (not said[end].has_substance or _held(said[end], context)):
        token = said[end]
        if token.bend or token.word in _set("auxiliaries") or token.word in _set("people"):
            break
        is_named |= token.is_name or token.word in ("richtlijn", "handreiking")
        end += 1
    return said[end:] if is_named and end <= LEAD_WORDS else said


def _new(said: Sequence[_Token], told: Sequence[_Token]) -> Flaw | None:
    """A word of substance that the evidence does not have."""
    for token in said:
        is_weighed = token.has_substance or token.word in _set("auxiliaries")
        if not is_weighed or _held(token, told) or _is_part(token, said, told):
            continue
        if token.is_number:
            return Flaw.NEW_NUMBER
        return Flaw.NEW_NAME if token.is_name else Flaw.NEW_WORD
    return None


def _is_part(token: _Token, said: Sequence[_Token], told: Sequence[_Token]) -> bool:
    """Whether the sentence has all parts of a word of the evidence: "vangt op", "plan voor gezin"."""
    place = said.index(token)
    for other in told:
        near = said if other.is_separable else said[max(0, place - PART_WORDS) : place + PART_WORDS]
        if any(_are_forms(part, token.word) for part in other.parts) and all(
            any(_are_forms(part, each.word) for each in near) for part in other.parts
        ):
            return True
    return False


def _misplaced(said: Sequence[_Token], told: Sequence[_Token]) -> Flaw | None:
    """A word in another place, bound to other words, or joined to a clause that is not its own."""
    own = [token for token in said if token.has_substance and _held(token, told)]
    kept = _in_order(own, told)
    moved = [token for token in own if token not in kept]
    is_placed = all(_may_move(token, told) for token in moved)
    is_bound = all(any(_fits(token, other, said) for other in told) for token in own)
    pairs = zip(own, own[1:], strict=False)
    is_joined = all(one.clause != two.clause or _meet(one, two, told) for one, two in pairs)
    return None if is_placed and is_bound and is_joined else Flaw.ORDER


def _in_order(said: Sequence[_Token], told: Sequence[_Token]) -> list[_Token]:
    """The longest run of words that stand in the same order in both, with gaps."""
    runs: list[list[_Token]] = [[] for _ in range(len(told) + 1)]
    for token in said:
        before = list(runs)
        for place, other in enumerate(told, start=1):
            if _match(token, other):
                runs[place] = [*before[place - 1], token]
            else:
                runs[place] = max(before[place], runs[place - 1], key=len)
    return runs[-1]


def _may_move(token: _Token, told: Sequence[_Token]) -> bool:
    """Whether a word may stand elsewhere: a verb, or what the same preposition still binds."""
    if token.cases - {""}:
        return any(_match(token, other) and token.cases & other.cases - {""} for other in told)
    return token.is_bare and not token.is_anchor and token.word.endswith(("t", "en", "d"))


def _fits(said: _Token, told: _Token, sentence: Sequence[_Token]) -> bool:
    """Whether a word is bound as in the evidence: preposition, adjectives, what narrows it."""
    return (
        _match(said, told)
        and bool(said.cases & told.cases)
        and all(_held(each, told.modifiers) for each in said.modifiers)
        and all(
            each.word in _set("droppable") or _held(each, said.modifiers)
            for each in told.modifiers
        )
        and all(_held(each, sentence) for each in told.narrowed)
    )


def _meet(one: _Token, two: _Token, told: Sequence[_Token]) -> bool:
    """Whether two words stand in one clause of the evidence."""
    clauses = {other.clause for other in told if _match(one, other)}
    return any(other.clause in clauses for other in told if _match(two, other))


def _bent(said: Sequence[_Token], told: Sequence[_Token]) -> Flaw | None:
    """A "not", "must" or "only" too many or too few beside the clauses that the sentence tells."""
    parts = _told_parts(said, told)
    held = _without_example([token for token in told if token.part in parts], said)
    bends = {token.bend for token in said if token.bend}
    whole = {token.bend for token in held if token.bend}
    denials = [sum(token.bend in _set("denials") for token in each) for each in (said, held)]
    is_same = whole - _set("stress") <= bends <= whole and denials[0] == denials[1]
    return None if is_same and _denies_the_same(said, held) else Flaw.BENT


def _without_example(told: Sequence[_Token], said: Sequence[_Token]) -> Sequence[_Token]:
    """Without an example at the end, if the sentence does not tell it."""
    places = [n for n, token in enumerate(told) if token.has_substance and _held(token, said)]
    end = max(places, default=0)
    examples = (n for n, token in enumerate(told) if n > end and token.bend in _set("examples"))
    return told[: next(examples, len(told))]


def _denies_the_same(said: Sequence[_Token], told: Sequence[_Token]) -> bool:
    """Whether each "not" stands beside a word that one stands beside in the evidence."""
    denied = [other for own in _beside_not(told) for other in own]
    return all(not own or any(_held(token, denied) for token in own) for own in _beside_not(said))


def _beside_not(tokens: Sequence[_Token]) -> Iterator[list[_Token]]:
    """For each "not" the word of substance before it and the one behind it."""
    for place, token in enumerate(tokens):
        if token.bend in _set("denials"):
            before = [other for other in tokens[:place] if other.has_substance]
            behind = [other for other in tokens[place:] if other.has_substance]
            yield [*before[-1:], *behind[:1]]


def _told_parts(said: Sequence[_Token], told: Sequence[_Token]) -> set[int]:
    """The main clauses that the sentence tells: those that hold most of it, till all is held."""
    left = [token for token in said if token.has_substance and _held(token, told)]
    parts: set[int] = set()
    while left:
        counts = {
            part: [token for token in left if _held(token, [t for t in told if t.part == part])]
            for part in sorted({token.part for token in told})
        }
        best = max(counts, key=lambda part: len(counts[part]))
        parts.add(best)
        left = [token for token in left if token not in counts[best]]
    return parts


def _held(token: _Token, others: Sequence[_Token]) -> bool:
    return any(_match(token, other) for other in others)


def _match(one: _Token, other: _Token) -> bool:
    """Whether two words are the same, forms of one, or said to mean the same."""
    if one.is_number or other.is_number:
        return one.is_number and other.is_number and bool(one.keys & other.keys)
    return bool(one.keys & other.keys) or (
        not one.is_anchor and not other.is_anchor and _are_forms(one.word, other.word)
    )


@cache
def _are_forms(one: str, other: str) -> bool:
    if one == other:
        return True
    start = len(commonprefix([one, other]))
    endings = {"", "e", "en", "n", "s", "t", "d", "de", "ing", "ingen", "heid"}
    return start >= MIN_STEM_CHARS and {one[start:], other[start:]} <= endings


def _tokens(text: str, lexicon: Lexicon) -> list[_Token]:
    """The words of a text, each with what binds it."""
    marks = _marks(text)
    reader = _Reader(lexicon)
    for place, (mark, word) in enumerate(marks):
        reader.read(mark, word, [each for _, each in marks[place + 1 :]])
    return reader.tokens


def _marks(text: str) -> list[tuple[str, str]]:
    """Words and stops of a text, as written and folded, with set phrases as one word."""
    plain = _phrase().sub(lambda found: _table().phrases[fold(found[0])], text)
    return [(found[0], fold(found[0])) for found in _TOKEN.finditer(_DEFINES.sub(r"\1 ", plain))]


class _Reader:
    """Reads the words of a text from left to right, and notes what binds each."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.tokens: list[_Token] = []
        self._before: _Token | None = None
        self._case = self._former_case = ""
        self._is_listed = self._is_determined = False
        self._waiting: list[_Token] = []
        self._opening = ""
        self._clause = self._part = self._clauses = 0
        self._outer: list[int] = []

    def read(self, mark: str, word: str, rest: Sequence[str]) -> None:
        """Take the next word or stop; `rest` are those behind it."""
        if word in _STOPS:
            self._stop(word, rest)
            return
        self._turn(word, rest)
        token = _token(mark, word, self._lexicon, is_first=not self.tokens)
        token.clause, token.part = self._clause, self._part
        self._opening = self._opening or word
        if token.has_substance:
            self._bind(token)
        else:
            self._pass(word)
        self.tokens.append(token)

    def _stop(self, mark: str, rest: Sequence[str]) -> None:
        """A stop may end a clause; what stands in brackets or between dashes is put in between."""
        self._before, self._is_determined, self._case = None, False, ""
        self._is_listed = mark == ","
        self._waiting = []
        if mark in _CLOSING and self._outer:
            self._clause = self._outer.pop()
        elif mark == "(" or (mark in "–-" and mark in rest):
            self._outer.append(self._clause)
            self._new_clause()
        else:
            is_same = mark == "," and not _set("verbs").isdisjoint(rest[:1])
            if not is_same:
                self._begin(rest, is_hard=mark != ",")

    def _turn(self, word: str, rest: Sequence[str]) -> None:
        """A conjunction or a relative pronoun may begin a clause."""
        if word in _CONJUNCTIONS:
            self._begin(rest, is_hard=False)
        elif word in _set("subordinators") or _RELATIVE.fullmatch(word):
            self._new_clause()

    def _begin(self, rest: Sequence[str], *, is_hard: bool) -> None:
        """A clause begins if there is a verb in it; a main one if nothing hangs on it."""
        ahead = _up_to_stop(rest)
        has_verb = not _set("verbs").isdisjoint(ahead)
        if not is_hard and not has_verb:
            return
        self._new_clause()
        is_bound = self._opening in _set("conditions") or ahead[0] in _set("conditions")
        if has_verb and not is_bound:
            self._part += 1
        self._opening = ""

    def _new_clause(self) -> None:
        self._clauses += 1
        self._clause = self._clauses

    def _bind(self, token: _Token) -> None:
        """Note preposition, adjectives and what the word narrows."""
        before = self._before
        token.is_bare = not self._is_determined
        token.cases = frozenset(
            {self._case, "", self._former_case} if self._is_listed else {self._case}
        )
        if before is not None and before.is_modifier:
            token.modifiers = [*before.modifiers, before]
            token.is_bare = False
            token.cases |= {""}
        for other in self._waiting:
            other.narrowed.append(token)
        self._waiting = [other for other in self._waiting if other.word in _set("people")]
        if not token.is_modifier:
            self._former_case = self._former_case if self._is_listed else self._case
            self._case, self._is_listed = "", False
        self._before, self._is_determined = token, False

    def _pass(self, word: str) -> None:
        """Note what a small word does to the words around it."""
        if self._before is not None and _narrows(self._before.word, word):
            self._waiting.append(self._before)
        if word in _set("prepositions"):
            self._case = word
        elif word in _CONJUNCTIONS:
            self._is_listed = True
        elif word not in _set("determiners"):
            self._case = ""
        self._is_determined = word in _set("determiners") or word in _set("prepositions")
        self._before = None


def _narrows(word: str, behind: str) -> bool:
    """Whether what follows says which one, or which other one."""
    is_person = word in _set("people") and word not in _set("broad")
    is_relative = bool(_RELATIVE.fullmatch(behind))
    return behind == "of" or is_relative or (is_person and behind in _set("narrowing"))


def _up_to_stop(words: Sequence[str]) -> list[str]:
    """The words up to the next stop or conjunction."""
    stops = (place for place, word in enumerate(words) if word in _STOPS or word in _CONJUNCTIONS)
    return list(words[: next(stops, len(words))]) or [""]


def _token(mark: str, word: str, lexicon: Lexicon, *, is_first: bool) -> _Token:
    number = _table().numbers.get(word, word if word[0].isdigit() else "")
    bend = _groups("bends").get(word, "")
    same = _groups("same").get(word, "")
    particle = next((each for each in _set("particles") if _splits(word, each)), "")
    return _Token(
        word,
        frozenset({number}) if number else frozenset({word, stem(word), same} - {""}),
        frozenset({particle, word[len(particle) :]} if particle else lexicon.word_terms(word)[1:]),
        bend,
        is_number=bool(number),
        is_name=sum(map(str.isupper, mark)) > is_first or word[0] == "@",
        is_separable=bool(particle),
        has_substance=not bend and word not in _set("light") and word not in _set("auxiliaries"),
    )


def _splits(word: str, particle: str) -> bool:
    return word.startswith(particle) and word.endswith(("t", "en", "d"))


@cache
def _table() -> _Words:
    return _Words.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(str(getattr(_table(), name)).split())


@cache
def _groups(name: str) -> dict[str, str]:
    """By word, the name of the group of words that say the same."""
    groups: list[str] = getattr(_table(), name)
    return {word: f"={words.split()[0]}" for words in groups for word in words.split()}


@cache
def _phrase() -> re.Pattern[str]:
    phrases = sorted(_table().phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
