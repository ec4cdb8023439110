"""Folders of the corpus: nothing in them is passed over in silence."""

from pathlib import Path

import pytest

from ingest.corpus.folder import toml_files
from ingest.corpus.library import Library
from ingest.text.errors import CorpusError

UNANSWERED = 'questions = ["Hoe is het weer?"]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "annotations" / "gids").mkdir(parents=True)
    return tmp_path / "annotations"


def complaint(folder: Path) -> str:
    with pytest.raises(CorpusError) as caught:
        toml_files(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_files_are_found_at_every_depth_and_sorted(folder: Path) -> None:
    names = ["b.toml", "gids/a.toml", "gids/C.TOML"]
    for name in [*names, "lees-mij.md", "gids/b.toml.swp"]:
        (folder / name).write_text("")
    assert toml_files(folder) == sorted(folder / name for name in names)


def test_no_folder_holds_no_files(tmp_path: Path) -> None:
    assert toml_files(tmp_path / "annotations") == []


@pytest.mark.parametrize("name", ["._a.toml", ".a.toml", "._gids.toml"])
def test_a_hidden_file_is_named(folder: Path, name: str) -> None:
    (folder / "gids" / name).write_bytes(b"\0\5\26\7")
    assert complaint(folder).startswith(f"{folder / 'gids' / name} is een verborgen bestand")


def test_the_lock_of_an_editor_is_named(folder: Path) -> None:
    (folder / ".#a.toml").symlink_to("iemand@computer.123")
    assert ".#a.toml is een verborgen bestand" in complaint(folder)


@pytest.mark.parametrize(
    "name",
    [
        "a (1).toml",
        "a(2).toml",
        "a - kopie.toml",
        "a - Kopie (2).toml",
        "a - Copy.toml",
        "a kopie.toml",
        "a copy 2.toml",
        "a (kopie).toml",
        "Kopie van a.toml",
        "Copy of a.toml",
        "a~.toml",
        "a.bak.toml",
    ],
)
def test_a_copy_beside_its_original_is_named(folder: Path, name: str) -> None:
    (folder / "a.toml").write_text("")
    (folder / name).write_text("")
    said = complaint(folder)
    assert f"{folder / name} lijkt een kopie van a.toml" in said


@pytest.mark.parametrize("name", ["a-kopie.toml", "a-1.toml", "goud.toml", "b (1).toml"])
def test_a_file_of_its_own_is_no_copy(folder: Path, name: str) -> None:
    (folder / "a.toml").write_text("")
    (folder / name).write_text("")
    assert folder / name in toml_files(folder)


def test_folders_of_mounted_volumes_are_passed_over(folder: Path) -> None:
    (folder / "..2026").mkdir()
    (folder / "..2026" / "a.toml").write_text("")
    (folder / "..data").symlink_to("..2026")
    (folder / "a.toml").symlink_to("..data/a.toml")
    assert toml_files(folder) == [folder / "a.toml"]


def test_a_link_to_a_folder_is_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elders").mkdir()
    (tmp_path / "elders" / "a.toml").write_text("")
    (folder / "hier").symlink_to(tmp_path / "elders")
    assert toml_files(folder) == [folder / "hier" / "a.toml"]


@pytest.mark.parametrize("target", ["..", ".", "lus", "nergens"])
def test_a_link_that_leads_nowhere_or_back_is_named(folder: Path, target: str) -> None:
    (folder / "gids" / "lus").symlink_to(target)
    said = complaint(folder)
    assert str(folder / "gids" / "lus") in said
    assert "snelkoppeling" in said


@pytest.mark.parametrize(
    "name",
    [
        "manifest (1).toml",
        "._manifest.toml",
        "danger - kopie.toml",
        "contacts (1).toml",
        "changes/gids (1).toml",
        "changes/._gids.toml",
    ],
)
def test_what_is_left_over_beside_the_fixed_files_is_named(corpus: Path, name: str) -> None:
    (corpus / name).write_text("")
    with pytest.raises(CorpusError, match=r"verborgen bestand|lijkt een kopie") as caught:
        Library(corpus).snapshot()
    assert name in str(caught.value)
