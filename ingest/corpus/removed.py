"""A source that is to go -> the corpus folder without its text and all that is said of it.

First the manifest says that the text is leaving: from then on it is not answered from. Then goes
what is said of it, then its files, and its entry last. So whatever stops this leaves a corpus that
can be read, and that still names what is to go: to remove it again completes it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.corpus.edited import Key, with_values, without_table
from ingest.corpus.entry import FILE, ManifestEntry, manifest_name
from ingest.corpus.follow import document_id, follow
from ingest.corpus.manifest import check_inside, entries_of, load_document_files, read_manifest
from ingest.corpus.notes import ABOUT_SEVERAL, DRAFTS, load_notes, load_synthesis
from ingest.corpus.parse import parse
from ingest.corpus.written import Rewrite, alone_in, take_away, write
from ingest.text.document import Kind, Section
from ingest.text.errors import CorpusError
from ingest.text.text_file import read_file


@dataclass(frozen=True, slots=True)
class Removal:
    """What goes with a source.

    `files` are its document, its original and the list of its changes; `notes` the files with its
    annotations, all relative to the corpus folder; `questions` those that name a passage of it.
    `summarised_in` are the documents that hold a summary of it: where there is one, its entry
    stays. `followed_by_none` are the sources that it took the place of.
    """

    entry: ManifestEntry
    files: tuple[str, ...]
    notes: tuple[str, ...]
    questions: tuple[str, ...]
    summarised_in: tuple[str, ...]
    followed_by_none: tuple[str, ...]


def load_removal(corpus: Path, source_id: str) -> Removal:
    """What would go with a source; nothing is written.

    Raises:
        CorpusError: there is no such source, there is nothing of it to remove, or a file of the
            corpus cannot be read.
    """
    return _removal(corpus, entries_of(corpus, read_manifest(corpus)), source_id)


def remove(corpus: Path, source_id: str) -> Removal:
    """Take a source out of the corpus.

    Raises:
        CorpusError: as `load_removal`, or a file cannot be written or taken away.
    """
    with alone_in(corpus):
        data = read_manifest(corpus)
        entries = entries_of(corpus, data)
        gone = _removal(corpus, entries, source_id)
        number = [entry.id for entry in entries].index(source_id)
        if gone.entry.text:
            data = _write_manifest(corpus, data, {("source", number, "text", "leaving"): True})
            _write_questions(corpus, source_id)
            for name in (*gone.notes, *gone.files):
                take_away(corpus, corpus / name)
        values: dict[Key, object] = {
            ("source", at, "superseded_by"): None
            for at, entry in enumerate(entries)
            if entry.superseded_by == source_id and not gone.summarised_in
        }
        if gone.summarised_in:
            values["source", number, "text"] = None
        data = _write_manifest(corpus, data, values)
        if not gone.summarised_in:
            after = without_table(data, manifest_name(corpus), "source", number)
            entries_of(corpus, after)
            write([Rewrite(corpus / FILE, data, after)])
    return gone


def _removal(corpus: Path, entries: Sequence[ManifestEntry], source_id: str) -> Removal:
    entry = next((each for each in entries if each.id == source_id), None)
    if entry is None:
        raise CorpusError(
            f"'{source_id}' is geen bron in {manifest_name(corpus)}.",
            "Kijk welke er zijn met: steunwijzer corpus list",
        )
    others = [each for each in entries if each.id != source_id]
    sections = {each.id: _sections(corpus, each) for each in entries}
    summarised_in = [
        each.id
        for each in others
        if any(own.kind is Kind.SUMMARY and own.voice == source_id for own in sections[each.id])
    ]
    if summarised_in and not entry.text:
        raise CorpusError(
            f"Van '{source_id}' staat hier alleen een samenvatting, in '{summarised_in[0]}'.",
            "Haal eerst die samenvatting weg.",
        )
    return Removal(
        entry,
        tuple(_files(corpus, entry, others)),
        tuple(_notes(corpus, source_id, sections)),
        tuple(each.question for each in load_synthesis(corpus) if source_id in each.documents),
        tuple(summarised_in),
        tuple(each.id for each in others if each.superseded_by == source_id),
    )


def _sections(corpus: Path, entry: ManifestEntry) -> list[Section]:
    """The sections of a text; of one that cannot be read there are none."""
    try:
        return [
            own for each in load_document_files(corpus, [entry]) for own in parse(each.document)
        ]
    except CorpusError:
        return []


def _files(corpus: Path, entry: ManifestEntry, others: Sequence[ManifestEntry]) -> Iterator[str]:
    """The files of a text that no other text has as well."""
    kept = {name for each in others if each.text for name in each.text.names}
    for name in entry.text.names if entry.text else ():
        check_inside(corpus, entry, "path", name)
        if name not in kept:
            yield name


def _notes(
    corpus: Path, source_id: str, sections: Mapping[str, Sequence[Section]]
) -> Iterator[str]:
    """The files with annotations that are about a text now, or were and are about no other.

    And those with drafts of it.
    """
    every = [section for own in sections.values() for section in own]
    notes = follow(list(load_notes(corpus)), every)
    for own in (*notes, *follow(list(load_notes(corpus, DRAFTS)), every)):
        about = {section.document_id for section in own.sections} or {document_id(own.file.section)}
        if about == {source_id}:
            yield own.path.relative_to(corpus).as_posix()


def _write_questions(corpus: Path, source_id: str) -> None:
    """Take away the questions of several passages that name one of this text."""
    path = corpus / ABOUT_SEVERAL
    asked = load_synthesis(corpus)
    numbers = [at for at, each in enumerate(asked) if source_id in each.documents]
    if not numbers:
        return
    if len(numbers) == len(asked):
        take_away(corpus, path)
        return
    before = after = read_file(path)
    for number in reversed(numbers):
        after = without_table(after, str(path), "question", number)
    write([Rewrite(path, before, after)])


def _write_manifest(corpus: Path, data: bytes, values: Mapping[Key, object]) -> bytes:
    """What the manifest holds now, after these values were put in it."""
    if not values:
        return data
    after = with_values(data, manifest_name(corpus), values)
    entries_of(corpus, after)
    write([Rewrite(corpus / FILE, data, after)])
    return after
