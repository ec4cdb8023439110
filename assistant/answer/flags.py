"""Words of a model + what they cite -> why they may not be shown, as far as plain rules can tell.

A rule looks at what goes wrong without the words looking wrong: a number or a name from elsewhere,
a "not" or a "may" too many or too few, a question that became a statement. Whether the sentence
follows from its evidence is for a second opinion.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assistant.answer.told_part import ToldPart, beginnings, told_of
from assistant.question.language import AskedIn, language
from ingest.text.sentences import sentence_spans
from ingest.text.words import fold, words

LONGEST_CHARS: Final = 300
"""A sentence that is longer is none that reads easier than the source."""
LEAST_TOLD: Final = 0.3
"""A sentence that has a smaller share of its words from its passages is about something else."""


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
    CAUSE = "cause"
    SPEAKER = "speaker"
    OTHER = "other"
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
_CODE: Final = re.compile(
    r"[<>{}\[\]|`]|\b(?:https?|www|\w+\.(?:nl|com|org|example))\b", re.IGNORECASE
)
_DENIALS: Final = frozenset(
    "niet geen niets nooit niemand nergens noch evenmin nauwelijks amper zonder behalve".split()
)
_INSTEAD: Final = re.compile(r"\bin plaats (?:daar)?van\b", re.IGNORECASE)
_LACKING: Final = re.compile(
    r"\b(?:onvoldoende|ontoereikend|onmogelijk|onduidelijk|onzeker\w*|gebrek|ontbre\w+|weinig"
    r"|zelden)\b",
    re.IGNORECASE,
)
"""Stand for a "not" that the other side has."""
_USUAL: Final = (
    r"soms|vaak|veelal|meestal|doorgaans|regelmatig|wel eens|gewoonlijk|niet zelden"
    r"|over het algemeen|per definitie|(?:nog |lang )?niet altijd|in veel gevallen|merendeel"
)
_MAY: Final = (
    r"kan|kun|kunt|kunnen|mag|mogen|misschien|wellicht|mogelijk|eventueel|eventuele|lijkt|lijken"
    r"|zou|zouden|wijst erop|wijzen erop|verwacht|verwachting|kans|kansen|gelegenheid"
)
_PREFERRED: Final = r"bij voorkeur|zoveel mogelijk|raadzaam|zinnig|verstandig"
_ABLE: Final = re.compile(
    r"\b(?:hoe|wat|waarmee|waarin|te|zich \w+) (?:\S+ ){0,8}?(?:kunt|kan|kunnen)\b"
)
"""Not whether something is so, but what somebody is able to: "hoe je kunt helpen"."""
_SOME: Final = (
    r"(?:een|het) deel|sommige|enkele|veel|vele|de meeste|een aantal|onder (?:andere|meer)"
)
_HEDGE: Final = re.compile(rf"\b(?:{_USUAL}|{_MAY}|{_PREFERRED})\b")
_PART: Final = re.compile(rf"\b(?:{_SOME}|{_USUAL}|{_MAY})\b")
_SOME_OF: Final = re.compile(rf"\b(?:{_SOME})\b")
_STRONG: Final = tuple(
    (frozenset(said.split()), frozenset(f"{said} {also}".split()))
    for said, also in (
        (
            "moet moeten dient dienen verplicht verplichten verboden",
            "plicht nodig noodzakelijk vereist vergt hoort horen behoort",
        ),
        ("altijd", "steeds telkens"),
        ("nooit niemand", ""),
        ("alleen slechts enkel uitsluitend", ""),
        ("alle allemaal iedereen elk elke ieder iedere volledig helemaal", "alles heel hele"),
        ("bewijst bewijzen", ""),
    )
)
"""Words that make a sentence stronger, and those of a source that are as strong."""
_CONDITION: Final = re.compile(
    r"(?:^|[,;:(–—-] ?|\b(?:maar|en|of|vaak) )(?:als|indien|wanneer|mits|tenzij|zolang)\b"
)
_CONDITIONAL: Final = re.compile(r"\b(?:als|indien|wanneer|mits|tenzij|zolang|dan|zonder)\b")
_UNANSWERED: Final = re.compile(r"\bniet (?:altijd )?duidelijk\b|\bgeen (?:\w+ )?antwoord\b")
"""Says "niet" of a question, and not of what is asked."""
_CAUSE: Final = re.compile(
    r"\b(?:doordat|omdat|waardoor|zodat|daarom|daardoor|hierdoor)\b", re.IGNORECASE
)
_CAUSAL: Final = re.compile(
    rf"{_CAUSE.pattern}|\b(?:door|dus|immers|namelijk|dan ook|in de zin dat|leidt|ertoe|hiermee)\b",
    re.IGNORECASE,
)
_SPEAKER: Final = frozenset("ik mij mijn me u uw wij we ons onze".split())
"""A sentence in own words is nobody's, unless a passage is somebody's."""
_ASKING: Final = re.compile(
    r"\?|\b(?:vraag|vragen|vraagt|dilemma|dilemma's|afvragen|onduidelijk|duidelijk|antwoord"
    r"|verwarring|onzeker|onzekerheid)\b"
)
_ASKED: Final = re.compile(r"\?\W*$|\b(?:vraag|dilemma)\b[^.]*\b(?:of|wat|wie|hoe|wanneer|waar)\b")


def flags(text: str, grounds: Grounds) -> frozenset[Flag]:
    """All that is wrong with a sentence; nothing where it may be put to a second opinion."""
    plain = without_marks(text)
    passages = [without_marks(each) for each in grounds.passages]
    told = told_of(plain, passages)
    found = {
        Flag.FORM: not _is_one_sentence(plain),
        Flag.LETTERS: not _is_plain(plain),
        Flag.NUMBER: bool(_numbers(plain) - _numbers(" ".join([*passages, *grounds.beside]))),
        Flag.NAME: bool(_names(plain) - _known(" ".join([*passages, *grounds.beside]))),
        Flag.DENIAL: not _denies_alike(plain, told),
        Flag.HEDGE: _loses_hedge(plain, told),
        Flag.STRONGER: _is_stronger(plain, told),
        Flag.CONDITION: _loses_condition(fold(plain), fold(told.best)),
        Flag.CAUSE: bool(_CAUSE.search(plain)) and not _CAUSAL.search(told.near),
        Flag.SPEAKER: bool(_SPEAKER & set(words(plain)) - set(words(" ".join(passages)))),
        Flag.OTHER: _is_about_else(plain, passages),
        Flag.QUESTION: _ASKED.search(told.best) is not None and not _ASKING.search(fold(plain)),
    }
    return frozenset(flag for flag, is_so in found.items() if is_so)


def without_marks(text: str) -> str:
    """A text without the marks of footnotes and sources."""
    return _MARKS.sub("", text)


def _is_one_sentence(text: str) -> bool:
    is_whole = (
        language(text) is AskedIn.DUTCH
        and text.strip().endswith((".", "?", "!"))
        and len(sentence_spans(text)) == 1
    )
    return is_whole and len(text) <= LONGEST_CHARS and not _CODE.search(text)


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


def _denies_alike(text: str, told: ToldPart) -> bool:
    """Whether a sentence denies something just where its evidence does."""
    own = _UNANSWERED.sub("", text) if _ASKED.search(told.best) else text
    is_more = (_denies(own) or _LACKING.search(own)) and not _may_deny(told.near)
    is_less = _denies(" ".join(told.mostly)) and not _may_deny(text)
    return not (is_more or is_less)


def _denies(text: str) -> bool:
    return bool(_DENIALS & set(words(text)))


def _may_deny(text: str) -> bool:
    return _denies(text) or bool(_LACKING.search(text) or _INSTEAD.search(text))


def _loses_hedge(text: str, told: ToldPart) -> bool:
    own = fold(text)
    source = _ABLE.sub("", fold("; ".join(told.mostly)))
    is_lost = bool(_HEDGE.search(source)) and not _HEDGE.search(own)
    return is_lost or (bool(_SOME_OF.search(source)) and not _PART.search(own))


def _is_about_else(text: str, passages: Sequence[str]) -> bool:
    said, known = beginnings(text), beginnings(" ".join(passages))
    return len(said & known) < LEAST_TOLD * len(said)


def _loses_condition(own: str, source: str) -> bool:
    """Whether "als" and the like is lost; "bij" may stand for it, where the source has none."""
    is_kept = _CONDITIONAL.search(own) or "bij" in set(words(own)) - set(words(source))
    return _CONDITION.search(source) is not None and not is_kept


def _is_stronger(text: str, told: ToldPart) -> bool:
    own, source = set(words(text)), set(words(told.near))
    return any(own & said and not source & known for said, known in _STRONG)
