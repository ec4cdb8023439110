"""Corpus folder -> what is not as it was accepted, and the edits by which it is.

A hash is kept of each document, of each original, and of the text of each annotated section. Of a
text that differs only the hash is known, so what can be told is where, and what still holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ingest.corpus.annotations import check_placeable
from ingest.corpus.edited import Key
from ingest.corpus.entry import FILE, ManifestEntry
from ingest.corpus.manifest import (
    DocumentFiles,
    exact_hash,
    load_document_files,
    original_differs,
    plain_hash,
)
from ingest.corpus.notes import (
    FOLDER,
    SYNTHESIS,
    NotesFile,
    SynthesisNote,
    load_notes,
    load_synthesis,
    text_hash,
)
from ingest.corpus.parse import check_voices, parse
from ingest.text.document import Section
from ingest.text.errors import CorpusError


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
    """A value that is to stand in a file: a hash, or the id of a section."""

    path: Path
    key: Key
    value: str


@dataclass(frozen=True, slots=True)
class PendingChange:
    """A change with the edits that accept it."""

    change: CorpusChange
    edits: tuple[Edit, ...]


def pending_changes(
    corpus: Path, entries: Sequence[ManifestEntry], source_ids: Sequence[str]
) -> Iterator[PendingChange]:
    """What is not as it was accepted, of these of the sources, in the order of the manifest.

    Raises:
        CorpusError: a file cannot be read, or a document is no document.
    """
    notes, synthesis = list(load_notes(corpus)), load_synthesis(corpus)
    for own in load_document_files(corpus, [each for each in entries if each.id in source_ids]):
        sections = parse(own.document)
        check_voices(sections, [entry.source() for entry in entries])
        yield from _of_files(corpus, own, [entry.id for entry in entries].index(own.entry.id))
        of_document = [each for each in notes if document_id(each[1].section) == own.entry.id]
        yield from _of_notes(corpus, of_document, sections, synthesis)


def homeless_notes(corpus: Path, entries: Sequence[ManifestEntry]) -> Iterator[CorpusChange]:
    """The annotations of documents that are not in the corpus.

    Raises:
        CorpusError: a file is no annotation.
    """
    known = {entry.id for entry in entries if entry.text}
    for path, file in load_notes(corpus):
        if (own := document_id(file.section)) not in known:
            name = path.relative_to(corpus).as_posix()
            told = f"De annotatie gaat over '{own}', en die tekst staat niet in het corpus."
            obstacle = f"Verwijder {name}, of zet de tekst bij de bron in {FILE}."
            yield CorpusChange(own, Kept.ANNOTATION, name, told, obstacle)


def document_id(section_id: str) -> str:
    """The document that a section is of, which may not be there."""
    return section_id.partition("/")[0]


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


def _of_notes(
    corpus: Path,
    notes: Sequence[tuple[Path, NotesFile]],
    sections: Sequence[Section],
    synthesis: Sequence[SynthesisNote],
) -> Iterator[PendingChange]:
    by_id = {section.id: section for section in sections}
    for path, file in notes:
        section = by_id.get(file.section)
        if section is None:
            yield _moved(corpus, path, file, _renamed(file, notes, sections), synthesis)
        elif file.sha256 != text_hash(section):
            yield _stale(corpus, path, file, section, synthesis)


def _stale(
    corpus: Path, path: Path, file: NotesFile, section: Section, synthesis: Sequence[SynthesisNote]
) -> PendingChange:
    """The text of an annotated section changed, or nobody accepted the annotation yet."""
    told = f"De sectie '{section.id}' is anders dan toen haar annotatie werd aanvaard."
    if not file.sha256:
        told = f"De annotatie van de sectie '{section.id}' is nieuw."
    obstacle = ""
    try:
        check_placeable(path.relative_to(corpus), file, section, synthesis)
    except CorpusError as error:
        obstacle = str(error)
    change = _of_annotation(corpus, path, file, f"{told} {_held(file, section)}", obstacle)
    return PendingChange(change, (Edit(path, ("sha256",), text_hash(section)),))


def _held(file: NotesFile, section: Section) -> str:
    """How many of the passages are still in the text."""
    count = len(file.passage)
    found = sum(passage.quote in section.text for passage in file.passage)
    if found in (0, count):
        return "Al haar passages staan er nog." if found else "Geen van haar passages staat er nog."
    return f"Er {'staat' if found == 1 else 'staan'} nog {found} van haar {count} passages."


def _renamed(
    file: NotesFile, notes: Sequence[tuple[Path, NotesFile]], sections: Sequence[Section]
) -> str:
    """The id under which the very text of lost notes stands now, if there can be no doubt."""
    annotated = {other.section for _, other in notes}
    same = [
        section.id
        for section in sections
        if text_hash(section) == file.sha256 and section.id not in annotated
    ]
    is_only = [other.sha256 for _, other in notes].count(file.sha256) == 1
    return same[0] if len(same) == 1 and is_only else ""


def _moved(
    corpus: Path, path: Path, file: NotesFile, now: str, synthesis: Sequence[SynthesisNote]
) -> PendingChange:
    """An annotated section is not there any more, or is called `now`."""
    if not now:
        told = f"De sectie '{file.section}' staat niet meer in de tekst."
        name = path.relative_to(corpus).as_posix()
        obstacle = f"Verwijder {name}, of zet er bij 'section' een sectie die er wel is."
        return PendingChange(_of_annotation(corpus, path, file, told, obstacle), ())
    told = f"De sectie '{file.section}' heet nu '{now}'; de tekst is dezelfde."
    elsewhere = [
        Edit(corpus / FOLDER / SYNTHESIS, ("question", number, "passages", place, "section"), now)
        for number, question in enumerate(synthesis)
        for place, start in enumerate(question.passages)
        if start.section == file.section
    ]
    change = _of_annotation(corpus, path, file, told, "")
    return PendingChange(change, (Edit(path, ("section",), now), *elsewhere))


def _of_annotation(
    corpus: Path, path: Path, file: NotesFile, told: str, obstacle: str
) -> CorpusChange:
    name = path.relative_to(corpus).as_posix()
    return CorpusChange(document_id(file.section), Kept.ANNOTATION, name, told, obstacle)
