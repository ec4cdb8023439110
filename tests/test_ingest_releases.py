"""Releases: sealed, and then put in use; what is neither is no release."""

import json
import os
from pathlib import Path

import pytest

from ingest.index.record import (
    FORMAT,
    Record,
    check_files,
    file_marks,
    read_record,
    seal,
)
from ingest.index.releases import (
    KeptRelease,
    building,
    collection_name,
    current_release,
    kept_releases,
    publish,
    releases_folder,
    remove,
    roll_back,
    sealed_releases,
    stale_releases,
)
from ingest.index.signals.signal import Scale
from ingest.text.errors import IndexUnusableError, SteunwijzerError


def test_releases_made_within_a_second_keep_their_order(tmp_path: Path) -> None:
    made = []
    for _ in range(12):
        with building(tmp_path) as release:
            made.append(release.name)
    assert made == sorted(made)


def record(release: Path) -> Record:
    return Record(
        fingerprint="f" * 64,
        embedder="nep",
        chroma_url="",
        texts=1,
        sections=2,
        vectors=8,
        scales={"chunk": Scale(mean=0.8, deviation=0.02)},
        noise_mean=0.79,
        noise_deviation=0.01,
        parts={},
        files=file_marks(release),
        created="2026-11-28T12:00:00+00:00",
    )


def made(data: Path, *, is_published: bool = True) -> Path:
    """A sealed release with a file and a folder of Chroma's."""
    with building(data) as release:
        (release / "words").mkdir()
        (release / "words" / "terms.txt").write_text("steun", encoding="utf-8")
        (release / "chroma" / "a").mkdir(parents=True)
        (release / "chroma" / "chroma.sqlite3").write_bytes(b"rows")
        (release / "chroma" / "a" / "data_level0.bin").write_bytes(b"vectors")
        seal(release, record(release))
        if is_published:
            publish(release)
    return release


def test_a_release_is_in_use_from_when_it_is_published(tmp_path: Path) -> None:
    sealed = made(tmp_path, is_published=False)
    with pytest.raises(IndexUnusableError, match="nog geen index"):
        current_release(tmp_path)
    assert sealed_releases(tmp_path) == [sealed]
    publish(sealed)
    assert current_release(tmp_path) == sealed


def test_another_is_published_and_the_one_before_again(tmp_path: Path) -> None:
    first, second = made(tmp_path), made(tmp_path)
    assert current_release(tmp_path) == second
    publish(first)
    assert current_release(tmp_path) == first
    assert sealed_releases(tmp_path) == sorted([first, second])
    files = [path.name for path in releases_folder(tmp_path).iterdir() if path.is_file()]
    assert set(files) <= {"CURRENT", "LOCK"}


def test_a_crash_between_sealing_and_publishing_leaves_the_one_in_use(tmp_path: Path) -> None:
    first, second = made(tmp_path), made(tmp_path, is_published=False)
    assert current_release(tmp_path) == first
    assert sealed_releases(tmp_path) == sorted([first, second])


@pytest.mark.parametrize(("where", "at"), [(os, "fsync"), (Path, "replace")])
def test_a_crash_while_publishing_leaves_the_one_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: object, at: str
) -> None:
    first, second = made(tmp_path), made(tmp_path, is_published=False)

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(where, at, crash)
        with pytest.raises(KeyboardInterrupt):
            publish(second)
    assert current_release(tmp_path) == first
    publish(second)
    assert current_release(tmp_path) == second


def test_what_is_not_sealed_is_no_release_and_can_be_cleared_away(tmp_path: Path) -> None:
    kept = made(tmp_path)
    with pytest.raises(ZeroDivisionError), building(tmp_path) as half:
        raise ZeroDivisionError
    assert sealed_releases(tmp_path) == [kept]
    assert stale_releases(tmp_path, keep=(kept, None)) == [half]
    remove(half)
    remove(half)
    assert stale_releases(tmp_path, keep=(kept,)) == []


def test_a_release_of_another_version_cannot_be_put_in_use_again(tmp_path: Path) -> None:
    release = made(tmp_path)
    path = release / "record.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": FORMAT - 1}))
    assert sealed_releases(tmp_path) == []
    with pytest.raises(IndexUnusableError, match="andere versie"):
        read_record(release)


def test_releases_are_named_apart_and_sort_by_when_they_were_made(tmp_path: Path) -> None:
    names = [made(tmp_path).name for _ in range(5)]
    assert len(set(names)) == 5
    moments = [name.split("-")[0] for name in names]
    assert moments == sorted(moments)
    assert len({collection_name(tmp_path / name) for name in names}) == 5


def test_no_two_are_built_at_once_and_the_lock_is_let_go_of(tmp_path: Path) -> None:
    with (
        building(tmp_path),
        pytest.raises(SteunwijzerError, match="al een andere ingest"),
        building(tmp_path),
    ):
        pass
    with building(tmp_path) as release:
        assert list(release.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "beschadigd"),
        ("weg", "beschadigd"),
        (".", "beschadigd"),
        ("..", "beschadigd"),
        ("\x00", "te lezen|beschadigd"),
    ],
)
def test_a_pointer_to_nothing_says_to_ingest(tmp_path: Path, text: str, message: str) -> None:
    made(tmp_path)
    (releases_folder(tmp_path) / "CURRENT").write_text(text)
    with pytest.raises(IndexUnusableError, match=f"({message}).*steunwijzer ingest"):
        current_release(tmp_path)


def test_a_pointer_may_end_in_a_newline(tmp_path: Path) -> None:
    release = made(tmp_path)
    (releases_folder(tmp_path) / "CURRENT").write_text(f"{release.name}\n")
    assert current_release(tmp_path) == release


def test_a_record_is_read_as_it_was_sealed(tmp_path: Path) -> None:
    release = made(tmp_path)
    assert read_record(release) == record(release)
    assert read_record(release).format == FORMAT


@pytest.mark.parametrize("wrong", [{"vectors": "8"}, {"extra": 1}, {"noise_mean": None}])
def test_a_record_that_is_something_else_is_damaged(
    tmp_path: Path, wrong: dict[str, object]
) -> None:
    path = made(tmp_path) / "record.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | wrong))
    with pytest.raises(IndexUnusableError, match="beschadigd"):
        read_record(path.parent)


def test_files_are_known_by_their_hash_and_those_of_chroma_by_their_size(tmp_path: Path) -> None:
    release = made(tmp_path)
    marks = file_marks(release)
    assert set(marks) == {"words/terms.txt", "chroma/a/data_level0.bin"}
    assert marks["chroma/a/data_level0.bin"] == "7 bytes"
    assert len(marks["words/terms.txt"]) == 64
    (release / "chroma" / "a" / "data_level0.bin").write_bytes(b"anders.")
    (release / "chroma" / "chroma.sqlite3").write_bytes(b"more rows")
    (release / "erbij").write_text("nieuw")
    check_files(release, read_record(release))


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("words/terms.txt", b"anders"),
        ("chroma/a/data_level0.bin", b"vec"),
        ("words/terms.txt", None),
    ],
)
def test_a_file_that_changed_or_is_gone_is_damage(
    tmp_path: Path, file: str, data: bytes | None
) -> None:
    release = made(tmp_path)
    if data is None:
        (release / file).unlink()
    else:
        (release / file).write_bytes(data)
    with pytest.raises(IndexUnusableError, match=r"beschadigd\. .*steunwijzer ingest"):
        check_files(release, read_record(release))


def test_all_of_a_release_is_on_disk_before_it_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a power cut CURRENT may not name what is not there."""
    flushed: list[Path] = []
    sync = os.fsync

    def note(descriptor: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    release = made(tmp_path)
    own = {release, *release.rglob("*")}
    assert set(flushed[: len(own)]) == own
    assert "CURRENT" in flushed[len(own)].name
    assert flushed[len(own) + 1 :] == [releases_folder(tmp_path)]


def three(data: Path) -> list[Path]:
    """Three releases, the last in use; in the folder's names lies their order."""
    names = ("20260101T000000-aaaaaa", "20260102T000000-bbbbbb", "20260103T000000-cccccc")
    paths = []
    for name in names:
        path = made(data).rename(releases_folder(data) / name)
        publish(path)
        paths.append(path)
    return paths


def test_going_back_is_to_the_release_before_and_then_to_the_one_before_that(
    tmp_path: Path,
) -> None:
    first, second, third = three(tmp_path)
    assert [each.is_in_use for each in kept_releases(tmp_path)] == [False, False, True]
    assert roll_back(tmp_path).id == second.name
    assert current_release(tmp_path) == second
    assert roll_back(tmp_path).id == first.name
    with pytest.raises(SteunwijzerError, match="geen eerdere index"):
        roll_back(tmp_path)
    assert current_release(tmp_path) == first
    assert roll_back(tmp_path, third.name).id == third.name
    assert current_release(tmp_path) == third


def test_what_is_kept_says_when_it_was_made_and_what_is_in_use(tmp_path: Path) -> None:
    release = made(tmp_path)
    (releases_folder(tmp_path) / "20260101T000000-half00").mkdir()
    assert kept_releases(tmp_path) == [
        KeptRelease(release.name, "2026-11-28T12:00:00+00:00", is_in_use=True)
    ]


@pytest.mark.parametrize("name", ["20260101T000000-weg000", "../index", "CURRENT"])
def test_there_is_no_going_back_to_what_is_not_kept(tmp_path: Path, name: str) -> None:
    in_use = three(tmp_path)[-1]
    with pytest.raises(SteunwijzerError, match="geen index") as refused:
        roll_back(tmp_path, name)
    assert "steunwijzer history" in str(refused.value)
    assert current_release(tmp_path) == in_use


def test_nobody_goes_back_while_a_release_is_made(tmp_path: Path) -> None:
    in_use = three(tmp_path)[-1]
    with building(tmp_path), pytest.raises(SteunwijzerError, match="al een andere ingest"):
        roll_back(tmp_path)
    assert current_release(tmp_path) == in_use


def test_without_an_index_there_is_nothing_to_go_back_from(tmp_path: Path) -> None:
    for act in (roll_back, kept_releases):
        with pytest.raises(IndexUnusableError):
            act(tmp_path)
