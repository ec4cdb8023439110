"""To accept while something goes wrong: nothing is lost, and doing it again ends it."""

import re
from pathlib import Path

import pytest

from annotated_corpus import BURGERVOOGD, annotated, changed, contents, edit_text
from ingest.corpus import written
from ingest.corpus.changes import Kept
from ingest.corpus.library import Library
from ingest.text.errors import CorpusError
from plain_user import python


@pytest.fixture
def library(corpus: Path) -> Library:
    return annotated(corpus)


@pytest.mark.parametrize("name", ["manifest.toml", BURGERVOOGD])
def test_an_edit_during_accepting_is_not_lost(
    library: Library, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_text(library, "voogdij", "zorg")
    write = written.write

    def and_somebody_saves(rewrites: object) -> None:
        with (library.folder / name).open("a", encoding="utf-8") as file:
            file.write("# nog iets\n")
        write(rewrites)  # type: ignore[arg-type]

    monkeypatch.setattr("ingest.corpus.accept.write", and_somebody_saves)
    before = contents(library)
    with pytest.raises(CorpusError, match=f"{name} is intussen door iemand anders veranderd"):
        library.accept("gids")
    assert changed(library, before) == {name}


def test_the_manifest_is_written_last(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    edit_text(library, "voogdij", "zorg")
    edit_text(library, "vrijwilliger", "buur")
    done: list[str] = []
    monkeypatch.setattr(written, "replace_file", lambda path, _: done.append(path.name))
    library.accept("gids")
    assert done == ["steunouders.toml", "voogd.toml", "manifest.toml"]


def test_after_a_crash_half_way_accepting_again_ends_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_text(library, "voogdij", "zorg")
    replace = written.replace_file

    def crash_at_the_manifest(path: Path, data: bytes) -> None:
        if path.name == "manifest.toml":
            raise KeyboardInterrupt
        replace(path, data)

    with monkeypatch.context() as patched:
        patched.setattr(written, "replace_file", crash_at_the_manifest)
        with pytest.raises(KeyboardInterrupt):
            library.accept("gids")
    with pytest.raises(CorpusError, match="steunwijzer corpus accept gids"):
        library.snapshot()
    assert [each.kind for each in library.accept("gids").accepted] == [Kept.DOCUMENT]
    assert library.snapshot().annotations.stale == ()


ACCEPT = """
import sys
from pathlib import Path
from ingest.corpus.library import Library
from ingest.text.errors import CorpusError
try:
    print(Library(Path(sys.argv[1])).accept("gids"))
except CorpusError as error:
    print("Fout:", error)
"""


def test_a_corpus_that_may_only_be_read_gives_one_line(library: Library) -> None:
    edit_text(library, "voogdij", "zorg")
    before = contents(library)
    paths = [library.folder, *library.folder.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    said = python("-c", ACCEPT, str(library.folder)).stdout.decode()
    for path in paths:
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert re.fullmatch(r"Fout: .* kan niet worden geschreven: de rechten ontbreken\. .*\n", said)
    assert changed(library, before) == set()
