"""The server in its thread: what it answers with, and how it begins and ends."""

import asyncio
import signal
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from fastapi import FastAPI

from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from preparing_server import preparing
from running_page import request
from ui import texts
from ui.terminal import dutch
from ui.terminal.start import listen
from ui.web.server import Server, serving

SECRET = "een vraag van Kees"  # no password


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with listen("127.0.0.1", 0) as bound:
        yield bound


def at(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


class Life:
    """A page that remembers what became of it."""

    def __init__(self, *, is_broken: bool = False) -> None:
        self.told: list[str] = []
        self.streaming = threading.Event()

        @asynccontextmanager
        async def lifespan(_: FastAPI) -> AsyncIterator[None]:
            if is_broken:
                raise ValueError(SECRET)
            self.told.append("begun")
            task = asyncio.current_task()
            yield
            assert asyncio.current_task() is task
            self.told.append("ended")

        self.page = FastAPI(lifespan=lifespan)

        @self.page.get("/")
        def answer() -> str:
            return "de pagina"

        @self.page.get("/lang")
        async def stream() -> str:
            self.streaming.set()
            await self.end.wait()
            return "het laatste woord"

        self.end = asyncio.Event()

    def end_streams(self) -> None:
        self.told.append("streams")
        self.end.set()


def test_it_answers_before_and_after_it_has_a_page(listener: socket.socket) -> None:
    life, address = Life(), at(listener)
    with serving(Settings(), listener) as server:
        before = request(address, "GET", "/")
        assert (before.status, texts.STARTING in before.text) == (503, True)
        server.show(life.page, life.end_streams)
        assert request(address, "GET", "/").text == '"de pagina"'
        assert life.told == ["begun"]
    assert life.told == ["begun", "streams", "ended"]
    with pytest.raises(ConnectionRefusedError):
        request(address, "GET", "/")


def test_who_is_being_answered_gets_the_last_word(listener: socket.socket) -> None:
    life = Life()
    heard: list[str] = []
    with serving(Settings(), listener) as server:
        server.show(life.page, life.end_streams)
        address = at(listener)
        thread = threading.Thread(
            target=lambda: heard.append(request(address, "GET", "/lang").text)
        )
        thread.start()
        assert life.streaming.wait(10)
    thread.join()
    assert heard == ['"het laatste woord"']


def test_a_page_that_does_not_begin_ends_the_server(
    listener: socket.socket, capsys: pytest.CaptureFixture[str]
) -> None:
    life = Life(is_broken=True)
    with serving(Settings(), listener) as server:
        with pytest.raises(RuntimeError, match="did not begin"):
            server.show(life.page, life.end_streams)
        server.wait()
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert SECRET not in said


def test_a_server_that_has_stopped_shows_nothing_more(listener: socket.socket) -> None:
    life = Life()
    with serving(Settings(), listener) as server:
        server.stop()
        with pytest.raises(RuntimeError, match="did not begin"):
            server.show(life.page, life.end_streams)
    assert life.told == []


def test_what_ends_the_server_is_raised_where_it_is_waited_for(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object, sockets: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("ui.web.server._Uvicorn.run", broken)
    with serving(Settings(), listener) as server, pytest.raises(ZeroDivisionError):
        server.wait()


def test_nobody_listens_where_nothing_was_said_of_who_may_come_in() -> None:
    with (
        listen("0.0.0.0", 0) as bound,
        pytest.raises(SteunwijzerError, match="zonder inloggen"),
    ):
        Server(Settings(host="0.0.0.0"), bound)


def until(address: str, status: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with suppress(OSError):
            if request(address, "GET", "/").status == status:
                return
        time.sleep(0.1)
    raise AssertionError(status)


def test_ctrl_c_ends_a_server_that_a_shell_put_in_the_background(tmp_path: Path) -> None:
    def ignore() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    with preparing(tmp_path, first=ignore) as led:
        led.say("end 0")
        until(led.address, 200)
        led.process.send_signal(signal.SIGINT)
        assert led.process.wait(timeout=30) == 0


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        (signal.SIGINT, 0, ""),
        (signal.SIGTERM, 143, dutch.ENDED + "\n"),
        (signal.SIGHUP, 129, dutch.ENDED + "\n"),
    ],
)
def test_a_signal_ends_a_page_in_use_with_a_line(
    tmp_path: Path, number: signal.Signals, code: int, said: str
) -> None:
    def hear() -> None:  # also where the tests themselves run under nohup
        signal.signal(number, signal.SIG_DFL)

    with preparing(tmp_path, first=hear) as led:
        until(led.address, 503)
        led.say("end 0")
        until(led.address, 200)
        led.process.send_signal(number)
        _, errors = led.process.communicate(timeout=30)
    assert led.process.returncode == code
    assert errors == dutch.serving(led.address) + "\n" + said
