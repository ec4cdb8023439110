"""A data folder that cannot be written: its index answers, and an ingest says what is wrong."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.index import private_copy
from ingest.index.embed.embedder import open_embedder
from ingest.index.private_copy import copied, is_writable, remove_all
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.index.search import search
from ingest.index.store import open_store
from ingest.text.errors import IndexUnusableError, SteunwijzerError
from ingest.text.settings import Settings
from plain_user import one_line, steunwijzer
from small_corpus import ingest, write_corpus

QUESTION = "Wat is een steunouder?"


@pytest.fixture
def whole(settings: Settings) -> Iterator[Settings]:
    """Settings of a whole index, in which nothing can be written."""
    ingest(settings)
    paths = [settings.data, *settings.data.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield settings
    for path in paths:
        path.chmod(0o755)


def environment(settings: Settings, tmp_path: Path) -> dict[str, str]:
    (tmp_path / "tmp").mkdir(exist_ok=True)
    return {
        "STEUNWIJZER_DATA": str(settings.data),
        "STEUNWIJZER_CORPUS": str(settings.corpus),
        "TMPDIR": str(tmp_path / "tmp"),
    }


@pytest.mark.parametrize("arguments", [("ask", QUESTION), ("search", QUESTION)])
def test_it_answers(whole: Settings, tmp_path: Path, arguments: tuple[str, str]) -> None:
    done = steunwijzer(*arguments, **environment(whole, tmp_path))
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Een steunouder is een vrijwilliger." in done.stdout
    assert list((tmp_path / "tmp").iterdir()) == []


def test_an_ingest_says_that_it_cannot_write_and_what_stays(
    whole: Settings, tmp_path: Path
) -> None:
    write_corpus(whole.corpus, "# Gids\n\n## Anders\n\nEen zin.\n")
    said = one_line(steunwijzer("ingest", **environment(whole, tmp_path)))
    assert f"In de map {whole.data} kan niet worden geschreven: de rechten ontbreken." in said
    assert "De vorige index blijft in gebruik." in said
    assert "STEUNWIJZER_DATA" in said


@pytest.mark.parametrize("command", ["ingest", "ask", "search"])
def test_a_data_folder_that_is_a_file_is_named(
    settings: Settings, tmp_path: Path, command: str
) -> None:
    settings.data.write_text("")
    arguments = [command] if command == "ingest" else [command, QUESTION]
    said = one_line(steunwijzer(*arguments, **environment(settings, tmp_path)))
    assert str(settings.data) in said
    assert "STEUNWIJZER_DATA" in said


def test_a_closed_data_folder_is_named_and_not_called_damaged(
    settings: Settings, tmp_path: Path
) -> None:
    ingest(settings)
    release = current_release(settings.data)
    for closed in (settings.data, release, release / "content.json"):
        mode = closed.stat().st_mode
        closed.chmod(0)
        said = one_line(steunwijzer("ask", QUESTION, **environment(settings, tmp_path)))
        closed.chmod(mode)
        assert "is niet te lezen: de rechten ontbreken" in said
        assert "STEUNWIJZER_DATA" in said


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A disk without room, and the folder elsewhere for temporary files."""
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=4096))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    return tmp_path / "tmp"


def test_a_full_disk_is_answered_from_too(settings: Settings, full_disk: Path) -> None:
    ingest(settings)
    release = current_release(settings.data)
    before = {path: path.read_bytes() for path in release.rglob("*") if path.is_file()}
    opened = Release(settings, release)
    assert len(list(full_disk.iterdir())) == 1
    vector = open_embedder(settings.embedder).embed_question(QUESTION)
    query = opened.query(QUESTION, vector)
    assert search(opened, query).hits[0].chunk == opened.chunks[0]
    opened.close()
    assert list(full_disk.iterdir()) == []
    assert {path: path.read_bytes() for path in before} == before


def test_a_copy_that_cannot_be_opened_is_removed(settings: Settings, full_disk: Path) -> None:
    ingest(settings)
    chroma = current_release(settings.data) / "chroma"
    with pytest.raises(IndexUnusableError):
        open_store(settings, chroma, "steunwijzer-anders")
    assert list(full_disk.iterdir()) == []


def test_a_copy_holds_everything_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "from"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "file").write_text("iets")
    (folder / "sub" / "file").chmod(0o444)
    copy = copied(folder)
    assert (copy / "sub" / "file").read_text() == "iets"
    assert copy.stat().st_mode & 0o777 == 0o700
    assert is_writable(copy)
    remove_all()
    assert not copy.exists()


def test_a_copy_that_does_not_fit_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "file").write_text("iets")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    monkeypatch.setattr(private_copy.shutil, "copyfile", full)
    with pytest.raises(SteunwijzerError, match=r"kopie elders lukt niet: de schijf is vol.*TMPDIR"):
        copied(tmp_path / "from")
    assert list((tmp_path / "tmp").iterdir()) == []
