"""Gradio's application -> the same with the routes that the page needs, and no others.

Gradio brings routes for files, uploads, proxies, saved conversations and direct calls. None of them
is needed here, and some gave out what they should not: what is not on this list does not exist.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from fastapi import HTTPException
from fastapi.responses import FileResponse
from starlette.routing import BaseRoute, Route

from ui.api.paths import DESCRIBED, MCP, METRICS, READY

JOIN: Final = "/gradio_api/queue/join"
LISTEN: Final = "/gradio_api/queue/data"
FEEDBACK: Final = "/feedback"
"""Of our own: only there where the operator asked for it."""
HEALTH: Final = "/health"
"""Of our own: whether questions are answered, and how the chat model does."""
LOGIN: Final = "/login"
LOGOUT: Final = "/logout"
"""Of our own: for whom there is an account."""
MAINTAIN: Final = "/beheer"
MEASURE: Final = "/meten"
PAGE_FILES: Final = "/pages/{name:path}"
"""What the pages of our own are made up with."""
DOCUMENTS: Final = "/document/"
DOCUMENT: Final = f"{DOCUMENTS}{{document_id}}"
"""Of our own: a text that is answered from, to be read."""
EXPORT: Final = "/export"
"""Of our own: makes a file of a conversation."""
CHOICE: Final = "/bronnen"
"""Of our own: a part of the page, by which is chosen which texts are searched."""
ABOUT: Final = "/over"
"""Of our own: what this is, and which texts it answers from."""
KEPT: Final = frozenset(
    {
        ("/", "GET"),
        ("/", "HEAD"),
        ("/favicon.ico", "GET"),
        ("/theme.css", "GET"),
        # The page asks whether the server is back, after it was gone.
        ("/gradio_api/app_id", "GET"),
        (LISTEN, "GET"),
        (JOIN, "POST"),
    }
)
"""Path and method of Gradio's own routes that stay."""
ASSETS: Final = "/assets/{name:path}"
STATIC: Final = "/static/{name:path}"
FILES: Final = frozenset((path, method) for path in (ASSETS, STATIC) for method in ("GET", "HEAD"))
"""Path and method of the routes that `files_route` makes."""
STATIC_FILES: Final = ("js/iframeResizer.contentWindow.min.js",)
"""What the page asks for beside its assets."""
FIRST_PARTS: Final = frozenset(
    path.split("/")[1]
    for path in (
        ABOUT,
        FEEDBACK,
        HEALTH,
        DOCUMENT,
        EXPORT,
        LOGIN,
        LOGOUT,
        DESCRIBED,
        READY,
        METRICS,
        MCP,
        MAINTAIN,
        MEASURE,
        PAGE_FILES,
        *(each for each, _ in KEPT | FILES),
    )
) - {""}
"""What the paths of the page begin with: a path of a proxy cannot be called so."""
_FRONTEND: Final = "templates/frontend"


def keep_only_needed(app: Any) -> None:
    """Take every other route out of a Gradio application, and serve its files by name."""
    import gradio

    frontend = Path(gradio.__file__).parent / _FRONTEND
    assets = frontend / "assets"
    static = frontend / "static"
    names = (str(path.relative_to(assets)) for path in sorted(assets.rglob("*")))
    _prune(app.router)
    app.router.routes[:0] = [
        files_route(ASSETS, assets, names),
        files_route(STATIC, static, STATIC_FILES),
    ]


def files_route(path: str, folder: Path, names: Iterable[str]) -> Route:
    """A route that serves these files of a folder: a name that is not among them is no path."""
    root = folder.resolve()
    served = {
        Path(name).as_posix(): file
        for name in names
        if (file := (root / name).resolve()).is_file() and file.is_relative_to(root)
    }

    async def answer(request: Any) -> FileResponse:
        file = served.get(request.path_params["name"])
        if file is None:
            raise HTTPException(404)
        return FileResponse(file)

    return Route(path, answer, methods=["GET"])


def is_own_page(path: str) -> bool:
    """Whether it is a path of a page of our own, which has forms."""
    return any(f"{path}/".startswith(f"{each}/") for each in (MAINTAIN, MEASURE))


def walk(routes: Iterable[BaseRoute]) -> Iterator[tuple[str, str]]:
    """Path and method of every route, those of mounted applications and routers included."""
    for route in routes:
        inner = _inner(route)
        if inner is not None:
            yield from walk(inner.routes)
        else:
            for method in getattr(route, "methods", None) or {"ANY"}:
                yield getattr(route, "path", "?"), method


def _prune(router: Any) -> None:
    """Routers within a router are pruned in their own place."""
    kept = []
    for route in router.routes:
        inner = _inner(route)
        if inner is not None:
            _prune(inner)
        if inner is not None or set(walk([route])) <= KEPT:
            kept.append(route)
    router.routes[:] = kept
    # A router that knows how often it was changed rebuilds what it derived from its routes.
    if hasattr(router, "_mark_routes_changed"):
        router._mark_routes_changed()


def _inner(route: BaseRoute) -> Any:
    """What a route passes requests on to: a mounted application, or a router taken in."""
    app = getattr(route, "app", None)
    if hasattr(app, "routes"):
        return app
    return getattr(route, "original_router", None)
