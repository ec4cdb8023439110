"""The page for who keeps the texts: which there are, what is in use, what publishing changes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response
from starlette.routing import Route

from ingest.text.errors import CorpusError, IndexUnusableError
from ui import texts_corpus, texts_pages
from ui.service.workspace import Workspace
from ui.web.maintain_add import add_routes
from ui.web.maintain_drafts import draft_routes
from ui.web.maintain_publish import PUBLISH, publish_routes
from ui.web.maintain_source import source_routes
from ui.web.maintain_text import text_routes
from ui.web.office import Office
from ui.web.routes import MAINTAIN
from ui.web.visit import WORK, Visit, route, work

if TYPE_CHECKING:
    from ui.service.reviewing import Shelved

STOP: Final = "/stop"


def maintain_routes(office: Office) -> list[Route]:
    """The routes below /beheer."""
    check = Workspace.may_maintain
    return [
        route(office, MAINTAIN, check, "", _overview),
        route(office, MAINTAIN, check, STOP, _stop, "POST"),
        route(office, MAINTAIN, check, WORK, work),
        *add_routes(office),
        *text_routes(office),
        *publish_routes(office),
        *draft_routes(office),
        *source_routes(office),
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
        drafts=_drafts(visit.workspace),
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
    """How much publishing would change, in Dutch, or why it cannot be done now."""
    try:
        found = workspace.preview()
    except CorpusError as error:
        return {"why": str(error), "told": ""}
    sections = sum(map(len, (found.new, found.changed, found.moved, found.gone)))
    counts = {"sections": sections, "notes": len(found.notes), "sources": len(found.sources)}
    told = texts_pages.pending(**counts, apart=[texts_corpus.APART[each] for each in found.apart])
    return {"why": "", "told": told}


def _drafts(workspace: Workspace) -> int:
    """How many drafts of annotations wait; none where the corpus cannot be read."""
    try:
        return len(workspace.note_drafts())
    except CorpusError:
        return 0


def _stop(visit: Visit) -> Response:
    visit.workspace.stop_publishing(visit.office.jobs)
    return visit.go(MAINTAIN + PUBLISH)
