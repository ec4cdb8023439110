"""The chat page -> an application that serves it, and nothing else of what Gradio brings along."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount

from ingest.text.settings import Settings
from ui.api.caller import Pace
from ui.api.problem import tell_problems
from ui.api.routes import api_routes
from ui.mcp import mcp_routes, mcp_server
from ui.service.accounts import Passwords, accounts_of, has_accounts
from ui.service.roles import Actor
from ui.service.workspace import Workspace
from ui.web.about import about_route
from ui.web.access import is_alone, rules_of
from ui.web.bug_report import report_bug
from ui.web.choice import choice_route
from ui.web.desk import Desk
from ui.web.door import Door
from ui.web.dutch_page import DutchPage
from ui.web.evaluate import evaluate_routes
from ui.web.export import export_route
from ui.web.feedback import feedback_route
from ui.web.feedback_pages import feedback_routes
from ui.web.gate import Gate
from ui.web.health import health_route
from ui.web.login import Login
from ui.web.maintain import maintain_routes
from ui.web.office import Office
from ui.web.reader import reader_route
from ui.web.routes import PAGE_FILES, files_route, keep_only_needed
from ui.web.signed_in import SignedIn
from ui.web.template import FOLDER, PAGE_LOOKS, places_html
from ui.web.turns import asking_in_turn

if TYPE_CHECKING:
    from gradio.routes import App
    from mcp.server.mcpserver import MCPServer

_BEYOND_MODEL_S: Final = 30
"""Seconds that an answer gets beside those of the chat model."""
_WORTH_BYTES: Final = 2000
_COMPRESSED: Final = 5
"""What is longer is compressed, and so far: the page is a quarter then, for two milliseconds."""
_STOP_S: Final = 1.0
"""Seconds that work that goes on gets when the server stops."""


def build_app(
    workspace: Workspace,
    settings: Settings | None = None,
    bound: str = "127.0.0.1",
    workspace_of: Callable[[Actor], Workspace] | None = None,
) -> FastAPI:
    """The application that serves the chat page at /, reached through the address `bound`.

    `workspace_of` gives the use cases of who opens the other pages, if not those of the settings.

    Raises:
        SteunwijzerError: a setting names a host or a proxy that cannot be one.
    """
    import gradio as gr

    from ui.web.chat import build_page, calm_theme, head_html
    from ui.web.sessions import GradioSessions, keep_little

    settings = settings or Settings()
    desk, pace = Desk(), Pace()
    limit_s = settings.chat_timeout_s + _BEYOND_MODEL_S
    in_turn = asking_in_turn(desk, limit_s)
    mcp = mcp_server(workspace, in_turn, pace, report_bug)
    office = Office(settings, workspace, workspace_of or partial(Workspace, settings=settings))
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_living(mcp, office))
    app.router.routes += [
        *mcp_routes(mcp),
        about_route(workspace, settings),
        choice_route(workspace),
        health_route(workspace),
        reader_route(workspace),
        export_route(workspace, settings.root_path, in_turn),
    ]
    if settings.feedback:
        app.router.routes.append(feedback_route(workspace))
    app.router.routes += [
        *api_routes(workspace, settings, in_turn, pace),
        files_route(PAGE_FILES, FOLDER.parent, PAGE_LOOKS),
        *maintain_routes(office),
        *evaluate_routes(office),
        *feedback_routes(office),
    ]
    tell_problems(app)
    signed_in = SignedIn(accounts_of(settings.data))
    if not settings.user_header:
        passwords = Passwords(accounts_of(settings.data))
        app.router.routes += Login(passwords, signed_in, settings.root_path).routes()
    is_for_keepers = has_accounts(settings.data) or is_alone(settings, bound)
    places = places_html("/") if is_for_keepers else ""
    page = build_page(workspace, desk, limit_s, places)
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
    door = Door(settings, bound, signed_in)
    app.add_middleware(DutchPage, root_path=settings.root_path)
    app.add_middleware(GZipMiddleware, minimum_size=_WORTH_BYTES, compresslevel=_COMPRESSED)
    app.add_middleware(Gate, rules=rules, sessions=GradioSessions(page, desk), door=door)
    return app


def _living(
    mcp: "MCPServer", office: Office
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """The life of the application: MCP is answered over HTTP, and at its end work is ended too."""

    @asynccontextmanager
    async def live(_: FastAPI) -> AsyncIterator[None]:
        async with mcp.session_manager.run():
            yield
        office.close(_STOP_S)

    return live


def mounted(app: FastAPI) -> "App":
    """Gradio's application within ours."""
    from gradio.routes import App

    inner = (route.app for route in app.routes if isinstance(route, Mount))
    return next(each for each in inner if isinstance(each, App))
