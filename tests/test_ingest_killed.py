"""Kill -9 at any moment of keeping a corpus: it stays readable, and the next run completes it."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotated_corpus import annotated, contents
from corpus_deeds import DEEDS, NOTES, do
from ingest.corpus.library import Library
from ingest.corpus.strays import stray_files
from plain_user import ROOT
from small_corpus import write_corpus

TIMES = int(os.environ.get("KILLS", "12"))
"""KILLS=50 pytest tests/test_ingest_killed.py tries more moments."""
LONGEST_S = 0.05
"""A deed takes some hundredths of a second, most of it waiting for the disk."""


def prepared(folder: Path, deed: str) -> Library:
    """What the deed is done to."""
    library = annotated(write_corpus(folder))
    if deed in ("remove", "replace"):
        do(library, "add")
        (folder / "annotations" / "krant.toml").write_text(NOTES, encoding="utf-8")
        library.accept("krant")
    return library


def killed(library: Library, deed: str, wait_s: float) -> bool:
    """Do it in a process that is killed after a while; whether that came before its end."""
    with subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "corpus_deeds.py"), str(library.folder), deed],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"begin\n"
        time.sleep(wait_s)
        process.send_signal(signal.SIGKILL)
        return process.stdout.read() != b"done\n"


@pytest.mark.parametrize("number", range(TIMES))
def test_a_kill_leaves_a_corpus_that_can_be_read_and_completed(tmp_path: Path, number: int) -> None:
    deed = DEEDS[number % len(DEEDS)]
    library = prepared(tmp_path / "corpus", deed)
    whole = Library(shutil.copytree(library.folder, tmp_path / "whole"))
    do(whole, deed)
    moment = random.Random(number).uniform(0, LONGEST_S)  # no secret
    killed(library, deed, moment)
    assert library.holdings()
    if deed != "replace":  # of which half is a changed text, which is refused until accepted
        assert library.snapshot().annotations.lost == ()
    do(library, deed)
    assert contents(library) == contents(whole)
    assert stray_files(library.folder) == []
