"""The code names no publication: what is particular to one is in the profile of its corpus."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("ingest", "assistant", "ui")
PUBLICATION = re.compile(
    r"(?i:handreiking|informele steun|steunouder|steunfigu|steungezin|burgervoogd|gezinsvoogd|"
    r"meeleefgezin|vraaggezin|familiegroepsplan|home ?start|voorzorg|matchmentor)"
    r"|\b(?:JIM|jim|BPSW|NIP|NJi)\b"
)
GUARD_LISTS = {"assistant/guard/spoken.toml", "assistant/guard/privacy.toml"}
"""No corpus may take away an alarm or unmask a name, so their words are not a corpus's to give."""


def code() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *FOLDERS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(name for name in listed.stdout.splitlines() if (ROOT / name).is_file())


def lines(name: str) -> list[str]:
    try:
        return (ROOT / name).read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []  # what is no text names nothing that people read


def test_no_file_of_code_names_the_publication() -> None:
    named = [
        f"{name}:{number}: {line.strip()}"
        for name in code()
        if name not in GUARD_LISTS
        for number, line in enumerate(lines(name), start=1)
        if PUBLICATION.search(line)
    ]
    assert named == []


@pytest.mark.parametrize("name", sorted(GUARD_LISTS))
def test_no_exception_is_left_that_needs_none(name: str) -> None:
    assert any(PUBLICATION.search(line) for line in lines(name))


def test_the_words_looked_for_are_those_of_the_publication() -> None:
    own = [ROOT / "corpus" / "profile.toml", *(ROOT / "corpus" / "documents").glob("*.md")]
    text = " ".join(path.read_text(encoding="utf-8") for path in own)
    assert len(set(PUBLICATION.findall(text))) > 10
