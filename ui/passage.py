"""Citations -> the passages around them, cut at sentences, in which the quotes can be marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.answer.answer import Citation, Nearest
from ingest.text.sentences import sentence_spans

PASSAGE_CHARS: Final = 700
"""A longer passage is cut to about this length around the quote: it must fit beside the answer."""
TOGETHER_CHARS: Final = 1200
"""Quotes of one section share a passage if they lie within this many characters."""
EXCERPT_CHARS: Final = 300
_LIST_MARK: Final = re.compile(r"(?:-|\d+\.) ")


@dataclass(frozen=True, slots=True)
class PassagePart:
    """A slice of a passage: the quote of `citation`, or what stands around quotes."""

    text: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A slice of a section's text, in parts of which at least one is a quote.

    `starts_cut` and `ends_cut` say whether the section has more words there.
    """

    parts: tuple[PassagePart, ...]
    starts_cut: bool
    ends_cut: bool

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What is quoted from it, in the order of the text."""
        return tuple(part.citation for part in self.parts if part.citation)


def passages(
    citations: Sequence[Citation], passage_chars: int = PASSAGE_CHARS
) -> list[QuotedPassage]:
    """The passages around the quotes; quotes that stand near each other share one."""
    return [_passage(group, passage_chars) for group in _groups(citations)]


def _groups(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Citations that can be shown in one passage, each group in the order of the text."""
    groups: list[list[Citation]] = []
    sections = list(dict.fromkeys(citation.section.id for citation in citations))
    in_order = sorted(
        citations, key=lambda each: (sections.index(each.section.id), each.place.start)
    )
    for citation in in_order:
        last = groups[-1] if groups else []
        if last and _fits(last, citation):
            last.append(citation)
        else:
            groups.append([citation])
    return groups


def _fits(group: Sequence[Citation], citation: Citation) -> bool:
    return (
        group[0].section.id == citation.section.id
        and group[-1].place.end <= citation.place.start
        and citation.place.end - group[0].place.start <= TOGETHER_CHARS
    )


def _passage(group: Sequence[Citation], chars: int) -> QuotedPassage:
    text = group[0].section.text
    start, end = _window(text, group[0].place.start, group[-1].place.end, chars)
    parts, at = [], start
    for citation in group:
        parts += [
            PassagePart(text[at : citation.place.start], None),
            PassagePart(citation.quote, citation),
        ]
        at = citation.place.end
    parts.append(PassagePart(text[at:end], None))
    return QuotedPassage(
        parts=tuple(part for part in parts if part.text),
        starts_cut=bool(text[:start].strip()),
        ends_cut=bool(text[end:].strip()),
    )


def excerpt(near: Nearest, excerpt_chars: int = EXCERPT_CHARS) -> tuple[str, bool]:
    """The beginning of a found passage, cut at a sentence or else a word; and whether it is cut."""
    text = near.hit.chunk.text
    if len(text) <= excerpt_chars:
        return text, False
    ends = [span.end for span in sentence_spans(text) if span.end <= excerpt_chars]
    if ends and ends[-1] >= excerpt_chars // 3:
        return text[: ends[-1]], True
    return text[:excerpt_chars].rsplit(None, 1)[0], True


def _window(text: str, start: int, end: int, chars: int) -> tuple[int, int]:
    """Widen `start` and `end` by whole sentences, first after and then before, up to `chars`."""
    if len(text) <= chars:
        return 0, len(text)
    spans = sentence_spans(text)
    starts = [_line_start(text, span.start) for span in spans if span.start < start]
    ends = [span.end for span in spans if span.end > end]
    start = _line_start(text, start)
    while True:
        can_start = bool(starts) and end - starts[-1] <= chars
        can_end = bool(ends) and ends[0] - start <= chars
        if can_end:
            end = ends.pop(0)
        if can_start and end - starts[-1] <= chars:
            start = starts.pop()
        elif not can_end:
            return start, end


def _line_start(text: str, start: int) -> int:
    """Take the mark of a list item along with its first sentence."""
    line = text.rfind("\n", 0, start) + 1
    return line if _LIST_MARK.fullmatch(text, line, start) else start
