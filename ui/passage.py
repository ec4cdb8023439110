"""Citation -> the passage around it, cut at sentences, in which the quote can be marked."""

import re
from dataclasses import dataclass
from typing import Final

from assistant.answer import Citation, Nearest
from ingest.sentences import sentence_spans

PASSAGE_CHARS: Final = 700
"""A longer passage is cut to about this length around the quote: it must fit beside the answer."""
EXCERPT_CHARS: Final = 300
_LIST_MARK: Final = re.compile(r"(?:-|\d+\.) ")


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of a section's text in three parts: before the quote, the quote, and after it.

    `starts_cut` and `ends_cut` say whether the section has more words there.
    """

    before: str
    quote: str
    after: str
    starts_cut: bool
    ends_cut: bool


def passage(citation: Citation, passage_chars: int = PASSAGE_CHARS) -> Passage:
    """The sentences around the quote, as many as fit; the quote itself is always whole."""
    text = citation.section.text
    start, end = _window(text, citation.start, citation.end, passage_chars)
    return Passage(
        before=text[start : citation.start],
        quote=citation.quote,
        after=text[citation.end : end],
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
