"""The page for who keeps the texts: which there are, what is in use, what publishing changes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response
from starlette.routing import Route

from ingest.corpus.lost import loss
from ingest.text.errors import CorpusError, IndexUnusableError
from ui import texts_pages
from ui.service.workspace import Workspace
from ui.web.maintain_add import add_routes
from ui.web.maintain_text import text_routes
from ui.web.office import Office
from ui.web.routes import MAINTAIN
from ui.web.template import moment
from ui.web.visit import WORK, Visit, route, work

if TYPE_CHECKING:
    from ui.service.reviewing import Shelved

PUBLISH: Final = "/publiceren"
ROLL_BACK: Final = "/terug"
STOP: Final = "/stop"


def maintain_routes(office: Office) -> list[Route]:
    """The routes below /beheer."""
    check = Workspace.may_maintain
    return [
        route(office, MAINTAIN, check, "", _overview),
        route(office, MAINTAIN, check, PUBLISH, _publishing),
        route(office, MAINTAIN, check, PUBLISH, _publish, "POST"),
        route(office, MAINTAIN, check, ROLL_BACK, _roll_back, "POST"),
        route(office, MAINTAIN, check, STOP, _stop, "POST"),
        route(office, MAINTAIN, check, WORK, work),
        *add_routes(office),
        *text_routes(office),
    ]


def _overview(visit: Visit) -> Response:
    shelf, problem = _shelf(visit.workspace)
    return visit.page(
        "maintain",
        texts_here=[each for each in shelf if each.entry.text],
        others=[each for each in shelf if not each.entry.text],
        problem=problem,
        releases=_history(visit.workspace),
        pending=_pending(visit.workspace),
        has_feedback=visit.office.has_feedback,
    )


def _shelf(workspace: Workspace) -> "tuple[list[Shelved], str]":
    """The sources, or why they cannot be told."""
    try:
        return workspace.shelf(), ""
    except CorpusError as error:
        return [], str(error)


def _history(workspace: Workspace) -> Sequence[object]:
    """The releases that are kept, newest first; none where there is no index."""
    try:
        return workspace.history()[::-1]
    except IndexUnusableError:
        return []


def _pending(workspace: Workspace) -> dict[str, Any]:
    """How much publishing would change, or why it cannot be done now."""
    try:
        found = workspace.preview()
    except CorpusError as error:
        return {"why": str(error), "count": 0}
    return {"why": "", "count": len(found.new) + len(found.changed) + len(found.gone)}


def _publishing(visit: Visit) -> Response:
    try:
        found = visit.workspace.preview()
    except CorpusError as error:
        return visit.page("publish", why=str(error), found=None, lost="")
    lost = str(loss(found.lost)) if found.lost else ""
    return visit.page("publish", why="", found=found, lost=lost)


def _publish(visit: Visit) -> Response:
    without_lost = bool(visit.text("toch"))
    visit.workspace.begin_publishing(visit.office.jobs, without_lost=without_lost)
    return visit.go(MAINTAIN + PUBLISH)


def _roll_back(visit: Visit) -> Response:
    now = visit.workspace.roll_back(visit.text("index"))
    return visit.go(MAINTAIN, texts_pages.rolled_back(moment(now.created)))


def _stop(visit: Visit) -> Response:
    visit.workspace.stop_publishing(visit.office.jobs)
    return visit.go(MAINTAIN + PUBLISH)
