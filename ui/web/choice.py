"""The texts that are answered from -> HTML by which a reader chooses which of them are searched.

The browser keeps the choice, and asks for this part when the page is opened: it names the texts
that are in use at that moment. Where there is one there is nothing to choose.
"""

import asyncio
from collections.abc import Sequence
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from ingest.text.document import Published, Standing
from ui import texts_asking, texts_reading
from ui.service.workspace import Workspace
from ui.web.routes import CHOICE


def choice_route(workspace: Workspace) -> Route:
    """The route of the part of the page; it names the texts that are in use at that moment."""

    async def tell(_request: Request) -> HTMLResponse:
        published = await asyncio.to_thread(lambda: workspace.published)
        return HTMLResponse(choice_html(published))

    return Route(CHOICE, tell, methods=["GET"])


def choice_html(published: Sequence[Published]) -> str:
    """What is searched, the way back to all, and the list; empty where there is one text."""
    if len(published) == 1:
        return ""
    items = "".join(map(_item, published))
    return (
        '<p id="sw-gekozen" role="status"></p><button type="button" class="sw-knopje" '
        f'id="sw-alles" hidden>{texts_asking.ALL_SOURCES}</button>'
        f"<details><summary>{texts_asking.CHOOSE_SOURCES}</summary>"
        f"<fieldset><legend>{texts_asking.CHOOSE_ABOUT}</legend>{items}</fieldset></details>"
    )


def _item(text: Published) -> str:
    source = text.source
    said = texts_reading.edition(source.title, source.edition)
    if source.standing is not Standing.CURRENT:
        said = f"{said} · {texts_reading.STANDINGS[source.standing]}"
    return (
        f'<label><input type="checkbox" value="{escape(source.id)}" '
        f'data-titel="{escape(source.title)}"> <span>{escape(said)}</span></label>'
    )
