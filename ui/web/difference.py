"""What differs between two states of a text -> what is shown of it: each section, and its words.

Of a long section that hardly changed only what is around the change is shown.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ingest.text.document import Section
from ui import texts, texts_pages

if TYPE_CHECKING:
    from ui.service.given import NoteChange, Preview, SectionDifferences, WordChange

_AROUND: Final = 25
"""So many words before and after a change are shown."""
_WORD: Final = re.compile(r"\s*\S+")


class Fate(StrEnum):
    """What becomes of words or sections."""

    SAME = "same"
    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words that share their fate; where some were left out, it says so by `…`."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A section that is new, changed, moved or gone, as it will be or else as it was.

    `was` is what its headings were, where they are others now; `apart` says in Dutch what else
    differs where its words do not.
    """

    fate: Fate
    document_id: str
    heading: str
    was: str
    words: tuple[WordRun, ...]
    apart: str = ""


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """Changes by their fate, and what else differs; `count` is of all of them together."""

    by_fate: dict[Fate, list[ShownChange]]
    notes: "Sequence[NoteChange]" = ()
    sources: Sequence[str] = ()
    apart: Sequence[str] = ()

    @property
    def sections(self) -> list[ShownChange]:
        """All changes of sections."""
        return [each for own in self.by_fate.values() for each in own]

    @property
    def count(self) -> int:
        """How many things differ."""
        return len(self.sections) + len(self.notes) + len(self.sources) + len(self.apart)


def shown(found: "Preview") -> ShownDifference:
    """What is shown of all that differs."""
    return ShownDifference(
        shown_sections(found).by_fate,
        found.notes,
        found.sources,
        [str(each) for each in found.apart],
    )


def shown_sections(found: "SectionDifferences") -> ShownDifference:
    """What is shown of the sections that differ."""
    whole = {
        Fate.CHANGED: [_changed(found, each) for each in found.changed],
        Fate.NEW: [_one(Fate.NEW, each, Fate.NEW) for each in found.new],
        Fate.MOVED: [_moved(found, each) for each in found.moved],
        Fate.GONE: [_one(Fate.GONE, each, Fate.GONE) for each in found.gone],
    }
    return ShownDifference({fate: own for fate, own in whole.items() if own})


def word_runs(words: "Sequence[WordChange]") -> Iterator[WordRun]:
    """Words in order, first what went and then what came in its place; cut far from a change."""
    last = len(words) - 1
    for number, each in enumerate(words):
        if each.same:
            yield WordRun(Fate.SAME, _cut(each.same, is_first=not number, is_last=number == last))
        if each.went:
            yield WordRun(Fate.GONE, each.went)
        if each.came:
            yield WordRun(Fate.NEW, each.came)


def _changed(found: "SectionDifferences", section: Section) -> ShownChange:
    was = found.was[section.id]
    before, now = _headed(was), _headed(section)
    old = before if before != now else ""
    if was.text == section.text:
        apart = "" if old else texts_pages.OTHER_PLACE
        return ShownChange(Fate.CHANGED, section.document_id, now, old, (), apart)
    words = tuple(word_runs(found.words(section.id, section.text)))
    return ShownChange(Fate.CHANGED, section.document_id, now, old, words)


def _moved(found: "SectionDifferences", section: Section) -> ShownChange:
    was, now = found.was[section.id], _headed(section)
    before = _headed(was)
    if was.document_id != section.document_id:
        before = f"{was.document_id}: {before}"
    is_other = before != now
    apart = "" if is_other else texts_pages.OTHER_PLACE
    return ShownChange(Fate.MOVED, section.document_id, now, before * is_other, (), apart)


def _one(fate: Fate, section: Section, words: Fate) -> ShownChange:
    run = WordRun(words, section.text)
    return ShownChange(fate, section.document_id, _headed(section), "", (run,))


def _headed(section: Section) -> str:
    return texts.HEADINGS_JOIN.join(section.headings) or texts.NO_HEADING


def _cut(text: str, *, is_first: bool, is_last: bool) -> str:
    """The words next to a change, on the sides where there is one."""
    words = _WORD.findall(text)
    before, after = 0 if is_first else _AROUND, 0 if is_last else _AROUND
    if (is_first and is_last) or len(words) <= before + after + 1:
        return text
    tail = "".join(words[len(words) - after :]) + text[len(text.rstrip()) :] if after else ""
    return f"{''.join(words[:before])} … {tail.lstrip()}".strip(" ") + " " * bool(after)
