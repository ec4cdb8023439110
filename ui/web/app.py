"""The web server around the chat page. It logs no request, and so no question."""

import asyncio
import http.client
import socket
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import uvicorn
from fastapi import FastAPI
from starlette.routing import Mount

from assistant.assistant import Assistant
from ingest.text.settings import Settings
from ui.service.asks import Asks
from ui.web.access import check_access, rules_of
from ui.web.bug_report import report_everywhere
from ui.web.desk import Desk
from ui.web.gate import Gate
from ui.web.patience import PatientProtocol
from ui.web.routes import keep_only_needed

if TYPE_CHECKING:
    from gradio.routes import App

_STOP_S: Final = 2
"""Seconds that open connections get when the server stops."""
_BEYOND_MODEL_S: Final = 30
"""Seconds that an answer gets beside those of the chat model."""
_CONNECTIONS: Final = 200
"""More at once are told to come back later."""
_HEAD_BYTES: Final = 16_384
"""Longest request line and headers together."""
_POLL_S: Final = 0.05
_ANSWER_S: Final = 10


def build_app(
    assistant: Asks, settings: Settings | None = None, bound: str = "127.0.0.1"
) -> FastAPI:
    """The application that serves the chat page at /, reached through the address `bound`.

    Raises:
        SteunwijzerError: a setting names a host or a proxy that cannot be one.
    """
    import gradio as gr

    from ui.web.chat import CSS_FILE, build_page, calm_theme, head_html
    from ui.web.sessions import GradioSessions, keep_little

    settings = settings or Settings()
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    desk = Desk()
    page = build_page(assistant, desk, settings.chat_timeout_s + _BEYOND_MODEL_S)
    keep_little(page)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        max_file_size=1,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        root_path=settings.root_path or None,
        theme=calm_theme(),
        css_paths=[CSS_FILE],
        head=head_html(),
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )
    # Only launch() sets this, and until it is set Gradio takes any path for one that it may read.
    page.has_launched = True
    gradio_app = mounted(app)
    keep_only_needed(gradio_app)
    # It lets pages of other sites read the answers.
    others = [
        each
        for each in gradio_app.user_middleware
        if "CORS" not in getattr(each.cls, "__name__", "")
    ]
    gradio_app.user_middleware = others
    inputs = {number: len(function.inputs) for number, function in page.fns.items()}
    rules = rules_of(settings, bound, inputs)
    app.add_middleware(Gate, rules=rules, sessions=GradioSessions(page, desk))
    return app


def serve(settings: Settings, listener: socket.socket, announce: Callable[[], None]) -> None:
    """Serve until Ctrl-C on a bound socket; calls `announce()` once the page answers.

    Raises:
        SteunwijzerError: the index, the embedder or the Chroma server cannot be used, or the
            page would be open to others without a word of who may come in.
    """
    host, port = listener.getsockname()[:2]
    check_access(settings, host)
    report_everywhere()
    # One after the other: in parallel the imports are no faster, and errors come later.
    assistant = Assistant(settings)
    if settings.deduce:
        assistant.warm_up()
    app = build_app(assistant, settings, host)
    config = uvicorn.Config(
        app,
        # h11 is the one that leaves an address in the request line as it came, to be refused.
        http=PatientProtocol,
        ws="none",
        h11_max_incomplete_event_size=_HEAD_BYTES,
        limit_concurrency=_CONNECTIONS,
        proxy_headers=False,
        server_header=False,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_STOP_S,
    )
    threading.Thread(target=_announce, args=(host, port, announce), daemon=True).start()
    _Server(config, mounted(app).stop_event).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Ends the streams of open pages when it stops; else it waits for them and then complains."""

    def __init__(self, config: uvicorn.Config, end_of_streams: asyncio.Event) -> None:
        super().__init__(config)
        self._end_of_streams = end_of_streams

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop answering."""
        self._end_of_streams.set()
        await super().shutdown(sockets)


def mounted(app: FastAPI) -> "App":
    """Gradio's application within ours."""
    from gradio.routes import App

    inner = (route.app for route in app.routes if isinstance(route, Mount))
    return next(each for each in inner if isinstance(each, App))


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
        # Where a proxy says who may come in, this process itself may not.
        return connection.getresponse().status in {http.HTTPStatus.OK, http.HTTPStatus.FORBIDDEN}
    except OSError:
        return False
    finally:
        connection.close()
