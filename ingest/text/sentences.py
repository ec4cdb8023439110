"""Text -> spans of its sentences."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.text.place import Span

CELL_EDGE: Final = " | "
"""What stands between the cells of a row."""
ABBREVIATIONS: Final = frozenset(
    "o.a a.o bijv bv b.v d.w.z dwz e.v evt excl incl i.o i.p.v ivm i.v.m jl m.b.t "
    "mbt m.b.v mbv m.n m.u.v n.a.v nav nl n.v.t o.b.v obv o.l.v p pag blz par art nr nrs resp "
    "t.a.v t.b.v t.g.v t.m t.o.v tel vgl vs z.g zgn z.s.m dhr mevr mw dr drs prof ing ir mr red "
    "vnl ca afb hfst hoofdst st".split()
)
"""Dutch abbreviations after whose full stop a sentence may go on with a capital."""
_BOUNDARY: Final = re.compile(
    r"""
    (?<![.!?…])(?P<stop>[.!?…]++)  # what ends a sentence; a thousand of them are looked at once
    [⁰¹²³⁴⁵⁶⁷⁸⁹]*+                 # a footnote's number belongs to it
    [)\]"'”’»]*+                   # and so does what closes a quotation
    [⁰¹²³⁴⁵⁶⁷⁸⁹]*+
    (?=\s+[("'“‘«\[]?[A-ZÀ-ÖØ-Þ0-9@])
    """,
    re.VERBOSE,
)
_LAST_WORD: Final = re.compile(r"[\w.&’'-]+$")
_NOT_SPACE: Final = re.compile(r"\S")
_WORD_CHARS: Final = 60
"""An abbreviation or a number is not longer."""
_LIST_MARK: Final = re.compile(r"(?:- |\d+\. )")
_LIST: Final = re.compile(r"(?:^ *(?:- |\d+\. ).*\S(?:\n(?=.)|))+", re.MULTILINE)


def sentence_spans(text: str) -> list[Span]:
    """Find the sentences of a section's text, in order.

    A line is a paragraph or a list item: no sentence runs over its end, and a list item's mark
    belongs to no sentence. A row of a table is one sentence: its cells say nothing apart. Every
    character that is not white space or a list mark lies in exactly one span.
    """
    return [span for line in _line_spans(text) for span in _split(text, line)]


def list_spans(text: str) -> list[Span]:
    """Find the lists of a section's text, each with the sentence that announces it, if one does.

    A list runs from its first mark, or from the announcing sentence (which ends in a colon), to
    the end of its last item.
    """
    lists = []
    for match in _LIST.finditer(text):
        before = sentence_spans(text[: match.start()])
        is_announced = bool(before) and text[: before[-1].end].endswith(":")
        lists.append(Span(before[-1].start if is_announced else match.start(), match.end()))
    return lists


def overlapping(words: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Runs of `size` words, each beginning in the middle of the one before."""
    for start in range(0, len(words) - size // 2, size // 2):
        yield words[start : start + size]


def _line_spans(text: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]+", text):
        indent = len(match[0]) - len(match[0].lstrip())
        start = match.start() + indent
        mark = _LIST_MARK.match(text, start, match.end())
        start = mark.end() if mark else start
        end = match.start() + len(match[0].rstrip())
        if start < end:
            yield Span(start, end)


def _split(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    if CELL_EDGE in text[line.start : line.end]:
        yield line
        return
    for match in _BOUNDARY.finditer(text, line.start, line.end):
        before = max(start, match.start() - _WORD_CHARS)
        if match["stop"] == "." and _is_abbreviated(text[before : match.start()]):
            continue
        yield Span(start, match.end())
        following = _NOT_SPACE.search(text, match.end())
        start = following.start() if following else len(text)
    if start < line.end:
        yield Span(start, line.end)


def _is_abbreviated(before: str) -> bool:
    """Whether the full stop after `before` belongs to an abbreviation, an initial or a number."""
    word = _LAST_WORD.search(before)
    if word is None:
        return False
    last = word[0].strip("'’")
    is_initial = len(last.rsplit(".", 1)[-1]) == 1 and last[-1:].isupper()
    is_ordinal = last.isdigit() and len(before.strip()) == len(last)
    return is_initial or is_ordinal or last.lower() in ABBREVIATIONS
