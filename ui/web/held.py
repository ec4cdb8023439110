"""What Gradio says to a session -> a part of it for each request, so that no request lasts long.

A browser has six connections to a server. If each open answer held one until its end, the seventh
tab could not even be loaded. The page asks on where it was, until it has heard the last word.
"""

import asyncio
from collections.abc import Awaitable, Callable
from enum import Enum, auto
from typing import Any, Final

from ui.web.asgi import AsgiMessage, Receive, Send

PART_S: Final = 1.0
"""Seconds after which a request makes room for another."""


class End(Enum):
    """How a request ended: nobody listens any more, there is more to come, or all was said."""

    GONE = auto()
    MORE = auto()
    ALL = auto()


class Held:
    """An answer of Gradio on its way, from one request for it to the next."""

    def __init__(self, work: Callable[[Send], Awaitable[None]]) -> None:
        """Begin; `work` answers one request with the function that it is given."""
        self._said: asyncio.Queue[AsgiMessage | None] = asyncio.Queue()
        self._begin: AsgiMessage | None = None
        self._next: asyncio.Future[AsgiMessage | None] | None = None
        self._work = asyncio.ensure_future(self._run(work))

    async def tell(self, receive: Receive, send: Send) -> End:
        """Pass on what there is and what comes, as long as one request may last.

        Raises:
            Exception: whatever went wrong in the work.
        """
        gone = asyncio.ensure_future(_gone(receive))
        try:
            return await self._told(gone, send, asyncio.get_running_loop().time() + PART_S)
        finally:
            gone.cancel()

    async def stop(self) -> None:
        """End the work; whatever it was doing is over then."""
        self._work.cancel()
        if self._next:
            self._next.cancel()
        await asyncio.wait({self._work})

    async def _told(self, gone: "asyncio.Future[None]", send: Send, until: float) -> End:
        clock = asyncio.get_running_loop().time
        if self._begin:
            await send(self._begin)
        while True:
            # What is waited for in vain is there for the next request.
            self._next = self._next or asyncio.ensure_future(self._said.get())
            is_late = self._begin is not None and clock() >= until
            if is_late and not self._next.done():
                await send({"type": "http.response.body", "body": b"", "more_body": False})
                return End.MORE
            left = max(until - clock(), 0) if self._begin else None
            heard: set[asyncio.Future[Any]] = {self._next, gone}
            await asyncio.wait(heard, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            if self._next.done():
                message, self._next = self._next.result(), None
                if message is None:
                    await self._work
                    return End.ALL
                if message["type"] == "http.response.start":
                    self._begin = message
                await send(message)
            elif gone.done():
                return End.GONE

    async def _run(self, work: Callable[[Send], Awaitable[None]]) -> None:
        try:
            await work(self._said.put)
        finally:
            self._said.put_nowait(None)


async def _gone(receive: Receive) -> None:
    """Wait until the client hung up."""
    while (await receive())["type"] != "http.disconnect":
        pass
