"""Files of a corpus are written whole or not at all, and nobody's edit is lost."""

import errno
import multiprocessing
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from ingest.corpus import written
from ingest.corpus.written import Rewrite, alone_in, read_before, write
from ingest.text.disk import replace_file
from ingest.text.errors import CorpusError
from plain_user import ROOT, python

OLD, NEW = b"oud\n", b"nieuw\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.toml"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_holds_what_it_is_to_hold(file: Path) -> None:
    write([Rewrite(file, OLD, NEW)])
    assert file.read_bytes() == NEW
    assert names(file.parent) == ["a.toml"]


def test_a_new_file_may_be_in_a_new_folder(tmp_path: Path) -> None:
    path = tmp_path / "x" / "y" / "b.toml"
    assert read_before(path) is None
    write([Rewrite(path, None, NEW)])
    assert read_before(path) == NEW


def test_a_file_that_says_the_same_is_not_touched(file: Path) -> None:
    before = file.stat()
    write([Rewrite(file, OLD, OLD)])
    assert file.stat().st_ino == before.st_ino


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_a_file_keeps_its_rights(file: Path, mode: int) -> None:
    file.chmod(mode)
    write([Rewrite(file, OLD, NEW)])
    assert file.stat().st_mode & 0o777 == mode


def test_where_a_link_leads_is_written_and_the_link_stays(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "b" / "link.toml"
    link.parent.mkdir()
    link.symlink_to("../a.toml")
    write([Rewrite(link, OLD, NEW)])
    assert link.is_symlink()
    assert (file.read_bytes(), names(link.parent)) == (NEW, ["link.toml"])


@pytest.mark.parametrize("now", [b"van een ander\n", None])
def test_a_file_that_is_not_as_it_was_read_is_left_alone(file: Path, now: bytes | None) -> None:
    if now is None:
        file.unlink()
    else:
        file.write_bytes(now)
    with pytest.raises(CorpusError) as caught:
        write([Rewrite(file, OLD, NEW)])
    assert str(caught.value) == (
        f"{file} is intussen door iemand anders veranderd. Kijk wat er nu staat en probeer het"
        " opnieuw."
    )
    assert read_before(file) == now


def test_a_new_file_takes_the_place_of_none(file: Path) -> None:
    with pytest.raises(CorpusError, match=r"a\.toml staat er al\. Kies een andere naam"):
        write([Rewrite(file, None, NEW)])
    assert file.read_bytes() == OLD


def test_of_several_none_is_written_if_one_is_not_as_it_was_read(file: Path) -> None:
    other = file.with_name("b.toml")
    with pytest.raises(CorpusError, match=r"b\.toml is intussen"):
        write([Rewrite(file, OLD, NEW), Rewrite(other, OLD, NEW)])
    assert file.read_bytes() == OLD


def test_what_changes_while_others_are_written_is_left_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = file.with_name("b.toml")
    other.write_bytes(OLD)

    def and_somebody_edits(path: Path, data: bytes) -> None:
        replace_file(path, data)
        other.write_bytes(b"van een ander\n")

    monkeypatch.setattr(written, "replace_file", and_somebody_edits)
    with pytest.raises(CorpusError, match=r"b\.toml is intussen"):
        write([Rewrite(file, OLD, NEW), Rewrite(other, OLD, NEW)])
    assert other.read_bytes() == b"van een ander\n"


def test_a_new_file_goes_again_if_another_cannot_be_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, last = file.with_name("b.toml"), file.with_name("c.toml")

    def and_the_disk_is_full(path: Path, data: bytes) -> None:
        if path == last:
            raise OSError(errno.ENOSPC, "")
        replace_file(path, data)

    monkeypatch.setattr(written, "replace_file", and_the_disk_is_full)
    with pytest.raises(CorpusError, match="de schijf is vol"):
        write([Rewrite(new, None, NEW), Rewrite(file, OLD, NEW), Rewrite(last, None, NEW)])
    assert names(file.parent) == ["a.toml"]


def test_a_new_file_goes_again_if_who_writes_is_stopped(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def and_is_stopped(path: Path, data: bytes) -> None:
        replace_file(path, data)
        raise KeyboardInterrupt

    monkeypatch.setattr(written, "replace_file", and_is_stopped)
    with pytest.raises(KeyboardInterrupt):
        write([Rewrite(file.with_name("b.toml"), None, NEW)])
    assert names(file.parent) == ["a.toml"]


def test_files_are_written_in_the_order_in_which_they_are_given(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(written, "replace_file", lambda path, _: done.append(path.name))
    write([Rewrite(file.with_name(name), None, NEW) for name in ("c", "a", "b")])
    assert done == ["c", "a", "b"]


@pytest.mark.parametrize("step", ["fsync", "replace", "copymode", "write"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_whatever_stops_it_the_old_file_stays_and_nothing_is_left(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    def fails(*_: object) -> None:
        raise OSError(number, "")

    if step == "write":
        monkeypatch.setattr(written, "replace_file", fails)
    elif step == "replace":
        monkeypatch.setattr(Path, "replace", fails)
    else:
        monkeypatch.setattr(
            f"ingest.text.disk.{'os' if step == 'fsync' else 'shutil'}.{step}", fails
        )
    with pytest.raises(CorpusError) as caught:
        write([Rewrite(file, OLD, NEW)])
    said = {errno.ENOSPC: "de schijf is vol", errno.EIO: "de schijf geeft een fout"}[number]
    assert str(caught.value) == (
        f"{file} kan niet worden geschreven: {said}. Wat er stond, staat er nog. Geef jezelf"
        " schrijfrechten of maak ruimte vrij, en probeer het opnieuw."
    )
    assert file.read_bytes() == OLD
    assert names(file.parent) == ["a.toml"]


def test_what_a_crash_left_beside_it_goes_with_the_next_writing(file: Path) -> None:
    file.with_name(".a.toml.new").write_bytes(b"half")
    write([Rewrite(file, OLD, NEW)])
    assert (file.read_bytes(), names(file.parent)) == (NEW, ["a.toml"])


def test_a_link_that_somebody_put_beside_it_is_not_followed(file: Path) -> None:
    other = file.with_name("b.toml")
    other.write_bytes(OLD)
    file.with_name(".a.toml.new").symlink_to(other)
    write([Rewrite(file, OLD, NEW)])
    assert (file.read_bytes(), other.read_bytes()) == (NEW, OLD)


TRY = """
import sys
from pathlib import Path
from ingest.corpus.written import Rewrite, write
from ingest.text.errors import CorpusError
try:
    write([Rewrite(Path(name), Path(name).read_bytes(), b"nieuw") for name in sys.argv[1:]])
except CorpusError as error:
    print(error)
"""


@pytest.mark.parametrize("closed", ["file", "folder"])
def test_what_is_read_only_gives_one_line_and_nothing_is_written(file: Path, closed: str) -> None:
    first = file.with_name("0.toml")
    first.write_bytes(OLD)
    last = file.parent / "map" / "z.toml"
    last.parent.mkdir()
    last.write_bytes(OLD)
    (last if closed == "file" else last.parent).chmod(0o555)
    said = python("-c", TRY, str(first), str(last)).stdout.decode()
    last.parent.chmod(0o755)
    assert said.startswith(f"{last} kan niet worden geschreven: de rechten ontbreken. Wat er stond")
    assert said.count("\n") == 1
    assert (first.read_bytes(), last.read_bytes()) == (OLD, OLD)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="weg is er niet"), alone_in(tmp_path / "weg"):
        raise AssertionError


def test_one_who_goes_on_writing_is_waited_for_but_not_for_ever(tmp_path: Path) -> None:
    with (
        alone_in(tmp_path),
        pytest.raises(CorpusError, match=f"Iemand anders is aan het schrijven in {tmp_path}"),
        alone_in(tmp_path, wait_s=0.1),
    ):
        raise AssertionError


def test_a_folder_is_free_again_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        _fail_alone(tmp_path)
    with alone_in(tmp_path, wait_s=0):
        assert names(tmp_path) == []


def _fail_alone(folder: Path) -> None:
    with alone_in(folder):
        raise ZeroDivisionError


def test_where_there_are_no_locks_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def has_none(*_: object) -> None:
        raise OSError(errno.ENOTSUP, "")

    monkeypatch.setattr(written.fcntl, "flock", has_none)
    with alone_in(tmp_path):
        pass


def count_up(file: Path, times: int) -> None:
    for _ in range(times):
        with alone_in(file.parent):
            before = file.read_bytes()
            write([Rewrite(file, before, str(int(before) + 1).encode())])


@pytest.mark.parametrize("kind", [threading.Thread, multiprocessing.get_context("spawn").Process])
def test_of_writers_at_once_no_edit_is_lost(file: Path, kind: Any) -> None:
    file.write_bytes(b"0")
    writers = [kind(target=count_up, args=(file, 20)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert file.read_bytes() == b"80"


def test_a_folder_is_left_open_by_nobody(tmp_path: Path) -> None:
    before = psutil.Process().num_fds()
    for _ in range(5):
        with alone_in(tmp_path):
            pass
    assert psutil.Process().num_fds() == before


WRITE_ON = """
import sys
from pathlib import Path
from ingest.corpus.written import Rewrite, write
path = Path(sys.argv[1])
while True:
    before = path.read_bytes()
    write([Rewrite(path, before, b"a" * 300_000 if before[:1] == b"b" else b"b" * 200_000)])
"""


@pytest.mark.parametrize("wait_s", [0.05, 0.12, 0.2, 0.31])
def test_a_writer_that_is_killed_leaves_one_or_the_other(file: Path, wait_s: float) -> None:
    process = subprocess.Popen([sys.executable, "-c", WRITE_ON, str(file)], cwd=ROOT)
    while file.read_bytes() == OLD:
        time.sleep(0.01)
    time.sleep(wait_s)
    process.kill()
    process.wait()
    assert file.read_bytes() in (b"a" * 300_000, b"b" * 200_000)
    write([Rewrite(file, file.read_bytes(), NEW)])
    assert names(file.parent) == ["a.toml"]
