"""A file that somebody brings in -> what it says of itself, asked of who knows, and a draft."""

import shutil
from http import HTTPStatus
from typing import Any, Final

from starlette.responses import Response
from starlette.routing import Route

from ingest.corpus.entry import ManifestEntry, id_of
from ingest.text.document import Standing
from ingest.text.errors import SteunwijzerError
from ui import texts_pages
from ui.service.terms import refuses
from ui.service.workspace import Workspace
from ui.web.inbox import ReceivedFile
from ui.web.number import whole_number
from ui.web.office import Office
from ui.web.routes import MAINTAIN
from ui.web.visit import Visit, route

ADD: Final = "/toevoegen"
NEW: Final = "/nieuw/"
TEXT: Final = "/tekst/"
STANDINGS: Final = (Standing.CURRENT, Standing.IN_REVISION, Standing.SUPERSEDED)
"""What can be said of a text that is brought in."""


def add_routes(office: Office) -> list[Route]:
    """The routes by which a text comes in."""
    check = Workspace.may_maintain
    return [
        route(office, MAINTAIN, check, ADD, _receive, "POST"),
        route(office, MAINTAIN, check, f"{NEW}{{key}}", _ask),
        route(office, MAINTAIN, check, f"{NEW}{{key}}", _add, "POST"),
    ]


def _receive(visit: Visit) -> Response:
    upload, inbox = visit.file("bestand"), visit.office.inbox
    with inbox.receiving(upload.filename or "") as path:
        with path.open("wb") as file:
            shutil.copyfileobj(upload.file, file)
        with visit.office.reading():
            made = visit.workspace.read_document(path)
        key = inbox.put(ReceivedFile(path, made))
    return visit.go(f"{MAINTAIN}{NEW}{key}")


def _ask(visit: Visit) -> Response:
    received = visit.office.inbox.get(visit.path["key"])
    return _form(visit, received, _proposed(received))


def _add(visit: Visit) -> Response:
    key, inbox = visit.path["key"], visit.office.inbox
    received = inbox.get(key)
    try:
        entry = _entry(visit, received)
        visit.workspace.add_document(
            entry,
            received.made.markdown(entry.title),
            received.path.read_bytes(),
            received.name,
            is_accepted=received.made.is_house,
        )
    except SteunwijzerError as error:
        # What was typed is not lost.
        typed = {name: visit.text(name) for name in _proposed(received)}
        return _form(visit, received, typed, str(error))
    inbox.settle(key, entry.id)
    return visit.go(f"{MAINTAIN}{TEXT}{entry.id}", texts_pages.ADDED)


def _form(visit: Visit, received: ReceivedFile, given: dict[str, Any], why: str = "") -> Response:
    return visit.page(
        "add",
        HTTPStatus.UNPROCESSABLE_ENTITY if why else HTTPStatus.OK,
        key=visit.path["key"],
        received=received,
        given=given,
        is_refused=refuses(received.made.said.terms),
        standings=STANDINGS,
        why=why,
    )


def _proposed(received: ReceivedFile) -> dict[str, Any]:
    """What the file says of itself, to be looked at."""
    said = received.made.said
    return {
        "id": id_of(received.path.stem),
        "titel": said.title or received.path.stem,
        "uitgever": said.publisher,
        "uitgave": said.edition,
        "jaar": str(said.year or ""),
        "adres": said.url,
        "overnemen": "" if refuses(said.terms) else said.terms,
        "geldt": str(Standing.CURRENT),
    }


def _entry(visit: Visit, received: ReceivedFile) -> ManifestEntry:
    """What is said of the text.

    Raises:
        SteunwijzerError: something that is needed is missing, or is not as it should be.
    """
    title, publisher = visit.text("titel"), visit.text("uitgever")
    terms, standing = visit.text("overnemen"), visit.text("geldt") or Standing.CURRENT
    year = whole_number(visit.text("jaar"))
    if not title or not publisher:
        raise SteunwijzerError(*texts_pages.NO_TITLE)
    if visit.text("jaar") and year is None:
        raise SteunwijzerError(*texts_pages.A_YEAR)
    if standing not in STANDINGS:
        raise SteunwijzerError(*texts_pages.A_STANDING)
    if refuses(received.made.said.terms) and (not terms or refuses(terms)):
        raise SteunwijzerError(*texts_pages.NEEDS_TERMS)
    return visit.workspace.new_entry(
        visit.text("id") or received.path.stem,
        title=title,
        publisher=publisher,
        edition=visit.text("uitgave"),
        year=year,
        url=visit.text("adres"),
        reuse_terms=terms,
        standing=Standing(standing),
    )
