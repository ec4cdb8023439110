"""The interface for programs: a real server, asked by a real client."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from ingest.index.releases import current_release
from ingest.text.document import Published
from ingest.text.settings import Settings
from running_page import serving, stopped
from ui import texts, texts_access
from ui.api.caller import PER_MINUTE, Pace
from ui.api.paths import ASK, CARD, DESCRIBED, DOCUMENT, METRICS, OPENAPI, READY, SEARCH, SOURCES
from ui.api.problem import ProblemError
from ui.record import answer_schema
from ui.service import card
from ui.service.card import system_card
from ui.web.rules import BODY_BYTES
from ui_fakes import PROFILE, SECTIONS, SOURCE, VALUE

QUESTION = "Wat is een burgervoogd?"
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    data = str(tmp_path_factory.mktemp("data"))
    with (
        serving(DATA=data) as (address, _),
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        yield client


def is_problem(reply: httpx.Response, status: int) -> bool:
    told = reply.json()
    return (
        reply.headers["content-type"] == "application/problem+json"
        and (reply.status_code, told["status"]) == (status, status)
        and bool(told["title"])
        and "\n" not in told["detail"]
    )


def events(text: str) -> list[tuple[str, Any]]:
    blocks = [each.split("\n") for each in text.split("\n\n") if each]
    return [
        (name.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for name, data in blocks
    ]


def test_a_question_gets_a_record_of_the_schema(client: httpx.Client) -> None:
    reply = client.post(ASK, json={"question": QUESTION})
    assert reply.status_code == 200
    record = reply.json()
    Draft202012Validator(answer_schema()).validate(record)
    assert (record["id"], record["question"], record["outcome"]) == (1, QUESTION, "answered")
    assert client.post(ASK, json={"question": "?", "id": "q7"}).json()["id"] == "q7"


def test_the_history_reaches_the_assistant_and_a_question_is_masked(client: httpx.Client) -> None:
    history = [{"question": "Wat is een JIM?", "answer": "Een JIM is ..."}]
    told = client.post(ASK, json={"question": "En Kees?", "history": history}).json()
    assert "Wat is een JIM? En [naam]?" in told["notices"][0]["text"]
    assert "Kees" not in told["question"]


def test_an_answer_comes_as_it_grows(client: httpx.Client) -> None:
    headers = {"Accept": "text/event-stream"}
    reply = client.post(ASK, json={"question": "langzaam"}, headers=headers)
    assert reply.headers["content-type"].startswith("text/event-stream")
    (first, growing), (last, whole) = events(reply.text)
    assert (first, last) == ("growing", "answer")
    assert len(growing["sentences"]) == 1 < len(whole["sentences"])
    for each in (growing, whole):
        Draft202012Validator(answer_schema()).validate(each)


def test_whom_to_call_comes_with_every_kind_of_answer(client: httpx.Client) -> None:
    for question in ("gevaar", "gevaar " * 1000):
        told = client.post(ASK, json={"question": question}).json()
        assert [each["phone"] for each in told["contacts"]] == ["112", "0800-2000"]


def test_passages_are_found(client: httpx.Client) -> None:
    hits = client.post(SEARCH, json={"words": "JIM"}).json()["hits"]
    assert [each["rank"] for each in hits] == list(range(1, len(SECTIONS) + 1))
    assert hits[1]["text"] == VALUE.text


def test_a_choice_of_sources_is_held_to_those_that_there_are(client: httpx.Client) -> None:
    for path, body in ((ASK, {"question": QUESTION}), (SEARCH, {"words": "JIM"})):
        known = client.post(path, json={**body, "sources": [SOURCE.id]})
        assert known.status_code == 200
        unknown = client.post(path, json={**body, "sources": [SOURCE.id, "weg"]})
        assert is_problem(unknown, 422)
        assert "weg" in unknown.json()["detail"]
        assert is_problem(client.post(path, json={**body, "sources": "alles"}), 422)


def test_the_texts_can_be_read(client: httpx.Client) -> None:
    (source,) = client.get(SOURCES).json()["sources"]
    assert (source["id"], source["sections"]) == (SOURCE.id, len(SECTIONS))
    read = client.get(DOCUMENT.format(document_id=SOURCE.id)).json()
    assert read["source"] == source
    assert [each["text"] for each in read["sections"]] == [each.text for each in SECTIONS]
    assert read["sections"][1]["page"] == 6
    gone = client.get(DOCUMENT.format(document_id="weg"))
    assert is_problem(gone, 404)
    assert "weg" in gone.json()["detail"]


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"question": "a"}', {}, 415),
        (b'{"question": "a"}', {"Content-Type": "text/plain"}, 415),
        (b"question=a", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        (b"{", JSON, 422),
        (b"", JSON, 422),
        (b"[]", JSON, 422),
        (b"{}", JSON, 422),
        (b'{"question": 1}', JSON, 422),
        (b'{"question": "a", "history": [{"question": 1}]}', JSON, 422),
        (b'{"question": "\\ud800"}', JSON, 422),
        (b'{"question": "\xff"}', JSON, 400),
        (b"[" * 200_000, JSON, 400),
        (b'{"question": "' + b"a" * BODY_BYTES + b'"}', JSON, 413),
    ],
)
def test_what_is_no_question_is_a_problem_in_one_line(
    client: httpx.Client, body: bytes, headers: dict[str, str], status: int
) -> None:
    assert is_problem(client.post(ASK, content=body, headers=headers), status)


def test_a_bug_is_a_problem_that_tells_nothing_of_the_question() -> None:
    with serving() as (address, process):
        reply = httpx.post(f"{address}{ASK}", json={"question": "kapot Kees"}, timeout=30)
        said = stopped(process)
    assert is_problem(reply, 500)
    assert reply.json()["detail"] == texts.FAILED
    assert "ZeroDivisionError" in said
    assert "Kees" not in said + reply.text


@pytest.mark.parametrize("path", ["/api/v2/ask", "/api/", "/api/v1/ask/x", "/api/v1"])
def test_another_path_is_a_problem_too(client: httpx.Client, path: str) -> None:
    for method in ("GET", "POST", "DELETE"):
        assert is_problem(client.request(method, path), 404)
    assert is_problem(client.get(ASK), 404)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://kwaad.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_page_of_another_site_asks_nothing(client: httpx.Client, headers: dict[str, str]) -> None:
    for path in (ASK, SEARCH, "/mcp"):
        reply = client.post(path, json={"question": QUESTION}, headers=headers)
        assert is_problem(reply, 403)


def test_a_name_that_leads_here_by_the_doing_of_another_is_refused(client: httpx.Client) -> None:
    for path in (SOURCES, METRICS, CARD, OPENAPI):
        assert is_problem(client.get(path, headers={"Host": "kwaad.example"}), 421)


def test_metrics_count_what_was_asked_and_tell_nothing_of_it() -> None:
    with serving() as (address, _), httpx.Client(base_url=address, timeout=30) as client:
        for question in ("geheimpje", "het weer"):
            client.post(ASK, json={"question": question})
        client.post(ASK, content=b"{")
        for body in (b"{", b"[" * 100_000):
            client.post(ASK, content=body, headers={"Content-Type": "application/json"})
        client.get(DOCUMENT.format(document_id="geheimpje"))
        told = client.get(METRICS).text
    assert 'steunwijzer_answers_total{author="source",outcome="answered"} 1.0' in told
    assert 'steunwijzer_answers_total{author="source",outcome="not_found"} 1.0' in told
    assert "steunwijzer_answer_seconds_count 2.0" in told
    assert f'steunwijzer_requests_total{{route="{ASK}",status="200"}} 2.0' in told
    for status in (400, 415, 422):
        assert f'steunwijzer_requests_total{{route="{ASK}",status="{status}"}} 1.0' in told
    assert f'steunwijzer_requests_total{{route="{DOCUMENT}",status="404"}} 1.0' in told
    assert "steunwijzer_chat_model_well 1.0" in told
    assert "geheimpje" not in told


def test_the_card_says_what_this_is_and_how_good(client: httpx.Client) -> None:
    told = client.get(CARD)
    assert told.status_code in {200, 503}
    assert client.get(READY).json()["ready"] is (told.status_code == 200)


def test_the_card_names_editions_by_their_hash_and_figures_with_intervals(
    indexed: Settings,
) -> None:
    text = Published(SOURCE, (), SECTIONS)
    own = system_card(indexed, [text], PROFILE)
    assert own.release == current_release(indexed.data).name
    assert (own.chat_model, own.embedder) == ("none", indexed.embedder)
    other = system_card(indexed, [replace(text, sections=SECTIONS[1:])], PROFILE)
    assert other.sources[0].sha256 != own.sources[0].sha256
    assert other.sources[0].edition == SOURCE.edition
    assert own.measured.figures
    for each in own.measured.figures:
        assert 0 <= each.low <= each.mean <= each.high <= 1
        assert each.count > 100


def test_what_was_measured_is_worked_out_once(
    indexed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = system_card(indexed, [], PROFILE).measured
    monkeypatch.delattr(card, "read_run")
    assert system_card(indexed, [], PROFILE).measured == told


def test_the_description_is_whole_and_comes_from_here_alone(client: httpx.Client) -> None:
    whole = client.get(OPENAPI).json()
    assert set(whole["paths"]) == {ASK, SEARCH, SOURCES, DOCUMENT, CARD, READY, METRICS}
    text = json.dumps(whole)
    named = {each.split('"')[0] for each in text.split("#/components/schemas/")[1:]}
    assert named <= set(whole["components"]["schemas"])
    assert "AnswerRecord" in named
    page = client.get(DESCRIBED).text
    assert all(path in page for path in whole["paths"])
    assert "http" not in page.replace('http-equiv="', "")


def test_who_asks_too_much_waits_and_others_do_not() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    for _ in range(PER_MINUTE):
        pace.take("a")
    with pytest.raises(ProblemError) as refused:
        pace.take("a")
    assert (refused.value.status, refused.value.detail) == (429, texts_access.TOO_OFTEN)
    pace.take("b")
    now[0] = 60 / PER_MINUTE
    pace.take("a")
    with pytest.raises(ProblemError):
        pace.take("a")


def test_pauses_do_not_add_up_to_more_than_a_minute() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    pace.take("a")
    now[0] = 3600
    for _ in range(PER_MINUTE):
        pace.take("a")
    with pytest.raises(ProblemError):
        pace.take("a")
