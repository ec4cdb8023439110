"""Corpus folder -> what is not as it was accepted, and the edits by which it is.

A hash is kept of each document, of each original, and of the text of each annotated section. Of a
text that differs only the hash is known, so what can be told is where, and what still holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from ingest.corpus.annotations import check_placeable
from ingest.corpus.edited import Key
from ingest.corpus.entry import FILE, ManifestEntry
from ingest.corpus.follow import Followed, document_id, follow
from ingest.corpus.lost import lost_starts
from ingest.corpus.manifest import (
    DocumentFiles,
    exact_hash,
    load_document_files,
    original_differs,
    plain_hash,
)
from ingest.corpus.notes import (
    ABOUT_SEVERAL,
    PassageStart,
    SynthesisNote,
    load_notes,
    load_synthesis,
)
from ingest.corpus.parse import check_voices, parse
from ingest.text.document import Section
from ingest.text.errors import CorpusError

_LET_GO: Final = "of laat ze los met: steunwijzer corpus accept {} --toch"


class Kept(StrEnum):
    """What a hash is kept of."""

    DOCUMENT = "document"
    ORIGINAL = "original"
    ANNOTATION = "annotation"


@dataclass(frozen=True, slots=True)
class CorpusChange:
    """Something that is not as it was accepted.

    `file` is what to look at, relative to the corpus folder. `told` says what changed, and
    `obstacle` why accepting leaves it as it is and what to do; both are lines of Dutch, and
    `obstacle` is empty where nothing stands in the way.
    """

    source_id: str
    kind: Kept
    file: str
    told: str
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """A value that is to stand in a file: a hash, the id of a section, or that a passage is gone.

    None where none is to stand.
    """

    path: Path
    key: Key
    value: str | bool | None


@dataclass(frozen=True, slots=True)
class PendingChange:
    """A change with the edits that accept it.

    `without_lost` are those that accept it and let go of passages that are not in the text any
    more, empty where that is not what stands in the way.
    """

    change: CorpusChange
    edits: tuple[Edit, ...]
    without_lost: tuple[Edit, ...] = ()


def pending_changes(
    corpus: Path, entries: Sequence[ManifestEntry], source_ids: Sequence[str]
) -> Iterator[PendingChange]:
    """What is not as it was accepted, of these of the sources, in the order of the manifest.

    Raises:
        CorpusError: a file cannot be read, or a document is no document.
    """
    noted = _noted(corpus, entries)
    for own in load_document_files(corpus, [each for each in entries if each.id in source_ids]):
        check_voices(parse(own.document), [entry.source() for entry in entries])
        yield from _of_files(corpus, own, [entry.id for entry in entries].index(own.entry.id))
        yield from _of_notes(noted, own.entry.id)


def homeless_notes(corpus: Path, entries: Sequence[ManifestEntry]) -> Iterator[CorpusChange]:
    """The annotations of documents that are not in the corpus.

    Raises:
        CorpusError: a file is no annotation.
    """
    known = {entry.id for entry in entries if entry.text}
    for each in _noted(corpus, entries).followed:
        if (own := _document(each)) not in known and not each.is_let_go:
            name = each.path.relative_to(corpus).as_posix()
            told = f"De annotatie gaat over '{own}', en die tekst staat niet in het corpus."
            obstacle = f"Verwijder {name}, of zet de tekst bij de bron in {FILE}."
            yield CorpusChange(own, Kept.ANNOTATION, name, told, obstacle)


@dataclass(frozen=True, slots=True)
class _Noted:
    """All the notes of a corpus, what they are about now, and how that is called."""

    corpus: Path
    sections: tuple[Section, ...]
    followed: tuple[Followed, ...]
    names: tuple[str, ...]
    synthesis: tuple[SynthesisNote, ...]


def _noted(corpus: Path, entries: Sequence[ManifestEntry]) -> _Noted:
    """Follow all notes but those of a text that cannot be read, which holds up no other."""
    sections: list[Section] = []
    unread = set()
    for entry in entries:
        try:
            for own in load_document_files(corpus, [entry]):
                sections += parse(own.document)
        except CorpusError:
            unread.add(entry.id)
    notes = [each for each in load_notes(corpus) if document_id(each[1].section) not in unread]
    followed = tuple(follow(notes, sections))
    return _Noted(corpus, tuple(sections), followed, _names(followed), load_synthesis(corpus))


def _names(followed: Sequence[Followed]) -> tuple[str, ...]:
    """The id that each notes are to have: that of their home, unless others have that."""
    homes = [own.home.id if own.home else "" for own in followed]
    owners: dict[str, int] = {}
    for number, (home, own) in enumerate(zip(homes, followed, strict=True)):
        if home and (home not in owners or own.file.section == home):
            owners[home] = number
    return tuple(
        home if owners.get(home) == number else own.file.section
        for number, (home, own) in enumerate(zip(homes, followed, strict=True))
    )


def _document(own: Followed) -> str:
    """The document that notes are about now, or were about."""
    return own.home.document_id if own.home else document_id(own.file.section)


def _of_files(corpus: Path, own: DocumentFiles, number: int) -> Iterator[PendingChange]:
    source_id, files, manifest = own.entry.id, own.files, corpus / FILE
    if not own.is_accepted:
        told = f"{files.path} is {'veranderd' if files.sha256 else 'nieuw'}."
        change = CorpusChange(source_id, Kept.DOCUMENT, files.path, told)
        key = ("source", number, "text", "sha256")
        yield PendingChange(change, (Edit(manifest, key, plain_hash(own.markdown)),))
    if not own.is_original:
        told, obstacle = f"{files.original} is nieuw.", ""
        if files.original_sha256:
            told, obstacle = original_differs(own)
        change = CorpusChange(source_id, Kept.ORIGINAL, files.original, told, obstacle)
        key = ("source", number, "text", "original_sha256")
        yield PendingChange(change, (Edit(manifest, key, exact_hash(own.original)),))


def _of_notes(noted: _Noted, source_id: str) -> Iterator[PendingChange]:
    for own, name in zip(noted.followed, noted.names, strict=True):
        is_as_accepted = own.is_let_go or (own.is_fresh and name == own.file.section)
        if _document(own) == source_id and not is_as_accepted:
            yield _of_own(noted, own, name)
    with_notes = {own.file.section for own in noted.followed}
    lost = lost_starts(noted.synthesis, noted.followed, noted.sections)
    for section_id in dict.fromkeys(start.section for start in lost):
        if document_id(section_id) == source_id and section_id not in with_notes:
            yield _of_question(noted, section_id)


def _of_own(noted: _Noted, own: Followed, name: str) -> PendingChange:
    """Notes whose section changed or is called otherwise, or that nobody accepted yet."""
    file = own.path.relative_to(noted.corpus).as_posix()
    obstacle, is_for_lost = _obstacle(noted, own)
    told = _told(own, name)
    edits = [Edit(own.path, ("sha256",), own.sha256)] if own.sections else []
    if name != own.file.section:
        edits += [Edit(own.path, ("section",), name), *_renamed_starts(noted, own, name)]
    back = [
        Edit(own.path, ("passage", number, "gone"), value=None)
        for number, (passage, place) in enumerate(zip(own.file.passage, own.places, strict=True))
        if passage.gone and place
    ]
    gone = [
        Edit(own.path, ("passage", number, "gone"), value=True)
        for number, (passage, place) in enumerate(zip(own.file.passage, own.places, strict=True))
        if not passage.gone and not place
    ]
    change = CorpusChange(_document(own), Kept.ANNOTATION, file, told, obstacle)
    without = (*edits, *back, *gone, *_gone_starts(noted, own.file.section)) if is_for_lost else ()
    return PendingChange(change, (*edits, *back), without)


def _obstacle(noted: _Noted, own: Followed) -> tuple[str, bool]:
    """Why notes cannot be accepted, and whether they can be without what is lost."""
    shown = replace(own, path=own.path.relative_to(noted.corpus))
    lost = _why_not(shown, noted.synthesis)
    if not lost:
        return "", False
    passages = [each.model_copy(update={"gone": True}) for each in own.lost]
    kept = {each.quote: each for each in (*own.file.passage, *passages)}
    file = own.file.model_copy(update={"passage": tuple(kept.values())})
    starts = [
        question.model_copy(
            update={
                "passages": tuple(
                    start.model_copy(update={"gone": start.gone or not own.holder(start.quote)})
                    for start in question.passages
                )
            }
        )
        for question in noted.synthesis
    ]
    if _why_not(replace(shown, file=file), starts):
        return lost, False
    return f"{lost.rstrip('.')}, {_LET_GO.format(_document(own))}", True


def _why_not(own: Followed, synthesis: Sequence[SynthesisNote]) -> str:
    try:
        check_placeable(own, synthesis)
    except CorpusError as error:
        return str(error)
    return ""


def _told(own: Followed, name: str) -> str:
    """What changed of the section of notes."""
    if not own.home:
        return f"De sectie '{own.file.section}' staat niet meer in de tekst."
    if own.is_fresh:
        return f"De sectie '{own.file.section}' heet nu '{name}'; de tekst is dezelfde."
    told = f"De sectie '{own.file.section}' is anders dan toen haar annotatie werd aanvaard."
    if not own.file.sha256:
        told = f"De annotatie van de sectie '{own.file.section}' is nieuw."
    if own.home.id != own.file.section:
        told += f" Ze heet nu '{own.home.id}'."
    return f"{told} {_held(own)}"


def _held(own: Followed) -> str:
    """How many of the passages are still in the text."""
    count, found = len(own.places), len(own.places) - own.places.count(None)
    if found in (0, count):
        return "Al haar passages staan er nog." if found else "Geen van haar passages staat er nog."
    return f"Er {'staat' if found == 1 else 'staan'} nog {found} van haar {count} passages."


def _renamed_starts(noted: _Noted, own: Followed, name: str) -> Iterator[Edit]:
    for key, start in _starts(noted):
        if start.section == own.file.section:
            yield Edit(noted.corpus / ABOUT_SEVERAL, (*key, "section"), name)


def _gone_starts(noted: _Noted, section_id: str) -> Iterator[Edit]:
    """What lets go of what questions name of a section, and that can be found nowhere."""
    lost = set(lost_starts(noted.synthesis, noted.followed, noted.sections))
    for key, start in _starts(noted):
        if start.section == section_id and start in lost:
            yield Edit(noted.corpus / ABOUT_SEVERAL, (*key, "gone"), value=True)


def _starts(noted: _Noted) -> Iterator[tuple[Key, PassageStart]]:
    """What questions of several passages name, and where it stands in their file."""
    for number, question in enumerate(noted.synthesis):
        for place, start in enumerate(question.passages):
            yield ("question", number, "passages", place), start


def _of_question(noted: _Noted, section_id: str) -> PendingChange:
    """Questions of several passages name one that is gone, of a section without notes."""
    file = ABOUT_SEVERAL.as_posix()
    told = f"Vragen in {file} noemen een passage van '{section_id}' die er niet meer staat."
    obstacle = f"Neem haar eerste woorden letterlijk over, {_LET_GO}"
    source_id = document_id(section_id)
    change = CorpusChange(source_id, Kept.ANNOTATION, file, told, obstacle.format(source_id))
    return PendingChange(change, (), tuple(_gone_starts(noted, section_id)))
