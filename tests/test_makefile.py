"""`make` says in one line which Python it needs, before it makes anything."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from plain_user import ROOT

_MAKES_OWN = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "PYTHON"}


def pretends(folder: Path, version: str) -> Path:
    """A Python that says it is of another version."""
    path = folder / f"python{version}"
    said = ", ".join(version.split("."))
    path.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "import sys; sys.version_info = ({said}, 0)\n$2"\n'
    )
    path.chmod(0o755)
    return path


def make(tmp_path: Path, python: str) -> subprocess.CompletedProcess[str]:
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    # These tests may be run by make themselves: then its settings are not ours.
    environment = {name: value for name, value in os.environ.items() if name not in _MAKES_OWN}
    return subprocess.run(
        ["make", "run", f"PYTHON={python}"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("version", ["3.10", "3.14", "3.15"])
def test_another_python_is_refused_in_one_line(tmp_path: Path, version: str) -> None:
    done = make(tmp_path, str(pretends(tmp_path, version)))
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make: ***")]
    assert done.returncode != 0
    assert lines == [
        "Steunwijzer needs Python 3.11, 3.12 or 3.13; name one with: make run PYTHON=python3.12"
    ]
    assert not (tmp_path / ".venv").exists()


def test_a_python_that_is_not_there_is_refused_the_same(tmp_path: Path) -> None:
    assert "needs Python 3.11, 3.12 or 3.13" in make(tmp_path, "/nergens/python3").stderr


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_the_pythons_it_names_pass_its_check(tmp_path: Path, version: str) -> None:
    # The next step then asks this one for a virtual environment, which it knows nothing of.
    assert "needs Python" not in make(tmp_path, str(pretends(tmp_path, version))).stderr


def test_the_package_asks_for_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11,<3.14"
