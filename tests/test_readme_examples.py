"""The examples of the README run as they stand there."""

import os
import re
import sys
from pathlib import Path

import pytest

from ingest.text.settings import PREFIX, Settings
from own_loop import apart

TESTS = Path(__file__).parent
README = (TESTS.parent / "README.md").read_text(encoding="utf-8")


def example(word: str) -> str:
    """The one block of Python in which this word stands."""
    (found,) = [
        each for each in re.findall(r"```python\n(.+?)```", README, re.DOTALL) if word in each
    ]
    return str(found)


def test_a_program_asks_over_http(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = example("httpx")
    assert "http://127.0.0.1:7860" in code
    exec(code.replace("http://127.0.0.1:7860", address), {})
    assert "Transformatie en besparing in de (jeugd)zorg. [1]" in capsys.readouterr().out


def test_an_assistant_asks_over_mcp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    command = tmp_path / "steunwijzer"
    server = TESTS / "mcp_server.py"
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH="{TESTS.parent}" exec "{sys.executable}" "{server}"\n'
    )
    command.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    apart(lambda: exec(example("mcp.client"), {}))
    assert capfd.readouterr().out == "answered\n"


def test_a_chain_retrieves(handreiking: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}DATA", str(handreiking.data))
    known: dict[str, list[object]] = {}
    exec(example("SteunwijzerRetriever"), known)
    assert len(known["documents"]) == 5
