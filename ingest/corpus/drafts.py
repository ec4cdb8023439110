"""Corpus folder -> the drafts of notes that wait for somebody to look at them, and what is done.

A draft is of a section of which nobody wrote notes, by a chat model; or it says all that people
wrote of it and more, as where somebody said which passage answers a question. Any other is beside
the point: what people wrote took its place.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.corpus.checked import parsed
from ingest.corpus.follow import follow
from ingest.corpus.notes import DRAFTS, NotesFile, SectionNotes, load_notes
from ingest.corpus.put_notes import put_notes
from ingest.corpus.written import alone_in, changed_meanwhile, read_before, take_away
from ingest.text.document import Section


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """What a draft says of a section, and what people wrote of it, None if they wrote nothing."""

    section: Section
    draft: SectionNotes
    notes: SectionNotes | None

    @property
    def mark(self) -> str:
        """What a page knows it by: another draft, or one beside other notes, has another."""
        said = f"{self.draft.model_dump_json()}{self.notes and self.notes.model_dump_json()}"
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def new_questions(self) -> tuple[str, ...]:
        """The questions that the notes do not have yet."""
        known = set(_questions(self.notes)) if self.notes else set()
        return tuple(each for each in _questions(self.draft) if each not in known)


def load_drafts(corpus: Path, sections: Sequence[Section]) -> list[WaitingDraft]:
    """The drafts that wait, of these sections and in their order.

    Raises:
        CorpusError: a file is no annotation.
    """
    written = follow(list(load_notes(corpus)), sections)
    noted = {section.id: own for own in written for section in own.sections}
    waiting: dict[str, WaitingDraft] = {}
    for own in follow(list(load_notes(corpus, DRAFTS)), sections):
        if not own.is_fresh or own.lost or own.sections[0].id != own.file.section:
            continue
        section = own.sections[0]
        by_people = noted.get(section.id)
        notes = by_people.file.notes if by_people else None
        is_theirs = by_people is None or by_people.file.section == section.id
        if is_theirs and _says_more(own.file.notes, notes):
            waiting[section.id] = WaitingDraft(section, own.file.notes, notes)
    return [waiting[each.id] for each in sections if each.id in waiting]


def accept_draft(corpus: Path, own: WaitingDraft, notes: SectionNotes) -> None:
    """Make notes of a draft, as it is or as somebody changed it; it waits no more.

    What stops this in between leaves notes that say all, and so a draft that does not wait.

    Raises:
        CorpusError: the notes name what is not in the text, another changed the draft or the notes,
            or they cannot be written.
    """
    _check_as_read(corpus, own)
    put_notes(corpus, own.section.id, notes, own.notes)
    discard_draft(corpus, own)


def discard_draft(corpus: Path, own: WaitingDraft) -> None:
    """Throw a draft away.

    Raises:
        CorpusError: another changed it, or it cannot be taken away.
    """
    with alone_in(corpus):
        _check_as_read(corpus, own)
        take_away(corpus, _path(corpus, own))


def _check_as_read(corpus: Path, own: WaitingDraft) -> None:
    path = _path(corpus, own)
    data = read_before(path)
    if data is None or parsed(data, path, NotesFile).notes != own.draft:
        raise changed_meanwhile(path)


def _path(corpus: Path, own: WaitingDraft) -> Path:
    return corpus / DRAFTS / f"{own.section.id}.toml"


def _says_more(draft: SectionNotes, notes: SectionNotes | None) -> bool:
    """Whether a draft says all that the notes say of each passage, and something else as well."""
    if notes is None:
        return True
    own = {each.quote: each for each in draft.passage}
    return draft != notes and all(
        each.quote in own
        and set(each.questions) <= set(own[each.quote].questions)
        and set(each.asked) <= set(own[each.quote].asked)
        for each in notes.passage
    )


def _questions(notes: SectionNotes) -> Iterator[str]:
    for passage in notes.passage:
        yield from passage.questions
        for asked in passage.asked:
            yield from asked.questions
