"""Changes of a source that the maintainer looked at -> hashes that say so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.corpus.changes import (
    CorpusChange,
    Edit,
    Kept,
    homeless_notes,
    pending_changes,
)
from ingest.corpus.edited import Key, with_values
from ingest.corpus.entry import FILE
from ingest.corpus.folder import toml_files
from ingest.corpus.manifest import entries_of, load_entries, place_of_text, read_manifest
from ingest.corpus.notes import FOLDER
from ingest.corpus.written import Rewrite, alone_in, write
from ingest.text.text_file import read_file


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What was accepted of a source, and what was left as it is because of an obstacle."""

    source_id: str
    accepted: tuple[CorpusChange, ...]
    left: tuple[CorpusChange, ...]


def load_changes(corpus: Path) -> tuple[CorpusChange, ...]:
    """All that is not as it was accepted.

    Raises:
        CorpusError: a file cannot be read, or a document is no document.
    """
    entries = load_entries(corpus)
    pending = pending_changes(
        corpus, entries, [entry.id for entry in entries if not (entry.text and entry.text.leaving)]
    )
    return (*(each.change for each in pending), *homeless_notes(corpus, entries))


def accept(corpus: Path, source_id: str, *, with_original: bool, without_lost: bool) -> Acceptance:
    """Write the hashes of what has no obstacle, and of the original if that is asked for.

    With `without_lost`, passages that are not in the text any more are let go: they stay in their
    file, as gone.

    Raises:
        CorpusError: there is no such text, a file cannot be read or written, or somebody else
            changed one meanwhile.
    """
    with alone_in(corpus):
        # Read before all else: what is changed from here on by others is not overwritten.
        before = _kept_in(corpus)
        entries = entries_of(corpus, before[corpus / FILE])
        place_of_text(corpus, entries, source_id)
        pending = list(pending_changes(corpus, entries, [source_id]))
        taken = [each for each in pending if _is_taken(each.change, with_original=with_original)]
        let_go = [each for each in pending if without_lost and each.without_lost]
        edits = [edit for each in taken for edit in each.edits]
        edits += [edit for each in let_go for edit in each.without_lost]
        write([Rewrite(path, before[path], after) for path, after in _edited(before, edits)])
    return Acceptance(
        source_id,
        tuple(each.change for each in pending if each in taken or each in let_go),
        tuple(each.change for each in pending if each not in taken and each not in let_go),
    )


def _kept_in(corpus: Path) -> dict[Path, bytes]:
    """The files that hold hashes, the manifest last: until that is written nothing counts."""
    notes = {path: read_file(path) for path in toml_files(corpus / FOLDER)}
    return notes | {corpus / FILE: read_manifest(corpus)}


def _is_taken(change: CorpusChange, *, with_original: bool) -> bool:
    return not change.obstacle or (with_original and change.kind is Kept.ORIGINAL)


def _edited(before: Mapping[Path, bytes], edits: Sequence[Edit]) -> Iterator[tuple[Path, bytes]]:
    """The files in which something is to stand, in the order of `before`, with that in it."""
    for path, data in before.items():
        values: dict[Key, object] = {each.key: each.value for each in edits if each.path == path}
        if values:
            yield path, with_values(data, str(path), values)
