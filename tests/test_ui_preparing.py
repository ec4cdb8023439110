"""Before there is a chat page: how far it is, to whoever may come in, and 503 to everybody."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ingest.index.build import Stage
from own_loop import finished
from preparing_server import Led, preparing
from running_page import raw, request
from ui import texts
from ui.service.steps import Step, read_step
from ui.terminal import dutch
from ui.web.asgi import AsgiMessage
from ui.web.preparing import REFRESH_S, Preparation, Preparing, preparing_html
from ui.web.routes import JOIN, LISTEN

STEPS = len(texts.PREPARING_STAGES) + 1


class Watch:
    """A clock that a test sets, and what was slept."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str


def asked(app: Preparing, method: str = "GET", path: str = "/") -> Answer:
    sent: list[AsgiMessage] = []

    async def receive() -> AsgiMessage:
        return {"type": "http.request"}

    async def send(message: AsgiMessage) -> None:
        sent.append(message)

    finished(app({"type": "http", "method": method, "path": path}, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent).decode())


def shares(app: Preparing, *steps: tuple[str, int, int]) -> list[float]:
    """The share of the whole after each step."""
    found = []
    for step in steps:
        app.making(*step)
        assert app.now.share is not None
        found.append(app.now.share)
    return found


def test_page_and_terminal_know_every_stage_of_an_ingest_in_its_order() -> None:
    assert list(texts.PREPARING_STAGES) == list(Stage)
    assert set(Stage) <= set(dutch.STAGES)


def test_the_bar_runs_over_all_stages_and_leaves_the_last_part_for_the_start() -> None:
    app = Preparing()
    assert app.now.share is None
    app.making()
    assert app.now.share == 0
    assert shares(app, ("embed", 1, 2), ("embed", 2, 2), ("store", 1, 2), ("store", 2, 2)) == [
        pytest.approx(0.5 / STEPS),
        pytest.approx(1 / STEPS),
        pytest.approx(1.5 / STEPS),
        pytest.approx(2 / STEPS),
    ]
    assert texts.preparing_step(1, STEPS, "store") == app.now.step
    app.starting()
    assert app.now.share == pytest.approx((STEPS - 1) / STEPS)
    assert app.now.step == f"Stap {STEPS} van {STEPS}. {texts.STARTING_STEP}"
    assert app.now.title == texts.PREPARING


def test_the_bar_never_goes_back() -> None:
    steps = [("embed", 9, 10), ("embed", 1, 10), ("store", 1, 2), ("embed", 1, 1), ("nieuw", 0, 0)]
    found = shares(Preparing(), *steps)
    assert found == sorted(found)


def test_a_start_with_an_index_is_no_preparation_of_texts() -> None:
    app = Preparing()
    app.starting()
    assert (app.now.title, app.now.share) == (texts.STARTING, None)
    assert "value=" not in asked(app).text.split("<progress")[1].split(">")[0]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_page_comes_with_503_and_is_to_be_asked_for_again(method: str) -> None:
    app = Preparing()
    app.making("embed", 1, 2)
    answer = asked(app, method)
    assert answer.status == 503
    assert int(answer.headers["retry-after"]) == REFRESH_S
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert int(answer.headers["content-length"]) == len(answer.text.encode())
    assert f'content="{REFRESH_S}"' in answer.text.split("<noscript>")[1].split("</noscript>")[0]
    assert f'value="{50 / STEPS:.0f}"' in answer.text


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/theme.css"), ("POST", "/"), ("POST", JOIN), ("GET", LISTEN), ("GET", "//")],
)
def test_all_else_is_503_in_plain_text(method: str, path: str) -> None:
    answer = asked(Preparing(), method, path)
    assert (answer.status, answer.text) == (503, "Service Unavailable")
    assert answer.headers["retry-after"] == str(REFRESH_S)


def test_a_failure_is_shown_as_text_without_a_bar_and_not_asked_for_again() -> None:
    app = Preparing()
    app.making("embed", 1, 2)
    app.fail("Er is <script>iets</script> mis. Herstel het.")
    text = asked(app).text
    assert "Er is &lt;script&gt;iets&lt;/script&gt; mis. Herstel het." in text
    assert texts.PREPARING_FAILED in text
    assert "<progress" not in text
    assert 'http-equiv="refresh"' not in text
    assert "data-mislukt>" in text


def test_nothing_that_is_said_becomes_an_element() -> None:
    text = preparing_html(Preparation("<b>titel", "<b>uitleg", "<b>stap & meer"))
    assert "<b>" not in text
    assert "&lt;b&gt;stap &amp; meer" in text


def test_the_page_needs_nothing_from_anywhere() -> None:
    app = Preparing()
    text = preparing_html(app.now)
    assert re.findall(r"(?:src|href|url)\s*[=(]\s*\S+", text) == ['href="data:,">']
    assert "://" not in text
    # No text of ours ends the script or the style.
    assert (text.count("</script>"), text.count("</style>")) == (1, 1)
    assert "$" not in text


@pytest.mark.parametrize(
    ("ago_s", "is_failed", "slept"),
    [
        (0, True, [REFRESH_S + 1]),
        (2 * REFRESH_S, True, [REFRESH_S + 1]),
        (2 * REFRESH_S + 0.1, True, []),
        (0, False, []),
    ],
)
def test_a_server_that_fails_waits_only_for_who_is_looking(
    ago_s: float, is_failed: bool, slept: Sequence[float]
) -> None:
    watch = Watch()
    app = Preparing(watch)
    asked(app)
    watch.now += ago_s
    if is_failed:
        app.fail("Mis.")
    app.until_told(watch.slept.append)
    assert watch.slept == slept


def test_a_server_that_nobody_looked_at_ends_at_once() -> None:
    watch = Watch()
    app = Preparing(watch)
    asked(app, path="/favicon.ico")
    app.fail("Mis.")
    app.until_told(watch.slept.append)
    assert watch.slept == []


def test_a_step_comes_over_whole_or_not_at_all() -> None:
    for step in (Step("embed", 3, 7), Step(failure="Eén ’fout’\n<b>. Doe iets.")):
        line = step.line().encode()
        assert b"\n" not in line
        assert read_step(line + b"\n") == step
        assert read_step(line[:-3]) is None
    for line in (b"", b"null", b"[1]", b'{"x": 1}', b"Traceback", b"\xff", b"3"):
        assert read_step(line) is None


# --- The server itself ---


@pytest.fixture(scope="module")
def led(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Led]:
    """A server whose first ingest has begun and goes no further."""
    with preparing(tmp_path_factory.mktemp("led"), HOSTS="steun.example") as server:
        server.say(Step("embed", 1, 2).line())
        yield server


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/", {}, 503),
        ("HEAD", "/", {}, 503),
        ("GET", "/", {"Host": "steun.example"}, 503),
        ("GET", "/gradio_api/app_id", {}, 503),
        ("POST", JOIN, {}, 503),
        ("GET", f"{LISTEN}?session_hash=a", {}, 503),
        ("GET", LISTEN, {}, 503),
        ("GET", "/", {"Host": "kwaad.example"}, 421),
        ("GET", "/", {"Origin": "http://kwaad.example"}, 403),
        ("POST", JOIN, {"Sec-Fetch-Site": "cross-site"}, 403),
        ("POST", "/", {"Content-Length": "2000000"}, 413),
    ],
)
def test_the_rules_of_the_gate_hold_from_the_first_moment(
    led: Led, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = request(led.address, method, path, headers=headers)
    assert answer.status == status
    assert answer.headers.get("retry-after") == (str(REFRESH_S) if status == 503 else None)
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert "server" not in answer.headers


def test_a_body_without_end_is_counted_too(led: Led) -> None:
    chunk = b"%x\r\n" % 100_000 + b"a" * 100_000 + b"\r\n"
    head = b"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert raw(led.address, head % JOIN.encode() + chunk * 11).startswith(b"HTTP/1.1 413")


def test_behind_a_login_nobody_else_sees_how_far_it_is(tmp_path: Path) -> None:
    with preparing(tmp_path, USER_HEADER="X-User", ROOT_PATH="/steun") as led:
        assert request(led.address, "GET", "/steun/").status == 403
        known: dict[str, Any] = {"headers": {"X-User": "anna"}}
        assert request(led.address, "GET", "/steun", **known).status == 307
        answer = request(led.address, "GET", "/steun/", **known)
        assert (answer.status, texts.PREPARING in answer.text) == (503, True)
