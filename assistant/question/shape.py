"""Question -> the shape of its answer: all of a kind, things side by side, or one pole.

Rules on its words alone: whether the texts hold such a whole, `assistant.answer.whole` finds out.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from ingest.text.words import fold

SIDE_WORDS: Final = 5
"""The name of a side has at most so many words."""
_NO_PLURAL: Final = (
    r"(?:kans|plaats|reis|basis|proces|les|cursus|huis|is|was|waren|zijn|worden|werden|hebben|kunnen"
    r"|moeten|mogen|zullen|willen|gaan|doen|staan|raden|geven|krijgen|horen|passen|gelden|ons)\b"
)
_PLURAL: Final = rf"(?!{_NO_PLURAL})[\w'-]*\w(?:en|s)\b"
_BEFORE: Final = r"(?:(?:\w+e|twee|drie|vier|vijf|zes|zeven|\d+|soort|nog)\s+)*"
_KINDS: Final = (
    r"(?:vormen|soorten|manieren|methode[ns]|methodieken|instrumenten|projecten|programma's"
    r"|initiatieven|richtlijnen|publicaties|voordelen|nadelen|risico's|valkuilen|stappen|redenen"
    r"|functies|criteria|voorwaarden|voorbeelden|taken|tips|punten|factoren|spanningsvelden"
    r"|dilemma's)\b"
)
_ALL: Final = re.compile(
    rf"""
    \bnoem\b(?!\s+(?:je|jij|u|ik|we|men|jullie)\b)
    | \b(?:opsomming|opsommen|lijst|lijstje|rijtje)\b | \bop\ een\ rij(?:tje)?\b
    | \bsom\b.{{1,80}}\bop\b | \bgraag\ alle(?:s|maal)?\b
    | (?:^\W*|\b(?:geef|graag|toon|zijn|zoek|wil)\s+(?:me\s+|mij\s+)?)alle\b
    | \b(?:wat|wie|welke|waar|hoe)\b.{{1,80}}\ballemaal\b
    | (?<!\bvoor\ )(?<!\bover\ )(?<!\bvan\ )(?<!\bbij\ )(?<!\btot\ )\bwelke\s+{_BEFORE}{_PLURAL}
    | \bwelke\b.{{0,15}}\b(?:zijn|staan|bestaan|heb\ je)\s+er(?:in)?\b
    | \bwat\ zijn\s+(?:de|het|alle|twee|drie|vier|vijf|\d+)\s+{_BEFORE}{_PLURAL}
    | \bhoeveel\ (?:en\ welke\ )?{_PLURAL}.{{0,60}}\b(?:zijn|bestaan|heeft|hebben|kent|staan|kan)\b
    | ^\W*{_KINDS}
    | \bwhich\s+(?:\w+\s+)?\w+s\b | \blist\b | \bwhat\ are\ (?:the|all)\b
    """,
    re.VERBOSE,
)
_KIND: Final = re.compile(
    rf"\b(?:welke|alle|hoeveel|(?:wat\ zijn|noem|geef)\ (?:me\ |mij\ )?(?:de|alle|het))\s+{_BEFORE}"
    rf"(?P<kind>{_PLURAL})",
    re.VERBOSE,
)
_EVERY: Final = re.compile(
    r"""
    \bnoem\b | \balle\b | \ballemaal\b | \bopsomming\b | \b(?:lijst|lijstje|rijtje|rij)\b
    | \bvolledig | \bhoeveel\b | \b(?:zijn|staan|bestaan)\ er\b | \ball\b | \blist\b
    """,
    re.VERBOSE,
)
_COMPARING: Final = re.compile(
    r"""
    \bvs\b | \btegenover\b | \bbeter\b | \banders\ dan\b | \b\w+er\ dan\b
    | \bof\b | \bor\b | \btwijfel\w*\b | \bwelk\b
    """,
    re.VERBOSE,
)
_APART: Final = re.compile(
    r"""
    \bverschil(?:len|t|lend|lende)?\b | \bvergel[ei]j?k\w*\b | \bversus\b | \bhetzelfde\b
    | \baccent\b | \bverhoud\w*\b | \bwelke?\ van\b | \bandersom\b | \bbeide\b | \bwelk\ bedoeld\b
    | \bis\ dat\ bij\b | \ben\ wat\ in\b | \bdifference\b | \bcompare\w*\b
    """,
    re.VERBOSE,
)
"""Words that say that things are put side by side, whatever joins their names."""
_CHOOSING: Final = re.compile(
    r"\b(?:beter|liever|handiger|geschikter|kies|kiezen|keuze|twijfel\w*|past|welke?\ van)\b"
)
_PAIRS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:tussen|between)\s+(?P<one>[^?.,;!]+?)\s+(?:en|and)\s+(?P<other>[^?.,;!]+)",
        r"\bverschilt?\s+(?P<one>[^?.,;!]+?)\s+van\s+(?P<other>[^?.,;!]+)",
        r"\b(?:vergelijk|compare)\s+(?P<one>[^?.,;!]+?)\s+(?:met|en|with|and|to)\s+"
        r"(?P<other>[^?.,;!]+)",
        r"(?P<one>[^?.,;!:]+?)\s+(?:versus|vs\.?|tegenover)\s+(?P<other>[^?.,;!]+)",
        r"(?P<one>[^?.,;!:]+?)\s+(?:(?:dan\s+)?(?:hetzelfde\ als|anders\ dan|\w+er\ dan)|dan)\s+"
        r"(?P<other>[^?.,;!]+)",
        r"(?P<one>[^?.,;!:]+?)\s+(?:dat|wat)\s+een\s+(?P<other>[^?.,;!]+?)\s+niet\b",
        r"(?P<one>[^?.,;!:]+?),?\s+(?:of|or)\s+(?P<other>[^?.,;!]+)",
        r"(?P<one>[^?.,;!:]+?)\s+en\s+(?:wat\ in\s+)?(?P<other>[^?.,;!]+)",
        r"(?P<one>[^?.;!:]+?);\s+is\ dat\ bij\s+(?P<other>[^?.,;!]+)",
        r"\bverschil(?:len)?\s+(?P<one>\w+)\s+(?P<other>\w+)\W*$",
    )
)
SURE_PAIRS: Final = 3
"""The first so many patterns of pairs leave no doubt which two."""
_AGAINST: Final = re.compile(
    r"\b(?:nade(?:el|len)|minpunten|bezwaren|gevaren|valkuil(?:en)?|risico'?s?|schadelijk"
    r"|(?:juist |beter |liever )niet|wanneer niet|disadvantages?|risks?)\b"
)
_FOR: Final = re.compile(
    r"\b(?:voor-? en nadelen|voorde(?:el|len)|pluspunten|meerwaarde|baten|winst|advantages?"
    r"|benefits?)\b"
)
_CHAPTER: Final = re.compile(r"\b(?:hoofdstuk|hfst\.?|chapter)\s+(?P<number>\d+)\b")


class Pole(StrEnum):
    """Which side of a matter is asked for."""

    FOR = "for"
    AGAINST = "against"


class Pair(NamedTuple):
    """Two things that are compared, as they were typed and in that order.

    The words before and after what joins them: a name ends the first and begins the second.
    """

    one: tuple[str, ...]
    other: tuple[str, ...]


def asks_for_whole(question: str) -> bool:
    """Whether a question asks for all of a kind: "Welke vormen zijn er?", "noem de stappen"."""
    return _ALL.search(fold(question)) is not None


def insists_on_all(question: str) -> bool:
    """Whether a question says in so many words that it wants all, and not only in a plural."""
    return asks_for_whole(question) and _EVERY.search(fold(question)) is not None


def kind_asked(question: str) -> str:
    """What a question asks for all of, folded: "manieren" of "Welke manieren?"; or nothing."""
    found = _KIND.search(fold(question))
    return found["kind"] if found else ""


def chapter_asked(question: str) -> str:
    """The number of the chapter that a question names, as it was typed; or nothing."""
    found = _CHAPTER.search(fold(question))
    return found["number"] if found else ""


def compares(question: str) -> bool:
    """Whether a question may put things side by side; "of" alone does not say that it does."""
    return sets_apart(question) or _COMPARING.search(fold(question)) is not None


def sets_apart(question: str) -> bool:
    """Whether a question says so much in words that leave no doubt."""
    return _APART.search(fold(question)) is not None


def chooses(question: str) -> bool:
    """Whether a question asks which of two to take; what each is says that as far as it goes."""
    return _CHOOSING.search(fold(question)) is not None


def without_comparing(question: str) -> str:
    """A question without the words that say that it compares, folded."""
    return _COMPARING.sub(" ", _APART.sub(" ", fold(question)))


def pairs(question: str) -> Iterator[Pair]:
    """What may be compared, the surest way of saying so first."""
    if not compares(question):
        return
    text = fold(question)
    for pattern in _PAIRS:
        for found in pattern.finditer(text):
            yield Pair(
                tuple(found["one"].split()[-SIDE_WORDS:]),
                tuple(found["other"].split()[:SIDE_WORDS]),
            )


def names_a_pair(question: str) -> bool:
    """Whether a question says between which two it compares: "tussen een ... en een ..."."""
    return any(pattern.search(fold(question)) for pattern in _PAIRS[:SURE_PAIRS])


def pole_asked(question: str) -> Pole | None:
    """The pole that a question asks for; None where it asks for none, or for both."""
    text = fold(question)
    is_for, is_against = _FOR.search(text), _AGAINST.search(text)
    if bool(is_for) == bool(is_against):
        return None
    return Pole.FOR if is_for else Pole.AGAINST
