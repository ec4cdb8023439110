"""Settings: read from the environment, and wrong ones named in one line."""

from pathlib import Path

import pytest

from ingest.errors import SteunwijzerError
from ingest.settings import load_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STEUNWIJZER_PORT", "70000"),
        ("STEUNWIJZER_PORT", "poort"),
        ("STEUNWIJZER_CHROMA_URL", "localhost"),
        ("STEUNWIJZER_CHROMA_URL", "https://host/chroma"),
        ("STEUNWIJZER_CHROMA_HEADERS", "abc"),
        ("STEUNWIJZER_CHROMA_HEADERS", "[1]"),
    ],
)
def test_a_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SteunwijzerError, match=rf"{name} heeft een waarde die niet mag"):
        load_settings()


def test_a_misspelt_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEUNWIJZER_DATTA", "x")
    with pytest.raises(SteunwijzerError, match="STEUNWIJZER_DATTA bestaat niet"):
        load_settings()


def test_a_folder_may_be_in_the_home_folder_or_relative(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("STEUNWIJZER_DATA", "~/gegevens")
    assert load_settings().data == tmp_path / "gegevens"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STEUNWIJZER_DATA", "hier")
    assert load_settings().data == tmp_path / "hier"


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = load_settings()
    for name in ("DATA", "CORPUS", "EMBEDDER", "CHROMA_URL", "PORT"):
        monkeypatch.setenv(f"STEUNWIJZER_{name}", "")
    assert load_settings() == expected
