"""Texts and what is said of their sources are put in the folder, accepted, and all else stays."""

import datetime
import hashlib
from pathlib import Path
from typing import Any

import pytest

from annotated_corpus import BURGERVOOGD, annotated, changed, contents, edit_text
from ingest.corpus import written
from ingest.corpus.entry import ManifestEntry, TextFiles, id_of, new_entry
from ingest.corpus.library import Library
from ingest.text.document import Reuse, Standing
from ingest.text.errors import CorpusError
from small_corpus import DOCUMENT

NEWSPAPER = ManifestEntry(
    id="krant",
    title='De "krant"',
    edition="nummer 1",
    publisher="Zij",
    url="",
    no_url="Alleen op papier.",
    reuse=Reuse.ATTRIBUTION,
    standing=Standing.CURRENT,
    checked=datetime.date(2026, 11, 1),
    unconfirmed=["edition"],
)
TEXT = "# Krant\n\n## Nieuws\n\nEr is nieuws. Eén bericht.\n"
ORIGINAL = b"PK\x03\x04\r\n\0"
ADDED = {
    "documents/krant.md",
    "originals/krant.docx",
    "changes/krant.toml",
    "manifest.toml",
}


@pytest.fixture
def library(corpus: Path) -> Library:
    return annotated(corpus)


def add(library: Library, **others: Any) -> None:
    entry = NEWSPAPER.model_copy(update=others)
    library.add_document(entry, TEXT, ORIGINAL, "Mijn krant (1).DOCX")


# A new document


def test_a_document_is_added_with_its_original_and_is_accepted(library: Library) -> None:
    before = contents(library)
    sections = library.snapshot().sections
    add(library)
    assert changed(library, before) == ADDED
    assert library.changes() == ()
    found = library.snapshot()
    assert found.sources[-1] == NEWSPAPER.source()
    assert [section.text for section in found.sections if section not in sections] == [
        "Er is nieuws. Eén bericht."
    ]
    assert library.document("krant").markdown == TEXT
    assert contents(library)["originals/krant.docx"] == ORIGINAL
    entry = library.entries()[-1]
    assert entry.model_copy(update={"text": None}) == NEWSPAPER
    assert entry.text == TextFiles(
        path="documents/krant.md",
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        original="originals/krant.docx",
        original_sha256=hashlib.sha256(ORIGINAL).hexdigest(),
        changes="changes/krant.toml",
    )


def test_the_manifest_keeps_what_stood_there(library: Library) -> None:
    before = contents(library)["manifest.toml"]
    add(library)
    after = contents(library)["manifest.toml"]
    assert after.startswith(before + b'\n[[source]]\nid = "krant"\n')


def test_a_manifest_with_windows_line_ends_keeps_them(library: Library) -> None:
    path = library.folder / "manifest.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    add(library)
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("manifest", "kept"),
    [
        (None, b""),
        (b"", b""),
        (b"# Van ons.\r\n", b"# Van ons.\r\n\r\n"),
        (b"source = []\n", b""),
        (b"# Van ons.\nsource = [ ]  # nog leeg\n", b"# Van ons.\n\n"),
    ],
    ids=["no manifest", "empty", "a remark", "no sources", "no sources, remarks"],
)
def test_a_document_can_be_the_first(tmp_path: Path, manifest: bytes | None, kept: bytes) -> None:
    library = Library(tmp_path)
    if manifest is not None:
        (tmp_path / "manifest.toml").write_bytes(manifest)
    add(library)
    assert contents(library).keys() == ADDED
    assert contents(library)["manifest.toml"].startswith(kept + b"[[source]]")
    assert library.snapshot().sources == (NEWSPAPER.source(),)


def test_a_manifest_without_sources_says_that_there_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_bytes(b"")
    with pytest.raises(CorpusError, match=r"staat geen tekst\. Voeg een document toe\.$"):
        Library(tmp_path).snapshot()


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"De map .*/weg is er niet\. Maak die map, of wijs met"):
        add(Library(tmp_path / "weg"))
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_said_of_a_new_source_is_said_to_be_unknown() -> None:
    plain = new_entry(Path("gids"), "De gids", title="Gids", publisher="Wij")
    assert (plain.id, plain.year, plain.reuse) == ("de-gids", None, Reuse.NOT_STATED)
    assert plain.no_url == "Bij het toevoegen is geen adres opgegeven."
    said = new_entry(
        Path("gids"),
        "a",
        title="Gids",
        publisher="Wij",
        edition="druk 2",
        year=2024,
        url="https://gids.nl",
        reuse_terms="Mag met naam.",
    )
    assert (said.edition, said.year, said.url, said.no_url) == (
        "druk 2",
        2024,
        "https://gids.nl",
        "",
    )
    assert (said.reuse, said.reuse_terms) == (Reuse.ATTRIBUTION, "Mag met naam.")
    assert said.standing is Standing.CURRENT


@pytest.mark.parametrize(
    ("name", "source_id"),
    [
        ("pleegzorg", "pleegzorg"),
        ("Mijn tekst é (2024).v2", "mijn-tekst-e-2024-v2"),
        ("--x--", "x"),
        ("日本", ""),
    ],
)
def test_a_source_is_called_as_its_file(name: str, source_id: str) -> None:
    assert id_of(name) == source_id


@pytest.mark.parametrize(
    ("received_as", "name"),
    [
        ("a.PDF", "krant.pdf"),
        ("a.tar.gz", "krant.gz"),
        ("a", "krant"),
        ("..", "krant"),
        ("a.d/../../b", "krant"),
        ("a.p é f", "krant.pf"),
        ("C:\\a.docx", "krant.docx"),
    ],
)
def test_an_original_is_called_as_its_source_whatever_its_name_was(
    library: Library, received_as: str, name: str
) -> None:
    library.add_document(NEWSPAPER, TEXT, ORIGINAL, received_as)
    assert contents(library)[f"originals/{name}"] == ORIGINAL
    library.snapshot()


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"id": "gids"}, "bron 3, veld 'id': 'gids' is al het id van een andere bron. Kies een"),
        ({"id": "boek"}, "bron 3, veld 'id': 'boek' is al het id van een andere bron. Kies een"),
        ({"id": "De Krant"}, "bron 'De Krant', veld 'id': 'De Krant' mag niet. Gebruik kleine"),
        ({"id": "../krant"}, "bron '../krant', veld 'id': '../krant' mag niet. Gebruik kleine"),
        ({"reuse": Reuse.RESERVED}, "bron 'krant', veld 'reuse': bij 'reserved' mag de tekst niet"),
        ({"no_url": ""}, "bron 'krant', veld 'url': geef een adres, of zeg waarom het er niet is"),
        ({"title": " "}, "bron 'krant', veld 'title': dit is leeg. Vul het in."),
        ({"title": "De\nkrant"}, "bron 'krant', veld 'title': hier staat een regeleinde in, of"),
        ({"edition": "nr\t1"}, "bron 'krant', veld 'edition': hier staat een regeleinde in, of"),
        ({"publisher": "Z\u2028"}, "bron 'krant', veld 'publisher': hier staat een regeleinde in"),
    ],
)
def test_a_source_that_would_be_wrong_is_not_added(
    library: Library, others: dict[str, Any], said: str
) -> None:
    before = contents(library)
    with pytest.raises(CorpusError) as caught:
        add(library, **others)
    assert str(caught.value).startswith(f"corpus/manifest.toml, {said}")
    assert changed(library, before) == set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("geen titel", r"documents/krant\.md, regel 1: er staat tekst vóór de titel"),
        ("# Krant\n", r"In documents/krant\.md staat geen tekst\."),
        ("", r"In documents/krant\.md staat geen tekst\."),
        ("# K\n\n## A\n\n<!-- richtlijn: weg -->\n\nZin.\n", "noemt een bron die manifest.toml"),
        ("# K\n\nHalf \ud800.\n", r"Voor documents/krant\.md staat er iets in de tekst dat geen"),
        ("# K\n\nNul \0.\n", r"Voor documents/krant\.md staat er iets in de tekst dat geen"),
    ],
)
def test_what_is_no_document_is_not_written(library: Library, text: str, said: str) -> None:
    before = contents(library)
    with pytest.raises(CorpusError, match=said):
        library.add_document(NEWSPAPER, text, ORIGINAL, "a.docx")
    with pytest.raises(CorpusError, match=said.replace("krant", "gids")):
        library.put_document("gids", text, DOCUMENT)
    assert changed(library, before) == set()


@pytest.mark.parametrize("name", sorted(ADDED - {"manifest.toml"}))
def test_a_file_of_somebody_else_is_not_written_over(library: Library, name: str) -> None:
    (library.folder / name).write_bytes(b"van een ander")
    before = contents(library)
    with pytest.raises(CorpusError, match=f"{name} staat er al. Kies een andere naam"):
        add(library)
    assert changed(library, before) == set()


@pytest.mark.parametrize("last", sorted(ADDED))
def test_an_adding_that_was_cut_short_counts_for_nothing_and_can_be_done_again(
    library: Library, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    replace = written.replace_file
    before = contents(library)

    def crash(path: Path, data: bytes) -> None:
        if path == library.folder / last:
            raise KeyboardInterrupt
        replace(path, data)

    with monkeypatch.context() as patched:
        patched.setattr(written, "replace_file", crash)
        with pytest.raises(KeyboardInterrupt):
            add(library)
    assert changed(library, before) == set()
    add(library)
    assert library.document("krant").markdown == TEXT
    library.snapshot()


@pytest.mark.parametrize("count", range(1, len(ADDED)))
def test_what_an_adding_left_that_was_killed_is_taken_over(library: Library, count: int) -> None:
    manifest = library.folder / "manifest.toml"
    before = manifest.read_bytes()
    found = library.snapshot()
    add(library)
    manifest.write_bytes(before)
    for name in sorted(ADDED - {"manifest.toml"})[count:]:
        (library.folder / name).unlink()
    assert library.snapshot() == found
    add(library)
    assert library.document("krant").markdown == TEXT


def test_a_folder_that_leads_out_of_the_corpus_is_not_written_in(
    library: Library, tmp_path: Path
) -> None:
    (tmp_path / "elders").mkdir()
    (library.folder / "originals" / "gids.txt").rename(tmp_path / "elders" / "gids.txt")
    (library.folder / "originals").rmdir()
    (library.folder / "originals").symlink_to(tmp_path / "elders")
    with pytest.raises(CorpusError, match=r"'originals/krant\.docx' wijst buiten de map"):
        add(library)
    assert not (tmp_path / "elders" / "krant.docx").exists()
    assert not (library.folder / "documents" / "krant.md").exists()


# Another text


def test_another_text_is_accepted_and_its_annotations_are_stale_until_they_are(
    library: Library,
) -> None:
    before = contents(library)
    text = DOCUMENT.replace("voogdij", "zorg")
    library.put_document("gids", text, DOCUMENT)
    assert changed(library, before) == {"manifest.toml", "documents/gids.md"}
    assert library.document("gids").markdown == text
    assert library.snapshot().annotations.stale == ("gids/burgervoogd",)
    assert [each.file for each in library.changes()] == [BURGERVOOGD]
    library.accept("gids")
    assert library.snapshot().annotations.stale == ()


def test_another_text_that_is_not_accepted_counts_only_once_it_is(library: Library) -> None:
    before = contents(library)
    text = DOCUMENT.replace("voogdij", "zorg")
    library.put_document("gids", text, DOCUMENT, is_accepted=False)
    assert changed(library, before) == {"documents/gids.md"}
    assert [each.kind for each in library.changes()][:1] == ["document"]
    with pytest.raises(CorpusError, match="veranderd"):
        library.snapshot()
    library.accept("gids")
    assert "zorg" in library.snapshot().sections[1].text


def test_the_same_text_changes_nothing(library: Library) -> None:
    before = contents(library)
    library.put_document("gids", DOCUMENT, DOCUMENT)
    assert changed(library, before) == set()


def test_a_text_is_not_lost_where_its_writing_is_cut_short(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = written.replace_file

    def crash_at_the_manifest(path: Path, data: bytes) -> None:
        if path.name == "manifest.toml":
            raise KeyboardInterrupt
        replace(path, data)

    text = DOCUMENT.replace("voogdij", "zorg")
    with monkeypatch.context() as patched:
        patched.setattr(written, "replace_file", crash_at_the_manifest)
        with pytest.raises(KeyboardInterrupt):
            library.put_document("gids", text, DOCUMENT)
    with pytest.raises(CorpusError, match="steunwijzer corpus accept gids"):
        library.snapshot()
    library.accept("gids")
    assert library.document("gids").markdown == text


def test_a_text_keeps_its_byte_order_mark_and_line_ends(library: Library) -> None:
    path = library.folder / "documents" / "gids.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    library.put_document("gids", DOCUMENT.replace("voogdij", "zorg\r\n\r\nof niet"), DOCUMENT)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# Gids\r\n")
    assert b"zorg\r\n\r\nof niet" in data
    assert b"\n" not in data.replace(b"\r\n", b"")
    library.snapshot()


def test_a_text_that_somebody_else_changed_is_left_alone(library: Library) -> None:
    edit_text(library, "voogdij", "zorg")
    before = contents(library)
    with pytest.raises(CorpusError, match=r"documents/gids\.md is intussen door iemand anders"):
        library.put_document("gids", DOCUMENT + "\nMeer.\n", DOCUMENT)
    assert changed(library, before) == set()


@pytest.mark.parametrize("source_id", ["boek", "weg"])
def test_only_a_text_that_is_there_is_read_and_changed(library: Library, source_id: str) -> None:
    for use in (
        lambda: library.document(source_id),
        lambda: library.put_document(source_id, TEXT, ""),
    ):
        with pytest.raises(CorpusError, match=f"'{source_id}' .*Kies uit: gids"):
            use()
