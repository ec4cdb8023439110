"""Run something as a user whom the rights of files hold for: for root they do not."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

_PR_CAPBSET_DROP = 24
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2
ROOT = Path(__file__).parent.parent


def give_up_root_rights() -> None:
    """Let go of what makes root pass over the rights of files; takes effect at the next exec."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
            if libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "prctl")


def python(
    *arguments: str, stdin: bytes = b"", **environment: str | None
) -> subprocess.CompletedProcess[bytes]:
    """Run Python on the project; None takes a variable out of the environment."""
    full = os.environ | environment
    return subprocess.run(
        [sys.executable, *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={name: value for name, value in full.items() if value is not None},
        preexec_fn=give_up_root_rights,
    )


def steunwijzer(*arguments: str, **environment: str | None) -> subprocess.CompletedProcess[bytes]:
    """Run the command."""
    return python("-m", "ui.terminal.cli", *arguments, **environment)


def one_line(done: subprocess.CompletedProcess[bytes]) -> str:
    """What a command said that failed as it should: one line, and nothing else."""
    said = done.stderr.decode()
    assert done.returncode == 1, said
    assert done.stdout == b""
    assert said.startswith("Fout: "), said
    assert said.count("\n") == 1, said
    return said
