"""Drafts of annotations -> looked at one by one, the passage beside each; accepted or not."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.responses import Response
from starlette.routing import Route

from ingest.text.errors import SteunwijzerError
from ui import texts, texts_pages
from ui.service.workspace import Workspace
from ui.web.note_form import form_of, notes_of, with_typed
from ui.web.office import Office
from ui.web.routes import MAINTAIN
from ui.web.visit import Visit, route

if TYPE_CHECKING:
    from ingest.corpus.drafts import WaitingDraft

DRAFTS: Final = "/voorstellen"
DRAFT: Final = "/voorstel/"
AWAY: Final = "weg"
"""What is decided where a draft is thrown away."""


def draft_routes(office: Office) -> list[Route]:
    """The routes of drafts."""
    check = Workspace.may_maintain
    one = f"{DRAFT}{{section:path}}"
    return [
        route(office, MAINTAIN, check, DRAFTS, _overview),
        route(office, MAINTAIN, check, one, _show),
        route(office, MAINTAIN, check, one, _decide, "POST"),
    ]


def _overview(visit: Visit) -> Response:
    waiting = visit.workspace.note_drafts()
    titles = {each.id: each.title for each in visit.workspace.sources()}
    return visit.page("drafts", waiting=[(each, _heading(each)) for each in waiting], titles=titles)


def _show(visit: Visit) -> Response:
    waiting = visit.workspace.note_drafts()
    at = _place(waiting, visit.path["section"])
    return _page(visit, waiting, at)


def _decide(visit: Visit) -> Response:
    waiting = visit.workspace.note_drafts()
    at = _place(waiting, visit.path["section"])
    own = waiting[at]
    if visit.text("was") != own.mark:
        raise SteunwijzerError(*texts_pages.DRAFT_CHANGED)
    if visit.text("besluit") == AWAY:
        visit.workspace.discard_draft(own)
        told = texts_pages.draft_thrown_away(_heading(own))
    else:
        try:
            notes = notes_of(own.draft, with_typed(form_of(own.section, own.draft), _typed(visit)))
            visit.workspace.accept_draft(own, notes)
        except SteunwijzerError as error:
            # What was typed is not lost.
            return _page(visit, waiting, at, str(error))
        told = texts_pages.draft_accepted(_heading(own))
    left = [*waiting[at + 1 :], *waiting[:at]]
    return visit.go(_address(left[0]) if left else MAINTAIN + DRAFTS, told)


def _page(visit: Visit, waiting: "Sequence[WaitingDraft]", at: int, why: str = "") -> Response:
    own = waiting[at]
    form = form_of(own.section, own.draft)
    return visit.page(
        "draft",
        HTTPStatus.UNPROCESSABLE_ENTITY if why else HTTPStatus.OK,
        own=own,
        heading=_heading(own),
        form=with_typed(form, _typed(visit)) if why else form,
        number=at + 1,
        total=len(waiting),
        following=_address(waiting[(at + 1) % len(waiting)]) if len(waiting) > 1 else "",
        away=AWAY,
        why=why,
    )


def _typed(visit: Visit) -> dict[str, str]:
    return {name: visit.long_text(name) for name in visit.form}


def _place(waiting: "Sequence[WaitingDraft]", section_id: str) -> int:
    """Where the draft of a section stands among those that wait.

    Raises:
        SteunwijzerError: none of it waits.
    """
    found = (at for at, each in enumerate(waiting) if each.section.id == section_id)
    at = next(found, None)
    if at is None:
        raise SteunwijzerError(*texts_pages.NO_DRAFT)
    return at


def _heading(own: "WaitingDraft") -> str:
    kind = texts_pages.KINDS[own.section.kind]
    headings = texts.HEADINGS_JOIN.join(own.section.headings) or texts.NO_HEADING
    return f"{headings} ({kind})" if kind else headings


def _address(own: "WaitingDraft") -> str:
    return f"{MAINTAIN}{DRAFT}{own.section.id}"
