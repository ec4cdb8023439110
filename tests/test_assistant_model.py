"""The real clients of chat models over loopback, and every way in which a server can fail them."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel, GenericFakeChatModel
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk
from llmock.pytest_plugin import LLMock
from llmock.scenarios import Reply
from pydantic import SecretStr
from tiny_gguf import SENTENCE, write_speaking_gguf

from assistant.chat.failure import why
from assistant.chat.model import (
    FailureReason,
    ModelFailure,
    has_structured_output,
    open_chat_model,
    stream_text,
)
from assistant.chat.stream import leave_calls, without_thoughts
from ingest.text.errors import SteunwijzerError

SHORT_S = 0.6
LONG_S = 20.0
ASKED = [("system", "Antwoord kort."), ("human", "Wat is een JIM?")]
SCHEMA = {
    "title": "antwoord",
    "type": "object",
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}
Script = Callable[["Scripted"], None]


class Scripted(BaseHTTPRequestHandler):
    """A server that does what its script says, and remembers what it was asked."""

    server: "ScriptedServer"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({"path": self.path, "headers": self.headers, **body})
        try:
            self.server.script(self)
        except OSError:
            self.server.is_gone.set()

    def start(self, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()

    def say(self, text: str) -> None:
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class ScriptedServer(ThreadingHTTPServer):
    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), Scripted)
        self.script = script
        self.asked: list[dict[str, Any]] = []
        self.is_gone = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}"


@pytest.fixture
def serve() -> Iterator[Callable[[Script], ScriptedServer]]:
    servers = []

    def start(script: Script) -> ScriptedServer:
        servers.append(ScriptedServer(script))
        threading.Thread(target=servers[-1].serve_forever, args=(0.05,), daemon=True).start()
        return servers[-1]

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    yield
    for thread in threading.enumerate():
        if thread.name == "chat model":
            thread.join(LONG_S)
            assert not thread.is_alive()


def event(delta: dict[str, str], reason: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return f"data: {json.dumps(chunk | {'choices': [choice]})}\n\n"


def events(*parts: str) -> Script:
    def script(handler: Scripted) -> None:
        handler.start("text/event-stream")
        handler.say("".join(parts))

    return script


def without_end(part: str, pause_s: float, first: str = "") -> Script:
    def script(handler: Scripted) -> None:
        handler.start("text/event-stream")
        handler.say(first or event({"role": "assistant", "content": "Een"}))
        while not handler.server.is_gone.wait(pause_s):
            handler.say(part)

    return script


def line(content: str = "", **more: object) -> str:
    return json.dumps({"model": "m", "message": {"role": "assistant", "content": content}} | more)


def lines(*parts: str, status: int = 200) -> Script:
    def script(handler: Scripted) -> None:
        handler.start("application/x-ndjson", status)
        handler.say("\n".join(parts) + "\n")

    return script


def opened(url: str, timeout_s: float = LONG_S, name: str = "openai:m") -> BaseChatModel:
    return open_chat_model(name, url, SecretStr(""), timeout_s)


def ask(
    model: BaseChatModel,
    timeout_s: float = LONG_S,
    schema: dict[str, Any] | None = None,
    max_chars: int = 1000,
) -> str:
    return "".join(
        stream_text(model, ASKED, schema=schema, timeout_s=timeout_s, max_chars=max_chars)
    )


def failure(
    model: BaseChatModel,
    timeout_s: float = LONG_S,
    schema: dict[str, Any] | None = None,
    max_chars: int = 1000,
) -> FailureReason:
    with pytest.raises(ModelFailure) as caught:
        ask(model, timeout_s, schema, max_chars)
    assert "\n" not in str(caught.value)
    return caught.value.reason


def test_an_openai_compatible_server_answers(llmock: LLMock) -> None:
    llmock.reply("Een JIM is een mentor.")
    assert ask(opened(llmock.base_url())) == "Een JIM is een mentor."
    llmock.assert_resilient()


def test_pieces_come_one_by_one(llmock: LLMock) -> None:
    llmock.reply("Een JIM is een mentor.").stall(after_chunks=3, seconds=1)
    pieces = stream_text(
        opened(llmock.base_url()), ASKED, schema=None, timeout_s=LONG_S, max_chars=100
    )
    assert next(pieces).startswith("Een")


def test_length_and_schema_are_asked_for(serve: Callable[[Script], ScriptedServer]) -> None:
    server = serve(events(event({"content": '{"text": "Ja"}'}), event({}, "stop"), "data: [DONE]"))
    model = open_chat_model("m", f"{server.url}/v1", SecretStr("geheim"))
    assert ask(model, schema=SCHEMA) == '{"text": "Ja"}'
    [asked] = server.asked
    assert asked["path"] == "/v1/chat/completions"
    assert asked["headers"]["Authorization"] == "Bearer geheim"
    assert asked["response_format"]["json_schema"]["schema"] == SCHEMA
    assert asked["max_tokens"] == asked["max_completion_tokens"] > 0


@pytest.mark.parametrize("schema", [None, SCHEMA], ids=["plain", "schema"])
@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (lambda mock: mock.fail(500, times=None), FailureReason.SERVER),
        (lambda mock: mock.fail(400), FailureReason.REFUSED),
        (lambda mock: mock.fail(401), FailureReason.WRONG_KEY),
        (lambda mock: mock.fail(403), FailureReason.WRONG_KEY),
        (lambda mock: mock.fail(404), FailureReason.UNKNOWN_MODEL),
        (lambda mock: mock.context_overflow(), FailureReason.TOO_LONG),
        (lambda mock: mock.rate_limit(times=None, retry_after=600), FailureReason.BUSY),
        (lambda mock: mock.disconnect(after_chunks=3), FailureReason.CUT_OFF),
        (lambda mock: mock.truncate(after_chunks=3), FailureReason.CUT_OFF),
        (lambda mock: mock.corrupt(after_chunks=3), FailureReason.BROKEN),
        (lambda mock: mock.reply(""), FailureReason.EMPTY),
        (lambda mock: mock.add(Reply("Een", finish_reason="length")), FailureReason.CUT_OFF),
        (
            lambda mock: mock.add(Reply("Een", finish_reason="content_filter")),
            FailureReason.CUT_OFF,
        ),
    ],
)
def test_each_fault_has_its_reason(
    llmock: LLMock,
    fault: Callable[[LLMock], LLMock],
    reason: FailureReason,
    schema: dict[str, Any] | None,
) -> None:
    fault(llmock)
    llmock.reply("Een antwoord van heel veel woorden.")
    assert failure(opened(llmock.base_url()), schema=schema) is reason


@pytest.mark.parametrize(
    ("status", "reason"), [(429, FailureReason.BUSY), (503, FailureReason.SERVER)]
)
def test_a_server_that_stays_busy_is_asked_twice(
    llmock: LLMock, status: int, reason: FailureReason
) -> None:
    llmock.fail(status, times=None)
    assert failure(opened(llmock.base_url())) is reason
    assert len(llmock.requests) == 2


def test_a_server_that_was_busy_is_asked_once_more(llmock: LLMock) -> None:
    llmock.rate_limit(retry_after=0).reply("Een JIM.")
    assert ask(opened(llmock.base_url())) == "Een JIM."


@pytest.mark.parametrize("fault", ["stall", "delay"])
def test_a_server_that_falls_silent_is_left(llmock: LLMock, fault: str) -> None:
    llmock.reply("Een JIM is een mentor.")
    if fault == "stall":
        llmock.stall(after_chunks=2, seconds=2)
    else:
        llmock.delay(2)
    assert failure(opened(llmock.base_url(), SHORT_S), SHORT_S) is FailureReason.TIMEOUT


@pytest.mark.parametrize("schema", [None, SCHEMA], ids=["plain", "schema"])
@pytest.mark.parametrize("part", [event({"content": "a"}), ": ping\n\n"], ids=["text", "pings"])
def test_a_server_that_goes_on_for_ever_is_left(
    serve: Callable[[Script], ScriptedServer], part: str, schema: dict[str, Any] | None
) -> None:
    server = serve(without_end(part, 0.05))
    # With a longer limit of its own the client does not end the call.
    assert failure(opened(server.url), SHORT_S, schema) is FailureReason.TIMEOUT
    assert server.is_gone.wait(LONG_S)


def test_an_endless_answer_ends(serve: Callable[[Script], ScriptedServer]) -> None:
    server = serve(without_end(event({"content": "alsmaar "}), 0))
    given = []
    with pytest.raises(ModelFailure) as caught:
        given.extend(
            stream_text(opened(server.url), ASKED, schema=None, timeout_s=LONG_S, max_chars=100)
        )
    assert caught.value.reason is FailureReason.ENDLESS
    assert len("".join(given)) <= 100
    assert server.is_gone.wait(LONG_S)


def test_who_stops_reading_closes_the_connection(
    serve: Callable[[Script], ScriptedServer],
) -> None:
    server = serve(without_end(": ping\n\n", 0.05))
    pieces = stream_text(opened(server.url), ASKED, schema=None, timeout_s=LONG_S, max_chars=100)
    assert next(pieces) == "Een"
    del pieces
    assert server.is_gone.wait(LONG_S)


def test_a_call_that_is_left_does_not_harm_another(
    serve: Callable[[Script], ScriptedServer],
) -> None:
    def script(handler: Scripted) -> None:
        if len(handler.server.asked) == 1:
            without_end(": ping\n\n", 0.05)(handler)
        else:
            handler.start("text/event-stream")
            handler.say(event({"content": "Een "}))
            assert handler.server.is_gone.wait(LONG_S)
            handler.say(event({"content": "JIM."}) + event({}, "stop"))

    model = opened(serve(script).url)
    limits: dict[str, Any] = {"schema": None, "timeout_s": LONG_S, "max_chars": 100}
    left, other = stream_text(model, ASKED, **limits), stream_text(model, ASKED, **limits)
    assert (next(left), next(other)) == ("Een", "Een ")
    del left
    assert "".join(other) == "JIM."


@pytest.mark.parametrize("name", ["openai:m", "ollama:m"])
def test_nobody_listens(name: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    assert failure(opened(url, name=name)) is FailureReason.UNREACHABLE


@pytest.mark.parametrize("name", ["openai:m", "ollama:m"])
def test_a_server_that_hangs_up_at_once(
    serve: Callable[[Script], ScriptedServer], name: str
) -> None:
    server = serve(lambda handler: None)
    assert failure(opened(server.url, name=name)) is FailureReason.UNREACHABLE


@pytest.mark.parametrize(
    "message",
    [
        "'response_format' is not supported by this server",
        "'response_format' of type 'json_schema' is not supported with this model",
        "Invalid schema for response_format 'antwoord'",
    ],
)
def test_a_format_that_the_server_lacks(llmock: LLMock, message: str) -> None:
    llmock.fail(400, message=message)
    model = opened(llmock.base_url())
    assert failure(model, schema=SCHEMA) is FailureReason.UNSUPPORTED_FORMAT
    llmock.reply("Een JIM.")
    assert ask(model) == "Een JIM."


def test_an_error_inside_a_stream(serve: Callable[[Script], ScriptedServer]) -> None:
    wrong = {"error": {"code": 400, "message": "the request exceeds the available context size"}}
    server = serve(events(event({"content": "Een"}), f"data: {json.dumps(wrong)}\n\n"))
    assert failure(opened(server.url)) is FailureReason.TOO_LONG
    server = serve(events(event({"content": "Een"}), 'data: {"error": {"message": "kapot"}}\n\n'))
    assert failure(opened(server.url)) is FailureReason.SERVER


def test_a_page_instead_of_an_answer_is_not_read(
    serve: Callable[[Script], ScriptedServer],
) -> None:
    server = serve(lines("<html>Log in</html>"))
    assert failure(opened(server.url)) in {FailureReason.CUT_OFF, FailureReason.BROKEN}
    assert failure(opened(server.url, name="ollama:m")) is FailureReason.BROKEN
    server = serve(events('data: {"choices": [{"delta": []}]}\n\n'))
    assert failure(opened(server.url)) is FailureReason.BROKEN


def test_what_a_model_thinks_is_not_told(serve: Callable[[Script], ScriptedServer]) -> None:
    parts = ("<thi", "nk>Hm, een JIM", "?</th", "ink>", "Een ", "<b>JIM", ".")
    server = serve(
        events(
            event({"reasoning_content": "Stil."}),
            *(event({"content": part}) for part in parts),
            event({}, "stop"),
        )
    )
    assert ask(opened(server.url)) == "Een <b>JIM."


def test_only_thoughts_are_no_answer(llmock: LLMock) -> None:
    llmock.reply("<think>Hm, een JIM")
    assert failure(opened(llmock.base_url())) is FailureReason.EMPTY


@pytest.mark.parametrize("size", [1, 3, 100])
def test_thoughts_are_dropped_however_the_text_is_cut(size: int) -> None:
    text = "<think>a < b</think>Wat <i>is</i> <think></think>dit? <thin"
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert "".join(without_thoughts(pieces)) == "Wat <i>is</i> dit? <thin"


def test_ollama_answers(serve: Callable[[Script], ScriptedServer]) -> None:
    server = serve(lines(line("Een "), line("JIM."), line(done=True, done_reason="stop")))
    model = open_chat_model("ollama:qwen:1b", server.url, SecretStr("geheim"))
    assert ask(model, schema=SCHEMA) == "Een JIM."
    [asked] = server.asked
    assert (asked["path"], asked["model"], asked["format"]) == ("/api/chat", "qwen:1b", SCHEMA)
    assert asked["headers"]["Authorization"] == "Bearer geheim"
    assert asked["options"]["num_predict"] > 0


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (lines(line("Een ")), FailureReason.CUT_OFF),
        (lines(line("Een "), line(done=True, done_reason="length")), FailureReason.CUT_OFF),
        (lines(line(done=True, done_reason="stop")), FailureReason.EMPTY),
        (lines(line("Een "), '{"mess'), FailureReason.BROKEN),
        (lines(line("Een "), '{"error": "model runner stopped"}'), FailureReason.SERVER),
        (lines('{"error": "model not found"}', status=404), FailureReason.UNKNOWN_MODEL),
        (lines('{"error": "busy"}', status=503), FailureReason.SERVER),
        (lines('{"error": "too many requests"}', status=429), FailureReason.BUSY),
        (
            lines('{"error": "invalid JSON schema in format"}', status=400),
            FailureReason.UNSUPPORTED_FORMAT,
        ),
        (lines('{"error": "exceeds context length"}', status=400), FailureReason.TOO_LONG),
    ],
)
def test_each_fault_of_ollama_has_its_reason(
    serve: Callable[[Script], ScriptedServer], script: Script, reason: FailureReason
) -> None:
    assert failure(opened(serve(script).url, name="ollama:m"), schema=SCHEMA) is reason


def test_ollama_that_goes_on_for_ever_is_left(serve: Callable[[Script], ScriptedServer]) -> None:
    server = serve(without_end(line("a") + "\n", 0.05, line("Een") + "\n"))
    assert failure(opened(server.url, name="ollama:m"), SHORT_S) is FailureReason.TIMEOUT
    assert server.is_gone.wait(LONG_S)


def fake(*answers: str) -> GenericFakeChatModel:
    return GenericFakeChatModel(messages=iter([AIMessage(answer) for answer in answers]))


def test_a_model_that_never_says_how_it_ends() -> None:
    assert not has_structured_output(fake())
    assert ask(fake("Een <think>hm</think>JIM."), schema=SCHEMA) == "Een JIM."


class Wrong(GenericFakeChatModel):
    def _stream(self, *_: Any, **__: Any) -> Iterator[Any]:
        yield AIMessageChunk("Een")
        raise TypeError


def test_whatever_a_provider_raises_is_a_failure_of_the_model() -> None:
    with pytest.raises(ModelFailure):
        ask(Wrong(messages=iter([])))


def test_what_is_wrong_here_is_no_failure_of_the_model() -> None:
    with pytest.raises(ValueError, match="Unexpected message type") as caught:
        list(stream_text(fake(), [("niemand", "x")], schema=None, timeout_s=1, max_chars=9))
    assert not isinstance(caught.value, ModelFailure)


def test_every_reason_has_a_sentence() -> None:
    assert all(str(ModelFailure(reason)).startswith("Het taalmodel ") for reason in FailureReason)


def test_a_timeout_of_the_client_is_one() -> None:
    assert why(TimeoutError(), is_begun=True, has_schema=False) is FailureReason.TIMEOUT


@pytest.fixture(scope="module")
def gguf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("model") / "speaking.gguf"
    write_speaking_gguf(file)
    return file


def test_a_file_answers_in_this_process(gguf: Path) -> None:
    assert ask(opened("", name=f"local:{gguf}")) == SENTENCE


def test_a_path_can_start_at_home(gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(gguf.parent))
    assert ask(opened("", name=f"local:~/{gguf.name}")) == SENTENCE


def test_a_file_answers_by_a_schema(gguf: Path) -> None:
    answer = json.loads(ask(opened("", name=f"local:{gguf}"), schema=SCHEMA))
    assert set(answer) == {"text"}


def test_a_file_without_room_says_so(gguf: Path) -> None:
    model = opened("", name=f"local:{gguf}")
    long = [("human", "a" * 20_000)]
    with pytest.raises(ModelFailure) as caught:
        list(stream_text(model, long, schema=None, timeout_s=LONG_S, max_chars=100))
    assert caught.value.reason is FailureReason.TOO_LONG


def test_a_process_ends_well_while_its_file_answers(gguf: Path) -> None:
    code = (
        "import sys; from pydantic import SecretStr; from assistant.chat.model import *\n"
        f"model = open_chat_model('local:{gguf}', '', SecretStr(''))\n"
        "schema = {'title': 'a', 'type': 'string', 'minLength': 1900}\n"
        "limits = {'timeout_s': 60, 'max_chars': 9999}\n"
        "pieces = stream_text(model, [('human', 'a')], schema=schema, **limits)\n"
        "next(pieces); next(pieces)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120)
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", b"")


def test_a_process_that_ends_sees_its_calls_end() -> None:
    class Unhurried(GenericFakeChatModel):
        def _stream(self, *_: object, **_more: object) -> Iterator[ChatGenerationChunk]:
            yield ChatGenerationChunk(message=AIMessageChunk("Een"))
            time.sleep(SHORT_S)
            yield ChatGenerationChunk(message=AIMessageChunk(" en twee"))

    model = Unhurried(messages=iter(()))
    pieces = stream_text(model, [("human", "x")], schema=None, timeout_s=LONG_S, max_chars=99)
    next(pieces)
    leave_calls()
    assert "chat model" not in {thread.name for thread in threading.enumerate()}
    with pytest.raises(ModelFailure):
        list(pieces)


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "bestaat niet"), (b"MZ", "geen GGUF"), (b"GGUF", "laadt niet")],
)
def test_a_wrong_file_is_one_line(tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "model.gguf"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SteunwijzerError, match=said):
        opened("", name=f"local:{file}")


def test_a_missing_extra_is_one_line(gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = gguf.with_name("other.gguf")
    copy.write_bytes(b"GGUF")
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(SteunwijzerError, match=r"pip install 'steunwijzer\[local\]'"):
        opened("", name=f"local:{copy}")


def test_a_missing_package_of_a_provider_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain_anthropic", None)
    with pytest.raises(SteunwijzerError, match="pip install langchain-anthropic"):
        opened("", name="anthropic:claude")


@pytest.mark.parametrize("name", ["nergens:model", "model", "openai:model"])
def test_what_cannot_be_opened_is_one_line(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(SteunwijzerError, match=f"'{name}' is niet te openen") as caught:
        opened("", name=name)
    assert "\n" not in str(caught.value)


def test_nothing_is_traced() -> None:
    code = (
        "from pydantic import SecretStr; from assistant.chat.model import open_chat_model\n"
        "open_chat_model('openai:m', 'http://127.0.0.1:9', SecretStr(''))\n"
        "from langsmith.utils import tracing_is_enabled; print(tracing_is_enabled())"
    )
    traced = {
        f"{owner}_{name}": "true"
        for owner in ("LANGSMITH", "LANGCHAIN")
        for name in ("TRACING", "TRACING_V2")
    }
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ | traced
    )
    assert (done.stdout.strip(), done.stderr) == ("False", "")
