"""Question -> the sort of fact that it asks for, and whether a text holds one of that sort.

Rules on words alone. "Hoe vaak komt een vrijwilliger?" is not answered by what a volunteer does: an
answer that is near and has no number is the most convincing of wrong ones.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ingest.text.words import fold

_NUMBER: Final = (
    r"(?:\d+|een|eens|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|honderd|half|halve"
    r"|enkele|paar|aantal|elke|elk|ieder|iedere|per)"
)
_UNIT: Final = (
    r"(?:keer|maal|uur|uren|dag|dagen|dagdeel|dagdelen|week|weken|maand|maanden|jaar|jaren|minuten)"
)
_AMOUNT_OF_TIME: Final = rf"\b{_NUMBER}\b[^.]{{0,25}}\b{_UNIT}\b"
_LATE_WORDS: Final = 3
"""A question opens with what it asks for, after so many words at most."""


class FactAsked(NamedTuple):
    """A fact that a question asks for, in its own words; and what a text has that tells it.

    `is_all` says whether the question opens with it: then nothing else answers.
    """

    words: str
    told: re.Pattern[str]
    is_all: bool


_FACTS: Final = tuple(
    (re.compile(asked), re.compile(told))
    for asked, told in (
        (
            r"\bhoe (?:vaak|dikwijls|frequent|regelmatig)\b|\bhoeveel (?:keer|maal)\b"
            r"|\bhow often\b",
            rf"{_AMOUNT_OF_TIME}|\b(?:regelmatig|vaak|soms|altijd|zo nodig|structureel)\b"
            r"|\b(?:wekelijkse?|maandelijkse?|jaarlijkse?|dagelijks)\b",
        ),
        (
            r"\bhoe ?lang\b|\bhoeveel (?:weken|maanden|jaren|jaar|dagen|uren|uur|tijd)\b"
            r"|\bhow long\b",
            rf"{_AMOUNT_OF_TIME}|\d|\b(?:kort|korte|lang|lange|langer|langdurig\w*|tijdelijk\w*"
            r"|duurzaam|blijv\w+|jarenlang|levenslang|periode|termijn|zolang|afloop|continu\w*)\b",
        ),
        (
            r"\b(?:telefoonnummers?|06-nummer|e?-?mailadres(?:sen)?|phone number)\b"
            r"|\bwelk nummer\b",
            r"\d[\d -]{5,}|@",
        ),
        (
            r"\bwat kost(?:en)?\b|\bhoeveel (?:kost|kosten|geld|euro|subsidie)\b"
            r"|\b(?:uurtarief|tarief)\b|\bhow much (?:does|money)\b",
            r"€|\b(?:euro|gratis|kosteloos|goedkop\w+|vergoed\w*|vrijwillig\w*|betaald\w*)\b",
        ),
        (r"\b(?:welke leeftijd|hoe oud|leeftijdsgrens)\b|\bwhat age\b", r"\d|\bleeftijd"),
        (r"\b(?:welk jaar|welke datum|jaartal)\b|\bwhat year\b", r"\b(?:19|20)\d\d\b"),
    )
)


def fact_asked(question: str) -> Iterator[FactAsked]:
    """The facts that a question asks for; mostly none."""
    text = fold(question)
    for asked, told in _FACTS:
        if found := asked.search(text):
            opening = re.split(r"[.?!,:;]\s", text[: found.start()])[-1]
            yield FactAsked(found[0], told, len(opening.split()) <= _LATE_WORDS)


def is_told(fact: FactAsked, text: str) -> bool:
    """Whether a text holds a fact of that sort."""
    return fact.told.search(fold(text)) is not None
