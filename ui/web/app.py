"""The chat page -> an application that serves it, and nothing else of what Gradio brings along."""

from typing import TYPE_CHECKING, Final

from fastapi import FastAPI
from starlette.routing import Mount

from ingest.text.settings import Settings
from ui.service.workspace import Workspace
from ui.web.about import about_route
from ui.web.access import rules_of
from ui.web.desk import Desk
from ui.web.dutch_page import DutchPage
from ui.web.feedback import feedback_route
from ui.web.gate import Gate
from ui.web.health import health_route
from ui.web.routes import keep_only_needed

if TYPE_CHECKING:
    from gradio.routes import App

_BEYOND_MODEL_S: Final = 30
"""Seconds that an answer gets beside those of the chat model."""


def build_app(
    workspace: Workspace, settings: Settings | None = None, bound: str = "127.0.0.1"
) -> FastAPI:
    """The application that serves the chat page at /, reached through the address `bound`.

    Raises:
        SteunwijzerError: a setting names a host or a proxy that cannot be one.
    """
    import gradio as gr

    from ui.web.chat import CSS_FILES, build_page, calm_theme, head_html
    from ui.web.sessions import GradioSessions, keep_little

    settings = settings or Settings()
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.router.routes += [about_route(workspace, settings), health_route(workspace)]
    if settings.feedback:
        app.router.routes.append(feedback_route(workspace))
    desk = Desk()
    page = build_page(workspace, desk, settings.chat_timeout_s + _BEYOND_MODEL_S)
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
        css_paths=CSS_FILES,
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
    app.add_middleware(DutchPage)
    app.add_middleware(Gate, rules=rules, sessions=GradioSessions(page, desk))
    return app


def mounted(app: FastAPI) -> "App":
    """Gradio's application within ours."""
    from gradio.routes import App

    inner = (route.app for route in app.routes if isinstance(route, Mount))
    return next(each for each in inner if isinstance(each, App))
