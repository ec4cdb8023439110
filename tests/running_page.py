"""The real page in a process of its own, with the fake assistant, and plain requests to it."""

import http.client
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

import pytest

from ui.web.routes import JOIN, LISTEN

SERVER = Path(__file__).parent / "browser" / "server.py"
ANSWER_S = 20
SCREENS: Final = {
    "wide": {"width": 1280, "height": 800},
    "narrow": {"width": 360, "height": 740},
}
each_width = pytest.mark.parametrize("page", list(SCREENS), indirect=True)
"""For what a screen of another width may change: each page that is opened takes three seconds."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str


@contextmanager
def serving(**environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The page on a port of its own, with these settings; until Ctrl-C."""
    port = free_port()
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    command = [sys.executable, str(SERVER), str(port), json.dumps(environment)]
    with subprocess.Popen(command, **pipes) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "klaar\n"
        try:
            yield f"http://127.0.0.1:{port}", process
        finally:  # whatever went wrong there is told, and not waited for
            process.send_signal(signal.SIGINT)


def stopped(process: subprocess.Popen[str]) -> str:
    """Stop a server that is still running; returns what it said to its operator."""
    process.send_signal(signal.SIGINT)
    return process.communicate(timeout=ANSWER_S)[1]


def free_port() -> int:
    """A port of this machine that nobody has."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def request(
    address: str,
    method: str,
    path: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """Ask for exactly this path: other clients tidy it up first."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=ANSWER_S)
    try:
        connection.putrequest(method, path, skip_host="Host" in (headers or {}))
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        if body is not None and "Content-Length" not in (headers or {}):
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return Reply(
            answer.status, {name.lower(): value for name, value in answer.getheaders()}, text
        )
    finally:
        connection.close()


def raw(address: str, sent: bytes, *, wait_s: float = ANSWER_S) -> bytes:
    """Send these bytes and read until the server closes."""
    host, _, port = address.removeprefix("http://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=wait_s) as connection:
        connection.sendall(sent)
        received = b""
        while chunk := connection.recv(65_536):
            received += chunk
        return received


LAST_WORD: Final = '"msg":"close_stream"'
"""Within a text its quotes would be escaped."""
MOST_PARTS: Final = 100
"""An answer comes in so many parts of a second at most."""


def functions(address: str) -> list[tuple[int, int]]:
    """Number and count of inputs of every function that the page names."""
    page = request(address, "GET", "/").text
    config = json.loads(page.split("window.gradio_config = ")[1].split(";</script>")[0])
    return [(each["id"], len(each["inputs"])) for each in config["dependencies"]]


def join(
    address: str,
    data: Any,
    session: str = "sessie",
    headers: Mapping[str, str] | None = None,
    *,
    function: int = 0,
) -> Reply:
    """Put an event in the queue, as the page does."""
    body = {"data": data, "fn_index": function, "session_hash": session, "trigger_id": 1}
    return request(address, "POST", JOIN, json.dumps(body).encode(), headers)


def listen(address: str, session: str = "sessie", headers: Mapping[str, str] | None = None) -> str:
    """All messages of a session: like a browser's page, asks on until the last word is said."""
    heard = ""
    for _ in range(MOST_PARTS):
        reply = request(address, "GET", f"{LISTEN}?session_hash={session}", headers=headers)
        heard += reply.text
        if LAST_WORD in heard or reply.status != HTTPStatus.OK:
            return heard
    raise AssertionError(heard)
