import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from langchain_core.language_models import FakeListChatModel
from pydantic import SecretStr

from assistant.chat.model import open_chat_model
from eval.judge import CASES, HELPFUL_MOST, JudgedCase, Judgement, agreement, judge, load_cases
from ingest.text.errors import SteunwijzerError


def model(*replies: str) -> FakeListChatModel:
    return FakeListChatModel(responses=list(replies))


def case(name: str, helpful: int, *, faithful: bool) -> JudgedCase:
    record = {
        "id": name,
        "question": "Wat is een JIM?",
        "passages": ["Een JIM is een mentor."],
        "answer": "Een mentor.",
        "faithful": faithful,
        "helpful": helpful,
        "checked": {"by": "x", "how": "y"},
    }
    return JudgedCase.model_validate_json(json.dumps(record))


CASES_OF_FOUR = [
    case("1", 2, faithful=True),
    case("2", 0, faithful=True),
    case("3", 1, faithful=False),
    case("4", 2, faithful=False),
]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("TROUW: ja\nNUT: 2", Judgement(faithful=True, helpful=2)),
        ("trouw: Nee\n\nnut: 0\n", Judgement(faithful=False, helpful=0)),
        ("Ik denk:\nTROUW: ja\nNUT: 1.", Judgement(faithful=True, helpful=1)),
        ("Dat is een goed antwoord.", None),
        ("TROUW: misschien\nNUT: 2", None),
        ("TROUW: ja\nNUT: 25", None),
    ],
)
def test_a_judgement_is_read_or_is_none(reply: str, expected: Judgement | None) -> None:
    assert judge(model(reply), "Wat?", ["Dit."], "Dit.") == expected


def test_agreement_is_counted_beyond_chance() -> None:
    said = ("TROUW: ja\nNUT: 2", "TROUW: ja\nNUT: 0", "TROUW: nee\nNUT: 1", "TROUW: ja\nNUT: 2")
    done: list[int] = []
    found = agreement(model(*said), CASES_OF_FOUR, done.append)
    assert (found.count, found.unreadable, found.faithful_share) == (4, 0, 0.75)
    assert found.faithful_kappa == pytest.approx(0.5)
    assert (found.helpful_share, found.helpful_kappa) == (1, 1)
    assert done == [1, 2, 3, 4]


def test_what_cannot_be_read_counts_as_no_judgement() -> None:
    found = agreement(model("TROUW: ja\nNUT: 2", "hm"), CASES_OF_FOUR[:2], lambda _: None)
    assert (found.count, found.unreadable) == (1, 1)
    with pytest.raises(SteunwijzerError, match="niet in de gevraagde vorm"):
        agreement(model("hm"), CASES_OF_FOUR, lambda _: None)


def test_the_labelled_answers_are_enough_and_of_all_kinds() -> None:
    cases = load_cases(CASES)
    assert len(cases) >= 60
    assert {each.faithful for each in cases} == {True, False}
    assert {each.helpful for each in cases} == set(range(HELPFUL_MOST + 1))


class _Server(BaseHTTPRequestHandler):
    """An OpenAI-compatible server that judges everything good, and remembers what it was asked."""

    asked: list[dict[str, object]] = []  # noqa: RUF012
    status = 200

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).asked.append({"path": self.path, **body})
        message = {"role": "assistant", "content": "TROUW: ja\nNUT: 2"}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        completion = {"id": "1", "object": "chat.completion", "model": "m", "created": 1}
        reply = json.dumps(completion | {"choices": [choice]}).encode()
        self.send_response(type(self).status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(_Server, "asked", [])
    monkeypatch.setattr(_Server, "status", 200)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Server) as real:
        threading.Thread(target=real.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{real.server_port}/v1"
        real.shutdown()


def test_a_judge_behind_an_openai_compatible_address(server: str) -> None:
    chosen = open_chat_model("mijn-model", server, SecretStr(""))
    assert judge(chosen, "Wat?", ["Dit."], "Dit.") == Judgement(faithful=True, helpful=2)
    [asked] = _Server.asked
    assert (asked["path"], asked["model"]) == ("/v1/chat/completions", "mijn-model")
    assert "--- antwoord ---" in json.dumps(asked["messages"])


def test_a_judge_that_fails_is_one_line(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Server, "status", 400)
    chosen = open_chat_model("openai:mijn-model", server, SecretStr("geheim"))
    with pytest.raises(SteunwijzerError, match="geeft geen antwoord") as caught:
        judge(chosen, "Wat?", ["Dit."], "Dit.")
    assert "geheim" not in str(caught.value)


def test_an_unknown_provider_is_one_line() -> None:
    with pytest.raises(SteunwijzerError, match="'nergens:model' is niet te openen") as caught:
        open_chat_model("nergens:model", "", SecretStr(""))
    assert "\n" not in str(caught.value)
