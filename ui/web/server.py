"""The web server, in a thread of its own: it answers from its first moment, whatever is still made.

It logs no request, and so no question.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn
from fastapi import FastAPI

from ingest.text.settings import Settings
from ui.web.access import check_access, rules_of
from ui.web.bug_report import report_everywhere
from ui.web.front import Front
from ui.web.gate import Gate
from ui.web.patience import PatientProtocol
from ui.web.preparing import Preparing

_STOP_S: Final = 2
"""Seconds that open connections get when the server stops."""
_STOPPED_S: Final = _STOP_S + 1
_CONNECTIONS: Final = 200
"""More at once are told to come back later."""
_HEAD_BYTES: Final = 16_384
"""Longest request line and headers together."""
_POLL_S: Final = 0.5
"""Where a system cannot interrupt waiting, Ctrl-C waits so long."""


class Server:
    """A server of which the main thread says what it shows, and when it stops."""

    def __init__(self, settings: Settings, listener: socket.socket) -> None:
        """Serve on a bound socket.

        Raises:
            SteunwijzerError: the page would be open to others without a word of who may come in, or
                a setting names a host or a proxy that cannot be one.
        """
        bound = listener.getsockname()[0]
        check_access(settings, bound)
        self.preparing = Preparing()
        self._front = Front(Gate(self.preparing, rules_of(settings, bound, {})))
        self._server = _Uvicorn(_config(self._front))
        self._error: BaseException | None = None
        # Nothing that it waits for may hold up the end of the program.
        self._thread = threading.Thread(target=self._run, args=(listener,), daemon=True)

    def start(self) -> None:
        """Answer from now on, with how far the preparations are."""
        self._thread.start()

    def show(self, page: FastAPI, end_streams: Callable[[], None]) -> None:
        """Answer with the chat page from now on; `end_streams()` is called when the server stops.

        Raises:
            RuntimeError: the page did not begin; why is reported.
        """
        self._server.end_streams = end_streams
        if not self._front.show(page, self._thread.is_alive):
            self.stop()
            raise RuntimeError("the page did not begin; why stands above") from self._error

    def wait(self) -> None:
        """Wait until the server stops.

        Raises:
            BaseException: whatever ended it.
        """
        while self._thread.is_alive():
            self._thread.join(_POLL_S)
        if self._error:
            raise self._error

    def stop(self) -> None:
        """Stop answering; who is being answered gets a moment."""
        self._server.should_exit = True
        self._thread.join(_STOPPED_S)

    def _run(self, listener: socket.socket) -> None:
        try:
            self._server.run(sockets=[listener])
        except BaseException as error:  # noqa: BLE001  # raised where the end is waited for
            self._error = error


@contextmanager
def serving(settings: Settings, listener: socket.socket) -> Iterator[Server]:
    """Answer on a bound socket, at first with how far the preparations are.

    Raises:
        SteunwijzerError: as `Server`.
    """
    report_everywhere()
    server = Server(settings, listener)
    server.start()
    try:
        yield server
    finally:
        server.stop()


class _Uvicorn(uvicorn.Server):
    """Ends the streams of open pages when it stops; else it waits for them and then complains."""

    end_streams: Callable[[], None] | None = None

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop answering."""
        if self.end_streams:
            self.end_streams()
        await super().shutdown(sockets)


def _config(app: Front) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        # h11 is the one that leaves an address in the request line as it came, to be refused.
        http=PatientProtocol,
        ws="none",
        lifespan="on",
        h11_max_incomplete_event_size=_HEAD_BYTES,
        limit_concurrency=_CONNECTIONS,
        proxy_headers=False,
        server_header=False,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_STOP_S,
    )
