"""Two states of a corpus -> what differs: sections, their words, and what is said of them."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from ingest.corpus.library import Library
from ingest.corpus.lost import Lost
from ingest.corpus.snapshot import Snapshot
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
class NoteChange:
    """A section of which the annotations differ: what they said, and what they say, in lines.

    Neither holds what they say at both moments; both are empty where only its place differs.
    """

    section_id: str
    went: tuple[str, ...]
    came: tuple[str, ...]


class Apart(StrEnum):
    """What else of a corpus can differ, beside its sections, their annotations and its sources."""

    TERMS = "terms"
    SAFETY = "safety"
    TALK = "talk"
    FITTED = "fitted"
    PROFILE = "profile"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class SectionDifferences:
    """What becomes of sections, each in the order of its text.

    `changed` and `moved` are sections as they will be; `was` gives them as they are now, by the id
    that they will have. A section is moved if it says the same under another id.
    """

    new: tuple[Section, ...]
    changed: tuple[Section, ...]
    moved: tuple[Section, ...]
    gone: tuple[Section, ...]
    was: dict[str, Section]

    @property
    def has_sections(self) -> bool:
        """Whether any section differs."""
        return bool(self.new or self.changed or self.moved or self.gone)

    def words(self, section_id: str, now: str) -> list[WordChange]:
        """The words of a changed section beside those that it had."""
        return list(_words(self.was[section_id].text, now))


@dataclass(frozen=True, slots=True)
class Preview(SectionDifferences):
    """What becomes of all that is answered from.

    `notes` are the sections of which the annotations differ, and `follows` the ids of those that
    changed or moved and take all their annotations along. `stale` are the ids of sections whose
    annotation is older than their text, and `lost` is what of the annotations is not in the text
    any more. `sources` are the ids of those of which something else is said, or that come or go.
    """

    notes: tuple[NoteChange, ...]
    follows: tuple[str, ...]
    stale: tuple[str, ...]
    lost: tuple[Lost, ...]
    sources: tuple[str, ...]
    apart: tuple[Apart, ...]

    @property
    def annotated(self) -> tuple[str, ...]:
        """The ids of sections of which the annotations differ."""
        return tuple(each.section_id for each in self.notes)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs at all."""
        return not (self.has_sections or self.notes or self.sources or self.apart)


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
    found = section_differences(before.sections if before else (), after.sections)
    old = {each.id for each in before.sections} if before else set()
    # By the id of each section that is there at both moments, the id that it had.
    had = {each.id: each.id for each in after.sections if each.id in old}
    had |= {each.id: found.was[each.id].id for each in found.moved}
    said_before, said = _said(before) if before else {}, _said(after)
    lost = {each.section for each in after.annotations.lost}
    touched = [each.id for each in (*found.changed, *found.moved)]
    return Preview(
        found.new,
        found.changed,
        found.moved,
        found.gone,
        found.was,
        notes=tuple(_note_changes(had, said_before, said)),
        follows=tuple(name for name in touched if name in said and name not in lost),
        stale=after.annotations.stale,
        lost=after.annotations.lost,
        sources=tuple(_other_sources(before, after)) if before else (),
        apart=tuple(_apart(before, after)) if before else (),
    )


def section_differences(before: Sequence[Section], after: Sequence[Section]) -> SectionDifferences:
    """What differs between the sections of a text, or of a corpus, at two moments."""
    was = {each.id: each for each in before}
    now = {each.id for each in after}
    new = [each for each in after if each.id not in was]
    gone = {each.id: each for each in before if each.id not in now}
    from_: dict[str, Section] = {}
    for each in new:
        same = next((own for own in gone.values() if own.text == each.text), None)
        if same:
            from_[each.id] = gone.pop(same.id)
    changed = [each for each in after if each.id in was and each != was[each.id]]
    return SectionDifferences(
        new=tuple(each for each in new if each.id not in from_),
        changed=tuple(changed),
        moved=tuple(each for each in new if each.id in from_),
        gone=tuple(gone.values()),
        was={each.id: was[each.id] for each in changed} | from_,
    )


_Said = dict[str, set[tuple[str, ...]]]


def _said(snapshot: Snapshot) -> _Said:
    """By section, what the annotations say of it in lines, wherever in it that now stands."""
    said: _Said = defaultdict(set)
    for own in snapshot.annotations.passages:
        lines = (own.plain, *(each.question for each in own.asked), ", ".join(own.terms))
        said[own.place.section_id].add(tuple(filter(None, lines)))
    return dict(said)


def _note_changes(had: Mapping[str, str], before: _Said, after: _Said) -> Iterator[NoteChange]:
    for name, old_name in had.items():
        was, now = before.get(old_name, set()), after.get(name, set())
        if was != now:
            old, new = (sorted({line for own in each for line in own}) for each in (was, now))
            went = tuple(line for line in old if line not in new)
            yield NoteChange(name, went, tuple(line for line in new if line not in old))


def _other_sources(before: Snapshot, after: Snapshot) -> Iterator[str]:
    old, new = ({each.id: each for each in own.sources} for own in (before, after))
    yield from (name for name in {**new, **old} if old.get(name) != new.get(name))


def _apart(before: Snapshot, after: Snapshot) -> Iterator[Apart]:
    for part in (Apart.TERMS, Apart.SAFETY, Apart.TALK, Apart.FITTED, Apart.PROFILE):
        if getattr(before, part) != getattr(after, part):
            yield part
    if _questions(before) != _questions(after):
        yield Apart.QUESTIONS


def _questions(snapshot: Snapshot) -> list[str]:
    """Questions that several passages answer together, and those that none does."""
    own = snapshot.annotations
    return sorted([*(each.question for each in own.synthesis), *own.unanswered])


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
