"""What the drill of kills holds against an undisturbed run: whatever is left shows."""

from pathlib import Path

import pytest

from eval.kills import Premises


@pytest.fixture
def place(tmp_path: Path) -> Premises:
    for name in ("corpus/documents", "data/index", "temporary"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "data" / "index" / "CURRENT").write_text("a")
    return Premises(tmp_path)


def test_the_files_that_every_index_has_are_no_litter(place: Premises) -> None:
    before = place.contents()
    (place.data / "index" / "LOCK").touch()
    assert place.contents() == before


@pytest.mark.parametrize(
    "left",
    [
        "corpus/documents/x.md.new",
        "data/index/CURRENT.new",
        "data/index/20260101T000000-abc/content.json",
        "data/embeddings.sqlite-journal",
        "temporary/steunwijzer-1/page.txt",
    ],
)
def test_whatever_is_left_behind_shows(place: Premises, left: str) -> None:
    before = place.contents()
    path = place.folder / left
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    assert place.contents() != before
