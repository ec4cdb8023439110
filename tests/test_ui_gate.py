"""What a request passes before the page gets it, held against an application that tells it all."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from ipaddress import ip_network
from typing import Any

import pytest

from own_loop import finished
from ui import texts_pages
from ui.web import bodies
from ui.web.asgi import AsgiMessage, Receive, Refused, Send
from ui.web.gate import Gate, Sessions
from ui.web.hosts import Authority
from ui.web.routes import FEEDBACK, JOIN, LISTEN, MAINTAIN
from ui.web.rules import BODY_BYTES, UPLOAD_BYTES, Rules

RULES = Rules(
    hosts=frozenset({"127.0.0.1", "localhost", "::1", "steun.example"}),
    named=frozenset({Authority("steun.example"), Authority("intranet", 8443)}),
    headers=((b"x-content-type-options", b"nosniff"),),
    inputs={0: 2},
)
HOST = ("Host", "127.0.0.1:7860")
QUESTION = "Vader Kees bedreigt moeder"


class Everything:
    """Sessions of which there is always something to hear; remembers those that ended."""

    def __init__(self, *, is_open: bool = True) -> None:
        self.came: list[str] = []
        self.ended: list[str] = []
        self._is_open = is_open

    def joined(self, session: str) -> None:
        self.came.append(session)

    def is_open(self, session: str) -> bool:
        return self._is_open

    def begin(self, session: str) -> None:
        self.came.append(session)

    def end(self, session: str, *, is_whole: bool) -> None:
        self.ended.append(session)
        self.is_whole = is_whole


@dataclass
class Seen:
    """What the application behind the gate was given."""

    scope: dict[str, Any] = field(default_factory=dict)
    body: bytes = b""

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.scope["headers"]}


Inner = Callable[[AsgiMessage, Receive, Send], Awaitable[None]]


def telling(seen: Seen) -> Inner:
    async def app(scope: AsgiMessage, receive: Receive, send: Send) -> None:
        seen.scope = dict(scope)
        if scope["method"] == "POST":
            seen.body = (await receive())["body"]
        headers = [(b"access-control-allow-origin", b"*"), (b"cache-control", b"public")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"in orde"})

    return app


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    text: str
    seen: Seen


def asked(
    method: str = "GET",
    path: str = "/",
    headers: Sequence[tuple[str, str]] = (HOST,),
    chunks: Sequence[bytes] = (b"",),
    rules: Rules = RULES,
    client: str = "127.0.0.1",
    query: str = "",
    app: Inner | None = None,
    sessions: Sessions | None = None,
    pause_s: float = 0,
) -> Answer:
    """One request through the gate."""
    seen = Seen()
    sent: list[AsgiMessage] = []
    coming = list(chunks)

    async def receive() -> AsgiMessage:
        await asyncio.sleep(pause_s)
        if not coming:
            return {"type": "http.disconnect"}
        body = coming.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(coming)}

    async def send(message: AsgiMessage) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "scheme": "http",
        "query_string": query.encode(),
        "client": (client, 1),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in headers],
    }
    finished(Gate(app or telling(seen), rules, sessions or Everything())(scope, receive, send))
    start = sent[0]
    text = b"".join(each.get("body", b"") for each in sent[1:]).decode()
    shown = [(name.decode(), value.decode()) for name, value in start["headers"]]
    return Answer(start["status"], shown, text, seen)


def joined(body: bytes | Any, *headers: tuple[str, str], **more: Any) -> Answer:
    """A question through the gate."""
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return asked("POST", JOIN, (HOST, *headers), [sent], **more)


GOOD = {"data": [QUESTION, "{}"], "fn_index": 0, "session_hash": "abc", "trigger_id": 3}


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 127.0.0.1:7860 localhost LOCALHOST:7860 localhost. localhost.:80 [::1] [::1]:7860 "
    "[0:0:0:0:0:0:0:1] [::ffff:127.0.0.1]:1 Steun.Example steun.example.:443".split(),
)
def test_a_host_that_the_operator_named_is_served(host: str) -> None:
    assert asked(headers=[("Host", host)]).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "kwaad.example",
        "kwaad.example:7860",
        "127.0.0.1.kwaad.example",
        "localhost.kwaad.example",
        "kwaad.example#127.0.0.1",
        "127.0.0.1@kwaad.example",
        "kwaad@127.0.0.1",
        "user:pass@localhost",
        "127.0.0.1:7860:80",
        "127.0.0.1:",
        "127.0.0.1:0",
        "127.0.0.1:99999",
        "127.0.0.1:7860/x",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0.0.0.0",
        "[::]",
        "[::1",
        "::1",
        "[::1]x",
        "[fe80::1%25eth0]",
        "localhost..",
        ".localhost",
        "local host",
        "localhost,kwaad.example",
        "http://127.0.0.1",
        "lócalhost",
        "127.0.0.１",
        "",
        "null",
        "a" * 5000,
    ],
)
def test_another_host_is_not_served(host: str) -> None:
    answer = asked(headers=[("Host", host.encode().decode("latin-1"))])
    assert (answer.status, answer.text) == (421, "Misdirected Request")
    assert answer.seen.scope == {}


@pytest.mark.parametrize("headers", [(), (HOST, HOST), (HOST, ("host", "kwaad.example"))])
def test_there_is_exactly_one_host(headers: Sequence[tuple[str, str]]) -> None:
    assert asked(headers=headers).status == 421


@pytest.mark.parametrize("target", ["http://kwaad.example/", "http://127.0.0.1/", "*", ""])
def test_a_target_that_is_no_path_is_not_served(target: str) -> None:
    assert asked(path=target).status == 421


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:7860", "http://127.0.0.1:7860"),
        ("localhost", "http://localhost"),
        ("localhost", "http://localhost:80"),
        ("localhost:80", "http://localhost"),
        ("localhost", "https://localhost"),
        ("[::1]:7860", "http://[0::1]:7860"),
        ("127.0.0.1:7860", "https://steun.example"),
        ("127.0.0.1:7860", "https://intranet:8443"),
        ("steun.example", "https://Steun.Example:443"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_the_page_of_this_server_may_ask(method: str, host: str, origin: str) -> None:
    assert asked(method, headers=[("Host", host), ("Origin", origin)]).status == 200


@pytest.mark.parametrize(
    "origin",
    [
        "http://kwaad.example",
        "https://kwaad.example:7860",
        "http://127.0.0.1:7861",
        "http://127.0.0.1",
        "https://127.0.0.1",
        "http://localhost:7860",
        "null",
        "",
        "file://",
        "chrome-extension://abc",
        "http://127.0.0.1:7860.kwaad.example",
        "http://127.0.0.1:7860@kwaad.example",
        "http://kwaad.example/127.0.0.1:7860",
        "http://127.0.0.1:7860/",
        "http://127.0.0.1:7860 http://kwaad.example",
        "https://steun.example:8000",
        "https://intranet",
        "ws://127.0.0.1:7860",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "HEAD"])
def test_a_page_of_another_site_may_not_ask(method: str, origin: str) -> None:
    answer = asked(method, headers=[HOST, ("Origin", origin)])
    assert (answer.status, answer.seen.scope) == (403, {})


def test_two_origins_are_none() -> None:
    own = ("Origin", "http://127.0.0.1:7860")
    assert asked(headers=[HOST, own, own]).status == 403


@pytest.mark.parametrize(
    ("method", "site", "status"),
    [
        ("POST", "cross-site", 403),
        ("OPTIONS", "same-site", 403),
        ("GET", "cross-site", 200),
        ("POST", "same-origin", 200),
        ("POST", "none", 200),
    ],
)
def test_a_browser_that_says_that_another_site_asks_is_believed(
    method: str, site: str, status: int
) -> None:
    assert asked(method, headers=[HOST, ("Sec-Fetch-Site", site)]).status == status


def test_no_other_site_is_let_in_by_a_response_and_nothing_is_kept() -> None:
    answer = asked(headers=[HOST, ("Origin", "http://127.0.0.1:7860")])
    names = [name for name, _ in answer.headers]
    assert not any(name.startswith("access-control-") for name in names)
    assert ("cache-control", "no-store") in answer.headers
    assert names.count("cache-control") == 1
    assert ("x-content-type-options", "nosniff") in answer.headers


def test_refusals_have_our_headers_too() -> None:
    answer = asked(headers=[])
    assert ("cache-control", "no-store") in answer.headers
    assert ("x-content-type-options", "nosniff") in answer.headers


def test_files_with_a_hash_in_their_name_may_be_kept() -> None:
    kept = dict(asked(path="/assets/index-DphvyggB.js").headers)
    assert kept["cache-control"] == "public, max-age=31536000, immutable"


def test_the_page_is_not_kept_under_a_path_that_looks_like_files() -> None:
    rules = replace(RULES, root_path="/mijn/assets")
    assert ("cache-control", "no-store") in asked(path="/mijn/assets/", rules=rules).headers


@pytest.mark.parametrize(
    "name",
    "X-Forwarded-Host X-Forwarded-Proto X-Forwarded-Prefix X-Forwarded-For Forwarded X-Real-IP "
    "X-Gradio-Server X-Original-URL Cookie Authorization X-Ip-Token Referer".split(),
)
def test_gradio_gets_no_header_from_which_it_would_build_an_address(name: str) -> None:
    seen = asked(headers=[HOST, (name, "https")]).seen
    assert name.lower() not in seen.headers
    assert seen.scope["scheme"] == "http"


def test_a_query_of_the_page_is_dropped() -> None:
    assert asked(query="deep_link=x&view=api").seen.scope["query_string"] == b""


def test_the_scheme_of_the_visitor_is_believed_of_the_proxy_only() -> None:
    rules = replace(RULES, proxy=(ip_network("10.0.0.0/8"),))
    headers = [HOST, ("X-Forwarded-Proto", "https")]
    schemes = [
        asked(headers=headers, rules=rules, client=client).seen.scope["scheme"]
        for client in ("10.1.2.3", "::ffff:10.1.2.3", "127.0.0.1", "testclient", "")
    ]
    assert schemes == ["https", "https", "http", "http", "http"]


@pytest.mark.parametrize(
    ("length", "status"),
    [
        (str(BODY_BYTES + 1), 413),
        ("9" * 5000, 413),
        ("0" * 5000, 200),
        ("-1", 400),
        ("1e3", 400),
        ("1_0", 400),
        ("", 400),
        ("٣", 400),
        ("abc", 400),
    ],
)
@pytest.mark.parametrize("path", ["/", JOIN, "/gradio_api/upload"])
def test_the_announced_size_is_a_bearable_number(path: str, length: str, status: int) -> None:
    latin = length.encode().decode("latin-1")
    answer = asked("PUT", path, [HOST, ("Content-Length", latin)])
    assert answer.status == status


def test_a_body_is_counted_while_it_comes() -> None:
    chunk = b" " * 100_000
    assert asked("POST", JOIN, chunks=[chunk] * 11).status == 413
    assert asked("POST", JOIN, chunks=[chunk] * 10).status == 422


@pytest.mark.parametrize("length", ["12", "5000"])
def test_a_body_that_is_not_as_long_as_announced_is_refused(length: str) -> None:
    assert joined(GOOD, ("Content-Length", length)).status == 400


@pytest.mark.parametrize("path", [JOIN, FEEDBACK])
def test_a_body_that_never_comes_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(bodies, "BODY_S", 0.05)
    assert asked("POST", path, chunks=[b"a"] * 100, pause_s=0.02).status == 408


def test_a_question_comes_through_as_text() -> None:
    seen = joined(GOOD).seen
    body = json.loads(seen.body)
    assert body["data"] == GOOD["data"]
    assert seen.headers["content-length"] == str(len(seen.body))
    assert seen.headers["content-type"] == "application/json"


def test_half_a_character_is_no_reason_to_refuse_a_question() -> None:
    body = json.dumps(GOOD).replace("Kees", "Kees \\ud83e").encode()
    assert json.loads(joined(body).seen.body)["data"][0] == QUESTION.replace("Kees", "Kees \ufffd")


def test_a_refusal_does_not_repeat_the_question() -> None:
    for body in ({**GOOD, "data": [{"path": QUESTION}, "{}"]}, {**GOOD, "extra": QUESTION}):
        answer = joined(body)
        assert answer.status == 422
        assert answer.text == "Unprocessable Entity"


def session(*headers: tuple[str, str], name: str = "abc") -> str:
    return str(
        json.loads(joined({**GOOD, "session_hash": name}, *headers).seen.body)["session_hash"]
    )


def listened(*headers: tuple[str, str], name: str = "abc") -> str:
    answer = asked(path=LISTEN, headers=[HOST, *headers], query=f"session_hash={name}")
    return str(answer.seen.scope["query_string"].decode().removeprefix("session_hash="))


def test_only_who_has_the_key_of_a_visit_hears_its_answers() -> None:
    key = ("X-Steunwijzer-Visit", "0123abcd")
    assert session(key) == listened(key)
    others = [session(), session(("X-Steunwijzer-Visit", "0123abce")), session(key, name="abd")]
    assert len({session(key), *others}) == 4
    assert "abc" not in session(key)
    # Neither can be mistaken for the other.
    assert session(("X-Steunwijzer-Visit", "a"), name="bc") != session(
        ("X-Steunwijzer-Visit", "ab"), name="c"
    )


@pytest.mark.parametrize(
    "query",
    [
        "",
        "session_hash=",
        "session_hash=a&session_hash=b",
        "session_hash=a&x=1",
        "session_hash=../a",
        f"session_hash={'a' * 65}",
        "session_hash[]=a",
        "session_hash=%00",
        "%ff",
        "a=b=c",
    ],
)
def test_a_session_has_one_plain_name(query: str) -> None:
    assert asked(path=LISTEN, query=query).status == 422


@pytest.mark.parametrize(
    "headers", [[("X-Steunwijzer-Visit", "a")] * 2, [("X-Steunwijzer-Visit", "a" * 65)]]
)
def test_a_visit_has_one_short_key(headers: list[tuple[str, str]]) -> None:
    assert joined(GOOD, *headers).status == 422


def test_a_session_of_which_nothing_comes_is_not_there() -> None:
    answer = asked(path=LISTEN, query="session_hash=a", sessions=Everything(is_open=False))
    assert answer.status == 404


def test_a_session_ends_when_its_listener_is_gone_also_by_a_bug() -> None:
    async def broken(scope: AsgiMessage, receive: Receive, send: Send) -> None:
        raise ValueError

    for app in (None, broken):
        sessions = Everything()
        asked(path=LISTEN, query="session_hash=a", sessions=sessions, app=app)
        assert sessions.came == sessions.ended != []


@pytest.mark.parametrize(
    ("said", "is_whole"),
    [
        (b'data: {"msg":"close_stream"}', True),
        (b'data: {"output":"\\"msg\\":\\"close_stream\\""}', False),
        (b"", False),
    ],
)
def test_a_page_that_hangs_up_after_the_last_word_has_heard_everything(
    said: bytes, is_whole: bool
) -> None:
    async def going_on(scope: AsgiMessage, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": said, "more_body": True})
        await asyncio.Event().wait()

    sessions = Everything()
    asked(path=LISTEN, query="session_hash=a", app=going_on, sessions=sessions)
    assert sessions.is_whole is is_whole


def test_a_question_that_was_taken_in_is_known_by_its_secret_name() -> None:
    sessions = Everything()
    seen = joined(GOOD, sessions=sessions).seen
    assert sessions.came == [json.loads(seen.body)["session_hash"]]


def test_a_bug_behind_the_gate_is_told_without_what_was_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def broken(scope: AsgiMessage, receive: Receive, send: Send) -> None:
        try:
            raise KeyError(QUESTION)
        except KeyError as error:
            raise ExceptionGroup(QUESTION, [ValueError(QUESTION)]) from error

    answer = asked(app=broken)
    assert (answer.status, answer.text) == (500, HTTPStatus.INTERNAL_SERVER_ERROR.phrase)
    told = capsys.readouterr().err
    assert "in broken" in told
    assert all(name in told for name in ("KeyError", "ValueError", "ExceptionGroup"))
    assert "Kees" not in told


USER = replace(RULES, user_header=b"x-user", proxy=(ip_network("127.0.0.0/8"), ip_network("::1")))


@pytest.mark.parametrize(
    ("headers", "client", "status"),
    [
        ([("X-User", "anna")], "127.0.0.1", 200),
        ([("X-User", "anna")], "::1", 200),
        ([("X-User", "anna")], "::ffff:127.0.0.1", 200),
        ([("X-User", "anna")], "10.0.0.1", 403),
        ([("X-User", "anna"), ("X-Forwarded-For", "127.0.0.1")], "10.0.0.1", 403),
        ([("X-User", "anna")], "", 403),
        ([("X-User", "anna"), ("X-User", "bert")], "127.0.0.1", 403),
        ([("X-User", "  ")], "127.0.0.1", 403),
        ([("X_User", "anna")], "127.0.0.1", 403),
        ([], "127.0.0.1", 403),
    ],
)
@pytest.mark.parametrize("path", ["/", "/theme.css", "/assets/x.js", LISTEN])
def test_only_who_the_proxy_knows_comes_in(
    headers: list[tuple[str, str]], client: str, status: int, path: str
) -> None:
    answer = asked(
        path=path, headers=[HOST, *headers], rules=USER, client=client, query="session_hash=a"
    )
    assert answer.status == status


@pytest.mark.parametrize(
    ("path", "inner"),
    [
        ("/steun/", "/"),
        ("/steun/assets/x.js", "/assets/x.js"),
        ("/", "/"),
        ("/assets/x.js", "/assets/x.js"),
        ("/steunwijzer", "/steunwijzer"),
    ],
)
def test_a_proxy_may_keep_its_path_or_take_it_off(path: str, inner: str) -> None:
    seen = asked(path=path, rules=replace(RULES, root_path="/steun")).seen
    assert (seen.scope["path"], seen.scope["root_path"]) == (inner, "")


def test_the_path_of_a_proxy_without_a_slash_leads_to_the_one_with_it() -> None:
    answer = asked(path="/steun", rules=replace(RULES, root_path="/steun"))
    assert (answer.status, dict(answer.headers)["location"]) == (307, "/steun/")


def test_a_websocket_is_refused() -> None:
    sent: list[AsgiMessage] = []

    async def send(message: AsgiMessage) -> None:
        sent.append(message)

    async def receive() -> AsgiMessage:
        return {"type": "websocket.connect"}

    scope = {"type": "websocket", "path": "/", "headers": []}
    finished(Gate(telling(Seen()), RULES, Everything())(scope, receive, send))
    assert [each["type"] for each in sent] == ["websocket.close"]


@pytest.mark.parametrize(("most", "is_taken"), [(6, True), (5, False)])
def test_a_large_body_comes_in_parts_up_to_its_bound(most: int, is_taken: bool) -> None:
    parts = [
        {"type": "http.request", "body": b"abc", "more_body": True},
        {"type": "http.request", "body": b"def", "more_body": False},
    ]

    async def receive() -> AsgiMessage:
        return parts.pop(0)

    async def read() -> bytes:
        bounded_receive = bodies.bounded(receive, most)
        return b"".join([(await bounded_receive())["body"] for _ in range(2)])

    if is_taken:
        assert finished(read()) == b"abcdef"
    else:
        with pytest.raises(Refused) as refused:
            finished(read())
        assert refused.value.status == 413


def test_a_large_body_that_is_broken_off_is_refused() -> None:
    async def receive() -> AsgiMessage:
        return {"type": "http.disconnect"}

    with pytest.raises(Refused) as refused:
        finished(bodies.bounded(receive, 6)())
    assert refused.value.status == 400


@pytest.mark.parametrize(("length", "status"), [(str(UPLOAD_BYTES + 1), 413), ("veel", 400)])
def test_a_file_that_is_too_large_is_refused_in_dutch(length: str, status: int) -> None:
    answer = asked("POST", f"{MAINTAIN}/toevoegen", [HOST, ("Content-Length", length)])
    assert (answer.status, answer.text) == (status, texts_pages.FORM_REFUSED[status])


SHARED = "bron=a%2Fb&plek=1%2Fwaarde_1-2_00000000"


@pytest.mark.parametrize("root_path", ["", "/steun"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_link_to_a_source_leads_to_its_document(root_path: str, method: str) -> None:
    rules = replace(RULES, root_path=root_path)
    reply = asked(method, f"{root_path}/", query=SHARED, rules=rules, sessions=Everything())
    assert reply.status == HTTPStatus.TEMPORARY_REDIRECT
    place = f"{root_path}/document/a%2Fb?plek=1%2Fwaarde_1-2_00000000#plek"
    assert dict(reply.headers)["location"] == place


@pytest.mark.parametrize(
    "query",
    ["", "vraag=bron", "bron=", "bron=a&bron=b", "plek=1", "bron=é", "&".join("abcdefghi")],
)
def test_any_other_address_is_that_of_the_chat_page(query: str) -> None:
    reply = asked(query=query, sessions=Everything())
    assert (reply.status, reply.seen.scope["query_string"]) == (200, b"")


def test_a_link_waits_for_the_page_where_that_is_still_made() -> None:
    seen, sent = Seen(), []

    async def send(message: AsgiMessage) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "scheme": "http",
        "query_string": SHARED.encode(),
        "client": ("127.0.0.1", 1),
        "headers": [(b"host", b"127.0.0.1")],
    }
    finished(Gate(telling(seen), RULES)(scope, bodies.nothing_more, send))
    assert (sent[0]["status"], seen.scope["path"]) == (200, "/")


def test_only_a_document_is_told_what_is_asked_of_it() -> None:
    reply = asked(path="/document/a", query="plek=1", sessions=Everything())
    assert reply.seen.scope["query_string"] == b"plek=1"
    assert asked(path="/assets/a", query="plek=1").seen.scope["query_string"] == b""


def test_a_link_without_the_slash_of_its_path_keeps_what_it_asks() -> None:
    rules = replace(RULES, root_path="/steun")
    reply = asked(path="/steun", query=SHARED, rules=rules, sessions=Everything())
    assert dict(reply.headers)["location"] == f"/steun/?{SHARED}"
