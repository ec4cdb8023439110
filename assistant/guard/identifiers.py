"""A text -> the numbers, dates, addresses and e-mail addresses in it, told by their form."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final, NamedTuple


class PersonalKind(StrEnum):
    """What kind of personal data it is."""

    BSN = "bsn"
    NAME = "name"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    FILE_NUMBER = "file_number"


class PersonalSpan(NamedTuple):
    """Personal data: characters `start` to `end` of a text."""

    start: int
    end: int
    kind: PersonalKind


_MONTH: Final = (
    r"(?:jan(?:uari|uary)?|feb(?:ruari|ruary)?|maart|mrt|march|mar|apr(?:il)?|mei|may|jun[ie]?|"
    r"jul[iy]?|aug(?:ustus|ust)?|sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)\.?"
)
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NUMBER: Final = r"(?:0?[1-9]|1[0-2])"
_YEAR: Final = r"(?:19|20)\d{2}"
_SHORT_YEAR: Final = rf"(?:{_YEAR}|['’]?\d{{2}})"
_BORN: Final = (
    r"\b(?:geb\.?|geboren|geboortedatum|geb\.?\s?datum|jarig|verjaardag|born|birthday|dob)"
    r"(?:\b|(?<=\.))"
)
_FREE: Final = r"(?<!\w)(?<!\w[.,/+-])(?<!\+)"
"""Where a number may begin: behind no other number, but also behind one that is masked already."""
_DATES: Final = tuple(
    re.compile(rf"{_FREE}{pattern}(?!\w|[-.,]\d)", re.IGNORECASE)
    for pattern in (
        rf"{_DAY}\s?[-/\\|]\s?{_MONTH_NUMBER}\s?[-/\\|]\s?{_SHORT_YEAR}(?!/\d)",
        rf"{_DAY}\s?[-/\\|]\s?{_MONTH_NUMBER}\s?[-/\\|]\s?{_YEAR}",
        r"(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.\d{2}",
        rf"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
        rf"{_DAY}\s?[. ]\s?{_MONTH_NUMBER}\s?[. ]\s?{_YEAR}",
        rf"{_YEAR}\s?[-/. ]\s?{_MONTH_NUMBER}\s?[-/. ]\s?{_DAY}(?:T[\d:.]+Z?)?",
        rf"{_DAY}(?:e|ste|de|th|st|nd|rd)?[-.\s/]{{0,3}}(?:of\s)?{_MONTH}[-,\s/]{{0,3}}{_SHORT_YEAR}",
        rf"{_MONTH}\s{_DAY}(?:th|st|nd|rd)?,?\s{_YEAR}",
    )
)
_BIRTH: Final = re.compile(
    rf"{_BORN}(?:\s?:|\s(?:op|is|on|in))*\s?(?P<own>{_DAY}(?:e\s|[-\s./]+)(?:{_MONTH_NUMBER}|{_MONTH})"
    rf"(?:[-\s./]+{_SHORT_YEAR})?|{_DAY}?\d{{6,7}})(?!\w)",
    re.IGNORECASE,
)
_AT: Final = r"(?:\s?@\s?|\s?[\[({<]\s?(?:at|apenstaartje)\s?[\])}>]\s?|\sapenstaartje\s)"
_SAID_DOT: Final = r"(?:\s?[\[({<]\s?(?:punt|dot)\s?[\])}>]\s?|\s(?:punt|dot)\s)"
_DOT: Final = rf"(?:\s?\.\s?|{_SAID_DOT})"
_EMAIL: Final = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}(?:@(?:[\w-]{{1,63}}\.){{1,5}}|{_AT}(?:[\w-]{{1,63}}{_DOT}){{1,5}}?"
    rf"|\sat\s(?:[\w-]{{1,63}}{_SAID_DOT}){{1,5}}?)"
    r"[a-z]{2,24}\b",
    re.IGNORECASE,
)
"""Also as people write it to keep it from machines: "jan [at] voorbeeld punt nl"."""
_IBAN: Final = re.compile(
    r"(?:\b|(?<=iban))[A-Z]{2}\s?\d{2}[\s./-]?[A-Z]{4}(?:[\s./-]?\d){10}(?!\w)"
    r"|\b(?-i:[A-Z]{2})\d{2}(?:[\s./-]?\d{4}){3,5}(?:[\s./-]?\d{1,3})?(?!\w)",
    re.IGNORECASE,
)
_COURT: Final = re.compile(
    r"\bC/\d{2}/\d{4,6}(?:\s?/\s?[A-Z]{2}(?:\s?RK)?\s?\d{2}-\d{1,5})?|\b(?:JE|FA)\s?RK\s?\d{2}-\d{1,5}\b"
)
_CODE: Final = r"(?:[A-Z]{1,4}[-/. ]?)?\d(?:[-/.]?[\dA-Z]){1,20}"
_FILE_NUMBER: Final = re.compile(
    r"\b(?:dossier|zaak|cli[eë]nt|casus|case|file|registratie|rekest|ref\.?|pati[eë]nt|polis|personeels|kind|"
    r"leerling|beschikkings?|v|bsn)[-\s]?(?:nummer|nr|id|code|number|no)\b\.?"
    rf"(?:\s?[:#=]|\s(?:is|van|met|het|haar|zijn|[a-z]+:))*\s*[(\[“”']?(?P<own>{_CODE})(?!\w)",
    re.IGNORECASE,
)
_FILE: Final = re.compile(
    r"\b(?:dossier|zaak|kenmerk|casus|cli[eë]nt|case|file|referentie|ref)\b\.?"
    r"(?:\s?[:#=]|\s(?:is|nummer|nr\.?))*\s*[(\[“”']?(?P<own>(?:[A-Z]{1,4}[-/.]?)?\d[\dA-Z]*(?:[-/.]\d[\dA-Z]*)+"
    r"|[A-Z]{1,4}[-/.]?\d{3,12}|\d{5,12})(?!\w)",
    re.IGNORECASE,
)
_BSN_WORD: Final = re.compile(
    r"\b(?:bsn|burger\s?service\s?nummer|sofi-?\s?(?:nummer|nr))(?:-?(?:nummer|nr))?\b",
    re.IGNORECASE,
)
_SEPARATOR: Final = r"\s?[\s./·-]\s?"


def _grouped(*sizes: int) -> str:
    return _SEPARATOR.join(rf"\d{{{size}}}" for size in sizes)


_BSN: Final = re.compile(
    rf"(?:{_FREE}(?<![€$]\s)|(?<=[Bb][Ss][Nn]))(?:\d{{8,9}}(?:\.0)?|"
    + "|".join(
        _grouped(*sizes)
        for sizes in (
            (4, 2, 3),
            (3, 3, 3),
            (2, 3, 3),
            (4, 2, 2),
            (3, 2, 2, 2),
            (2, 2, 2, 3),
            (2, 3, 4),
            (3, 2, 4),
            (4, 5),
            (5, 4),
            (1,) * 9,
        )
    )
    + r")(?!\w|[-.]\d|[,/]\d{1,7}(?!\d)|\s?(?:euro|EUR|kinderen)\b)"
)
_SAID_BSN: Final = re.compile(
    rf"(?:{_FREE}|(?<=[Bb][Ss][Nn]))\d(?:\s?[\s./·-]?\s?\d){{7,8}}"
    r"(?!\w|[-.]\d|[,/]\d{1,7}(?!\d))"
)
"""In a text that speaks of a BSN: in whatever groups."""
_PHONE: Final = re.compile(
    r"(?<!\w)(?<!\w[.,/+-])(?:(?<!\+)\(?(?:\+\s?|00[\s-]?)\d\s?\d\)?"
    r"[\s./·•|-]{0,3}(?:\(\s?0\s?\)[\s.-]{0,3})?"
    r"\(?\d\)?(?:[\s./·•|-]{0,3}\d){7,9}"
    r"|[(\[]\s?0\d{1,3}\s?[)\]][\s-]{0,3}\d(?:[\s./·•|-]{0,3}\d){5,7}"
    r"|(?<!\+)0(?:[1-9]|[\s./·•|-]{1,3}[1-9])(?:[\s./·•|-]{0,3}\d){7,8})(?!\w|-[1-9])"
    r"|(?:wa\.me/|tel:|\b)\+?316\d{8}\b"
)
_DIGIT_WORD: Final = r"(?:nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)"
_SPELT: Final = re.compile(
    rf"\b{_DIGIT_WORD}(?:[\s,-]{{1,3}}{_DIGIT_WORD}){{7,10}}\b", re.IGNORECASE
)
"""A number read out, digit by digit."""
_CALL: Final = re.compile(
    r"\b(?:tel|telefoon|telefoonnummer|telnr|mobiel|mob|06-nummer|phone)\b\.?(?:\s?[:#]|\s(?:is|nummer|nr\.?))*"
    r"\s*(?P<own>\+?\d(?:[\s.-]?\d){5,11})(?!\w)",
    re.IGNORECASE,
)
_SERVICE: Final = re.compile(r"(?:0800|090[069])")
"""Numbers of services: of nobody in particular."""
_NO_LETTERS: Final = (
    r"(?!(?:s[ads]|bw|en|of|is|in|op|te|de|we|ze|er|ik|je|om|al|tm|eu|nj|rv|sr|sv|nl|mg|kg|km|uu?r?"
    r"|dd|ja|na|to|at|by|or|as|it|do|so|my|me|no|he|on|an|if|up)\b)"
)
"""Letters that no postcode has, and words and units that follow a number."""
_NUMBER: Final = (
    r"(?:(?:nr\.?|no\.?|nummer|huisnummer)\s)?\d{1,4}"
    r"(?:[a-zA-Z]\b|\s?-\s?\d{1,4}\b|\s[A-Z]\b)?(?!\w)"
)
_CITY: Final = (
    r"(?:,?\s(?:in\s|te\s)?[A-Z][\w'’-]+(?:\s(?:aan|a/d|op)\s(?:de[nr]?|zee|'t)?\s?[A-Z]?\w+)?)?"
)
_POSTCODE: Final = re.compile(
    rf"(?:(?<![\w.,:/-])|(?<=NL-))(?:[1-9]\d{{3}}\s?(?i:{_NO_LETTERS}[a-z]{{2}}),?\s{_NUMBER}"
    rf"|[1-9]\d{{3}}[\s-]?(?i:{_NO_LETTERS})[A-Z]{{2}}\b"
    rf"|(?!19|20)[1-9]\d{{3}}\s?{_NO_LETTERS}[a-z]{{2}}\b"
    rf"|(?i:(?<=postcode )|(?<=postcode: ))[1-9]\d{{3}}\s?[A-Za-z]{{2}}\b){_CITY}"
    r"|\b[Pp]ostbus \d{1,5}\b"
)
_FIRST: Final = (
    r"(?:(?:Van|De|Den|Der|Het|'t|Burg(?:\.|emeester)|Dr\.|Dokter|Prof(?:\.|essor)|Past(?:\.|oor)|"
    r"Konings?|Koningin|Prins|Prinses|Sint|St\.?|Oude|Nieuwe|Korte|Lange|Grote|Kleine|Eerste|Tweede|Derde|"
    r"\d(?:e|de|ste)|van|de|der|den|[A-Z]\.|Jan|Jacob|Willem|Maria|Johan|Anne|Pieter|Karel|Martin|Nelson|"
    r"Albert|Anna) ){0,4}"
)
_NO_STREET: Final = (
    r"(?!(?i:onderweg|overweg|uitweg|omweg|snelweg|zorgpad|leerpad|stappad|groeipad|werkveld|speelveld|"
    r"zorgmarkt|verblijf\w*|\w+kamp|speeltuin|werkplein|zorgplein|leerplein|schoolplein|buitenland|"
    r"nederland|\w*vakantiepark)\b)"
)
_STREET: Final = re.compile(
    rf"(?<![\w-])(?!(?:van|de|der|den) ){_FIRST}{_NO_STREET}"
    rf"(?:[A-Z][\w'’.-]*(?:straat|str\.?|laan|ln\.|weg|plein|gracht|kade|singel|dijk|pad|dreef|steeg|plantsoen|"
    r"boulevard|hof|park|veld|erf|akker|kamp|ring|wal|burg|markt|horst|donk|meent|waard|brink|haven|poort|"
    r"baan|oord|berg|bos|es|allee|gaarde|tuin|land|wijk|hoeve|kwartier|rode|mate|zoom|wetering|stede)"
    r"|[A-Z]{2,}(?:STRAAT|LAAN|WEG|PLEIN|GRACHT|KADE|SINGEL|DIJK|DREEF|STEEG|HOF|PARK|MARKT|WAL|PAD|HAVEN)"
    r"|(?:Gracht|Brink|Plein|Singel|Kade|Voorhout|Markt|Dijk|Hof|Laan|Straat|Haven|Wal|Steeg|Dreef)"
    r"|[a-z][\w'’-]+(?:straat|str\.?|laan|weg|plein|gracht|kade|singel|dreef|steeg|plantsoen)"
    rf"|(?<=de )[a-z][\w'’-]+weg),?\s{_NUMBER}"
    r"(?:,?\s[1-9]\d{3}\s?[A-Z]{2}\b)?" + _CITY
)
_LIVES: Final = re.compile(
    r"\b(?i:woont|wonen|woonde|woonachtig|adres|verhuisd|ingeschreven)\b:?\s(?:nu\s|is\s|al\s|thuis\s)?"
    rf"(?:op\s|aan\s|in\s|naar\s)?(?P<own>(?:de\s|het\s)?[A-Z][\w'’-]+(?:\s(?:van|de|der|den|[A-Z][\w'’-]+)){{0,3}}\s{_NUMBER}"
    rf"{_CITY})"
)

CHARS_BEFORE: Final = 80
CHARS_BEHIND: Final = 60
"""What has a form stands within so many characters before its first digit and behind its last."""
_TELLING: Final = re.compile(rf"[\d@](?:.{{0,{CHARS_BEFORE + CHARS_BEHIND}}}[\d@])*", re.DOTALL)
_SAID: Final = re.compile(
    rf"\bat\b|apenstaartje|\b{_DIGIT_WORD}[\s,-]{{1,3}}{_DIGIT_WORD}\b", re.IGNORECASE
)
"""An e-mail address without its sign, or a number without digits."""


class Identifiers:
    """Finds what has a form of its own, but for what the corpus itself holds."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the texts of the corpus: their numbers, dates and addresses are nobody's."""
        self._known = frozenset(
            _letters_and_digits(part[start:end])
            for text in texts
            for part in _telling_parts(text)
            for start, end, _ in _found(part)
        )

    def find(self, text: str) -> Iterator[PersonalSpan]:
        """What there is, the surest first; what is found may overlap."""
        born = {match.span("own") for match in _BIRTH.finditer(text)}
        for found in _found(text):
            span = (found.start, found.end)
            if (
                span in born
                or _letters_and_digits(text[found.start : found.end]) not in self._known
            ):
                yield found


def _telling_parts(text: str) -> Iterator[str]:
    """The parts of a text that may hold what has a form, as a rule those around digits and "@".

    Of the shipped text that is a sixth, and it takes a third of the time.
    """
    if _SAID.search(text):
        yield text
        return
    for match in _TELLING.finditer(text):
        yield text[max(match.start() - CHARS_BEFORE, 0) : match.end() + CHARS_BEHIND]


def _found(text: str) -> Iterator[PersonalSpan]:
    yield from _matches(_EMAIL, text, PersonalKind.EMAIL)
    yield from _matches(_SPELT, text, PersonalKind.PHONE)
    if not re.search(r"\d", text):
        return
    yield from _matches(_IBAN, text, PersonalKind.FILE_NUMBER)
    yield from _bsns(text)
    for pattern in (_PHONE, _CALL):
        yield from (
            each for each in _matches(pattern, text, PersonalKind.PHONE) if _is_own(text, each)
        )
    for pattern in (_BIRTH, *_DATES):
        yield from _matches(pattern, text, PersonalKind.BIRTH_DATE)
    for pattern in (_COURT, _FILE_NUMBER, _FILE):
        yield from _matches(pattern, text, PersonalKind.FILE_NUMBER)
    for pattern in (_STREET, _POSTCODE, _LIVES):
        yield from _matches(pattern, text, PersonalKind.ADDRESS)


def _matches(pattern: re.Pattern[str], text: str, kind: PersonalKind) -> Iterator[PersonalSpan]:
    own = "own" if "own" in pattern.groupindex else 0
    for match in pattern.finditer(text):
        yield PersonalSpan(*match.span(own), kind)


def _bsns(text: str) -> Iterator[PersonalSpan]:
    """Numbers that pass the eleven-test; in a text that speaks of a BSN also those that fail it."""
    said = _BSN_WORD.search(text)
    for match in (_SAID_BSN if said else _BSN).finditer(text):
        # A spreadsheet takes a number for an amount.
        digits = re.sub(r"\D", "", match[0].removesuffix(".0"))
        if said or _is_bsn(digits):
            yield PersonalSpan(*match.span(), PersonalKind.BSN)


def _is_bsn(digits: str) -> bool:
    """The eleven-test of the citizen service number (Besluit burgerservicenummer, article 2)."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits.zfill(9), strict=True))
    return total % 11 == 0 and int(digits) > 0


def _is_own(text: str, found: PersonalSpan) -> bool:
    return not _SERVICE.match(re.sub(r"\D", "", text[found.start : found.end]))


def is_address(text: str) -> bool:
    """Whether a place that is no mere town is meant: a street with a number."""
    return re.match(rf"{_NO_STREET}.*[^\W\d_]{{3,}} \d", text) is not None


def _letters_and_digits(text: str) -> str:
    return re.sub(r"[^\w@]", "", text).lower()
