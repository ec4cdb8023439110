"""A chat model's reply -> notes of a section, as far as they hold for its text.

What a model says of sentences that are not there is left out, and so is what it says twice.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from assistant.chat.mended import json_values
from ingest.corpus.notes import AskedNote, PassageNote, SectionNotes
from ingest.text.document import Section
from ingest.text.normal import one_line
from ingest.text.sentences import sentence_spans

QUOTE_CHARS: Final = 80
"""So much of a passage is quoted: enough to find it by."""
TEXT_CHARS: Final = 600
"""What is longer is no question, no term and no summary."""
MOST_ASKED: Final = 60
"""Questions to one section: a model that goes on and on is stopped."""


class _Said(NamedTuple):
    """What was said of a passage, by the numbers that sentences have in the section."""

    first: int
    plain: str
    terms: tuple[str, ...]
    asked: tuple[tuple[tuple[int, ...], tuple[str, ...]], ...]


def read_draft(reply: str, section: Section) -> SectionNotes | None:
    """The notes in a reply; None where there are none that hold for the section."""
    value = next(filter(_is_draft, json_values(reply)), None)
    if value is None:
        return None
    spans = sentence_spans(section.text)
    said = [each for each in map(_said, value["passages"]) if each]
    starts = sorted({min(max(each.first, 1), len(spans)) for each in said} | {1}) if spans else []
    passages = [
        passage
        for start, end in zip(starts, [*starts[1:], len(spans) + 1], strict=True)
        if (passage := _passage(section, spans[start - 1].start, range(start, end), said))
    ]
    if not passages:
        return None
    plain = _text(value.get("plain")) or passages[0].plain
    return SectionNotes(plain=plain, passage=tuple(passages))


def _is_draft(value: Any) -> bool:
    passages = value.get("passages") if isinstance(value, dict) else None
    return isinstance(passages, list) and any(isinstance(each, dict) for each in passages)


def _passage(section: Section, at: int, own: range, said: Sequence[_Said]) -> PassageNote | None:
    """What is said of the sentences with these numbers, in whatever passage it was put."""
    begun = [each for each in said if each.first in own]
    asked = tuple(_asked(said, own))
    if not asked:
        return None
    plain = next((each.plain for each in begun if each.plain), asked[0].questions[0])
    terms = tuple(dict.fromkeys(term for each in begun for term in each.terms))
    quote = quote_at(section, at)
    return PassageNote(quote=quote, plain=plain, terms=terms, asked=asked) if quote else None


def _asked(said: Sequence[_Said], own: range) -> Iterator[AskedNote]:
    """Questions of which all sentences are in a passage, numbered from its first."""
    known = set[str]()
    for told, questions in (asked for each in said for asked in each.asked):
        if not told or any(number not in own for number in told):
            continue
        new = dict[str, str]()
        for each in questions:
            if each.casefold() not in known:
                new.setdefault(each.casefold(), each)
        kept = list(new.values())[: MOST_ASKED - len(known)]
        known.update(list(new)[: len(kept)])
        if kept:
            numbers = tuple(sorted({number - own.start + 1 for number in told}))
            yield AskedNote(told=numbers, questions=tuple(kept))


def quote_at(section: Section, at: int) -> str:
    """The first words of a passage, as many as it takes to be found there and nowhere before."""
    line = section.text[at:].split("\n", 1)[0]
    for length in (QUOTE_CHARS, len(line)):
        cut = line[:length].rsplit(" ", 1)[0] if length < len(line) else line
        if cut.strip() and section.text.index(cut) == at:
            return cut
    return ""


def _said(value: Any) -> _Said | None:
    if not isinstance(value, dict):
        return None
    asked = value.get("asked")
    pairs = [
        (tuple(_numbers(each.get("told"))), tuple(_texts(each.get("questions"))))
        for each in (asked if isinstance(asked, list) else [])
        if isinstance(each, dict)
    ]
    first = next(_numbers(value.get("first")), 1)
    return _Said(first, _text(value.get("plain")), tuple(_texts(value.get("terms"))), tuple(pairs))


def _numbers(value: Any) -> Iterator[int]:
    for each in value if isinstance(value, list) else [value]:
        found = re.search(r"\d{1,4}", str(each))
        if found:
            yield int(found[0])


def _texts(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if text := _text(each):
            yield text


def _text(value: Any) -> str:
    text = one_line(value).strip() if isinstance(value, str) else ""
    return text if len(text) <= TEXT_CHARS else ""
