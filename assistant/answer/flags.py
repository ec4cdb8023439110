"""Words of a model + what they cite -> why they may not be shown, as far as plain rules can tell.

A rule looks at what goes wrong without the words looking wrong: a number or a name from elsewhere,
a "not" or a "may" too many or too few, a question that became a statement. Whether the sentence
follows from its evidence is for a second opinion.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ingest.text.sentences import sentence_spans
from ingest.text.words import content_words, fold, words

LONGEST_CHARS: Final = 300
"""A sentence that is longer is none that reads easier than the source."""
BEGINNING_CHARS: Final = 5
MOSTLY_TOLD: Final = 0.5
"""A sentence that has this share of the words of a clause tells it: then its "not" comes along."""


class Flag(StrEnum):
    """What is wrong with a sentence."""

    FORM = "form"
    LETTERS = "letters"
    NUMBER = "number"
    NAME = "name"
    DENIAL = "denial"
    HEDGE = "hedge"
    STRONGER = "stronger"
    CONDITION = "condition"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a sentence may be made of.

    `passages` carry it. `beside` are the headings, the names of the texts and what was asked:
    numbers and names may come from there, and nothing else.
    """

    passages: tuple[str, ...]
    beside: tuple[str, ...] = ()


_MARKS: Final = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\s?\[\d+\]")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_COUNTED: Final = frozenset(
    """
    twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien twintig
    dertig veertig vijftig zestig zeventig tachtig negentig honderd duizend miljoen tweede derde
    vierde vijfde helft kwart dubbel euro procent uur uren dag dagen week weken maand maanden jaar
    jaren ochtend middag avond weekend weekenden dagelijks wekelijks maandelijks jaarlijks
    """.split()
)
"""Numbers in words, and what is counted: who says "een jaar" names a number too."""
_NAMED: Final = re.compile(r"@?\w[\w.'’-]*")
_WEB: Final = re.compile(r"\b(?:https?|www|\w+\.(?:nl|com|org|example))\b", re.IGNORECASE)
_DENIALS: Final = frozenset(
    "niet geen niets nooit niemand nergens noch evenmin nauwelijks amper zonder behalve".split()
)
_INSTEAD: Final = re.compile(r"\bin plaats (?:daar)?van\b", re.IGNORECASE)
_USUAL: Final = (
    r"soms|vaak|veelal|meestal|doorgaans|regelmatig|wel eens|gewoonlijk|niet zelden"
    r"|over het algemeen|per definitie|(?:nog |lang )?niet altijd|in veel gevallen|merendeel"
)
_MAY: Final = (
    r"kan|kun|kunt|kunnen|mag|mogen|misschien|wellicht|mogelijk|eventueel|eventuele|lijkt|lijken"
    r"|zou|zouden|wijst erop|wijzen erop|verwacht|verwachting"
)
_PREFERRED: Final = r"bij voorkeur|zoveel mogelijk|raadzaam|zinnig|verstandig|aanbevolen"
_SOME: Final = (
    r"(?:een|het) deel|sommige|enkele|veel|vele|de meeste|een aantal|onder (?:andere|meer)"
)
_HEDGE: Final = re.compile(rf"\b(?:{_USUAL}|{_MAY}|{_PREFERRED})\b")
_PART: Final = re.compile(rf"\b(?:{_SOME}|{_USUAL}|{_MAY})\b")
_SOME_OF: Final = re.compile(rf"\b(?:{_SOME})\b")
_STRONG: Final = frozenset(
    """
    moet moeten dient dienen verplicht verplichten verboden altijd nooit alleen slechts enkel
    uitsluitend alle allemaal iedereen niemand elk elke ieder iedere enige zeker bewijst bewijzen
    volledig helemaal
    """.split()
)
_CLAUSE: Final = re.compile(r"[,;:()–—]| - |\s(?:maar|terwijl|waardoor|zodat)\s")
_CONDITION: Final = re.compile(
    r"(?:^|[,;:(–—-] ?|\b(?:maar|en|of|vaak) )(?:als|indien|wanneer|mits|tenzij|zolang)\b"
)
_CONDITIONAL: Final = re.compile(r"\b(?:als|indien|wanneer|mits|tenzij|zolang|dan|bij|zonder)\b")
_ASKING: Final = re.compile(
    r"\?|\b(?:vraag|vragen|vraagt|dilemma|dilemma's|afvragen|onduidelijk|duidelijk|antwoord"
    r"|verwarring|onzeker|onzekerheid)\b"
)
_ASKED: Final = re.compile(r"\?\W*$|\b(?:vraag|dilemma)\b[^.]*\b(?:of|wat|wie|hoe|wanneer|waar)\b")


def flags(text: str, grounds: Grounds) -> frozenset[Flag]:
    """All that is wrong with a sentence; nothing where it may be put to a second opinion."""
    plain = without_marks(text)
    passages = [without_marks(each) for each in grounds.passages]
    told = _told(plain, passages)
    found = {
        Flag.FORM: not _is_one_sentence(plain),
        Flag.LETTERS: not _is_plain(plain),
        Flag.NUMBER: bool(_numbers(plain) - _numbers(" ".join([*passages, *grounds.beside]))),
        Flag.NAME: bool(_names(plain) - _known(" ".join([*passages, *grounds.beside]))),
        Flag.DENIAL: not _denies_alike(plain, told),
        Flag.HEDGE: _loses_hedge(plain, told),
        Flag.STRONGER: bool(_strong(plain) - _strong(told.sentences)),
        Flag.CONDITION: _CONDITION.search(fold(told.best)) is not None
        and not _CONDITIONAL.search(fold(plain)),
        Flag.QUESTION: _ASKED.search(told.best) is not None and not _ASKING.search(fold(plain)),
    }
    return frozenset(flag for flag, is_so in found.items() if is_so)


def without_marks(text: str) -> str:
    """A text without the marks of footnotes and sources."""
    return _MARKS.sub("", text)


@dataclass(frozen=True, slots=True)
class _Told:
    """What of the passages a sentence tells: the clauses, the sentences of those, and the best."""

    clauses: tuple[str, ...]
    sentences: str
    best: str


def _told(text: str, passages: Sequence[str]) -> _Told:
    """The clauses that hold most of the words of a sentence, till all is held that can be."""
    left = _stems(text)
    parts = [
        (clause, sentence)
        for passage in passages
        for sentence in _sentences(passage)
        for clause in _CLAUSE.split(sentence)
        if clause.strip()
    ]
    chosen: list[tuple[str, str]] = []
    while left and parts:
        best = max(parts, key=lambda part: (len(left & _stems(part[0])), -len(part[0])))
        held = left & _stems(best[0])
        if not held:
            break
        chosen.append(best)
        left -= held
    whole = dict.fromkeys(sentence for _, sentence in chosen)
    best_sentence = max(whole, key=lambda each: len(_stems(text) & _stems(each)), default="")
    return _Told(tuple(each for each, _ in chosen), " ".join(whole), best_sentence)


def _sentences(passage: str) -> Iterator[str]:
    return (span.of(passage) for span in sentence_spans(passage))


def _stems(text: str) -> set[str]:
    """Beginnings of words: they find more than stems do, and nothing is said to be the same."""
    return {word[:BEGINNING_CHARS] for word in content_words(text)}


def _is_one_sentence(text: str) -> bool:
    is_whole = text.strip().endswith((".", "?", "!")) and len(sentence_spans(text)) == 1
    return is_whole and len(text) <= LONGEST_CHARS and not _WEB.search(text)


def _is_plain(text: str) -> bool:
    """Whether all letters are Latin and nothing is hidden between them."""
    return not any(_is_odd(char) for char in text)


def _is_odd(char: str) -> bool:
    category = unicodedata.category(char)
    if category[0] == "C" or category in ("Zl", "Zp", "Mn", "Me"):
        return True
    is_letter = category[0] == "L" or category in ("Nd", "Nl", "No")
    is_changed = unicodedata.normalize("NFKC", char) != char
    is_latin = char.isascii() or unicodedata.name(char, "").startswith("LATIN ")
    return is_letter and (is_changed or not is_latin)


def _numbers(text: str) -> set[str]:
    return {*_NUMBER.findall(text), *(_COUNTED & set(words(text)))}


def _names(text: str) -> set[str]:
    """Words with a capital that is not due to where they stand, folded."""
    starts = {span.start for span in sentence_spans(text)}
    found = set()
    for match in _NAMED.finditer(text):
        word = match[0].rstrip(".'’-")
        is_first = match.start() in starts or text[: match.start()].rstrip().endswith(
            (":", "“", '"')
        )
        is_named = any(char.isupper() for char in (word[1:] if is_first else word))
        if is_named or word.startswith("@"):
            found |= _known(word)
    return found


def _known(text: str) -> set[str]:
    """The words of a text, and the parts of hyphenated ones."""
    return {part for word in words(text) for part in (word, *re.split("[-'’]", word)) if part}


def _denies_alike(text: str, told: _Told) -> bool:
    """Whether a sentence denies something just where its evidence does."""
    own = _denies(text)
    said = _stems(text)
    mostly = [c for c in told.clauses if len(_stems(c) & said) >= MOSTLY_TOLD * len(_stems(c))]
    return own <= _denies(told.sentences) and any(map(_denies, mostly)) <= own


def _denies(text: str) -> bool:
    return bool(_DENIALS & set(words(text))) or _INSTEAD.search(text) is not None


def _loses_hedge(text: str, told: _Told) -> bool:
    own, source = fold(text), fold(" ".join(told.clauses))
    is_lost = bool(_HEDGE.search(source)) and not _HEDGE.search(own)
    return is_lost or (bool(_SOME_OF.search(source)) and not _PART.search(own))


def _strong(text: str) -> set[str]:
    return {word[:4] for word in _STRONG & set(words(text))}
