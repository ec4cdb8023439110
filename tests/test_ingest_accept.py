"""What is not as it was accepted is told, and accepted: hashes are kept by the library."""

import ast
import hashlib
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from annotated_corpus import (
    ABOUT_BOOK,
    BURGERVOOGD,
    ORIGINAL,
    annotated,
    changed,
    contents,
    edit,
    edit_text,
    notes_of,
)
from ingest.corpus.accept import Acceptance
from ingest.corpus.changes import CorpusChange, Kept
from ingest.corpus.library import Library
from ingest.text.errors import CorpusError
from ingest.text.settings import BUNDLED_CORPUS
from plain_user import ROOT
from small_corpus import DOCUMENT, MANIFEST


@pytest.fixture
def library(corpus: Path) -> Library:
    return annotated(corpus)


def told(library: Library) -> list[tuple[str, str, str]]:
    return [(each.file, each.told, each.obstacle) for each in library.changes()]


def test_where_nothing_differs_nothing_is_told_or_written(library: Library) -> None:
    before = contents(library)
    assert library.changes() == ()
    assert library.accept("gids") == Acceptance("gids", (), ())
    assert changed(library, before) == set()


def test_the_bundled_corpus_is_as_it_was_accepted() -> None:
    assert Library(BUNDLED_CORPUS).changes() == ()


def test_a_changed_document_is_refused_told_and_accepted(library: Library) -> None:
    edit_text(library, "Hij staat dichtbij.", "Hij staat dichtbij. Altijd.")
    with pytest.raises(CorpusError, match="steunwijzer corpus accept gids"):
        library.snapshot()
    document, annotation = library.changes()
    assert document == CorpusChange(
        "gids", Kept.DOCUMENT, "documents/gids.md", "documents/gids.md is veranderd."
    )
    assert annotation == CorpusChange(
        "gids",
        Kept.ANNOTATION,
        BURGERVOOGD,
        "De sectie 'gids/burgervoogd' is anders dan toen haar annotatie werd aanvaard. Al haar"
        " passages staan er nog.",
    )
    before = contents(library)
    assert library.accept("gids") == Acceptance("gids", (document, annotation), ())
    assert changed(library, before) == {"manifest.toml", BURGERVOOGD}
    assert library.changes() == ()
    assert library.snapshot().annotations.stale == ()


def test_accepting_changes_hashes_and_no_other_byte(library: Library) -> None:
    edit_text(library, "Hij staat dichtbij.", "Hij staat dichtbij. Altijd.")
    before = contents(library)
    library.accept("gids")
    for name in changed(library, before):
        old, new = (
            re.split(rb"[0-9a-f]{64}", each) for each in (before[name], contents(library)[name])
        )
        assert old == new


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_accepting_keeps_byte_order_marks_and_line_ends(
    library: Library, mark: bytes, end: bytes
) -> None:
    edit_text(library, "Hij staat dichtbij.", "Hij staat dichtbij. Altijd.")
    for name in ("manifest.toml", BURGERVOOGD):
        path = library.folder / name
        path.write_bytes(mark + path.read_bytes().replace(b"\n", end))
    before = contents(library)
    library.accept("gids")
    assert changed(library, before) == {"manifest.toml", BURGERVOOGD}
    for name in changed(library, before):
        assert len(contents(library)[name]) == len(before[name])
    assert library.snapshot().annotations.stale == ()


def test_the_hash_of_a_text_is_the_same_whatever_editor_saved_it(library: Library) -> None:
    path = library.folder / "documents" / "gids.md"
    path.write_bytes(
        b"\xef\xbb\xbf" + path.read_bytes().replace(b"kind", b"kindje").replace(b"\n", b"\r\n")
    )
    library.accept("gids")
    path.write_bytes(path.read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))
    assert library.changes() == ()


def test_what_was_never_accepted_is_told_and_accepted(corpus: Path) -> None:
    library = Library(corpus)
    manifest = (corpus / "manifest.toml").read_text(encoding="utf-8")
    (corpus / "manifest.toml").write_text(
        re.sub(r".*sha256 = .*\n", "", manifest), encoding="utf-8"
    )
    (corpus / "annotations").mkdir()
    (corpus / "annotations" / "a.toml").write_text(notes_of("gids/steunouders", "Hij vangt"))
    assert told(library) == [
        ("documents/gids.md", "documents/gids.md is nieuw.", ""),
        ("originals/gids.txt", "originals/gids.txt is nieuw.", ""),
        (
            "annotations/a.toml",
            "De annotatie van de sectie 'gids/steunouders' is nieuw. Al haar passages"
            " staan er nog.",
            "",
        ),
    ]
    assert library.accept("gids").left == ()
    text = tomllib.loads((corpus / "manifest.toml").read_text(encoding="utf-8"))["source"][0][
        "text"
    ]
    assert text["sha256"] == hashlib.sha256(DOCUMENT.encode()).hexdigest()
    assert text["original_sha256"] == hashlib.sha256(ORIGINAL).hexdigest()
    assert library.snapshot().annotations.stale == ()


# Originals


def test_an_original_is_not_accepted_along_with_its_document(library: Library) -> None:
    edit_text(library, "Hij staat dichtbij.", "Hij staat dichtbij. Altijd.")
    (library.folder / "originals" / "gids.txt").write_bytes(b"een ander\n")
    done = library.accept("gids")
    assert [each.kind for each in done.accepted] == [Kept.DOCUMENT, Kept.ANNOTATION]
    assert done.left == (
        CorpusChange(
            "gids",
            Kept.ORIGINAL,
            "originals/gids.txt",
            "originals/gids.txt is veranderd, en een origineel blijft zoals het is.",
            "Zet het oude bestand terug, of draai bij een nieuw origineel: steunwijzer corpus"
            " accept gids --ook-origineel",
        ),
    )
    with pytest.raises(CorpusError, match=r"originals/gids\.txt is veranderd"):
        library.snapshot()
    (library.folder / "originals" / "gids.txt").write_bytes(ORIGINAL)
    assert library.changes() == ()


@pytest.mark.parametrize("data", [b"een ander\n", b"PK\x03\x04\r\n\0\r", b""])
def test_an_original_is_accepted_byte_by_byte_where_that_is_asked_for(
    library: Library, data: bytes
) -> None:
    (library.folder / "originals" / "gids.txt").write_bytes(data)
    before = contents(library)
    [change] = library.changes()
    assert library.accept("gids", with_original=True) == Acceptance("gids", (change,), ())
    assert changed(library, before) == {"manifest.toml"}
    assert hashlib.sha256(data).hexdigest().encode() in contents(library)["manifest.toml"]
    library.snapshot()


def test_asking_for_an_original_that_is_the_same_changes_nothing(library: Library) -> None:
    before = contents(library)
    assert library.accept("gids", with_original=True) == Acceptance("gids", (), ())
    assert changed(library, before) == set()


# What is not that source's, and what is wrong


def second(library: Library) -> None:
    """Add a second text, which nobody accepted, and an annotation of it."""
    entry = MANIFEST.replace("gids", "krant").format(sha256="", original_sha256="")
    with (library.folder / "manifest.toml").open("a", encoding="utf-8") as file:
        file.write(entry)
    for name in ("documents/gids.md", "originals/gids.txt", "changes/gids.toml"):
        shutil.copy(library.folder / name, library.folder / name.replace("gids", "krant"))
    path = library.folder / "annotations" / "k.toml"
    path.write_text(notes_of("krant/steunouders", "Hij vangt"), encoding="utf-8")


def test_only_what_is_of_the_source_is_accepted(library: Library) -> None:
    second(library)
    edit_text(library, "voogdij", "zorg")
    assert [(each.source_id, each.kind) for each in library.changes()] == [
        ("gids", Kept.DOCUMENT),
        ("gids", Kept.ANNOTATION),
        ("krant", Kept.DOCUMENT),
        ("krant", Kept.ORIGINAL),
        ("krant", Kept.ANNOTATION),
    ]
    library.accept("krant")
    assert [each.source_id for each in library.changes()] == ["gids", "gids"]
    library.accept("gids")
    assert library.changes() == ()
    assert {each.document_id for each in library.snapshot().sections} == {"gids", "krant"}


def test_a_document_that_is_none_holds_up_no_other(library: Library) -> None:
    second(library)
    edit(library, "documents/krant.md", "# Gids", "geen titel")
    assert library.accept("gids") == Acceptance("gids", (), ())
    with pytest.raises(CorpusError, match=r"documents/krant\.md, regel 1: er staat tekst vóór"):
        library.accept("krant")
    with pytest.raises(CorpusError, match=r"documents/krant\.md, regel 1"):
        library.changes()


def test_a_document_that_cannot_be_used_is_not_accepted(library: Library) -> None:
    edit_text(library, "## Burgervoogd\n", "## Burgervoogd\n\n<!-- richtlijn: weg -->\n")
    before = contents(library)
    with pytest.raises(CorpusError, match="'<!-- richtlijn: weg -->' noemt een bron die"):
        library.accept("gids")
    assert changed(library, before) == set()


@pytest.mark.parametrize(
    ("source_id", "said"),
    [
        ("gidsje", "'gidsje' is geen bron in corpus/manifest.toml. Kies uit: gids."),
        ("", "'' is geen bron in corpus/manifest.toml. Kies uit: gids."),
        ("boek", "Van de bron 'boek' staat de tekst niet in het corpus. Kies uit: gids."),
    ],
)
def test_a_source_without_a_text_is_named(library: Library, source_id: str, said: str) -> None:
    with pytest.raises(CorpusError) as caught:
        library.accept(source_id)
    assert str(caught.value) == said


def test_a_corpus_without_texts_says_so(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_text(ABOUT_BOOK, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"niet in het corpus\. Voeg een document toe\."):
        Library(tmp_path).accept("boek")


def test_nobody_but_the_library_reads_the_folder() -> None:
    """But where there is no index, and may be no whole corpus: then there still is whom to call."""
    found = {
        (path.relative_to(ROOT).as_posix(), alias.name)
        for folder in ("ingest/index", "ingest/text", "assistant", "eval", "ui")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ingest.corpus")
        for alias in node.names
        if alias.name.startswith(("load_", "put_", "add_", "read_", "write"))
    }
    assert found == {("assistant/answer/refusal.py", "load_contacts")}
