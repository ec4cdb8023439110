"""Two texts of a corpus -> what differs: its sections, their words, and what is said of them."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.corpus.library import Library, Snapshot
from ingest.corpus.lost import Lost
from ingest.index.record import read_content, read_record
from ingest.index.releases import current_release
from ingest.text.document import Section
from ingest.text.errors import IndexUnusableError
from ingest.text.settings import Settings

_WORD: Final = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words that stay, come or go; where some come for others, `came` and `went` are both there."""

    same: str = ""
    went: str = ""
    came: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What becomes of the sections that are answered from, each in the order of its text.

    `changed` and `moved` are sections as they will be; `was` gives them as they are now, by the id
    that they will have. A section is moved if it says the same under another id. `annotated` are
    the ids of sections of which the annotations differ, and `follows` those that changed or moved
    and take all their annotations along. `stale` are the ids of sections whose annotation is older
    than their text, and `lost` is what of the annotations is not in the text any more.
    """

    new: tuple[Section, ...]
    changed: tuple[Section, ...]
    moved: tuple[Section, ...]
    gone: tuple[Section, ...]
    was: dict[str, Section]
    annotated: tuple[str, ...]
    follows: tuple[str, ...]
    stale: tuple[str, ...]
    lost: tuple[Lost, ...]

    @property
    def has_sections(self) -> bool:
        """Whether any section differs."""
        return bool(self.new or self.changed or self.moved or self.gone)

    def words(self, section_id: str, now: str) -> list[WordChange]:
        """The words of a changed section beside those that it had."""
        return list(_words(self.was[section_id].text, now))


def preview(settings: Settings) -> Preview:
    """Read the corpus and hold its sections against those of the release in use, if there is one.

    Raises:
        CorpusError: a file of the corpus is wrong or was not accepted.
    """
    return differences(_in_use(settings), Library(settings.corpus).snapshot())


def between(before: Path, after: Path) -> Preview:
    """Hold two releases against each other.

    Raises:
        IndexUnusableError: one of them is damaged or of another version.
    """
    for release in (before, after):
        read_record(release)
    return differences(read_content(before).snapshot, read_content(after).snapshot)


def differences(before: Snapshot | None, after: Snapshot) -> Preview:
    """What differs between what is known of a corpus at two moments."""
    was = before.sections_by_id() if before else {}
    now = after.sections_by_id()
    new = [each for each in after.sections if each.id not in was]
    gone = {each.id: each for each in was.values() if each.id not in now}
    from_: dict[str, Section] = {}
    for each in new:
        same = next((own for own in gone.values() if own.text == each.text), None)
        if same:
            from_[each.id] = gone.pop(same.id)
    changed = [each for each in after.sections if each.id in was and each != was[each.id]]
    said_before, said = _said(before) if before else {}, _said(after)
    lost = {each.section for each in after.annotations.lost}
    touched = [*(each.id for each in changed), *from_]
    return Preview(
        new=tuple(each for each in new if each.id not in from_),
        changed=tuple(changed),
        moved=tuple(each for each in new if each.id in from_),
        gone=tuple(gone.values()),
        was={each.id: was[each.id] for each in changed} | from_,
        annotated=tuple(
            name for name in now if name in was and said.get(name) != said_before.get(name)
        ),
        follows=tuple(name for name in touched if name in said and name not in lost),
        stale=after.annotations.stale,
        lost=after.annotations.lost,
    )


def _said(snapshot: Snapshot) -> dict[str, set[tuple[str, ...]]]:
    """By section, what the annotations say of it, wherever in it that now stands."""
    said = defaultdict[str, set[tuple[str, ...]]](set)
    for own in snapshot.annotations.passages:
        said[own.place.section_id].add((own.words, *(each.question for each in own.asked)))
    return dict(said)


def _words(before: str, after: str) -> Iterator[WordChange]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield WordChange(same="".join(old[a:b]))
        else:
            yield WordChange(went="".join(old[a:b]), came="".join(new[c:d]))


def _in_use(settings: Settings) -> Snapshot | None:
    try:
        release = current_release(settings.data)
        read_record(release)
        return read_content(release).snapshot
    except IndexUnusableError:  # none yet, or of another version: all is new
        return None
