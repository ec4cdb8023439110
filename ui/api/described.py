"""Routes -> OpenAPI, and a plain page of it: nothing on it comes from elsewhere."""

import importlib.metadata
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, Final

from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from ui import texts
from ui.api.paths import OPENAPI

_STYLE: Final = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "code{overflow-wrap:anywhere}"
)


def openapi(routes: Sequence[APIRoute]) -> dict[str, Any]:
    """OpenAPI of these routes, with the key that they may ask for."""
    whole = get_openapi(
        title=texts.NAME,
        version=importlib.metadata.version("steunwijzer"),
        description="Answers with verbatim citations. Errors are problems as in RFC 9457.",
        routes=routes,
    )
    whole.setdefault("components", {})["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "steunwijzer keys add NAME"}
    }
    whole["security"] = [{"key": []}, {}]
    return whole


def described_html(whole: Mapping[str, Any]) -> str:
    """The page: a line for every route, and where the rest is described."""
    rows = "".join(_rows(whole["paths"]))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{texts.NAME} API'
        '</title><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><main><h1>{texts.NAME} API</h1>"
        f"<p>{escape(whole['info']['description'])} All of it: "
        f'<a href=".{OPENAPI}">{OPENAPI}</a></p><dl>{rows}</dl></main></body></html>'
    )


def _rows(paths: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for path, methods in paths.items():
        for method, about in methods.items():
            told = escape(about.get("description") or about.get("summary") or "")
            yield f"<dt><code>{method.upper()} {escape(path)}</code></dt><dd>{told}</dd>"
