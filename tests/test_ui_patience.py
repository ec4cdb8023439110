"""Connections that say nothing, or too slowly, are hung up; the others are not."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
import uvicorn

from ui.web.patience import PatientProtocol

WAIT_S = 0.3
UNREAD_S = 0.6
LARGE = 20_000_000
"""More than a system keeps for who does not read."""


class HastyProtocol(PatientProtocol):
    wait_s = WAIT_S
    unread_s = UNREAD_S


async def app(scope: dict[str, object], receive: object, send: object) -> None:
    assert callable(send)
    assert scope["type"] == "http"
    large = b"x" * LARGE if scope["path"] == "/large" else b""
    length = (b"content-length", str(len(large)).encode())
    await send({"type": "http.response.start", "status": 200, "headers": [length]})
    await send({"type": "http.response.body", "body": large})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(app, http=HastyProtocol, lifespan="off", log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join()


def is_hung_up(connection: socket.socket) -> bool:
    connection.settimeout(WAIT_S * 20)
    return connection.recv(1000) == b""


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: a\r\n"])
def test_a_connection_without_a_whole_request_is_hung_up(port: int, begun: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(begun)
        assert is_hung_up(connection)


def test_headers_that_trickle_in_are_waited_for_only_so_long(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n")
        with suppress(OSError):
            for number in range(200):
                connection.sendall(f"X-{number}: a\r\n".encode())
                time.sleep(WAIT_S / 5)
        assert number < 199


def test_a_request_after_another_is_answered_and_then_waited_for(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        for _ in range(3):
            connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            assert connection.recv(1000).startswith(b"HTTP/1.1 200")
        connection.sendall(b"GET / HTTP/1.1\r\n")
        assert is_hung_up(connection)


def test_the_rest_of_a_body_is_not_waited_for_once_it_was_answered(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 200")
        sent = 0
        with suppress(OSError):
            while sent < 200:
                sent += connection.send(b"x")
                time.sleep(WAIT_S / 5)
        assert sent < 200


def got_of(connection: socket.socket, pause_s: float = 0) -> int:
    """Bytes of the large answer that come, for who reads it in parts with a pause after each."""
    got = 0
    while part := connection.recv(500_000):
        got += len(part)
        time.sleep(pause_s)
    return got


@pytest.mark.parametrize("asked", [b"", b"Connection: close\r\n"])
def test_who_does_not_read_the_answer_is_hung_up(port: int, asked: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\n" + asked + b"\r\n")
        time.sleep(UNREAD_S * 2.5)
        # What the system had taken already still comes.
        assert got_of(connection) < LARGE


def test_who_reads_slowly_gets_the_whole_answer(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert got_of(connection, UNREAD_S / 20) > LARGE
