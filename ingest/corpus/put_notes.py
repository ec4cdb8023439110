"""What is said of the texts, for search alone -> the files of the corpus folder that say it.

What was made is read back first, from memory: it says what was meant, or nothing is written.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ingest.corpus.annotations import check_placeable
from ingest.corpus.checked import Strict, parsed
from ingest.corpus.edited import Key, differences, unable, with_values
from ingest.corpus.fitted import FILE as FITTED
from ingest.corpus.fitted import Fitted, load_fitted
from ingest.corpus.follow import document_id, follow, in_section
from ingest.corpus.note_text import new_notes, with_notes
from ingest.corpus.notes import (
    DRAFTS,
    FOLDER,
    SYNTHESIS,
    UNANSWERED,
    NotesFile,
    SectionNotes,
    load_notes,
    load_synthesis,
    text_hash,
)
from ingest.corpus.parse import parse
from ingest.corpus.put_texts import load_document
from ingest.corpus.terms import FILE as TERMS
from ingest.corpus.terms import WordLists
from ingest.corpus.written import Rewrite, alone_in, changed_meanwhile, read_before, write
from ingest.text.document import Section
from ingest.text.errors import CorpusError


def load_notes_of(corpus: Path, section_id: str) -> SectionNotes | None:
    """What is written of a section, None if nothing is.

    Raises:
        CorpusError: a file is no annotation.
    """
    found = (file.notes for _, file in load_notes(corpus) if file.section == section_id)
    return next(found, None)


def put_notes(corpus: Path, section_id: str, notes: SectionNotes, was: SectionNotes | None) -> None:
    """Write what is said of a section, over what was; accepted for its text as it is now.

    Raises:
        CorpusError: it names what is not in that text, or cannot be written.
    """
    with alone_in(corpus):
        section = _section(corpus, section_id)
        path = _path_of(corpus, section_id)
        before = read_before(path)
        if (parsed(before, path, NotesFile).notes if before is not None else None) != was:
            raise changed_meanwhile(path)
        file = NotesFile(section=section_id, sha256=text_hash(section), **notes.model_dump())
        own = in_section(path.relative_to(corpus), file, section)
        check_placeable(own, load_synthesis(corpus))
        after = new_notes(file, path) if before is None else with_notes(before, file, path)
        write([Rewrite(path, before, after)])


def put_draft(corpus: Path, section: Section, notes: SectionNotes) -> None:
    """Write what a chat model noted of a section, in place of an earlier draft.

    Raises:
        CorpusError: it names what is not in that text, or cannot be written.
    """
    path = corpus / DRAFTS / f"{section.id}.toml"
    with alone_in(corpus):
        file = NotesFile(section=section.id, sha256=text_hash(section), **notes.model_dump())
        check_placeable(in_section(path.relative_to(corpus), file, section), ())
        write([Rewrite(path, read_before(path), new_notes(file, path))])


def undrafted(corpus: Path, sections: Sequence[Section]) -> list[Section]:
    """The sections of which nothing is noted, by people or in a draft of their text as it is now.

    Raises:
        CorpusError: a file is no annotation.
    """
    noted = follow(list(load_notes(corpus)), sections)
    drafted = [own for own in follow(list(load_notes(corpus, DRAFTS)), sections) if own.is_fresh]
    known = {section.id for own in (*noted, *drafted) for section in own.sections}
    return [section for section in sections if section.id not in known]


def put_word_lists(corpus: Path, lists: WordLists, was: WordLists) -> None:
    """Write the words that people say, over those that were there.

    Raises:
        CorpusError: they cannot be written.
    """
    path = corpus / TERMS
    with alone_in(corpus):
        before = read_before(path)
        if (parsed(before, path, WordLists) if before is not None else WordLists()) != was:
            raise changed_meanwhile(path)
        # Without any group there is no table of groups either.
        old, new = (each.model_dump() if each.group else {} for each in (was, lists))
        _put(path, before, differences(old, new), lists)


def put_fitted(corpus: Path, fitted: Fitted, was: Fitted) -> None:
    """Write what was fitted, over what was read; a corpus that had none of its own has it now.

    Raises:
        CorpusError: it cannot be written.
    """
    path = corpus / FITTED
    with alone_in(corpus):
        before = read_before(path)
        if load_fitted(corpus) != was:
            raise changed_meanwhile(path)
        own = was.model_dump() if before is not None else {}
        _put(path, before, differences(own, fitted.model_dump()), fitted)


def _put(path: Path, before: bytes | None, values: Mapping[Key, object], meant: Strict) -> None:
    if values:
        after = with_values(before or b"", str(path), values)
        if parsed(after, path, type(meant)) != meant:
            raise unable(str(path))
        write([Rewrite(path, before, after)])


def _section(corpus: Path, section_id: str) -> Section:
    for section in parse(load_document(corpus, document_id(section_id))):
        if section.id == section_id:
            return section
    raise CorpusError(f"De sectie '{section_id}' staat niet in de tekst.", "Verbeter het id.")


def _path_of(corpus: Path, section_id: str) -> Path:
    """The file about a section, or where that is to be."""
    folder = corpus / FOLDER
    for path, file in load_notes(corpus):
        if file.section == section_id:
            return path
    path = folder / f"{section_id}.toml"
    # A document may be called as what is no section is.
    return folder / section_id / path.name if path.name in (SYNTHESIS, UNANSWERED) else path
