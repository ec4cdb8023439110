"""Two texts -> the words that went and came, each run marked, for who looks at a change."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from ingest.text.document import Section

_WORDS: Final = re.compile(r"\s*\S+|\s+")


class Fate(StrEnum):
    """What became of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words that share their fate, with the white space before each."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section that is new, gone or changed, and its words; `section` is as it is now, or was."""

    fate: Fate
    section: Section
    words: tuple[WordRun, ...]


def word_runs(before: str, after: str) -> tuple[WordRun, ...]:
    """The words of both texts in order: first what went, then what came in its place."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    runs: list[WordRun] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            runs.append(WordRun(Fate.SAME, "".join(old[i:j])))
            continue
        runs += [
            WordRun(fate, "".join(words))
            for fate, words in ((Fate.GONE, old[i:j]), (Fate.NEW, new[k:m]))
            if words
        ]
    return tuple(runs)


def section_changes(before: Sequence[Section], after: Sequence[Section]) -> Iterator[SectionChange]:
    """What differs between the sections of two editions of a text: as it is now, then what went."""
    old = {each.id: each for each in before}
    kept = {each.id for each in after}
    for each in after:
        was = old.get(each.id)
        if was is None:
            yield SectionChange(Fate.NEW, each, (WordRun(Fate.NEW, each.text),))
        elif was != each:
            yield SectionChange(Fate.SAME, each, word_runs(was.text, each.text))
    for each in before:
        if each.id not in kept:
            yield SectionChange(Fate.GONE, each, (WordRun(Fate.GONE, each.text),))
