"""A chat model's reply -> its choice, read as far as it can be.

Models wrap JSON in words and fences, name the fields otherwise, break off and write numbers in
their own way. What cannot be misread is read; a number that may have been cut short is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from assistant.answer.lead import Lead
from assistant.chat.mended import json_values

MOST_NUMBERS: Final = 40
"""A reply that names more chooses nothing."""


class Answerable(StrEnum):
    """Whether the model finds an answer in what it was offered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class ChosenGroup:
    """Numbers of what was offered, each once, under one lead."""

    lead: Lead
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shortening:
    """The first and the last words of the part of a sentence that is wanted."""

    number: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a model chose; no groups where it finds no answer.

    `missing` is in the model's own words: it is never shown as it is.
    """

    answerable: Answerable
    missing: str
    groups: tuple[ChosenGroup, ...]
    shortenings: tuple[Shortening, ...] = ()


_ANSWERABLE: Final = {
    **dict.fromkeys(("yes", "ja", "true", "1", "volledig", "fully"), Answerable.YES),
    **dict.fromkeys(
        ("partly", "partially", "partial", "deels", "gedeeltelijk", "ten dele"), Answerable.PARTLY
    ),
    **dict.fromkeys(("no", "nee", "neen", "false", "0", "none", "geen antwoord"), Answerable.NO),
}
_FOUND: Final = ("answerable", "beantwoordbaar", "antwoordbaar", "answered", "found")
_MISSING: Final = ("missing", "ontbreekt", "mist")
_LEAD: Final = ("lead", "kop", "label", "key", "heading")
_SHORTEN: Final = ("shorten", "shortening", "shortenings", "inkorten")
_NO_NUMBERS: Final = frozenset({*_FOUND, *_MISSING, *_LEAD, *_SHORTEN, "text", "tekst"})
_LABEL: Final = re.compile(r"[^\W\d_]{0,12}[\s.:#(\[]{0,3}(\d{1,4})[\])]?")
_RANGE: Final = re.compile(
    r"\D{0,15}(\d{1,4})\s*(?:-|–|t/m|tot en met|\.\.)\s*\D{0,15}?(\d{1,4})\D?"
)
_IN_TEXT: Final = re.compile(
    r"\[\s*(?:[^\W\d_]{1,12}\s*)?(\d{1,4}(?:\s*(?:[,;]|-|–|en)\s*\d{1,4})*)\s*\]"
)
_SPOKEN: Final = re.compile(
    r"\b(?:zin(?:nen)?|nummers?|nrs?\.?|bron(?:zin(?:nen)?)?|sentences?|s)\s*:?\s*"
    r"(\d{1,4}(?:\s*(?:,|;|-|–|en|and|t/m)\s*\d{1,4})*)",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"[\s\d,;.\-–*]*\d[\s\d,;.\-–*]*")
_WIDEST_RANGE: Final = 12


def read_reply(text: str) -> Choice | None:
    """The choice in a reply; None where there is none to be read."""
    choices = (choice for value in json_values(text) if (choice := _choice(value)))
    return next(choices, None) or _in_words(text)


def _choice(value: Any) -> Choice | None:
    named = {str(key).lower(): each for key, each in value.items()} if _is_dict(value) else {}
    groups = _groups(value)
    said = next((named[key] for key in _FOUND if key in named), None)
    answerable = _answerable(said)
    if answerable is None:
        # Somebody who puts it all one level down: {"keuze": {...}}.
        inner = [each for each in named.values() if _is_dict(each)]
        if len(inner) == 1 and any(str(key).lower() in _FOUND for key in inner[0]):
            return _choice(inner[0])
        answerable = Answerable.YES if groups else None
    if answerable is None or (answerable is not Answerable.NO and not groups):
        return None
    missing = next((named[key] for key in _MISSING if isinstance(named.get(key), str)), "")
    cuts: Any = next((named[key] for key in _SHORTEN if key in named), [])
    if answerable is Answerable.NO:
        return Choice(answerable, missing, ())
    return Choice(answerable, missing, groups, tuple(_shortenings(cuts)))


def _is_dict(value: Any) -> bool:
    return isinstance(value, dict)


def _answerable(said: Any) -> Answerable | None:
    if said is None:
        return None
    return _ANSWERABLE.get(re.sub(r"[\s.!]+$", "", str(said)).strip().lower())


def _groups(value: Any) -> tuple[ChosenGroup, ...]:
    """The groups in a value, without numbers that an earlier one has."""
    seen: set[int] = set()
    groups = []
    for lead, numbers in _found_groups(value, Lead.ANSWER):
        own = tuple(dict.fromkeys(number for number in numbers if number not in seen))
        seen.update(own)
        if own:
            groups.append(ChosenGroup(lead, own))
    return tuple(groups) if len(seen) <= MOST_NUMBERS else ()


def _found_groups(value: Any, lead: Lead) -> Iterator[tuple[Lead, list[int]]]:
    """Each run of numbers that stands in a value, with the lead that it stands under."""
    if isinstance(value, dict):
        own = _lead(value) or lead
        for key, each in value.items():
            if str(key).lower() not in _NO_NUMBERS:
                # A lead may be the name of a list of numbers.
                yield from _found_groups(each, _by_key(key) or own)
    elif isinstance(value, list):
        loose: list[int] = []
        for each in value:
            if isinstance(each, (dict, list)):
                if loose:
                    yield lead, loose
                    loose = []
                yield from _found_groups(each, lead)
            else:
                loose += _numbers(each)
        if loose:
            yield lead, loose
    elif numbers := _numbers(value):
        yield lead, numbers


def _lead(value: dict[str, Any]) -> Lead | None:
    named = (each for key, each in value.items() if str(key).lower() in _LEAD)
    return next((lead for each in named if (lead := _by_key(each))), None)


def _by_key(key: Any) -> Lead | None:
    plain = re.sub(r"[\s_-]+", "_", str(key).strip().lower())
    return Lead(plain) if plain in set(Lead) else None


def _numbers(value: Any) -> list[int]:
    """The numbers that a value is: 3, 3.0, "3", "[3]", "s3", "zin 3", "3, 5" or "3-5"."""
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, (int, float)):
        return [int(value)] if value == int(value) else []
    found: list[int] = []
    for part in re.split(r"[,;]|\ben\b", str(value).strip()):
        part = part.strip()
        ends = _RANGE.fullmatch(part)
        label = _LABEL.fullmatch(part.strip("[]() "))
        if ends:
            found += _range(int(ends[1]), int(ends[2]))
        elif label:
            found.append(int(label[1]))
        elif part.strip("[]() "):
            return []  # words, and no numbers
    return found


def _range(first: int, last: int) -> list[int]:
    return list(range(first, last + 1)) if first <= last < first + _WIDEST_RANGE else []


def _shortenings(value: Any) -> Iterator[Shortening]:
    for each in value if isinstance(value, list) else [value]:
        if not isinstance(each, dict):
            continue
        numbers = _numbers(each.get("evidence"))
        first, last = each.get("first"), each.get("last")
        if len(numbers) == 1 and isinstance(first, str) and isinstance(last, str):
            yield Shortening(numbers[0], first, last)


def _in_words(text: str) -> Choice | None:
    """A reply without JSON: labels before sentences, or in a sentence, or numbers alone."""
    plain = text.strip().strip("`").strip()
    if _answerable(plain) is Answerable.NO:
        return Choice(Answerable.NO, "", ())
    named = _IN_TEXT.findall(plain) or _SPOKEN.findall(plain)
    if not named and _BARE.fullmatch(plain):
        named = re.split(r"\s*\n\s*[*-]?\s*", plain)
    numbers = [number for each in named for number in _numbers(each.strip(" .*"))]
    groups = _groups([numbers])
    return Choice(Answerable.YES, "", groups) if groups else None
