"""A text, and what is said of its source -> the files of the corpus folder, accepted.

What was made is read back first, from memory: it says what was meant, or nothing is written. The
manifest is written last: before that nothing new counts.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ingest.corpus.edited import Key, differences, saved_as_before, unable, with_table, with_values
from ingest.corpus.entry import FILE, ManifestEntry, manifest_name
from ingest.corpus.manifest import (
    DocumentFiles,
    check_inside,
    entries_of,
    exact_hash,
    load_document_files,
    load_entries,
    place_of_text,
    plain_hash,
    read_manifest,
)
from ingest.corpus.parse import check_voices, parse
from ingest.corpus.written import (
    Rewrite,
    alone_in,
    changed_meanwhile,
    read_before,
    take_away,
    write,
)
from ingest.text.document import Document
from ingest.text.errors import CorpusError
from ingest.text.text_file import decoded, encoded, is_there

_NO_CHANGES: Final = "# Waarin {path} verschilt van {original}. Nog niets opgeschreven.\n"


def load_document(corpus: Path, source_id: str) -> Document:
    """A text as it is now, accepted or not.

    Raises:
        CorpusError: there is no such text, or it cannot be read.
    """
    return _files_of(corpus, load_entries(corpus), source_id).document


def put_entry(corpus: Path, entry: ManifestEntry, was: ManifestEntry) -> None:
    """Write what is said of a source, over what was; where its text is stays as it is.

    Raises:
        CorpusError: there is no such source, it would be wrong, or it cannot be written.
    """
    path, name = corpus / FILE, manifest_name(corpus)
    with alone_in(corpus):
        before = read_manifest(corpus)
        entries = entries_of(corpus, before)
        number = next((at for at, each in enumerate(entries) if each.id == was.id), None)
        if number is None or entries[number].fields() != was.fields():
            raise changed_meanwhile(path)
        values = differences(was.fields(), entry.fields())
        keyed = {("source", number, *key): value for key, value in values.items()}
        after = with_values(before, name, keyed)
        if entries_of(corpus, after)[number].fields() != entry.fields():
            raise unable(name)
        write([Rewrite(path, before, after)])


def put_document(
    corpus: Path, source_id: str, markdown: str, was: str, *, is_accepted: bool
) -> None:
    """Write another text of a document, over the one that was read, and its hash if it is accepted.

    Raises:
        CorpusError: there is no such text, the new one is no document, or cannot be written.
    """
    with alone_in(corpus):
        before = read_manifest(corpus)
        entries = entries_of(corpus, before)
        own = _files_of(corpus, entries, source_id)
        path = corpus / own.files.path
        if own.document.markdown != was:
            raise changed_meanwhile(path)
        data = saved_as_before(own.markdown, markdown, own.files.path)
        _check_document(own.entry, data, entries)
        if not is_accepted:
            write([Rewrite(path, own.markdown, data)])
            return
        key = ("source", place_of_text(corpus, entries, source_id), "text", "sha256")
        after = with_values(before, manifest_name(corpus), {key: plain_hash(data)})
        write([Rewrite(path, own.markdown, data), Rewrite(corpus / FILE, before, after)])


def add_document(
    corpus: Path,
    entry: ManifestEntry,
    markdown: str,
    original: bytes,
    received_as: str,
    *,
    is_accepted: bool,
) -> None:
    """Add a source, its text and its original; files of that name that say otherwise are kept.

    A folder without a manifest gets one. A text that is not accepted has no hash yet.

    Raises:
        CorpusError: the source is there or would be wrong, the text is no document, a file of that
            name is there, or one cannot be written.
    """
    with alone_in(corpus):
        was = read_before(corpus / FILE)
        before = was or b""
        entries_of(corpus, before)
        data = encoded(markdown, f"documents/{entry.id}.md")
        files = _new_files(entry.id, data, original, received_as)
        if not is_accepted:
            del files["sha256"]
        table = {**entry.fields(), "text": files}
        after = with_table(before, manifest_name(corpus), "source", table)
        _check_document(entry, data, entries_of(corpus, after))
        changes = _NO_CHANGES.format(**files).encode()
        contents = {files["original"]: original, files["changes"]: changes, files["path"]: data}
        for name in contents:
            check_inside(corpus, entry, "path", name)
        new = [_added(corpus / name, each) for name, each in contents.items()]
        write([*new, Rewrite(corpus / FILE, was, after)])


def put_edition(
    corpus: Path,
    entry: ManifestEntry,
    markdown: str,
    original: bytes,
    received_as: str,
    *,
    is_accepted: bool,
) -> bool:
    """Give a source that is in the manifest another text, or its first; whether anything changed.

    Where the text was is where the new one is. What is said of the source is what `entry` says; the
    list of changes stays as it is. One that is not accepted keeps the hash of the text before it.

    Raises:
        CorpusError: there is no such source, it would be wrong, the text is no document, or a file
            cannot be written.
    """
    with alone_in(corpus):
        before = read_manifest(corpus)
        entries = entries_of(corpus, before)
        number = next((at for at, each in enumerate(entries) if each.id == entry.id), None)
        if number is None:
            raise changed_meanwhile(corpus / FILE)
        was = entries[number]
        data = encoded(markdown, f"documents/{entry.id}.md")
        files = _files_of_edition(was, data, original, received_as, is_accepted=is_accepted)
        values: dict[Key, object] = dict(differences(was.fields(), entry.fields()))
        old = was.text.model_dump(exclude_defaults=True) if was.text else {}
        values |= differences(old, files, ("text",))
        keyed = {("source", number, *key): value for key, value in values.items()}
        after = with_values(before, manifest_name(corpus), keyed)
        _check_document(entry, data, entries_of(corpus, after))
        contents = {files["original"]: original, files["path"]: data}
        if not is_there(corpus / files["changes"]):
            contents[files["changes"]] = _NO_CHANGES.format(**files).encode()
        rewrites = []
        for name, each in contents.items():
            check_inside(corpus, entry, "path", name)
            rewrites.append(Rewrite(corpus / name, read_before(corpus / name), each))
        rewrites.append(Rewrite(corpus / FILE, before, after))
        write(rewrites)
        left = _other_originals(corpus, entries_of(corpus, after), entry.id)
        for path in left:
            take_away(corpus, path)
    return bool(left) or any(each.before != each.after for each in rewrites)


def _files_of_edition(
    was: ManifestEntry, markdown: bytes, original: bytes, received_as: str, *, is_accepted: bool
) -> dict[str, str]:
    """Where the files of another text are to be, and their hashes."""
    files = _new_files(was.id, markdown, original, received_as)
    if was.text:
        files |= {"path": was.text.path, "changes": was.text.changes}
    if not is_accepted:
        files["sha256"] = was.text.sha256 if was.text else ""
    return {name: value for name, value in files.items() if value}


def _other_originals(corpus: Path, entries: Sequence[ManifestEntry], source_id: str) -> list[Path]:
    """Originals of earlier editions, which no source names any more."""
    named = {corpus / each.text.original for each in entries if each.text}
    return [
        path
        for path in sorted((corpus / "originals").glob(f"{source_id}.*"))
        if path not in named and path.stem == source_id
    ]


def _files_of(corpus: Path, entries: Sequence[ManifestEntry], source_id: str) -> DocumentFiles:
    own = entries[place_of_text(corpus, entries, source_id)]
    return next(load_document_files(corpus, [own]))


def _new_files(
    source_id: str, markdown: bytes, original: bytes, received_as: str
) -> dict[str, str]:
    """Where the files of a new text are to be, and their hashes, as the manifest says it."""
    suffix = Path(received_as).suffix.lower()
    kept = "".join(letter for letter in suffix if letter.isascii() and letter.isalnum())
    return {
        "path": f"documents/{source_id}.md",
        "sha256": plain_hash(markdown),
        "original": f"originals/{source_id}" + (f".{kept}" if kept else ""),
        "original_sha256": exact_hash(original),
        "changes": f"changes/{source_id}.toml",
    }


def _check_document(entry: ManifestEntry, data: bytes, entries: Sequence[ManifestEntry]) -> None:
    """Check that a text is a document, and that it knows the sources that it names."""
    name = f"documents/{entry.id}.md"
    sections = parse(Document(entry.source(), decoded(data, name)))
    check_voices(sections, [each.source() for each in entries])
    if not sections:
        raise CorpusError(f"In {name} staat geen tekst.", "Schrijf er een titel en tekst in.")


def _added(path: Path, data: bytes) -> Rewrite:
    """A new file; one that is there and says the same is of an attempt that was cut short."""
    now = read_before(path)
    return Rewrite(path, data if now == data else None, data)
