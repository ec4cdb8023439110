"""What readers say of answers: masked, bounded, nameless, and never in the way of an answer."""

import json
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from typer.testing import CliRunner

from assistant.answer.answer import Answer, Outcome
from eval.own import read_own
from ingest.index.releases import current_release, sections_in_use
from ingest.text.document import Section
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from ui import texts, texts_feedback
from ui.service import feedback
from ui.service.feedback import (
    FEEDBACK,
    PER_ANSWER,
    Feedback,
    FeedbackRecord,
    Opinion,
    read_feedback,
)
from ui.service.feedback_table import feedback_rows
from ui.service.roles import TERMINAL_USER
from ui.service.workspace import Workspace
from ui.terminal import feedback as at_keyboard
from ui.terminal.cli import app
from ui.web import routes
from ui.web.conversation import TurnPlace
from ui.web.feedback import feedback_route
from ui.web.feedback_form import form_html
from ui.web.page import Exchange, turn_html
from ui_fakes import CITATIONS, FakeAssistant, answered, not_found, unusable, workspace_of

QUESTION = "Wat is een JIM voor [naam]?"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def asked(data: Path) -> Workspace:
    """The use cases where the operator asked for feedback."""
    workspace = workspace_of(FakeAssistant(), settings=Settings(data=data, feedback=True))
    workspace.open()
    return workspace


def lines(data: Path) -> list[dict[str, Any]]:
    text = (data / FEEDBACK).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def said(workspace: Workspace, answer: Answer, opinion: str = "wrong", remark: str = "") -> None:
    workspace.give_feedback(workspace.slip(answer), opinion, remark)


def record(answer: Answer, opinion: Opinion, **more: Any) -> FeedbackRecord:
    slip = Feedback(Path(), FakeAssistant().mask)
    about = slip._read(slip.slip(answer))
    rest = {"at": "2026-01-02T03:04Z", "opinion": opinion, "remark": "", **more}
    return FeedbackRecord(**{**about.model_dump(), **rest})


# --- What is kept ---


def test_what_is_kept_is_what_was_asked_cited_and_said_and_nothing_more(
    asked: Workspace, data: Path
) -> None:
    said(asked, replace(answered(QUESTION), release_id="r1"), "wrong", "Kees\nwoont  hier")
    [kept] = lines(data)
    at, answer_id = kept.pop("at"), kept.pop("id")
    assert kept == {
        "release": "r1",
        "outcome": "answered",
        "question": QUESTION,
        "cited": [
            {"section": each.section.id, "start": each.place.start, "end": each.place.end}
            for each in CITATIONS
        ],
        "opinion": "wrong",
        "remark": "[naam] woont hier",
    }
    assert len(at) == len("2026-01-02T03:04Z")
    assert len(answer_id) == 16
    assert (data / FEEDBACK).stat().st_mode & 0o777 == 0o600


def test_nothing_is_asked_or_kept_where_the_operator_did_not_ask_for_it(
    asked: Workspace, data: Path
) -> None:
    silent = workspace_of(FakeAssistant(), settings=Settings(data=data))
    silent.open()
    assert silent.slip(answered(QUESTION)) == ""
    with pytest.raises(SteunwijzerError, match="STEUNWIJZER_FEEDBACK=true"):
        silent.give_feedback(asked.slip(answered(QUESTION)), "right")
    assert not (data / FEEDBACK).exists()


def test_only_an_answer_that_was_given_whole_can_be_judged(asked: Workspace) -> None:
    assert asked.slip(answered(QUESTION)) != ""
    assert asked.slip(not_found(QUESTION)) != ""
    assert asked.slip(unusable("")) == ""
    assert asked.slip(replace(answered(QUESTION), is_whole=False)) == ""


def forged(slip: str) -> list[str]:
    told, sign = slip.split(".")
    return ["", ".", "é", told, f"{told[:-4]}AAAA.{sign}", f"{told}.{'0' * 64}", f"{told}.{sign}0"]


def test_of_an_answer_that_was_not_given_nothing_can_be_said(asked: Workspace, data: Path) -> None:
    other = Feedback(data, FakeAssistant().mask).slip(answered(QUESTION))
    for slip in (*forged(asked.slip(answered(QUESTION))), other):
        with pytest.raises(SteunwijzerError, match="kent dit antwoord niet meer"):
            asked.give_feedback(slip, "right")
    assert not (data / FEEDBACK).exists()


def test_of_one_answer_so_much_can_be_said_and_of_another_as_much(
    asked: Workspace, data: Path
) -> None:
    slip = asked.slip(answered(QUESTION))
    for _ in range(PER_ANSWER):
        asked.give_feedback(slip, "right")
    with pytest.raises(SteunwijzerError, match="al vaak iets gezegd"):
        asked.give_feedback(slip, "right")
    said(asked, answered(QUESTION))
    assert len(lines(data)) == PER_ANSWER + 1


def test_a_long_remark_is_cut_and_half_a_character_is_kept_as_a_sign(
    asked: Workspace, data: Path
) -> None:
    said(asked, answered("Wat \udcff?"), "wrong", "woord " * 10_000 + "\udcff")
    said(asked, answered(QUESTION), "wrong", "Wat \udcff?")
    first, second = lines(data)
    assert len(first["remark"]) <= 4002
    assert (first["question"], second["remark"]) == ("Wat ??", "Wat ?")


def test_the_file_does_not_grow_without_end(
    asked: Workspace,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    said(asked, answered(QUESTION))
    size = (data / FEEDBACK).stat().st_size
    for room, is_kept in ((size * 2, True), (size * 3 - 1, False)):
        monkeypatch.setattr(feedback, "FILE_BYTES", room)
        if is_kept:
            said(asked, answered(QUESTION))
        else:
            with pytest.raises(SteunwijzerError, match="Meld het bij je beheerder"):
                said(asked, answered(QUESTION))
    assert (data / FEEDBACK).stat().st_size == size * 2
    assert "het wordt te groot" in caplog.text


def test_where_it_cannot_be_written_both_are_told_and_the_answer_is_there(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    workspace = workspace_of(
        FakeAssistant(), settings=Settings(data=tmp_path / "weg", feedback=True)
    )
    answer = workspace.ask("Wat is een JIM?")
    with pytest.raises(SteunwijzerError, match="kon niet worden bewaard"):
        said(workspace, answer)
    assert answer.outcome is Outcome.ANSWERED
    assert "het is er niet" in caplog.messages[0]


def test_an_answer_says_which_release_it_is_from(handreiking: Settings) -> None:
    answer = Workspace(TERMINAL_USER, handreiking).ask("Wat is een JIM?")
    assert answer.release_id == current_release(handreiking.data).name


# --- What is read of it ---


def test_the_last_opinion_and_the_last_remark_on_an_answer_count(
    asked: Workspace, data: Path
) -> None:
    slip = asked.slip(answered("Eén?"))
    asked.give_feedback(slip, "wrong", "Dit staat er anders.")
    said(asked, not_found("Twee?"), "not_sought")
    asked.give_feedback(slip, "right")
    with (data / FEEDBACK).open("ab") as file:
        file.write(b'{"id": "half\n\n\xff\n[]\n')
    found, broken = read_feedback(data)
    assert [(each.question, each.opinion, each.remark) for each in found] == [
        ("Eén?", "right", "Dit staat er anders."),
        ("Twee?", "not_sought", ""),
    ]
    assert broken == 3


def test_what_cannot_be_read_is_named(data: Path) -> None:
    assert read_feedback(data).records == []
    (data / FEEDBACK).mkdir()
    with pytest.raises(SteunwijzerError, match=f"{FEEDBACK} is niet te lezen: het is een map"):
        read_feedback(data)


def sections_of(_: str) -> dict[str, Section]:
    return {each.section.id: each.section for each in CITATIONS[:4]}


def test_only_of_what_a_reader_called_right_the_answer_is_filled_in() -> None:
    rows = feedback_rows(
        [
            record(answered("Eén?"), Opinion.RIGHT),
            record(not_found("Twee?"), Opinion.RIGHT),
            record(answered("Drie?"), Opinion.WRONG),
            record(not_found("Vier?"), Opinion.NOT_SOUGHT),
        ],
        sections_of,
    )
    assert [each["beantwoord"] for each in rows] == ["ja", "nee", "", ""]
    right, *others = (str(each["passage"]).splitlines() for each in rows)
    assert right[:3] == [each.quote for each in CITATIONS[:3]]
    assert right[3] == " ".join(CITATIONS[3].quote.split())
    assert len(right) == 4
    assert others == [[], [], []]
    assert [each["oordeel"] for each in rows] == ["klopt", "klopt", "fout", "niet gezocht"]
    assert str(rows[2]["geciteerd"]).startswith(f"{CITATIONS[0].section.id} [246:291]\n")


def test_the_table_can_be_measured_with(indexed: Settings, tmp_path: Path) -> None:
    sections = sections_in_use(indexed.data)
    section = next(each for each in sections.values() if len(each.text) > 40)
    cited = [{"section": section.id, "start": 3, "end": 40}]
    release = current_release(indexed.data).name
    kept = [
        record(answered("-Eén?"), Opinion.RIGHT, cited=cited, release=release),
        record(answered("Twee?"), Opinion.RIGHT, cited=cited, release="../../gids"),
    ]
    text = "".join(f"{each.model_dump_json()}\n" for each in kept)
    (indexed.data / FEEDBACK).write_text(text, encoding="utf-8")
    out = tmp_path / "tabel.csv"
    Workspace(TERMINAL_USER, indexed).write_feedback(out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbfid;vraag;beantwoord;passage;")
    (first, second), warnings = read_own(out, sections)
    assert (first.question, first.has_answer) == ("-Eén?", True)
    assert [(each.section, each.quote) for each in first.gold] == [
        (section.id, section.text[3:40].strip())
    ]
    assert (second.gold, second.has_answer, warnings) == ((), True, [])


# --- The terminal ---


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("STEUNWIJZER_DATA", str(data))
    monkeypatch.setenv("STEUNWIJZER_FEEDBACK", "true")
    monkeypatch.setattr("assistant.assistant.Assistant", lambda settings: FakeAssistant())
    return lambda *arguments, **more: CliRunner().invoke(app, list(arguments), **more)


def test_the_terminal_lists_what_was_said(run: Any, asked: Workspace, data: Path) -> None:
    assert "nog niets gezegd" in run("feedback").stderr
    said(asked, answered(QUESTION), "wrong", "Dit is oud.")
    said(asked, not_found("Twee?"), "not_sought")
    with (data / FEEDBACK).open("a") as file:
        file.write("half\n")
    result = run("feedback")
    first, second = result.stdout.splitlines()
    assert first.endswith(f"fout          beantwoord     {QUESTION}  «Dit is oud.»")
    assert second.endswith("niet gezocht  niet gevonden  Twee?")
    assert result.stderr.splitlines() == [
        "1 regel is niet te lezen en overgeslagen.",
        "Over 2 antwoorden is iets gezegd: 0 klopt, 1 fout, 1 niet gezocht.",
    ]


@pytest.mark.parametrize(("name", "reason"), [("a.xlsx", "op .csv"), ("map.csv", "een map")])
def test_a_table_that_cannot_be_written_is_one_line(
    run: Any, asked: Workspace, tmp_path: Path, name: str, reason: str
) -> None:
    said(asked, answered(QUESTION))
    (tmp_path / "map.csv").mkdir()
    result = run("feedback", "--out", str(tmp_path / name))
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 2
    assert reason in result.stderr


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("j\n\n", ("right", "")),
        ("x\nfout\nKees klopt niet\n", ("wrong", "[naam] klopt niet")),
        ("\n", None),
        ("", None),
        ("f\n", None),
    ],
)
def test_who_asks_at_the_keyboard_is_asked_what_it_was_worth(
    run: Any, data: Path, monkeypatch: pytest.MonkeyPatch, typed: str, kept: Any
) -> None:
    monkeypatch.setattr(at_keyboard, "_is_keyboard", lambda: True)
    result = run("ask", "Wat is een JIM?", input=typed)
    assert result.exit_code == 0
    assert "Klopt dit?" in result.stdout
    found = [(each.opinion, each.remark) for each in read_feedback(data).records]
    assert found == ([kept] if kept else [])


def test_of_a_refusal_nobody_can_say_that_a_sentence_is_wrong(
    run: Any, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_keyboard, "_is_keyboard", lambda: True)
    assert run("ask", "Hoe is het weer", input="f\nn\n\n").exit_code == 0
    assert [each.opinion for each in read_feedback(data).records] == ["not_sought"]


def test_a_program_that_asks_is_not_asked_back(run: Any) -> None:
    assert "Klopt dit?" not in run("ask", "Wat is een JIM?", input="j\n").stdout


def test_an_opinion_that_cannot_be_kept_is_no_failed_answer(
    run: Any, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data / FEEDBACK).mkdir()
    monkeypatch.setattr(at_keyboard, "_is_keyboard", lambda: True)
    result = run("ask", "Wat is een JIM?", input="j\n\n")
    assert (result.exit_code, result.stdout[:9]) == (0, "Dit staat")
    assert "kon niet worden bewaard" in result.stderr


# --- The page ---


def test_below_an_answer_two_or_three_buttons_ask_what_it_was_worth() -> None:
    answer = answered("Wat?")
    assert form_html(1, answer, "x.y").count("data-oordeel=") == 3
    assert form_html(1, not_found("Wat?"), "x.y").count("data-oordeel=") == 2
    assert set(texts_feedback.OPINIONS) == set(texts_feedback.NAMES) == set(Opinion)
    place = TurnPlace("0" * 32, 1)
    assert texts_feedback.ASKED not in turn_html(place, Exchange("Wat?", answer))
    assert texts_feedback.ASKED in turn_html(place, Exchange("Wat?", answer, "x.y"))


def test_the_page_hands_in_what_is_said(asked: Workspace, data: Path) -> None:
    client = TestClient(Starlette(routes=[feedback_route(asked)]))
    given = {"slip": asked.slip(answered(QUESTION)), "opinion": "wrong", "remark": "Kees"}
    reply = client.post(routes.FEEDBACK, json=given)
    assert (reply.status_code, reply.json()) == (200, {"said": texts_feedback.KEPT})
    assert lines(data)[0]["remark"] == "[naam]"


def test_a_refusal_is_one_line_for_the_reader(asked: Workspace, data: Path) -> None:
    client = TestClient(Starlette(routes=[feedback_route(asked)]))
    for slip in (*forged(asked.slip(answered(QUESTION))), "x"):
        reply = client.post(routes.FEEDBACK, json={"slip": slip, "opinion": "right", "remark": ""})
        assert reply.status_code == 409
        assert reply.json() == {"said": " ".join(texts_feedback.UNKNOWN_ANSWER)}
    assert not (data / FEEDBACK).exists()


def test_a_bug_is_told_without_its_words(asked: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("Kees")

    monkeypatch.setattr(Workspace, "give_feedback", broken)
    client = TestClient(Starlette(routes=[feedback_route(asked)]))
    reply = client.post(routes.FEEDBACK, json={"slip": "x", "opinion": "right", "remark": ""})
    assert (reply.status_code, reply.json()) == (500, {"said": texts.FAILED})


@pytest.mark.parametrize(
    "change",
    [
        {"opinion": "mooi"},
        {"opinion": None},
        {"remark": "x" * 4001},
        {"remark": 1},
        {"slip": "x" * 100_001},
        {"question": "zelf bedacht"},
    ],
)
def test_what_the_page_does_not_send_is_refused(
    asked: Workspace, data: Path, change: dict[str, Any]
) -> None:
    client = TestClient(Starlette(routes=[feedback_route(asked)]))
    given = {"slip": asked.slip(answered(QUESTION)), "opinion": "right", "remark": "", **change}
    for reply in (
        client.post(routes.FEEDBACK, json=given),
        client.post(routes.FEEDBACK, content=b"[" * 100_000),
        client.post(routes.FEEDBACK, content=b"\xff"),
    ):
        assert (reply.status_code, reply.text) == (422, "Unprocessable Entity")
    assert not (data / FEEDBACK).exists()
