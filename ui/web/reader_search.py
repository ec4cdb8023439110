"""Words -> where they stand in a document, with the sentence around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.text.document import Section
from ingest.text.place import Span
from ingest.text.sentences import sentence_spans
from ingest.text.words import fold

QUERY_CHARS: Final = 100
MOST_SHOWN: Final = 25


@dataclass(frozen=True, slots=True)
class Spot:
    """Words that were found in a section, and the sentence that they stand in."""

    section: Section
    span: Span
    sentence: Span


def find_words(sections: Sequence[Section], query: str) -> list[Spot]:
    """Where the words stand as they were typed, or else the sentences that have each of them.

    Capitals and accents make no difference; a part of a word is found too.
    """
    words = [word for word in fold(query[:QUERY_CHARS]).split() if word]
    if not words:
        return []
    phrase = [spot for each in sections for spot in _spots(each, " ".join(words))]
    return phrase or [spot for each in sections for spot in _sentences(each, words)]


def _spots(section: Section, words: str) -> Iterator[Spot]:
    folded, starts = _folded(section.text)
    sentences = sentence_spans(section.text)
    at = folded.find(words)
    while at >= 0:
        span = Span(starts[at], starts[at + len(words) - 1] + 1)
        around = next((each for each in sentences if each.touches(span)), span)
        yield Spot(section, span, around)
        at = folded.find(words, at + len(words))


def _sentences(section: Section, words: Sequence[str]) -> Iterator[Spot]:
    for span in sentence_spans(section.text):
        folded = fold(span.of(section.text))
        if all(word in folded for word in words):
            yield Spot(section, span, span)


def _folded(text: str) -> tuple[str, list[int]]:
    """A text as words are compared, and for each of its characters where it stands in the text."""
    pieces = [(fold(char), at) for at, char in enumerate(text)]
    return "".join(piece for piece, _ in pieces), [at for piece, at in pieces for _ in piece]
