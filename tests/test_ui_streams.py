"""Output that cannot be written: one line, or none, and never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.index.build import ingest
from ingest.text.settings import Settings
from plain_user import ROOT
from small_corpus import silent
from ui.terminal.cli import app

ASK = "ask 'Wat is een steunouder?'"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the real index of a small corpus."""
    from small_corpus import write_corpus

    folder = tmp_path_factory.mktemp("index")
    ingest(Settings(data=folder / "data", corpus=write_corpus(folder / "corpus")), silent)
    (folder / "questions.jsonl").write_text('{"id": 1, "question": "Wat is een steunouder?"}\n')
    return folder


def shell(index: Path, line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which `steunwijzer` is the command."""
    command = (
        f'steunwijzer() {{ "{sys.executable}" -m ui.terminal.cli "$@"; }}; set -o pipefail; {line}'
    )
    return subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"STEUNWIJZER_DATA": str(index / "data")} | environment,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        "--help",
        "ask --help",
        "eval --help",
        ASK,
        f"{ASK} --json",
        "ask --json ''",
        "search steunouder",
        "eval compare eval/baseline.json eval/baseline.json",
        "eval compare eval/baseline.json eval/baseline.json --json",
    ],
)
@pytest.mark.parametrize(
    ("where", "reason"), [(">/dev/full", "de schijf is vol"), (">&-", "die is dicht")]
)
def test_output_that_goes_nowhere_is_one_line(
    index: Path, arguments: str, where: str, reason: str
) -> None:
    done = shell(index, f"steunwijzer {arguments} {where}")
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (1, b"")
    assert said.startswith(f"Fout: Naar de uitvoer kan niet worden geschreven: {reason}.")
    assert said.count("\n") == 1


@pytest.mark.parametrize("arguments", [ASK, f"{ASK} --json", "search steunouder", "--help"])
def test_a_reader_that_went_away_is_no_news(index: Path, arguments: str) -> None:
    # The reader is gone before anything can have been written.
    done = shell(index, f"(sleep 0.2; steunwijzer {arguments}) | true")
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("where", ["2>/dev/full", "2>&-", "2>&- <&-"])
def test_errors_that_go_nowhere_hide_neither_answer_nor_exit_code(index: Path, where: str) -> None:
    log = {"STEUNWIJZER_LOG": "/dev/full"}
    done = shell(index, f"steunwijzer {ASK} {where}", **log)
    assert done.returncode == 0
    assert b"Een steunouder is een vrijwilliger." in done.stdout
    assert shell(index, f"steunwijzer ask '' {where}").returncode == 1
    assert shell(index, f"steunwijzer foo {where}").returncode == 2


def test_answers_of_a_batch_that_do_not_fit_are_one_line(index: Path) -> None:
    questions = index / "questions.jsonl"
    for out in ("/dev/full", "/dev/stdout >/dev/full"):
        done = shell(index, f"steunwijzer ask --batch {questions} --out {out}")
        said = done.stderr.decode()
        assert done.returncode == 1
        assert said.startswith(f"Fout: Naar {out.split()[0]} kan niet worden geschreven.")
        assert said.count("\n") == 1


def test_a_pipe_that_does_not_wait_gets_everything(index: Path) -> None:
    read, write = os.pipe()
    os.set_blocking(write, False)
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from ui.terminal import streams\nstreams.guard_streams()\nprint('a' * 1_000_000)",
        ],
        stdout=write,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        assert len(pipe.read()) == 1_000_001
    assert process.communicate()[1] == b""


DANGER = "Vader bedreigt moeder nu met een mes"
BESIDE = [
    ("LOG", "/dev/full", "Naar het logboek /dev/full kan niet worden geschreven"),
    ("LOG", "/", "het is een map"),
    ("CHAT", "onzin", "Het taalmodel 'onzin' is niet te openen"),
    ("CHAT", "nergens:model", "Het taalmodel 'nergens:model' is niet te openen"),
    ("CHAT", "google_genai:model", "pip install langchain-google-genai"),
    ("CHAT", "local:/nergens/model.gguf", "bestaat niet"),
    ("CHAT", "local:/etc/passwd", "is geen GGUF-bestand"),
]


@pytest.mark.parametrize(("name", "value", "said"), BESIDE)
def test_what_stands_beside_the_answer_never_stands_in_its_way(
    index: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    name: str,
    value: str,
    said: str,
) -> None:
    monkeypatch.setenv("STEUNWIJZER_DATA", str(index / "data"))
    monkeypatch.setenv(f"STEUNWIJZER_{name}", value)
    done = CliRunner().invoke(app, ["ask", DANGER])
    assert done.exit_code == 0
    assert "112" in done.stdout
    [message] = caplog.messages
    assert said in message
    assert (message.count("\n"), done.stderr) == (0, "")


@pytest.mark.parametrize(("name", "value", "said"), [BESIDE[0], BESIDE[-1]])
def test_its_process_says_so_in_one_line(index: Path, name: str, value: str, said: str) -> None:
    done = shell(index, f"steunwijzer ask '{DANGER}'", **{f"STEUNWIJZER_{name}": value})
    assert done.returncode == 0
    assert b"112" in done.stdout
    assert said in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
