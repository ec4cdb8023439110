"""The manifest: what it gives, and one exact line for each mistake a maintainer can make."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from ingest.corpus.library import Library
from ingest.corpus.manifest import load_documents, load_entries
from ingest.text.document import Reuse, Source, Standing, SummaryStanding
from ingest.text.errors import CorpusError
from ingest.text.settings import BUNDLED_CORPUS

MARKDOWN = "# Titel\n\n## Kop\n\nEén zin.\n"
ORIGINAL = "Titel\nKop\nEén zin.\n"
ACCEPTED = hashlib.sha256(MARKDOWN.encode()).hexdigest()
GOOD = f"""
[[source]]
id = "gids"
title = "Gids"
edition = "1e druk, 2024"
year = 2024
publisher = "Uitgever"
url = "https://voorbeeld.nl/gids"
reuse = "not_stated"
standing = "current"
checked = 2026-11-01
[source.text]
path = "documents/gids.md"
sha256 = "{ACCEPTED}"
original = "originals/gids.txt"
original_sha256 = "{hashlib.sha256(ORIGINAL.encode()).hexdigest()}"
changes = "changes/gids.toml"

[[source]]
id = "pleegzorg"
title = "Pleegzorg"
edition = "5e druk"
publisher = "Uitgever"
url = "https://voorbeeld.nl/"
reuse = "attribution"
reuse_terms = "Met bronvermelding."
standing = "current"
summary = "outdated"
annex_heading = "Richtlijn pleegzorg"
checked = 2026-11-01
unconfirmed = ["edition"]
"""
MISTAKES = [
    (mistake["before"], mistake["after"], f"corpus/manifest.toml, {mistake['line']}")
    for mistake in tomllib.loads(
        (Path(__file__).parent / "golden" / "manifest-mistakes.toml").read_text(encoding="utf-8")
    )["mistake"]
]
GIDS = "corpus/manifest.toml, bron 'gids', veld"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    files = {
        "manifest.toml": GOOD,
        "documents/gids.md": MARKDOWN,
        "originals/gids.txt": ORIGINAL,
        "changes/gids.toml": "",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    (tmp_path / "gids.txt").write_text(ORIGINAL, encoding="utf-8")
    return folder


def complaint(corpus: Path) -> str:
    with pytest.raises(CorpusError) as caught:
        load_documents(corpus)
    return str(caught.value)


def test_sources_come_in_the_order_of_the_manifest(corpus: Path) -> None:
    assert [each.source() for each in load_entries(corpus)] == [
        Source(
            id="gids",
            title="Gids",
            edition="1e druk, 2024",
            year=2024,
            publisher="Uitgever",
            url="https://voorbeeld.nl/gids",
            reuse=Reuse.NOT_STATED,
            standing=Standing.CURRENT,
        ),
        Source(
            id="pleegzorg",
            title="Pleegzorg",
            edition="5e druk",
            year=None,
            publisher="Uitgever",
            url="https://voorbeeld.nl/",
            reuse=Reuse.ATTRIBUTION,
            standing=Standing.CURRENT,
            summary=SummaryStanding.OUTDATED,
            names=("Richtlijn pleegzorg",),
        ),
    ]


def test_only_sources_with_a_text_become_documents(corpus: Path) -> None:
    documents = load_documents(corpus)
    assert [(document.id, document.markdown) for document in documents] == [("gids", MARKDOWN)]


@pytest.mark.parametrize(("before", "after", "line"), MISTAKES)
def test_mistake_gives_one_line(corpus: Path, before: str, after: str, line: str) -> None:
    assert GOOD.count(before) == 1
    manifest = corpus / "manifest.toml"
    manifest.write_text(GOOD.replace(before, after), encoding="utf-8")
    assert complaint(corpus) == line


@pytest.mark.parametrize("kept", ["abc", "0" * 64, ACCEPTED.upper()])
def test_a_hash_of_something_else_is_of_a_changed_document(corpus: Path, kept: str) -> None:
    (corpus / "manifest.toml").write_text(GOOD.replace(ACCEPTED, kept), encoding="utf-8")
    assert complaint(corpus) == (
        f"{GIDS} 'text.sha256': documents/gids.md is veranderd. Kijk de wijziging na en draai:"
        " steunwijzer corpus accept gids"
    )


def test_a_hash_of_the_very_bytes_is_of_the_document_too(corpus: Path) -> None:
    """As `sha256sum` gives it, and as people pasted it once."""
    data = MARKDOWN.replace("\n", "\r\n").encode()
    kept = GOOD.replace(ACCEPTED, hashlib.sha256(data).hexdigest())
    (corpus / "manifest.toml").write_text(kept, encoding="utf-8")
    (corpus / "documents" / "gids.md").write_bytes(data)
    assert load_documents(corpus)[0].markdown == MARKDOWN


@pytest.mark.parametrize("line", ["", 'sha256 = ""\n'])
def test_a_document_without_a_hash_was_never_accepted_and_stays_out(
    corpus: Path, line: str
) -> None:
    text = GOOD.replace(f'sha256 = "{ACCEPTED}"\n', line, 1)
    (corpus / "manifest.toml").write_text(text, encoding="utf-8")
    assert load_documents(corpus) == []
    with pytest.raises(CorpusError, match=r"nog geen tekst die is aanvaard.*corpus accept gids"):
        Library(corpus).snapshot()


def test_a_document_that_somebody_removes_stays_out(corpus: Path) -> None:
    text = GOOD.replace("changes = ", "leaving = true\nchanges = ", 1)
    (corpus / "manifest.toml").write_text(text, encoding="utf-8")
    assert load_documents(corpus) == []
    with pytest.raises(CorpusError, match=r"wordt weggehaald.*steunwijzer corpus remove gids"):
        Library(corpus).document("gids")


def test_an_original_without_a_hash_was_never_accepted(corpus: Path) -> None:
    text = re.sub(r"original_sha256 = .*\n", "", GOOD)
    (corpus / "manifest.toml").write_text(text, encoding="utf-8")
    assert complaint(corpus) == (
        f"{GIDS} 'text.original_sha256': originals/gids.txt is nog niet aanvaard. Kijk of dit het"
        " goede bestand is en draai: steunwijzer corpus accept gids"
    )


@pytest.mark.parametrize(
    ("toml", "field", "problem"),
    [
        ("sources = []", "sources", "dit veld bestaat niet. Verbeter de naam of verwijder het."),
        ("source = 3", "source", 'dit is geen lijst. Schrijf bijvoorbeeld ["year", "reuse"].'),
    ],
)
def test_manifest_without_sources(corpus: Path, toml: str, field: str, problem: str) -> None:
    (corpus / "manifest.toml").write_text(toml, encoding="utf-8")
    assert complaint(corpus) == f"corpus/manifest.toml, veld '{field}': {problem}"


def test_source_that_is_no_table(corpus: Path) -> None:
    (corpus / "manifest.toml").write_text("source = [3]", encoding="utf-8")
    assert complaint(corpus) == (
        "corpus/manifest.toml, bron 1, veld 'source': dit is geen tabel. Schrijf de velden"
        " eronder, zoals bij de andere bronnen."
    )


def test_missing_manifest(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        [each.source() for each in load_entries(tmp_path / "corpus")]
    assert str(caught.value) == (
        "corpus/manifest.toml is er niet of is niet te lezen. Zet het bestand terug, of wijs met"
        " STEUNWIJZER_CORPUS de goede map aan."
    )


def test_manifest_in_another_encoding(corpus: Path) -> None:
    (corpus / "manifest.toml").write_bytes("# één\n".encode("latin-1"))
    assert complaint(corpus) == (
        "corpus/manifest.toml is op regel 1 geen UTF-8. Sla het bestand op als UTF-8."
    )


def test_missing_document(corpus: Path) -> None:
    (corpus / "documents" / "gids.md").unlink()
    assert complaint(corpus) == (
        f"{GIDS} 'text.path': documents/gids.md is er niet of is niet te lezen. Zet het bestand"
        " terug of verbeter het pad."
    )


def test_changed_document_is_to_be_looked_at_and_accepted(corpus: Path) -> None:
    (corpus / "documents" / "gids.md").write_bytes(b"# Anders\n")
    assert complaint(corpus) == (
        f"{GIDS} 'text.sha256': documents/gids.md is veranderd. Kijk de wijziging na en draai:"
        " steunwijzer corpus accept gids"
    )


def test_changed_original_is_to_be_put_back(corpus: Path) -> None:
    (corpus / "originals" / "gids.txt").write_bytes(b"Anders\n")
    assert complaint(corpus) == (
        f"{GIDS} 'text.original_sha256': originals/gids.txt is veranderd, en een origineel blijft"
        " zoals het is. Zet het oude bestand terug, of draai bij een nieuw origineel:"
        " steunwijzer corpus accept gids --ook-origineel"
    )


def test_document_in_another_encoding_names_the_line(corpus: Path) -> None:
    (corpus / "documents" / "gids.md").write_bytes(MARKDOWN.encode("latin-1"))
    assert complaint(corpus) == (
        f"{GIDS} 'text.path': documents/gids.md is op regel 5 geen UTF-8. Sla het bestand op als"
        " UTF-8."
    )


def test_link_out_of_the_corpus_is_refused(corpus: Path) -> None:
    (corpus / "originals" / "gids.txt").unlink()
    (corpus / "originals" / "gids.txt").symlink_to(corpus.parent / "gids.txt")
    assert complaint(corpus).startswith(
        f"{GIDS} 'text.original': 'originals/gids.txt' wijst buiten"
    )


def test_bundled_corpus_describes_the_handreiking_and_fifteen_publications() -> None:
    sources = [each.source() for each in load_entries(BUNDLED_CORPUS)]
    assert len(sources) == 16
    assert [document.id for document in load_documents(BUNDLED_CORPUS)] == [sources[0].id]


def test_summaries_of_replaced_editions_are_outdated() -> None:
    outdated = {
        source.id
        for source in [each.source() for each in load_entries(BUNDLED_CORPUS)]
        if source.summary is SummaryStanding.OUTDATED
    }
    assert outdated == {
        "crisisplaatsing",
        "pleegzorg",
        "residentiele-jeugdhulp",
        "uithuisplaatsing",
    }
