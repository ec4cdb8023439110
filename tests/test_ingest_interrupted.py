"""A real ingest, stopped from outside: the index in use stays, and the next ingest goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.index.release import Release
from ingest.index.releases import current_release, releases_folder
from ingest.text.settings import Settings
from small_corpus import ingest, write_corpus

LONG = "# Gids\n\n## Lang\n\n" + " ".join(
    f"Zin {number} gaat over de steun van oma, buurman en mentor nummer {number}."
    for number in range(250)
)
SEVERAL_BATCHES_BYTES = 50_000
"""A file that has grown so much holds vectors for good; the first growth may be undone."""


def start_ingest(settings: Settings) -> subprocess.Popen[str]:
    """An ingest in a process of its own, which has begun to embed."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "ui.terminal.cli", "ingest"],
        env=os.environ
        | {"STEUNWIJZER_DATA": str(settings.data), "STEUNWIJZER_CORPUS": str(settings.corpus)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    cache = settings.data / "embeddings.sqlite"
    size = cache.stat().st_size
    while cache.stat().st_size < size + SEVERAL_BATCHES_BYTES:
        assert process.poll() is None, "the ingest ended before it could be stopped"
        time.sleep(0.02)
    return process


@pytest.fixture
def before(settings: Settings) -> Path:
    """The release in use before the corpus grew."""
    ingest(settings)
    write_corpus(settings.corpus, LONG)
    return current_release(settings.data)


def check_and_go_on(settings: Settings, before: Path) -> None:
    assert current_release(settings.data) == before
    Release(settings, before).close()
    report = ingest(settings)
    assert report.is_new
    assert report.embedded < report.vectors
    assert {path.name for path in releases_folder(settings.data).iterdir() if path.is_dir()} == {
        before.name,
        report.release,
    }


def test_a_killed_ingest_leaves_the_index_in_use(settings: Settings, before: Path) -> None:
    process = start_ingest(settings)
    process.kill()
    process.communicate()
    check_and_go_on(settings, before)


def test_ctrl_c_says_so_and_leaves_the_index_in_use(settings: Settings, before: Path) -> None:
    process = start_ingest(settings)
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == ""
    assert errors == (
        "Afgebroken. De index is niet veranderd; begin opnieuw met: steunwijzer ingest\n"
    )
    check_and_go_on(settings, before)
