"""A question -> the same without the personal data of clients.

What has a form (a citizen service number, a telephone number, an address) and most names are found
by rules, from the first moment. The deduce library finds more of them; it takes half a minute to
load, in the background. Source: https://github.com/vmenger/deduce, de-identification of Dutch
medical notes.
"""

import logging
import re
import threading
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

from assistant.names import Names

_LOG: Final = logging.getLogger(__name__)


class PersonalKind(StrEnum):
    """What kind of personal data it is."""

    BSN = "bsn"
    NAME = "name"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    FILE_NUMBER = "file_number"


_MASKS: Final = {
    PersonalKind.BSN: "[bsn]",
    PersonalKind.NAME: "[naam]",
    PersonalKind.BIRTH_DATE: "[geboortedatum]",
    PersonalKind.ADDRESS: "[adres]",
    PersonalKind.PHONE: "[telefoon]",
    PersonalKind.EMAIL: "[e-mail]",
    PersonalKind.FILE_NUMBER: "[dossiernummer]",
}
_MASKED: Final = re.compile(r"\[[a-z-]+\]")
_MONTH: Final = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|"
    r"sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_STREET: Final = (
    r"[A-Za-zÀ-ÿ'’.-]*(?:straat|laan|weg|plein|gracht|kade|singel|dijk|pad|dreef|steeg|plantsoen|"
    r"boulevard|hof|park|veld|erf|akker|kamp|ring|wal|burg|markt|horst|donk|meent|waard|brink|str\.)"
)
_CITY: Final = r"(?:\s*,?\s*(?:in|te)?\s+[A-ZÀ-Þ][\w'’-]+)?"
_POSTCODE: Final = r"[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}\b"
_FORMS: Final = (
    (PersonalKind.EMAIL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        PersonalKind.FILE_NUMBER,
        re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{4}(?:\s?\d){10}\b"),
    ),
    (
        PersonalKind.FILE_NUMBER,
        re.compile(
            r"\b(?:dossier|zaak|cli[eë]nt|casus|kenmerk|registratie|pati[eë]nt|polis|file|case)"
            r"[\s-]?(?:nummer|nr\.?|no\.?|number|id)?\s*[:#]?\s*"
            r"(?P<own>[A-Z]{0,4}[-/]?\d[\dA-Z]*(?:[-/.]\w+)*)",
            re.IGNORECASE,
        ),
    ),
    (
        PersonalKind.BIRTH_DATE,
        re.compile(
            r"\b(?:\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
            rf"|\d{{1,2}}\s+{_MONTH}\.?\s+(?:\d{{4}}|'?\d{{2}}))\b",
            re.IGNORECASE,
        ),
    ),
    (
        PersonalKind.ADDRESS,
        re.compile(
            rf"\b{_STREET}\s+\d{{1,4}}(?:\s?[a-zA-Z]\b|-\d+)?(?:\s*,?\s*{_POSTCODE})?{_CITY}"
        ),
    ),
    (PersonalKind.ADDRESS, re.compile(rf"\b{_POSTCODE}(?:\s*,?\s*\d{{1,4}}[a-zA-Z]?\b)?{_CITY}")),
    (
        PersonalKind.PHONE,
        re.compile(
            r"(?<![\d-])(?:(?:\+|00)31[\s-]?(?:\(0\)[\s-]?)?|0)(?!800|900)[1-9](?:[\s-]?\d){8}(?!\d)"
        ),
    ),
)
_NUMBER: Final = re.compile(r"(?<![\d-])\d(?:[ .]?\d){7,8}(?![\d-])")
_BSN_SAID: Final = re.compile(
    r"\b(?:bsn|burgerservicenummer|sofi-?nummer)\W{0,3}(?:is|nr\.?|nummer)?\W{0,3}"
    r"(?P<own>\d(?:[ .]?\d){6,9})",
    re.IGNORECASE,
)
_PERSONS: Final = frozenset({"persoon", "patient"})


class Found(NamedTuple):
    """Personal data: characters `start` to `end` of a text."""

    start: int
    end: int
    kind: PersonalKind


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with masks, and the kinds of what they stand for, each once."""

    text: str
    kinds: tuple[PersonalKind, ...]


class Privacy:
    """Finds personal data and masks it; safe for use by several threads."""

    def __init__(self, known: Iterable[str], cache: Path | None = None) -> None:
        """Take the texts of the corpus: whom they name is left untouched.

        deduce keeps what it made of its word lists in the folder `cache`, by default in its own.
        """
        self._names = Names(known)
        self._cache = cache
        self._deduce: Any = None
        self._loading: threading.Thread | None = None

    def warm_up(self) -> None:
        """Start to load deduce; until it is there the rules work alone."""
        if self._loading is None:
            self._loading = threading.Thread(target=self._load, daemon=True)
            self._loading.start()

    def mask(self, text: str) -> Masked:
        """The text without personal data; masking it again changes nothing."""
        found = _apart([*_formed(text), *self._named(text)], _MASKED.finditer(text))
        parts, at = [], 0
        for each in found:
            parts += [text[at : each.start], _MASKS[each.kind]]
            at = each.end
        kinds = dict.fromkeys(each.kind for each in found)
        return Masked("".join([*parts, text[at:]]), tuple(kinds))

    def _named(self, text: str) -> Iterator[Found]:
        for span in self._names.find(text):
            yield Found(*span, PersonalKind.NAME)
        if self._deduce is not None:
            yield from self._deduced(text)

    def _deduced(self, text: str) -> Iterator[Found]:
        """What deduce finds, but for what the corpus names and for ordinary words."""
        for each in self._deduce.deidentify(text).annotations:
            has_capital = any(char.isupper() for char in each.text)
            if each.tag in _PERSONS and has_capital and not self._names.allows(each.text):
                yield Found(each.start_char, each.end_char, PersonalKind.NAME)
            elif each.tag == "locatie" and re.search(r"\d", each.text):
                yield Found(each.start_char, each.end_char, PersonalKind.ADDRESS)

    def _load(self) -> None:
        try:
            self._deduce = _open_deduce(self._cache)
        except Exception as error:  # noqa: BLE001  # a thread of its own: the rules go on alone
            _LOG.warning("Namen worden alleen met regels herkend: deduce laadt niet (%s).", error)


def _open_deduce(cache: Path | None) -> Any:
    """Import and open deduce, which would have the whole program log everything and warn of all."""
    root = logging.getLogger()
    silent = logging.NullHandler()
    root.addHandler(silent)  # a root that has a handler is left as it is
    try:
        with warnings.catch_warnings():
            from deduce import Deduce

        return Deduce(**({"cache_path": cache} if cache else {}))
    finally:
        root.removeHandler(silent)


def _formed(text: str) -> Iterator[Found]:
    """What can be told by its form."""
    for match in _BSN_SAID.finditer(text):
        yield Found(*match.span("own"), PersonalKind.BSN)
    for match in _NUMBER.finditer(text):
        if _is_bsn(re.sub(r"\D", "", match[0])):
            yield Found(*match.span(), PersonalKind.BSN)
    for kind, pattern in _FORMS:
        for match in pattern.finditer(text):
            yield Found(*match.span("own" if "own" in pattern.groupindex else 0), kind)


def _is_bsn(digits: str) -> bool:
    """The eleven-test of the citizen service number (Besluit burgerservicenummer, article 2)."""
    padded = digits.zfill(9)
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, padded, strict=True))
    return total % 11 == 0 and int(digits) > 0


def _apart(found: Iterable[Found], masked: Iterable[re.Match[str]]) -> list[Found]:
    """What does not overlap, in order; of what does, the longest, and what came first."""
    taken = [match.span() for match in masked]
    kept: list[Found] = []
    for each in sorted(found, key=lambda item: item.start - item.end):
        if all(each.end <= start or end <= each.start for start, end in taken):
            taken.append((each.start, each.end))
            kept.append(each)
    return sorted(kept)
