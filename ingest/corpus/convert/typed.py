"""Plain text -> blocks: what people who only have a typewriter do to make headings and lists."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from ingest.corpus.convert import told
from ingest.corpus.convert.block import (
    BULLETS,
    Block,
    Finding,
    Gathered,
    Heading,
    Item,
    PageStart,
    Paragraph,
    plain,
)
from ingest.corpus.convert.encoding import text_of
from ingest.corpus.convert.grid import ends_sentence
from ingest.corpus.convert.hyphen import LineWords

_MARK: Final = re.compile(rf"(?P<indent>\s*)(?:[{BULLETS}*–-]|(?P<number>\d{{1,3}})[.)])\s+(?=\S)")
_UNDERLINE: Final = re.compile(r"\s*(?:={3,}|-{3,}|~{3,})\s*")
_CHAPTER: Final = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=[A-ZÀ-Þ])")
_HEADING_CHARS: Final = 90
_LONE_LEVEL: Final = 30
"""The level of a line that stands alone: below those with a number or a line under them."""
_PAGE: Final = "\f"


def read_typed(path: Path) -> Gathered:
    """Read a file.

    Raises:
        CorpusError: it is no text.
    """
    text, is_guessed = text_of(path.read_bytes(), path.name)
    lines = text.split("\n")
    reading = Gathered(list(_blocks(lines, LineWords(lines))))
    if is_guessed:
        reading.doubts.append(Finding(told.OLD_ENCODING))
    if _PAGE not in text:
        reading.doubts.append(Finding(told.NO_PAGES))
    return reading


def _blocks(lines: Sequence[str], vocabulary: LineWords) -> Iterator[Block]:
    page = 1
    if any(line == _PAGE for line in lines):
        yield PageStart(page)
    groups = [list(group) for is_text, group in groupby(lines, _is_text) if is_text]
    for number, group in enumerate(groups):
        if group == [_PAGE]:
            page += 1
            yield PageStart(page)
        else:
            has_more = any(each != [_PAGE] for each in groups[number + 1 :])
            yield from _group(group, vocabulary, has_more=has_more)


def _is_text(line: str) -> object:
    """Lines that stand together have the same of this; a page stands alone."""
    return _PAGE if line == _PAGE else bool(line.strip())


def _group(lines: list[str], vocabulary: LineWords, *, has_more: bool) -> Iterator[Block]:
    """Lines without a blank one between."""
    if len(lines) > 1 and _UNDERLINE.fullmatch(lines[1]) and len(lines[0]) <= _HEADING_CHARS:
        yield Heading((lines[0].strip(),), 1 if "=" in lines[1] else 2)
        lines = lines[2:]
    elif len(lines) == 1 and has_more and (heading := _heading(lines[0].strip())):
        yield heading
        return
    indents: list[int] = []
    words, item = "", None
    for line in filter(str.strip, lines):
        match = _MARK.match(line)
        if match:
            yield from _ended(words, item)
            indent = len(match["indent"].expandtabs(4))
            indents = [each for each in indents if each < indent] + [indent]
            number = int(match["number"]) if match["number"] else None
            words, item = line[match.end() :].strip(), Item((), len(indents) - 1, number)
        elif words:
            before, gap = vocabulary.glue(words, line.strip())
            words = f"{before}{gap}{line.strip()}"
        else:
            words = line.strip()
    yield from _ended(words, item)


def _ended(words: str, item: Item | None) -> Iterator[Block]:
    if words and item:
        yield Item((words,), item.depth, item.number)
    elif words:
        yield Paragraph((words,))


def _heading(line: str) -> Heading | None:
    """A line that stands alone, as a heading if it looks like one."""
    is_marked = bool(_MARK.match(line)) and not _CHAPTER.match(line)
    if len(line) > _HEADING_CHARS or is_marked or ends_sentence(line):
        return None
    if not any(letter.isalpha() for letter in plain((line,))):
        return None
    if match := _CHAPTER.match(line):
        return Heading((line,), 2 + match["number"].count("."), told.LONE_LINE)
    if line.isupper():
        return Heading((line,), 2, told.LONE_LINE)
    return Heading((line,), _LONE_LEVEL, told.LONE_LINE)
