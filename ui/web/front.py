"""An ASGI application that stands for another: what comes first, and then the chat page."""

import asyncio
import threading
from collections.abc import Callable
from typing import Final

from fastapi import FastAPI

from ui.web.asgi import Asgi, AsgiMessage, Receive, Send

_POLL_S: Final = 0.2


class Front:
    """Passes requests on to `first`, until there is a page to show."""

    def __init__(self, first: Asgi) -> None:
        self._app = first
        self._page: FastAPI | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_given = asyncio.Event()
        self._is_live = threading.Event()
        self._is_settled = threading.Event()

    def show(self, page: FastAPI, is_running: Callable[[], bool]) -> bool:
        """Pass requests on to this page from now on; returns whether it has begun.

        Called from another thread than that of the server, of which `is_running` tells.
        """
        self._page = page
        _wait(self._is_live, is_running)
        # A server that has ended has closed its loop.
        if self._loop and is_running():
            self._loop.call_soon_threadsafe(self._is_given.set)
        _wait(self._is_settled, is_running)
        return self._app is page

    async def __call__(self, scope: AsgiMessage, receive: Receive, send: Send) -> None:
        """Answer a request, or be told of the server's own begin and end."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await self._app(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        self._loop = asyncio.get_running_loop()
        self._is_live.set()
        end = asyncio.ensure_future(receive())
        given = asyncio.ensure_future(self._is_given.wait())
        await asyncio.wait({end, given}, return_when=asyncio.FIRST_COMPLETED)
        try:
            if self._page and given.done():
                await self._lived(self._page, end)
        finally:
            given.cancel()
            self._is_settled.set()
        await send({"type": "lifespan.shutdown.complete"})

    async def _lived(self, page: FastAPI, end: "asyncio.Future[AsgiMessage]") -> None:
        """A page's life from begin to end, in one task, as what it starts and stops may ask."""
        async with page.router.lifespan_context(page):
            self._app = page
            self._is_settled.set()
            await end


def _wait(event: threading.Event, is_running: Callable[[], bool]) -> None:
    while is_running() and not event.wait(_POLL_S):
        pass
