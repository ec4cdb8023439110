"""A text of the corpus -> what was made of it, beside its original: to be mended and accepted."""

from http import HTTPStatus
from typing import Final, NamedTuple

from starlette.responses import FileResponse, Response
from starlette.routing import Route

from ingest.text.document import Section
from ingest.text.errors import SteunwijzerError
from ui import texts, texts_pages
from ui.service.workspace import Workspace
from ui.web.difference import shown_sections
from ui.web.maintain_add import TEXT
from ui.web.office import Office
from ui.web.routes import MAINTAIN
from ui.web.visit import Visit, route

PDF: Final = ".pdf"
_PDF_TYPE: Final = "application/pdf"
_ANY_TYPE: Final = "application/octet-stream"
_FRAMED: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""The policy of an original: a page of ours may show it in a frame, and it may do nothing."""


class OutlineLine(NamedTuple):
    """A section in an outline: its page or pages, how deep it lies, heading, kind and words."""

    pages: str
    depth: int
    heading: str
    kind: str
    words: int


def text_routes(office: Office) -> list[Route]:
    """The routes of one text."""
    check = Workspace.may_maintain
    one = f"{TEXT}{{id}}"
    return [
        route(office, MAINTAIN, check, one, _show),
        route(office, MAINTAIN, check, one, _save, "POST"),
        route(office, MAINTAIN, check, f"{one}/aanvaard", _accept, "POST"),
        route(office, MAINTAIN, check, f"{one}/nalezen", _read_again, "POST"),
        route(office, MAINTAIN, check, f"{one}/origineel", _original),
    ]


def _show(visit: Visit) -> Response:
    return _page(visit)


def _save(visit: Visit) -> Response:
    markdown = visit.long_text("tekst")
    try:
        visit.workspace.save_draft(visit.path["id"], markdown, visit.long_text("was"))
    except SteunwijzerError as error:
        # What was typed is not lost.
        return _page(visit, markdown, str(error))
    return visit.go(_address(visit), texts_pages.SAVED)


def _read_again(visit: Visit) -> Response:
    """Make of the original what was made of it when it came in; the text stays as it is."""
    draft = visit.workspace.draft(visit.path["id"])
    with visit.office.reading():
        made = visit.workspace.read_document(draft.original)
    visit.office.inbox.remember(draft.entry.id, made)
    return visit.go(_address(visit))


def _page(visit: Visit, typed: str | None = None, why: str = "") -> Response:
    draft = visit.workspace.draft(visit.path["id"])
    return visit.page(
        "text",
        HTTPStatus.UNPROCESSABLE_ENTITY if why else HTTPStatus.OK,
        draft=draft,
        markdown=draft.markdown if typed is None else typed,
        why=why,
        outline=[_outlined(each) for each in draft.sections],
        made=visit.office.inbox.made_of(draft.entry.id),
        shown=shown_sections(draft.difference) if draft.difference else None,
        is_pdf=draft.original.suffix == PDF,
    )


def _accept(visit: Visit) -> Response:
    done = visit.workspace.accept(
        visit.path["id"],
        with_original=bool(visit.text("origineel")),
        without_lost=bool(visit.text("toch")),
    )
    for each in done.left:
        visit.office.tell(visit.actor, f"{each.told} {each.obstacle}")
    told = texts_pages.accepted(len(done.accepted)) if done.accepted else ""
    return visit.go(_address(visit), told)


def _original(visit: Visit) -> Response:
    """A PDF to be looked at; anything else to be kept, since it might run something."""
    file = visit.workspace.draft(visit.path["id"]).original
    is_pdf = file.suffix == PDF
    return FileResponse(
        file,
        media_type=_PDF_TYPE if is_pdf else _ANY_TYPE,
        filename=file.name,
        content_disposition_type="inline" if is_pdf else "attachment",
        headers={"content-security-policy": _FRAMED},
    )


def _outlined(section: Section) -> OutlineLine:
    pages = [page for page in section.pages_of(0, len(section.text)) if page is not None]
    shown = f"{pages[0]}" if len(pages) == 1 else f"{pages[0]}–{pages[-1]}" if pages else ""
    return OutlineLine(
        shown,
        max(len(section.headings) - 1, 0),
        section.headings[-1] if section.headings else texts.NO_HEADING,
        texts_pages.KINDS[section.kind],
        len(section.text.split()),
    )


def _address(visit: Visit) -> str:
    return f"{MAINTAIN}{TEXT}{visit.path['id']}"
