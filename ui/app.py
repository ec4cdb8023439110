"""The web server around the chat page. It logs no request, and so no question."""

import asyncio
import http.client
import socket
import threading
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

import uvicorn
from fastapi import FastAPI
from starlette.routing import Mount

from assistant.assistant import Assistant
from ingest.settings import Settings
from ui.batch import Asks

_CSP: Final = "; ".join(
    (
        "default-src 'self'",
        # Gradio's page has inline scripts, and its HTML component compiles templates.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "object-src 'none'",
    )
)
_HEADERS: Final = (
    (b"content-security-policy", _CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
_STOP_S: Final = 2
"""Seconds that open connections get when the server stops."""
_POLL_S: Final = 0.05
_ANSWER_S: Final = 10

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Message, Receive, Send], Awaitable[None]]


class SafeHeaders:
    """ASGI application that adds our headers to every response of another one."""

    def __init__(self, app: Asgi) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def build_app(assistant: Asks) -> FastAPI:
    """The application that serves the chat page at /."""
    import gradio as gr

    from ui.chat import CSS_FILE, build_page, calm_theme, head_html

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(SafeHeaders)
    gr.mount_gradio_app(
        app,
        build_page(assistant),
        path="/",
        footer_links=[],
        run_history=False,
        max_file_size=1,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        theme=calm_theme(),
        css_paths=[CSS_FILE],
        head=head_html(),
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )
    return app


def serve(settings: Settings, listener: socket.socket, announce: Callable[[], None]) -> None:
    """Serve until Ctrl-C on a bound socket; calls `announce()` once the page answers.

    Raises:
        SteunwijzerError: the index, the embedder or the Chroma server cannot be used.
    """
    # One after the other: in parallel the imports are no faster, and errors come later.
    assistant = Assistant(settings)
    if settings.deduce:
        assistant.warm_up()
    app = build_app(assistant)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, timeout_graceful_shutdown=_STOP_S
    )
    host, port = listener.getsockname()[:2]
    threading.Thread(target=_announce, args=(host, port, announce), daemon=True).start()
    _Server(config, _end_of_streams(app)).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Ends the streams of open pages when it stops; else it waits for them and then complains."""

    def __init__(self, config: uvicorn.Config, end_of_streams: asyncio.Event) -> None:
        super().__init__(config)
        self._end_of_streams = end_of_streams

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop answering."""
        self._end_of_streams.set()
        await super().shutdown(sockets)


def _end_of_streams(app: FastAPI) -> asyncio.Event:
    """What Gradio's streams wait for; only its own launch() would set it."""
    from gradio.routes import App

    mounted = (route.app for route in app.routes if isinstance(route, Mount))
    return next(each for each in mounted if isinstance(each, App)).stop_event


def _announce(host: str, port: int, announce: Callable[[], None]) -> None:
    """Ask for the page until it comes: only then may anyone be told that it is there."""
    # Who listens on every address listens on this one too.
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # not bound here
    while not _answers(host, port):
        time.sleep(_POLL_S)
    announce()


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=_ANSWER_S)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
