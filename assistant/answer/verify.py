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
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant.answer.entailment import Entailment
from assistant.answer.evidence import Evidence
from assistant.question.language import is_english
from ingest.text.sentences import sentence_spans
from ingest.text.words import Lexicon, fold, stem

FILE: Final = Path(__file__).parent / "verify.toml"
MAX_CHARS: Final = 400
MIN_WORDS: Final = 4
MIN_STEM_CHARS: Final = 4
PART_WORDS: Final = 4
"""So near each other stand the parts of a compound that is written out."""
LEAD_WORDS: Final = 8
"""So long may an opening be that only says where the evidence stands: "Bij de richtlijn X"."""
_TOKEN: Final = re.compile(r"@?[^\W_]+(?:[-'’.][^\W_]+)*|[,;:()–/\n]|(?<=\s)-(?=\s)")
_ODD: Final = re.compile(r"[^\w\s.,;:'’‘“”\"()–@/!-]|_|https?:|www\.|\w@\w|//|\w\.(?:nl|com|org)\b")
_RELATIVE: Final = re.compile(r"die|dat|wie|wiens|waar(?!door)\w*")
_STOPS: Final = frozenset(",;:()–-\n")
_CLOSING: Final = frozenset(")–-")
_CONJUNCTIONS: Final = frozenset({"en", "of", "maar", "terwijl"})


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
    scopes: str
    openers: str
    subordinators: str
    conditions: str
    denials: str
    examples: str
    people: str
    broad: str
    pronouns: str
    particles: str
    adjectives: str
    droppable: str
    stress: str
    additions: str
    verbs: str
    bends: list[str]
    same: list[str]
    phrases: dict[str, str]
    numbers: dict[str, str]


@dataclass(slots=True, eq=False)
class _Token:
    """A word with what it may be compared by, and what it is bound to.

    `part` counts the main clauses before it, `clause` the subordinate ones too, and `shares` is the
    clause of which its own takes the subject. `narrowed` are
    the words without which it would say more than it does.
    """

    word: str
    keys: frozenset[str]
    parts: frozenset[str]
    bend: str
    is_number: bool
    is_name: bool
    base: str
    has_substance: bool
    clause: int = 0
    part: int = 0
    shares: int = -1
    is_first: bool = False
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
        if found is None and self._entailment and not self._entailment.entails(item.text, text):
            return Flaw.NOT_ENTAILED
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
    wordings = (said,) if bare is said else (said, bare)
    units = [_tokens(unit, lexicon) for unit in _units(evidence)]
    found = {_flaw(words, told) for told in units for words in wordings}
    if None in found:
        return None
    return next((each for each in reversed(Flaw) if each in found), Flaw.NEW_WORD)


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
    """Whether it is part of a compound that the sentence writes out: "plaatsing in een netwerk"."""
    place = said.index(token)
    near = [each.word for each in said[max(0, place - PART_WORDS) : place + PART_WORDS]]
    return any(
        any(_are_forms(part, token.word) for part in other.parts)
        and all(any(_are_forms(part, word) for word in near) for part in other.parts)
        for other in told
        if len(other.parts) > 1
    )


def _misplaced(said: Sequence[_Token], told: Sequence[_Token]) -> Flaw | None:
    """A word in another place, bound to other words, or joined to a clause that is not its own."""
    own = [token for token in said if token.has_substance and _held(token, told)]
    kept = _in_order(own, told)
    moved = [token for token in own if token not in kept]
    is_placed = all(_may_move(token, said, told) for token in moved)
    verbs = [token.clause for token in moved if not token.cases - {""}]
    is_placed = is_placed and len(verbs) == len(set(verbs))
    is_bound = all(any(_fits(token, other, said) for other in told) for token in own)
    is_joined = all(
        _is_of_one_clause([token for token in own if token.clause == clause], told)
        for clause in {token.clause for token in own}
    )
    return None if is_placed and is_bound and is_joined else Flaw.ORDER


def _in_order(said: Sequence[_Token], told: Sequence[_Token]) -> list[_Token]:
    """The weightiest run of words that stand in the same order in both, with gaps.

    Who does what to whom counts double, so that of two words that changed places the verb moved.
    """
    runs: list[tuple[int, list[_Token]]] = [(0, []) for _ in range(len(told) + 1)]
    for token in said:
        before = list(runs)
        weight = 1 + token.is_anchor
        for place, other in enumerate(told, start=1):
            runs[place] = max(before[place], runs[place - 1], key=lambda run: run[0])
            if _match(token, other) and before[place - 1][0] + weight > runs[place][0]:
                runs[place] = (before[place - 1][0] + weight, [*before[place - 1][1], token])
    return runs[-1][1]


def _may_move(token: _Token, said: Sequence[_Token], told: Sequence[_Token]) -> bool:
    """Whether a word may stand elsewhere: a verb, or what the same preposition still binds.

    A bare word in -en is an infinitive or a plural: it may move to the end behind another verb,
    and not to the front.
    """
    if token.cases - {""}:
        return not token.is_number and any(
            _match(token, other) and token.cases & other.cases - {""} for other in told
        )
    if token.is_anchor or not token.is_bare or not token.word.endswith(("t", "en", "d")):
        return False
    own = [other for other in said if other.clause == token.clause]
    nouns = [other for other in own if other.has_substance]
    has_verb = any(other.word in _set("verbs") for other in own)
    before = own[max(0, own.index(token) - 1)].word
    fronts = _set("pronouns") | _set("verbs")
    is_in_front = token is nouns[0] and not {before, token.word} & fronts
    return not is_in_front and (token is not nouns[-1] or has_verb)


def _fits(said: _Token, told: _Token, sentence: Sequence[_Token]) -> bool:
    """Whether a word is bound as in the evidence: preposition, adjectives, what narrows it."""
    return (
        _match(said, told)
        and bool(said.cases & told.cases)
        and all(_held(each, told.modifiers) for each in said.modifiers)
        and all(
            each.word in _set("droppable") or _held(each, said.modifiers) for each in told.modifiers
        )
        and all(_held(each, sentence) for each in told.narrowed)
    )


def _is_of_one_clause(said: Sequence[_Token], told: Sequence[_Token]) -> bool:
    """Whether a clause of the evidence has all these words, with the subject that it shares."""
    clauses = {token.clause: token.shares for token in told}
    return any(
        all(
            any(
                other.clause == clause or (other.is_first and other.clause == shares)
                for other in told
                if _match(token, other)
            )
            for token in said
        )
        for clause, shares in clauses.items()
    )


def _bent(said: Sequence[_Token], told: Sequence[_Token]) -> Flaw | None:
    """A "not", "must" or "only" too many or too few beside the clauses that the sentence tells."""
    parts = _told_parts(said, told)
    held = _without_example([token for token in told if token.part in parts], said)
    bends = {token.bend for token in said if token.bend}
    whole = {token.bend for token in held if token.bend}
    denials = [sum(token.bend in _set("denials") for token in each) for each in (said, held)]
    is_same = whole - _set("stress") <= bends <= whole and denials[0] == denials[1]
    is_same = is_same and _denies_the_same(said, held) and _has_scope(said, held)
    return None if is_same else Flaw.BENT


def _has_scope(said: Sequence[_Token], told: Sequence[_Token]) -> bool:
    """Whether the sentence says when or for what it holds: "bij een crisis", "na het verblijf"."""
    clauses = {token.clause for token in told if token.has_substance and _held(token, said)}
    scope = [token for token in told if token.clause in clauses and token.cases & _set("scopes")]
    return all(_held(token, said) for token in scope if "" not in token.cases)


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
        not one.is_anchor
        and not other.is_anchor
        and any(
            _are_forms(*pair)
            for pair in ((one.word, other.word), (one.base, other.word), (one.word, other.base))
        )
    )


@cache
def _are_forms(one: str, other: str) -> bool:
    if one == other:
        return True
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    start = start if start >= 0 else min(len(one), len(other))
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
    return [(found[0], fold(found[0]).replace("/", "of")) for found in _TOKEN.finditer(plain)]


class _Reader:
    """Reads the words of a text from left to right, and notes what binds each."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.tokens: list[_Token] = []
        self._before: _Token | None = None
        self._case = self._former_case = ""
        self._is_listed = self._is_determined = False
        self._waiting: list[tuple[_Token, bool]] = []
        self._opening = ""
        self._clause = self._main = self._part = self._clauses = self._parts = 0
        self._shares = -1
        self._outer: list[tuple[int, int, int]] = []

    def read(self, mark: str, word: str, rest: Sequence[str]) -> None:
        """Take the next word or stop; `rest` are those behind it."""
        if word in _STOPS:
            self._stop(word, rest)
            return
        self._turn(word, rest)
        token = _token(mark, word, self._lexicon, is_first=not self.tokens)
        token.clause, token.part, token.shares = self._clause, self._part, self._shares
        if word not in _CONJUNCTIONS:
            self._opening = self._opening or word
        if token.has_substance and word not in _set("prepositions"):
            self._bind(token)
        else:
            self._pass(token)
        self.tokens.append(token)

    def _stop(self, mark: str, rest: Sequence[str]) -> None:
        """A stop may end a clause; what stands in brackets or between dashes is put in between."""
        self._before, self._is_determined = None, False
        self._case = self._case if mark == ")" else ""
        self._is_listed = mark == ","
        self._waiting = []
        if mark in _CLOSING and self._outer:
            self._clause, self._part, self._shares = self._outer.pop()
        elif mark == "(" or (mark in "–-" and mark in rest):
            self._outer.append((self._clause, self._part, self._shares))
            self._new_clause(is_part=_is_aside(_up_to_close(rest)))
        elif mark == "," and not _set("verbs").isdisjoint(rest[:1]):
            self._clause = self._main
        else:
            self._begin(mark, rest)

    def _turn(self, word: str, rest: Sequence[str]) -> None:
        """A conjunction or a relative pronoun may begin a clause."""
        last = self.tokens[-1] if self.tokens else None
        if word in _CONJUNCTIONS:
            if last is None or not _set("verbs").issuperset((last.word, *rest[:1])):
                self._begin(word, rest)
        elif word in _set("additions"):
            self._new_clause(is_part=True)
        elif word in _set("subordinators"):
            self._new_clause()
        elif last and self._is_relative(word, last, rest) and not self._defines():
            self._new_clause(is_part=self._before is None and last.has_substance)

    def _is_relative(self, word: str, last: _Token, rest: Sequence[str]) -> bool:
        """Whether a "die" or "dat" begins a clause: not in "op die manier"."""
        is_pointing = last.word in _set("prepositions") and (
            word != "dat" or not (_set("determiners") | _set("pronouns")) & {*rest[:1]}
        )
        return bool(_RELATIVE.fullmatch(word)) and not is_pointing

    def _begin(self, mark: str, rest: Sequence[str]) -> None:
        """A clause begins if there is a verb in it; a main one if nothing hangs on it."""
        ahead = _up_to_stop(rest)
        is_hard = mark in _STOPS - {","}
        has_verb = not _set("verbs").isdisjoint(ahead)
        if not is_hard and (not has_verb or (mark in _CONJUNCTIONS and self._is_one_phrase())):
            return
        is_condition = mark == "," and ahead[0] in _set("conditions")
        is_bound = self._opening in _set("conditions") or is_condition
        subject = self._clause if ahead[0] in _set("verbs") and not is_hard else -1
        self._new_clause(is_part=has_verb and not is_bound)
        self._shares = subject
        self._main, self._opening = self._clause, ""

    def _is_one_phrase(self) -> bool:
        """Whether the clause has no more yet than "personen in het netwerk van jongeren"."""
        own = [token for token in self.tokens if token.clause == self._clause]
        has_verb = any(token.word in _set("verbs") for token in own)
        nouns = [token for token in own if token.has_substance and not token.is_first]
        return not has_verb and all(token.cases - {""} or token.is_modifier for token in nouns)

    def _new_clause(self, *, is_part: bool = False) -> None:
        self._clauses += 1
        self._clause, self._shares, self._case = self._clauses, -1, ""
        if is_part:
            self._parts += 1
            self._part = self._parts

    def _defines(self) -> bool:
        """Whether "X is a Y that" came before: what follows speaks of X as well."""
        own = [token for token in self.tokens if token.clause == self._clause]
        nouns = [token for token in own if token.has_substance]
        verbs = [token.word for token in own if token.word in _set("verbs")]
        return bool(nouns) and nouns[-1].cases == {""} and verbs[:2] in (["is"], ["zijn"])

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
        token.is_first = self._is_one_phrase() and (
            bool(token.cases - {""})
            or not any(
                other.clause == self._clause and other.has_substance and not other.is_modifier
                for other in self.tokens
            )
        )
        for other, _ in self._waiting:
            other.narrowed.append(token)
        if not token.is_modifier:
            self._former_case = self._former_case if self._is_listed else self._case
            self._case, self._is_listed = "", False
            self._waiting = [each for each in self._waiting if each[1]]
        self._before, self._is_determined = token, False

    def _pass(self, token: _Token) -> None:
        """Note what a small word does to the words around it."""
        word = token.word
        is_relative = bool(_RELATIVE.fullmatch(word))
        noun = self._before
        if noun and _narrows(noun, word) and not (is_relative and self._defines()):
            self._waiting.append((noun, is_relative and noun.word in _set("people")))
            if word == "of":
                noun.narrowed.append(token)
        if word in _set("prepositions"):
            self._case = word
        elif word in _CONJUNCTIONS:
            self._is_listed = True
        elif word not in _set("determiners"):
            self._case = ""
        self._is_determined = word in _set("determiners") or word in _set("prepositions")
        self._before = None


def _narrows(token: _Token, behind: str) -> bool:
    """Whether what follows says which one, or which other one."""
    is_person = token.word in _set("people") and token.word not in _set("broad")
    is_relative = bool(_RELATIVE.fullmatch(behind))
    return behind == "of" or is_relative or (is_person and behind in _set("narrowing"))


def _is_aside(words: Sequence[str]) -> bool:
    """Whether what is put in between may be left out: it bends nothing, or is an example."""
    bends = [_groups("bends").get(word, "") for word in words]
    return not any(bends) or bends[0] in _set("examples")


def _up_to_close(words: Sequence[str]) -> Sequence[str]:
    ends = (place for place, word in enumerate(words) if word in _CLOSING)
    return words[: next(ends, len(words))]


def _up_to_stop(words: Sequence[str]) -> list[str]:
    """The words up to what ends a clause or begins another."""
    ends = _STOPS | _CONJUNCTIONS | _set("subordinators") | _set("additions")
    stops = (place for place, word in enumerate(words) if place and word in ends)
    return list(words[: next(stops, len(words))]) or [""]


def _token(mark: str, word: str, lexicon: Lexicon, *, is_first: bool) -> _Token:
    number = _table().numbers.get(word, word if word[0].isdigit() else "")
    bend = _groups("bends").get(word, "")
    same = _groups("same").get(word, "")
    particle = next((each for each in _set("particles") if _splits(word, each)), "")
    return _Token(
        word,
        frozenset({number}) if number else frozenset({word, stem(word), same} - {""}),
        frozenset(lexicon.word_terms(word)[1:]),
        bend,
        is_number=bool(number),
        is_name=sum(map(str.isupper, mark)) > is_first or word[0] == "@",
        base=word[len(particle) :] if particle else "",
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
