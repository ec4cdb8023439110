"""The running server in the same process as the test, to be looked at from within."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import uvicorn

from own_loop import finished
from running_page import LAST_WORD, MOST_PARTS
from ui.web.app import build_app, mounted
from ui.web.routes import JOIN, LISTEN
from ui_fakes import FakeAssistant, workspace_of

WAIT_S = 20.0
TALK = "0123456789abcdef0123456789abcdef"


def told(number: int = 1, history: list[dict[str, str]] | None = None) -> str:
    """What a browser tells of its conversation."""
    return json.dumps({"conversation": TALK, "number": number, "history": history or []})


class Page:
    """A running server, looked at from within."""

    def __init__(self, client: httpx.AsyncClient, blocks: Any, app: Any) -> None:
        self.client = client
        self.blocks = blocks
        self.app = app

    async def join(self, question: str, session: str = "sessie", key: str = "a") -> httpx.Response:
        """Ask a question."""
        body = {"data": [question, told()], "fn_index": 0, "session_hash": session}
        return await self.client.post(JOIN, json=body, headers={"X-Steunwijzer-Visit": key})

    async def listen(self, session: str = "sessie", key: str = "a") -> str:
        """All that comes of it: like the browser's page, asks on until the last word is said."""
        heard = ""
        for _ in range(MOST_PARTS):
            answer = await self.client.get(
                LISTEN, params={"session_hash": session}, headers={"X-Steunwijzer-Visit": key}
            )
            heard += answer.text
            if LAST_WORD in heard or not answer.is_success:
                return heard
        raise AssertionError(heard)

    def kept(self) -> dict[str, int]:
        """How much Gradio keeps of sessions, by where."""
        queue = self.blocks._queue
        places = {
            "messages": queue.pending_messages_per_session,
            "events": queue.pending_event_ids_session,
            "by id": queue.event_ids_to_events,
            "states": self.app.state_holder.session_data,
            "times": self.app.state_holder.time_last_used,
            "iterators": self.app.iterators,
            "resets": self.app.iterators_to_reset,
            "diffs": self.blocks.pending_diff_streams,
            "streams": self.blocks.pending_streams,
        }
        return {name: len(place) for name, place in places.items() if len(place)}

    async def until_nothing_is_kept(self) -> None:
        """Wait for the end of all visits."""
        clock = asyncio.get_running_loop().time
        until = clock() + WAIT_S
        while self.kept():
            assert clock() < until, self.kept()
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running(assistant: FakeAssistant) -> AsyncIterator[Page]:
    """A server on a port of its own."""
    app = build_app(workspace_of(assistant))
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, http="h11", ws="none", log_level="warning", lifespan="on")
    )
    task = asyncio.create_task(server.serve())
    async with asyncio.timeout(WAIT_S):
        while not server.started:
            await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    gradio_app = mounted(app)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=WAIT_S) as client:
        try:
            yield Page(client, gradio_app.get_blocks(), gradio_app)
        finally:
            gradio_app.stop_event.set()
            server.should_exit = True
            await task


def run(test: Callable[[Page], Awaitable[None]], assistant: FakeAssistant | None = None) -> None:
    """Run a test against a server that answers with this assistant."""

    async def whole() -> None:
        async with running(assistant or FakeAssistant()) as page:
            await test(page)

    finished(whole())
