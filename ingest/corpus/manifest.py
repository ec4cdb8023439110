"""manifest.toml -> sources, and documents of those whose text is in the corpus.

A hash says which text was accepted, and that the original is still as it came in. `Library` keeps
them; see changes.py.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.corpus.checked import parse_toml
from ingest.corpus.entry import (
    FILE,
    ManifestEntry,
    TextFiles,
    checked_entries,
    failure,
    manifest_name,
)
from ingest.text.document import Document
from ingest.text.errors import CorpusError
from ingest.text.text_file import decoded, is_there, plain, read_file


@dataclass(frozen=True, slots=True)
class DocumentFiles:
    """A source whose text is in the corpus, with what its files hold now."""

    entry: ManifestEntry
    files: TextFiles
    markdown: bytes
    original: bytes

    @property
    def document(self) -> Document:
        """The document as it is now, accepted or not."""
        return Document(self.entry.source(), decoded(self.markdown, self.files.path))

    @property
    def is_accepted(self) -> bool:
        """Whether the text is the one that was accepted."""
        return self.files.sha256 in _hashes(self.markdown)

    @property
    def is_original(self) -> bool:
        """Whether the original is still as it came in."""
        return self.files.original_sha256 in _hashes(self.original)


def load_documents(corpus: Path) -> list[Document]:
    """Read the texts that are answered from, in the order of the manifest.

    One that nobody ever accepted stays out, and holds up no other.

    Raises:
        CorpusError: the manifest is wrong, or a file is missing or not as it was accepted.
    """
    found = []
    counting = [entry for entry in load_entries(corpus) if not entry.is_out]
    for each in load_document_files(corpus, counting):
        _check_accepted(corpus, each)
        found.append(each.document)
    return found


def load_entries(corpus: Path) -> tuple[ManifestEntry, ...]:
    """Read all that manifest.toml says, in its order.

    Raises:
        CorpusError: the manifest is missing or wrong.
    """
    return entries_of(corpus, read_manifest(corpus))


def read_manifest(corpus: Path) -> bytes:
    """What manifest.toml holds.

    Raises:
        CorpusError: it cannot be read, or the corpus is no folder.
    """
    file, shown = corpus / FILE, manifest_name(corpus)
    if corpus.is_file():
        raise CorpusError(
            f"{corpus} is een bestand, geen map.",
            "Wijs met STEUNWIJZER_CORPUS de map met manifest.toml aan.",
        )
    if not is_there(file):
        raise CorpusError(
            f"{shown} is er niet of is niet te lezen.",
            "Zet het bestand terug, of wijs met STEUNWIJZER_CORPUS de goede map aan.",
        )
    return read_file(file, shown)


def entries_of(corpus: Path, data: bytes) -> tuple[ManifestEntry, ...]:
    """All that a manifest with these bytes says, in its order.

    Raises:
        CorpusError: something in it is wrong.
    """
    shown = manifest_name(corpus)
    return checked_entries(corpus, parse_toml(decoded(data, shown), shown))


def load_document_files(corpus: Path, entries: Sequence[ManifestEntry]) -> Iterator[DocumentFiles]:
    """Read the files of the texts of these sources, accepted or not.

    Raises:
        CorpusError: one is missing, cannot be read, or lies outside the corpus.
    """
    for entry in entries:
        if entry.text:
            yield _load_files(corpus, entry, entry.text)


def place_of_text(corpus: Path, entries: Sequence[ManifestEntry], source_id: str) -> int:
    """The number of a source, counted from 0, that has a text in the corpus.

    Raises:
        CorpusError: there is no such source, its text is not in the corpus, or is on its way out.
    """
    known = [entry.id for entry in entries if entry.text]
    remedy = f"Kies uit: {', '.join(known)}." if known else "Voeg een document toe."
    for number, entry in enumerate(entries):
        if entry.id == source_id and entry.text and entry.text.leaving:
            raise CorpusError(
                f"'{source_id}' wordt weggehaald.", f"Maak dat af met: {remove_command(source_id)}"
            )
        if entry.id == source_id and entry.text:
            return number
        if entry.id == source_id:
            what = f"Van de bron '{source_id}' staat de tekst niet in het corpus."
            raise CorpusError(what, remedy)
    raise CorpusError(f"'{source_id}' is geen bron in {manifest_name(corpus)}.", remedy)


def plain_hash(data: bytes) -> str:
    """The hash of a text, whatever mark and line ends an editor gave it."""
    return hashlib.sha256(plain(data)).hexdigest()


def exact_hash(data: bytes) -> str:
    """The hash of an original, byte by byte: it may be no text."""
    return hashlib.sha256(data).hexdigest()


def _hashes(data: bytes) -> tuple[str, str]:
    """Both hashes: either may have been kept."""
    return exact_hash(data), plain_hash(data)


def _load_files(corpus: Path, entry: ManifestEntry, text: TextFiles) -> DocumentFiles:
    """Read the three files of a text; what cannot be read as text is told of its field."""
    markdown = _read_file(corpus, entry, "path", text.path)
    original = _read_file(corpus, entry, "original", text.original)
    changes = _read_file(corpus, entry, "changes", text.changes)
    field = "path"
    try:
        decoded(markdown, text.path)
        field = "changes"
        parse_toml(decoded(changes, text.changes), text.changes)
    except CorpusError as error:
        raise failure(corpus, f"bron '{entry.id}'", f"text.{field}", str(error), "") from error
    return DocumentFiles(entry, text, markdown, original)


def _read_file(corpus: Path, entry: ManifestEntry, field: str, name: str) -> bytes:
    check_inside(corpus, entry, field, name)
    try:
        return read_file(corpus / name, name)
    except CorpusError as error:
        raise failure(corpus, f"bron '{entry.id}'", f"text.{field}", str(error), "") from error


def check_inside(corpus: Path, entry: ManifestEntry, field: str, name: str) -> None:
    """Check that a file of a text lies in the corpus folder.

    Raises:
        CorpusError: it does not.
    """
    # os.path's realpath goes on where a link leads to itself; reading then says so.
    if not Path(os.path.realpath(corpus / name)).is_relative_to(os.path.realpath(corpus)):
        what = f"'{name}' wijst buiten de map van het corpus."
        remedy = "Zet het bestand in die map."
        raise failure(corpus, f"bron '{entry.id}'", f"text.{field}", what, remedy)


def _check_accepted(corpus: Path, own: DocumentFiles) -> None:
    """Refuse a text that changed since somebody looked at it, and another original."""
    shown = f"bron '{own.entry.id}'"
    if not own.is_accepted:
        what = f"{own.files.path} is veranderd."
        remedy = f"Kijk de wijziging na en draai: {accept_command(own.entry.id)}"
        raise failure(corpus, shown, "text.sha256", what, remedy)
    if not own.is_original:
        raise failure(corpus, shown, "text.original_sha256", *original_differs(own))


def accept_command(source_id: str) -> str:
    """What the maintainer runs when a changed text is right."""
    return f"steunwijzer corpus accept {source_id}"


def remove_command(source_id: str) -> str:
    """What the maintainer runs to have a text out of the corpus."""
    return f"steunwijzer corpus remove {source_id}"


def original_differs(own: DocumentFiles) -> tuple[str, str]:
    """What is wrong with an original that is not the accepted one, and what to do."""
    if not own.files.original_sha256:
        return f"{own.files.original} is nog niet aanvaard.", (
            f"Kijk of dit het goede bestand is en draai: {accept_command(own.entry.id)}"
        )
    return f"{own.files.original} is veranderd, en een origineel blijft zoals het is.", (
        "Zet het oude bestand terug, of draai bij een nieuw origineel:"
        f" {accept_command(own.entry.id)} --ook-origineel"
    )
