"""The READMEs say what is so: the tree, the settings, the commands and the machine interface."""

import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from typer import Typer

from assistant.answer.answer import NoticeKind
from ingest.text.document import Kind
from ingest.text.settings import PREFIX, Settings
from ui.record import AnswerRecord, QuestionRecord

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DUTCH = (ROOT / "README.nl.md").read_text(encoding="utf-8")
PLAIN = {".gitattributes", ".gitignore", "LICENSE", "README.md", "README.nl.md"}
"""Files at the top that need no explanation; CONTRIBUTING.md and CHANGELOG.md are linked."""


def named_in_tree() -> set[str]:
    tree = README.split("## What is where")[1].split("```")[1]
    folder, named = "", set()
    for line in tree.strip().splitlines():
        name = line.split()[0]
        if line.startswith("  "):
            named.add(folder + name)
        else:
            named.add(name)
            folder = name if name.endswith("/") else ""
    return named


@cache
def rooms() -> set[str]:
    """The folders that hold files, but for the top ones, as `ingest/text/`."""
    deep = (Path(name).parts for name in kept_files() if name.count("/") >= 2)
    return {f"{parts[0]}/{parts[1]}/" for parts in deep}


@cache
def kept_files() -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {name for name in listed.stdout.splitlines() if (ROOT / name).exists()}


def test_the_tree_names_nothing_that_is_not_there() -> None:
    assert [name for name in sorted(named_in_tree()) if not (ROOT / name).exists()] == []


def test_the_tree_names_every_room() -> None:
    assert sorted(rooms() - named_in_tree()) == []


def test_the_tree_names_every_file_that_does_not_explain_itself() -> None:
    """A module says in its first line what it does; what is data or stands apart is named."""
    named = named_in_tree()

    def is_explained(file: str) -> bool:
        return (
            file in named | PLAIN
            or f"]({file})" in README
            or any(file.startswith(room) for room in rooms())
            or (file.startswith(("eval/", "tests/")) and file.endswith(".py"))
            or Path(file).name in {"__init__.py", "README.md"}
        )

    assert [file for file in sorted(kept_files()) if not is_explained(file)] == []


def test_every_module_says_what_it_does() -> None:
    modules = [
        ROOT / name for name in kept_files() if name.endswith(".py") and "tests/" not in name
    ]
    silent = [path for path in modules if not path.read_text(encoding="utf-8").startswith('"""')]
    assert silent == []


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README + DUTCH)
    local = [link for link in links if not link.startswith("http")]
    assert local
    assert [link for link in local if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("text", [README, DUTCH], ids=["README.md", "README.nl.md"])
def test_all_settings_are_described(text: str) -> None:
    described = set(re.findall(rf"^\| `({PREFIX}\w+)`", text, re.MULTILINE))
    assert described == {PREFIX + name.upper() for name in Settings.model_fields}


def commands_of(app: Typer, before: str = "") -> Iterator[str]:
    yield from (f"{before}{command.name}" for command in app.registered_commands)
    for group in app.registered_groups:
        own = group.typer_instance
        assert own
        name = own.info.name
        yield from commands_of(own, f"{before}{name} " if isinstance(name, str) else before)


def test_all_commands_are_described() -> None:
    from ui.terminal.cli import app

    described = re.findall(
        r"^    steunwijzer ((?:(?:accounts|corpus|eval|keys|model) )?\w+)", README, re.MULTILINE
    )
    assert set(described) == set(commands_of(app))


def test_the_machine_interface_is_described() -> None:
    section = README.split("## Machine interface")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.+?) \|", section, re.MULTILINE)
    fields = [field for row in rows for field in re.findall(r"`(\w+)`", row)]
    assert fields == list(AnswerRecord.model_fields)
    assert all(f"`{kind}`" in section for kind in (*Kind, *NoticeKind))


def test_the_example_question_is_one() -> None:
    example = re.search(r"```json\n(.+?)\n```", README)
    assert example
    record = QuestionRecord.model_validate(json.loads(example[1]))
    assert record.history[0].question == "Wat is een JIM?"
