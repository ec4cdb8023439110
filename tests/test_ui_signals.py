"""SIGTERM and SIGHUP: one line, nothing left running, nothing left locked."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from ingest.index.build import ingest
from ingest.index.releases import building, releases_folder
from ingest.text.settings import Settings
from plain_user import ROOT
from small_corpus import silent, write_corpus
from ui.terminal import dutch


def long_text(sentences: int) -> str:
    return "# Gids\n\n## Lang\n\n" + " ".join(
        f"Zin {number} gaat over de steun van oma, buurman en mentor nummer {number}."
        for number in range(sentences)
    )


LONG = long_text(400)
FIRST = dutch.ingest_first("http://127.0.0.1:17862")
EMBEDDING = dutch.stage_begun("embed")
SIGNALS = [signal.SIGTERM, signal.SIGHUP]


STARTED: list[subprocess.Popen[str]] = []


@pytest.fixture(autouse=True)
def none_is_left() -> Iterator[None]:
    """A server that outlives its test would hold the port of the next."""
    yield
    while STARTED:
        process = STARTED.pop()
        if process.poll() is None:
            process.kill()
            process.communicate()


def hear_hangups() -> None:
    """Also where the tests themselves run under nohup."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def start(settings: Settings, *arguments: str, **options: object) -> subprocess.Popen[str]:
    process: subprocess.Popen[str] = subprocess.Popen(
        [sys.executable, "-P", "-m", "ui.terminal.cli", *arguments],
        env=os.environ
        | {
            "STEUNWIJZER_DATA": str(settings.data),
            "STEUNWIJZER_CORPUS": str(settings.corpus),
            "STEUNWIJZER_PORT": "17862",
            "PYTHONPATH": str(ROOT),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **{"preexec_fn": hear_hangups, **options},  # type: ignore[call-overload]
    )
    STARTED.append(process)
    return process


def wait_until(is_so: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    while not is_so():
        assert process.poll() is None, "it ended too early"
        time.sleep(0.02)


def told(errors: str) -> list[str]:
    """The lines, but for that of storing: on a busy machine it may have come so far."""
    return [line for line in errors.splitlines() if line != dutch.stage_begun("store")]


def is_embedding(settings: Settings) -> bool:
    cache = settings.data / "embeddings.sqlite"
    with contextlib.suppress(FileNotFoundError):
        return cache.stat().st_size > 20_000
    return False


@pytest.mark.parametrize("number", SIGNALS)
def test_serve_takes_its_first_ingest_along(settings: Settings, number: signal.Signals) -> None:
    write_corpus(settings.corpus, LONG)
    process = start(settings, "serve")
    wait_until(lambda: is_embedding(settings), process)
    [child] = psutil.Process(process.pid).children()
    process.send_signal(number)
    out, errors = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert (out, errors.splitlines()) == ("", [FIRST, EMBEDDING, dutch.ENDED])
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
    with building(settings.data):
        pass  # nobody holds the lock
    write_corpus(settings.corpus)
    assert ingest(settings, silent).is_new


def test_an_interrupt_of_serve_alone_ends_its_first_ingest(settings: Settings) -> None:
    write_corpus(settings.corpus, long_text(4000))
    process = start(settings, "serve", start_new_session=True)
    wait_until(lambda: is_embedding(settings), process)
    [child] = psutil.Process(process.pid).children()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told(errors) == [FIRST, EMBEDDING, dutch.STOPPED_INGEST]
    assert not child.is_running()


def test_ctrl_c_reaches_serve_and_its_first_ingest_and_is_said_once(settings: Settings) -> None:
    write_corpus(settings.corpus, LONG)
    process = start(settings, "serve", start_new_session=True)
    wait_until(lambda: is_embedding(settings), process)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told(errors) == [FIRST, EMBEDDING, dutch.STOPPED_INGEST]


@pytest.mark.parametrize("number", SIGNALS)
def test_an_ingest_ends_and_the_next_goes_on(settings: Settings, number: signal.Signals) -> None:
    before = ingest(settings, silent)
    # Still seconds of work after the signal, and what is left is embedded in this process.
    write_corpus(settings.corpus, long_text(200))
    process = start(settings, "ingest")
    size = (settings.data / "embeddings.sqlite").stat().st_size
    wait_until(
        lambda: (settings.data / "embeddings.sqlite").stat().st_size > size + 10_000, process
    )
    process.send_signal(number)
    out, errors = process.communicate(timeout=30)
    assert (process.returncode, out, errors) == (128 + number, "", dutch.ENDED + "\n")
    after = ingest(settings, silent)
    assert after.embedded < after.vectors
    assert {path.name for path in releases_folder(settings.data).iterdir() if path.is_dir()} == {
        before.release,
        after.release,
    }


@pytest.mark.parametrize("after_s", [0.4, 0.7, 1.0, 1.3])
def test_slow_imports_end_without_a_traceback(settings: Settings, after_s: float) -> None:
    ingest(settings, silent)
    process = start(settings, "serve")
    time.sleep(after_s)
    process.terminate()
    _, errors = process.communicate(timeout=30)
    # Python itself takes a moment before anything of ours runs.
    assert (process.returncode, errors) in ((143, dutch.ENDED + "\n"), (-signal.SIGTERM, ""))


def test_a_batch_ends_with_the_answers_it_has(settings: Settings, tmp_path: Path) -> None:
    ingest(settings, silent)
    questions, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text('{"id": 1, "question": "Wat is een steunouder?"}\n' * 20_000)
    process = start(settings, "ask", "--batch", str(questions), "--out", str(out))
    wait_until(lambda: out.exists() and out.stat().st_size > 0, process)
    process.terminate()
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (143, dutch.ENDED + "\n")
    assert out.read_bytes().endswith(b"}\n")


def test_a_signal_that_was_to_be_ignored_is(settings: Settings, tmp_path: Path) -> None:
    ingest(settings, silent)
    questions, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text('{"id": 1, "question": "Wat is een steunouder?"}\n' * 50)
    process = start(
        settings,
        *("ask", "--batch", str(questions), "--out", str(out)),
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),  # as nohup does
    )
    wait_until(lambda: out.exists() and out.stat().st_size > 0, process)
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert out.read_bytes().count(b"\n") == 50


def test_a_private_copy_is_removed_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    code = (
        "import time; from pathlib import Path\n"
        "from ingest.index.private_copy import copied\n"
        "from ui.terminal.signals import end_on_signals\n"
        f"end_on_signals(); copied(Path({str(tmp_path / 'from')!r}))\n"
        "print('ready', flush=True); time.sleep(60)"
    )
    (tmp_path / "tmp").mkdir()
    process: subprocess.Popen[str] = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"TMPDIR": str(tmp_path / "tmp"), "PYTHONPATH": str(ROOT)},
        text=True,
    )
    assert process.stdout
    process.stdout.readline()
    assert len(list((tmp_path / "tmp").iterdir())) == 1
    process.terminate()
    process.communicate(timeout=30)
    assert process.returncode == 143
    assert list((tmp_path / "tmp").iterdir()) == []


def test_what_asked_for_it_has_a_last_word_after_the_processes_are_gone() -> None:
    code = """
import subprocess, sys, time
from ui.terminal.signals import end_on_signals, ending_too, ending_with
end_on_signals()
child = lambda: subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
with ending_with(lambda: print("te vroeg")):
    pass
with ending_too(child) as process, ending_with(lambda: print(process.wait(10), flush=True)):
    print("ready", flush=True)
    time.sleep(60)
"""
    process: subprocess.Popen[str] = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    process.terminate()
    out, errors = process.communicate(timeout=30)
    assert (process.returncode, out, errors) == (143, "-9\n", dutch.ENDED + "\n")
