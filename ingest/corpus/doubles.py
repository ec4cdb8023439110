"""Sections of several sources -> passages that stand, nearly word for word, in two of them.

Two paragraphs are compared by their runs of words (shingles). Broder, 1997: "On the resemblance and
containment of documents".
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.text.document import Section
from ingest.text.words import fold

RUN_WORDS: Final = 3
MIN_WORDS: Final = 20
"""A shorter paragraph stands in two publications by chance, as a name of a law does."""
SHARE: Final = 0.7
"""From this share of common runs two paragraphs say the same, but for a word here and there."""


@dataclass(frozen=True, slots=True)
class Doubled:
    """Two sections, of two sources, that have a paragraph in common; `words` is how it begins."""

    one: Section
    other: Section
    words: str


@dataclass(frozen=True, slots=True)
class _Paragraph:
    section: Section
    text: str
    runs: frozenset[tuple[str, ...]]


def doubled(sections: Iterable[Section]) -> Iterator[Doubled]:
    """The pairs of paragraphs that are nearly the same, each of another source, once a pair."""
    paragraphs = [own for section in sections for own in _paragraphs(section)]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, own in enumerate(paragraphs):
        shared = Counter(other for run in own.runs for other in holders[run])
        for other, count in sorted(shared.items()):
            before = paragraphs[other]
            is_alike = count >= SHARE * len(before.runs | own.runs)
            if is_alike and before.section.document_id != own.section.document_id:
                yield Doubled(before.section, own.section, _begin(own.text))
        for run in own.runs:
            holders[run].append(number)


def _paragraphs(section: Section) -> Iterator[_Paragraph]:
    for text in section.text.split("\n\n"):
        words = fold(text).split()
        if len(words) >= MIN_WORDS:
            yield _Paragraph(section, text, frozenset(_runs(words)))


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(len(words) - RUN_WORDS + 1):
        yield tuple(words[start : start + RUN_WORDS])


def _begin(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + (" …" if words[8:] else "")
