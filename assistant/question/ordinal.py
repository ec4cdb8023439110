"""A question that counts ("de tweede", "nummer 3") and an answer -> the item that it means."""

import re
from typing import Final

from ingest.text.sentences import sentence_spans

_NUMBERS: Final = {
    name: number
    for number, names in enumerate(
        ("eerste|een|1", "tweede|twee|2", "derde|drie|3", "vierde|vier|4", "vijfde|vijf|5")
    )
    for name in names.split("|")
} | {"laatste": -1}
_ORDINAL: Final = re.compile(
    r"\b(?:(?:de|het|die|dat|deze|dit) (eerste|tweede|derde|vierde|vijfde|laatste)"
    r"|(?:nummer|nr\.?|punt|stap|optie) (een|twee|drie|vier|vijf|[1-5]))\b"
    r"(?: (?:van (?:die|de|deze) (?:twee|drie|vier|vijf|[2-5])"
    r"|(?:punt|optie|voorwaarde|manier|functie|vorm|reden|stap|soort)\b))?"
    r"(?=\W*$|[,.;:?!]| (?:graag|ook|nog|dan|eens|in|toe|uit|uitwerken|uitleggen|uitgebreider"
    r"|toelichten|verder|is|wat|hoe|precies|nou|eigenlijk|werkt|betekent|meer|concreet|vertellen"
    r"|noemde|net)\b)",
    re.IGNORECASE,
)
"""An ordinal that no noun of its own follows: "de tweede graag", not "de tweede week"."""
_NUMBERED: Final = re.compile(r"(?:^|(?<=\s))\d{1,2}\.\s+")
_BULLET: Final = re.compile(r"(?:^|\n|(?<=[.:;?!,]))\s*[-•]\s+")
"""History is kept on one line: there an item begins where another ends."""
_IN_ROW: Final = re.compile(r",\s+|\s+en\s+")
_IN_ROW_FROM: Final = re.compile(r"^[^:.]*:\s*")
_LONGEST_IN_ROW: Final = 12
"""What is named in a row, within a sentence, has at most so many words each."""
ITEM_CHARS: Final = 200
"""As much of an item as says which it is."""


def counted(question: str, answer: str) -> str:
    """The item of the answer that a question counts to; empty if it does not count, or too far."""
    found = _ORDINAL.search(question)
    if not found:
        return ""
    number = _NUMBERS[(found[1] or found[2]).lower()]
    items = _items(answer)
    return items[number] if -len(items) <= number < len(items) else ""


def with_item(question: str, item: str) -> str:
    """The question with an item for its ordinal, if there is one."""
    return _ORDINAL.sub(lambda _: item, question, count=1) if item else question


def _items(answer: str) -> list[str]:
    """What is counted in an answer: its numbered or listed items, a row of names, or sentences."""
    for cut in (_NUMBERED, _BULLET):
        items = [_named(each) for each in cut.split(answer)[1:]]
        if len(items) > 1:
            return items
    spans = sentence_spans(answer)
    row = _row(spans[0].of(answer)) if len(spans) == 1 else []
    return row or [_named(span.of(answer)) for span in spans]


def _row(sentence: str) -> list[str]:
    """What a sentence names in a row, at least three; nothing of a sentence that does not."""
    items = _IN_ROW.split(_IN_ROW_FROM.sub("", sentence.rstrip(". ")))
    is_row = len(items) > 2 and all(len(each.split()) <= _LONGEST_IN_ROW for each in items)
    return [_named(each) for each in items] if is_row else []


def _named(item: str) -> str:
    """The first sentence of an item, on one line and without what joins it to another."""
    first = next((span.of(item) for span in sentence_spans(item)), "")
    return " ".join(first.split())[:ITEM_CHARS].rstrip(".;, ").removeprefix("en ")
