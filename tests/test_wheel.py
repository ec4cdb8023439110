"""The wheel: it carries all that the command needs, and works from any folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ingest.text.settings import Settings

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the wheel is unpacked, as pip would."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_carries_what_is_no_code(installed: Path) -> None:
    needed = {
        "corpus",
        "eval/baseline.json",
        "eval/judged.jsonl",
        "eval/questions.jsonl",
        "eval/report.html.jinja",
        "ui/answer.schema.json",
        "ui/web/page.css",
        "ui/web/ask.js",
        "ui/web/kept.js",
        "ui/web/page.js",
        "ui/web/stream.js",
    }
    assert [name for name in sorted(needed) if not (installed / name).exists()] == []
    ours = {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")}
    assert ours == {"assistant", "corpus", "eval", "ingest", "ui"}


def test_the_command_works_from_another_folder(
    installed: Path, handreiking: Settings, tmp_path: Path
) -> None:
    environment = os.environ | {
        "PYTHONPATH": str(installed),
        "STEUNWIJZER_DATA": str(handreiking.data),
    }

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "ui.terminal.cli", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        return done.stdout + done.stderr

    assert "Niets veranderd" in run("ingest")
    assert "burgervoogd" in run("ask", "Wat is een burgervoogd?")
