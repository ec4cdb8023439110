"""A request for a document -> the page on which it is read, at the place that a link names.

Only documents that are answered from can be read. Nothing is kept of who reads what.
"""

from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from ingest.text.document import Published
from ingest.text.errors import SteunwijzerError
from ui.links import find_place
from ui.service.workspace import Workspace
from ui.web.reader_page import OpenDocument, document_html, no_document_html
from ui.web.reader_search import QUERY_CHARS
from ui.web.routes import DOCUMENT

MOST_PLACES: Final = 30
"""An answer cites fewer."""


def reader_route(workspace: Workspace) -> Route:
    """The route of every document; starlette calls it in a thread of its own."""

    def read(request: Request) -> HTMLResponse:
        try:
            published = workspace.document(request.path_params["document_id"])
        except SteunwijzerError as error:
            page = no_document_html(str(error), workspace.published)
            return HTMLResponse(page, HTTPStatus.NOT_FOUND)
        names = request.query_params.getlist("plek")[:MOST_PLACES]
        return HTMLResponse(document_html(_reading(published, names, _query(request))))

    return Route(DOCUMENT, read, methods=["GET"])


def _query(request: Request) -> str:
    return request.query_params.get("zoek", "").strip()[:QUERY_CHARS]


def _reading(published: Published, names: list[str], query: str) -> OpenDocument:
    """What is asked, of which no name counts twice."""
    found = [(name, find_place(published, name)) for name in dict.fromkeys(names)]
    places = tuple((name, place) for name, place in found if place)
    return OpenDocument(published, places, query, is_bad_link=len(places) < len(found))
