"""The log: masked, and never in the way of an answer."""

import json
import logging
import os
from pathlib import Path

import pytest

from plain_user import python
from ui.service.journal import Journal
from ui_fakes import answered

ANSWER = answered("Wat is een JIM?")


@pytest.fixture(autouse=True)
def warnings(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)


def questions(path: Path) -> list[str]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [json.loads(line)["question"] for line in lines]


def test_answers_are_added_for_its_owner_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    log = tmp_path / "log"
    for question in ("Eén?", "Twee?"):
        Journal(log).write(answered(question))
    assert questions(log) == ["Eén?", "Twee?"]
    assert log.stat().st_mode & 0o777 == 0o600
    assert caplog.messages == []


def make_folder(path: Path) -> None:
    path.mkdir()


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def make_full_disk(path: Path) -> None:
    path.symlink_to("/dev/full")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (make_folder, "het is een map"),
        (make_pipe, "niemand leest eruit"),
        (make_link_to_itself, "een snelkoppeling die naar zichzelf wijst"),
        (make_full_disk, "de schijf is vol"),
    ],
)
def test_what_is_wrong_with_it_is_said_once_and_not_to_the_reader(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, make: object, reason: str
) -> None:
    log = tmp_path / "log"
    assert callable(make)
    make(log)
    journal = Journal(log)
    for _ in range(3):
        journal.write(ANSWER)
    [said] = caplog.messages
    assert said.startswith(f"Naar het logboek {log} kan niet worden geschreven: ")
    assert reason in said
    assert "STEUNWIJZER_LOG" in said


def test_it_goes_on_when_its_folder_is_there_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    log = tmp_path / "map" / "log"
    journal = Journal(log)
    journal.write(ANSWER)
    log.parent.mkdir()
    journal.write(answered("Daarna?"))
    assert questions(log) == ["Daarna?"]
    assert "de map is er niet" in caplog.messages[0]
    assert caplog.messages[1:] == [f"Naar het logboek {log} kan weer worden geschreven."]
    log.unlink()
    log.parent.rmdir()
    journal.write(ANSWER)
    assert len(caplog.messages) == 3


def test_a_half_written_entry_does_not_spoil_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    log = tmp_path / "log"
    journal = Journal(log)
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda file, data: write(file, data[:10]))
        journal.write(ANSWER)
    journal.write(answered("Daarna?"))
    assert json.loads(log.read_text().splitlines()[1])["question"] == "Daarna?"
    assert "de schijf is vol" in caplog.messages[0]


def test_a_letter_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    Journal(tmp_path / "log").write(answered("Wat \udcff?"))
    assert questions(tmp_path / "log") == ["Wat \udcff?"]


def test_a_pipe_gets_the_entries_while_somebody_reads(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "log")
    reader = os.open(tmp_path / "log", os.O_RDONLY | os.O_NONBLOCK)
    Journal(tmp_path / "log").write(ANSWER)
    assert json.loads(os.read(reader, 100_000))["question"] == ANSWER.question
    os.close(reader)


def test_a_log_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "log").touch(mode=0o400)
    code = (
        "from pathlib import Path\nfrom ui.service.journal import Journal\n"
        f"Journal(Path({str(tmp_path / 'log')!r}))"
    )
    said = python("-c", code).stderr.decode()
    assert "de rechten ontbreken" in said
    assert said.count("\n") == 1
