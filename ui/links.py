"""A place in a document <-> how a link names it, so that it is found again in a later edition.

A name is `section_start-end_mark`: the section's id without that of the document, the characters
of the section's text, and a digest of the words that stood there. A section as a whole is its id.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2s
from itertools import takewhile
from typing import Final
from urllib.parse import quote, urlencode

from ingest.text.document import Published, Section
from ingest.text.place import Place, Span
from ingest.text.sentences import sentence_spans

HERE: Final = "plek"
"""Id of the passage that a link leads to, on the page of its document."""
_NAME: Final = re.compile(
    r"(?P<section>[a-z0-9/-]{1,400})"
    r"(?:_(?P<start>[0-9]{1,7})-(?P<end>[0-9]{1,7})_(?P<mark>[0-9a-f]{8}))?"
)
_LINE_START: Final = re.compile(r"^", re.MULTILINE)


class Still(StrEnum):
    """Whether what a link names is still where it was."""

    HERE = "here"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Target:
    """What a link leads to: a section, and the words in it unless the whole of it is meant.

    `still` is MOVED where the words stand in another section now, and GONE where they, or the
    section, are there no more; then `section` is the nearest to where it was.
    """

    section: Section
    span: Span | None
    still: Still


def place_name(section: Section, place: Place | None = None) -> str:
    """How a link names a place in a section, or the section as a whole."""
    name = section.id.removeprefix(f"{section.document_id}/")
    if place is None:
        return name
    return f"{name}_{place.start}-{place.end}_{_mark(place.span.of(section.text))}"


def document_link(document_id: str, names: Sequence[str] = ()) -> str:
    """The address of a document, seen from the chat page; it opens at the named places."""
    return f"document/{quote(document_id, safe='')}{places_query(names)}"


def places_query(names: Sequence[str]) -> str:
    """What comes behind the address of a document, to open it at the first of these places.

    The others are marked as well.
    """
    return f"?{urlencode({'plek': names}, doseq=True)}#{HERE}" if names else ""


def shared_link(document_id: str, name: str) -> str:
    """The address that people give each other, seen from the chat page."""
    return f"?{urlencode({'bron': document_id, 'plek': name})}"


def find_place(published: Published, name: str) -> Target | None:
    """What a name leads to in a document as it is now; None where it is no name.

    Words that stand elsewhere now are found if they begin a sentence or a line.
    """
    read = _NAME.fullmatch(name)
    if read is None or not published.sections:
        return None
    asked = f"{published.source.id}/{read['section']}"
    own = next((each for each in published.sections if each.id == asked), None)
    if read["mark"] is None:
        return Target(own, None, Still.HERE) if own else _nearest(published, asked)
    named = Span(int(read["start"]), int(read["end"]))
    if own and (span := _span_of(own, named, read["mark"])):
        return Target(own, span, Still.HERE)
    moved = (
        Target(section, span, Still.MOVED)
        for section in published.sections
        if (span := _span_of(section, named, read["mark"]))
    )
    return next(moved, None) or _nearest(published, asked)


def _mark(words: str) -> str:
    return blake2s(words.encode(), digest_size=4).hexdigest()


def _span_of(section: Section, named: Span, mark: str) -> Span | None:
    """Where in a section the marked words stand: where they were, or as long at another start."""
    spans = (Span(start, start + named.end - named.start) for start in _starts(section.text, named))
    return next((span for span in spans if _mark(span.of(section.text)) == mark), None)


def _starts(text: str, named: Span) -> Iterator[int]:
    yield named.start
    yield from (span.start for span in sentence_spans(text))
    yield from (match.start() for match in _LINE_START.finditer(text))


def _nearest(published: Published, asked: str) -> Target:
    """The first section that has most of the asked headings above it."""
    parts = asked.split("/")
    nearest = max(published.sections, key=lambda each: same_start(each.id.split("/"), parts))
    return Target(nearest, None, Still.GONE)


def same_start(parts: Sequence[str], others: Sequence[str]) -> int:
    """How many parts two paths of headings have in common from the first on."""
    pairs = zip(parts, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
