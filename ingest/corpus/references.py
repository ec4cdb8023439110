"""Sections of a text -> where it refers to a part of itself that is not there."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ingest.text.document import Section

_PART: Final = re.compile(
    r"\b(?:zie|in|uit|van)(?: ook)? (?P<sort>hoofdstuk|paragraaf) (?P<number>\d+(?:\.\d+)*)\b",
    re.IGNORECASE,
)
_PAGE: Final = re.compile(
    r"\bzie (?:ook )?(?:pagina|bladzijde|blz\.|p\.) ?(?P<number>\d{1,4})\b", re.IGNORECASE
)
"""Only behind "zie": a page of another publication is named as well."""
_NUMBERED: Final = re.compile(
    r"(?:hoofdstuk |paragraaf )?(?P<number>\d+(?:\.\d+)*)\b", re.IGNORECASE
)


class Dead(NamedTuple):
    """A reference as it stands in a section, to what is not there."""

    section: Section
    words: str


def dead_references(sections: Sequence[Section]) -> Iterator[Dead]:
    """What a text says of itself that cannot be looked up in it.

    Only of a text whose headings have numbers, or that knows its pages, can that be said.
    """
    numbers = {number for section in sections for number in _numbers(section)}
    pages = [mark.page for section in sections for mark in section.pages if mark.page is not None]
    for section in sections:
        if numbers:
            for found in _PART.finditer(section.text):
                if found["number"] not in numbers:
                    yield Dead(section, found[0])
        if pages:
            for found in _PAGE.finditer(section.text):
                if int(found["number"]) > max(pages):
                    yield Dead(section, found[0])


def _numbers(section: Section) -> Iterator[str]:
    """The numbers of the headings above a text, and of the chapters that they are in."""
    for heading in section.headings:
        if found := _NUMBERED.match(heading):
            parts = found["number"].split(".")
            yield from (".".join(parts[:count]) for count in range(1, len(parts) + 1))
