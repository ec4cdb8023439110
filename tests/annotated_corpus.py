"""A small corpus with annotations, all accepted, and what tests ask of such a folder."""

from pathlib import Path

import pytest

from ingest.corpus.library import Library
from small_corpus import write_corpus

STEUNOUDERS = "annotations/gids/steunouders.toml"
BURGERVOOGD = "annotations/los/voogd.toml"
SYNTHESIS = "annotations/synthesis.toml"
ORIGINAL = b"zoals ontvangen\n"
ABOUT_BOOK = """
# Een boek zonder tekst
[[source]]
id = "boek"
title = "Boek"
edition = ""
publisher = "Wij"
url = "https://example.org/"
reuse = "reserved"
standing = "current"
checked = 2026-11-01 # vandaag
"""
QUESTION = """# samen
[[question]]
question = "Wie helpt?"
passages = [
  { section = "gids/steunouders", quote = "Hij vangt", told = [1] }, # een
  { section = "gids/burgervoogd", quote = "Hij staat" },
]
"""


def notes_of(section_id: str, *quotes: str) -> str:
    """The file of a section, not accepted yet, with a comment here and there."""
    passages = "".join(
        f"""
# over {quote[:3]}
[[passage]]
quote = "{quote}"
plain = "Iets." # kort
terms = []
asked = [{{ told = [1], questions = ["Wat?"] }}]
"""
        for quote in quotes
    )
    return f'# van hand\nsection = "{section_id}" # vast\nplain = "Alles."\n{passages}'


def annotated(corpus: Path) -> Library:
    """The small corpus with a second source and annotations, all of it accepted."""
    files = {
        "manifest.toml": (corpus / "manifest.toml").read_text(encoding="utf-8") + ABOUT_BOOK,
        STEUNOUDERS: notes_of("gids/steunouders", "Een steunouder is", "Hij vangt"),
        BURGERVOOGD: notes_of("gids/burgervoogd", "Een burgervoogd heeft"),
        SYNTHESIS: QUESTION,
    }
    for name, text in files.items():
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (corpus / name).write_text(text, encoding="utf-8")
    library = Library(corpus)
    library.accept("gids")
    assert library.changes() == ()
    return library


def installed_corpus(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same as a package brings it, and that is taken for the one that was installed."""
    corpus = folder / "site-packages" / "corpus"
    corpus.mkdir(parents=True)
    annotated(write_corpus(corpus))
    (corpus / "vectors.npz").write_bytes(b"\0")
    monkeypatch.setattr("ingest.text.settings.BUNDLED_CORPUS", corpus)
    return corpus


def contents(library: Library) -> dict[str, bytes]:
    """What every file in the folder holds, by its path in it."""
    folder = library.folder
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def changed(library: Library, before: dict[str, bytes]) -> set[str]:
    """The files that hold something else than before, are new, or are gone."""
    now = contents(library)
    return {name for name in {*before, *now} if before.get(name) != now.get(name)}


def edit(library: Library, name: str, before: str, after: str) -> None:
    """Change a file as a maintainer does."""
    path = library.folder / name
    text = path.read_bytes().decode()
    assert before in text
    path.write_bytes(text.replace(before, after).encode())


def edit_text(library: Library, before: str, after: str) -> None:
    """Change the document."""
    edit(library, "documents/gids.md", before, after)
