"""What a reader read -> the same with headings where people made them, and no table of contents."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ingest.corpus.convert import told
from ingest.corpus.convert.block import (
    BULLETS,
    Block,
    Box,
    Finding,
    Gathered,
    Heading,
    Item,
    NoteMark,
    PageStart,
    Paragraph,
    Table,
    Words,
    all_words,
    plain,
)
from ingest.corpus.convert.grid import ends_sentence, quoted

_LEADER: Final = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,}|_{4,}|\t)\s*\d{1,4}$")
"""The dots and the page number behind a line of a table of contents."""
_NUMBER_BEHIND: Final = re.compile(r"\w\D*\s\d{1,3}$")
"""How a line of a table of contents ends that has no dots."""
_CONTENTS: Final = re.compile(r"inhoud|inhoudsopgave|inhoudstafel|contents", re.IGNORECASE)
_TYPED_BULLET: Final = re.compile(rf"\s*[{BULLETS}]\s+(?=\S)")
_ADDRESS: Final = re.compile(r"https?://|www\.|\S@\S")
_HEADING_CHARS: Final = 120
_HEADING_WORDS: Final = 14
_BOLD_LEVEL: Final = 50
"""The level of the largest bold line that is a heading: below those of styles."""


def tidy(reading: Gathered) -> Gathered:
    """A reading without the lines of a table of contents, and with bold lines as headings."""
    blocks, lines = _without_contents(reading.blocks)
    dropped = [*reading.dropped, *([Finding(told.contents(lines))] if lines else [])]
    blocks = [_without_address(block) for block in blocks]
    blocks = _with_headings(_one_quote_each(map(_with_bullet, blocks)))
    marks = _marks([*all_words(blocks), *reading.notes.values()])
    unused = {label: words for label, words in reading.notes.items() if label not in marks}
    notes = {label: words for label, words in reading.notes.items() if label in marks}
    doubts = [*reading.doubts, *_doubts(blocks)]
    doubts += [Finding(told.unmarked_note(text)) for text in map(plain, unused.values()) if text]
    blocks += map(Paragraph, unused.values())
    return Gathered(blocks, notes, dropped, doubts, reading.url)


def _marks(runs: Iterable[Words]) -> set[str]:
    """The labels of the footnotes to which something refers."""
    return {part.label for words in runs for part in words if isinstance(part, NoteMark)}


def _doubts(blocks: Sequence[Block]) -> Iterator[Finding]:
    """What a person should look at, with the page on which it ends."""
    page: int | None = None
    for number, block in enumerate(blocks):
        for part in (block, *getattr(block, "words", ())):
            page = part.page if isinstance(part, PageStart) else page
        if isinstance(block, Heading) and block.doubt:
            shown = told.shortened(plain(block.words))
            yield Finding(f"Kop “{shown}”: {block.doubt}.", page)
        elif isinstance(block, Heading) and _has_nothing_below(block, blocks[number + 1 :]):
            yield Finding(told.empty_heading(plain(block.words)), page)
        elif isinstance(block, Box) and block.speaker == told.UNKNOWN_SPEAKER:
            yield Finding(told.NO_SPEAKER, page)


def take_title(blocks: Sequence[Block]) -> tuple[str, list[Block]]:
    """What a text is called, and the blocks without that; empty if it does not say.

    It is the first heading, before any paragraph of some length. It stays where others are like it.
    """
    for number, block in enumerate(blocks):
        if isinstance(block, Heading) and plain(block.words):
            levels = [each.level for each in blocks if isinstance(each, Heading)]
            is_alone = levels.count(block.level) == 1 and block.level == min(levels)
            pages = [part for part in block.words if isinstance(part, PageStart)]
            rest = [*blocks[:number], *pages, *blocks[number + 1 :]]
            return plain(block.words), rest if is_alone else list(blocks)
        if isinstance(block, Table | Item | Box):
            break
        if isinstance(block, Paragraph) and _is_running_text(plain(block.words)):
            break
    return "", list(blocks)


def _is_running_text(text: str) -> bool:
    """Whether this is no line of a title page, but of the text itself."""
    return len(text) > _HEADING_CHARS or text.endswith((".", "!", "?", ":"))


def _without_contents(blocks: Sequence[Block]) -> tuple[list[Block], int]:
    """The blocks without dotted lines, and without the heading above those."""
    kept: list[Block] = []
    count = 0
    is_within = False
    for block in blocks:
        words: Words = () if isinstance(block, PageStart | Table | Box) else block.words
        if _is_contents_heading(block):
            is_within = True
        elif plain(words):
            is_within = is_within and bool(_NUMBER_BEHIND.search(plain(words)))
        if _LEADER.search(plain(words)) or (is_within and not _is_contents_heading(block)):
            count += bool(plain(words))
            kept += [part for part in words if isinstance(part, PageStart)]
            kept += [block] if isinstance(block, PageStart) else []
        else:
            kept.append(block)
    return [
        block
        for number, block in enumerate(kept)
        if not (_is_contents_heading(block) and _is_empty_below(kept[number + 1 :]))
    ], count


def _is_contents_heading(block: Block) -> bool:
    return isinstance(block, Heading | Paragraph) and bool(_CONTENTS.fullmatch(plain(block.words)))


def _is_empty_below(blocks: Sequence[Block]) -> bool:
    """Whether the next thing with words is a heading, or there is nothing."""
    below = next((each for each in blocks if not isinstance(each, PageStart)), None)
    return below is None or isinstance(below, Heading)


def _one_quote_each(blocks: Iterable[Block]) -> list[Block]:
    """Paragraphs of one quote, which a reader finds one by one, as one."""
    made: list[Block] = []
    for block in blocks:
        last = made[-1] if made else None
        if _is_unnamed(block) and last and _is_unnamed(last):
            assert isinstance(block, Box)
            assert isinstance(last, Box)
            made[-1] = quoted((*last.blocks, *block.blocks))
        else:
            made.append(block)
    return made


def _with_bullet(block: Block) -> Block:
    """A paragraph that begins with a bullet that somebody typed, as an item."""
    if isinstance(block, Paragraph) and block.words and isinstance(block.words[0], str):
        rest = _TYPED_BULLET.sub("", block.words[0], count=1)
        if rest != block.words[0]:
            return Item((rest, *block.words[1:]))
    return block


def _without_address(block: Block) -> Block:
    """An address in large type is no heading."""
    if isinstance(block, Heading) and _ADDRESS.search(plain(block.words)):
        return Paragraph(block.words)
    return block


def _has_nothing_below(heading: Heading, following: Sequence[Block]) -> bool:
    """Whether a heading has no text, and no heading below it that may have."""
    below = next((each for each in following if not isinstance(each, PageStart)), None)
    return below is None or (isinstance(below, Heading) and below.level <= heading.level)


def _is_unnamed(block: Block) -> bool:
    return isinstance(block, Box) and block.speaker == told.UNKNOWN_SPEAKER


def _with_headings(blocks: Sequence[Block]) -> list[Block]:
    """Bold paragraphs that stand above others as headings, the larger above the smaller."""
    found = {
        number
        for number, block in enumerate(blocks)
        if _is_like_heading(block) and _goes_on(block, blocks[number + 1 :])
    }
    sizes = sorted({_size(blocks[number]) for number in found}, reverse=True)
    return [
        Heading(block.words, _BOLD_LEVEL + sizes.index(block.size), told.BOLD_LINE)
        if number in found and isinstance(block, Paragraph)
        else block
        for number, block in enumerate(blocks)
    ]


def _size(block: Block) -> float:
    return block.size if isinstance(block, Paragraph) else 0.0


def _is_like_heading(block: Block) -> bool:
    if not isinstance(block, Paragraph) or not block.is_bold:
        return False
    text = plain(block.words)
    return (
        len(text) <= _HEADING_CHARS
        and len(text.split()) <= _HEADING_WORDS
        and not ends_sentence(text)
        and any(letter.isalpha() for letter in text)
    )


def _goes_on(block: Block, following: Sequence[Block]) -> bool:
    """Whether what comes next can stand under it."""
    below = next((each for each in following if _says_something(each)), None)
    if isinstance(below, Paragraph) and below.is_bold:
        return _size(below) != _size(block) and _is_like_heading(below)
    if isinstance(below, Item) and plain(getattr(block, "words", ())).endswith(":"):
        return False
    return below is not None and not isinstance(below, Heading)


def _says_something(block: Block) -> bool:
    return isinstance(block, Table | Box) or (
        not isinstance(block, PageStart) and bool(plain(block.words))
    )
