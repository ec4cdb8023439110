"""A source -> what is said of it; replaced by another edition, or taken out, and the way back."""

from typing import TYPE_CHECKING, Final

from starlette.responses import Response
from starlette.routing import Route

from ingest.text.errors import CorpusError, SteunwijzerError
from ui import texts_pages
from ui.service.workspace import Workspace
from ui.web.office import Office
from ui.web.routes import MAINTAIN
from ui.web.visit import Visit, route

if TYPE_CHECKING:
    from ingest.corpus.removed import Removal

SOURCE: Final = "/bron/"


def source_routes(office: Office) -> list[Route]:
    """The routes of one source."""
    check = Workspace.may_maintain
    one = f"{SOURCE}{{id}}"
    return [
        route(office, MAINTAIN, check, one, _show),
        route(office, MAINTAIN, check, f"{one}/vervangen", _supersede, "POST"),
        route(office, MAINTAIN, check, f"{one}/geldt-weer", _reinstate, "POST"),
        route(office, MAINTAIN, check, f"{one}/weghalen", _remove, "POST"),
        route(office, MAINTAIN, check, f"{one}/tekst.md", _markdown),
    ]


def _show(visit: Visit) -> Response:
    own, workspace = visit.workspace.holding(visit.path["id"]), visit.workspace
    gone, why = _removal(workspace, own.entry.id)
    titles = {each.id: each.title for each in workspace.sources()}
    return visit.page(
        "source",
        own=own,
        titles=titles,
        others={name: title for name, title in titles.items() if name != own.entry.id},
        gone=gone,
        why=why,
    )


def _removal(workspace: Workspace, source_id: str) -> "tuple[Removal | None, str]":
    """What would go with a source, or why it cannot be taken out."""
    try:
        return workspace.removal(source_id), ""
    except CorpusError as error:
        return None, str(error)


def _supersede(visit: Visit) -> Response:
    _check_sure(visit)
    old_id, new_id = visit.path["id"], visit.text("door")
    visit.workspace.supersede(old_id, new_id)
    return visit.go(_address(visit), texts_pages.superseded(_title(visit, new_id)))


def _reinstate(visit: Visit) -> Response:
    visit.workspace.reinstate(visit.path["id"])
    return visit.go(_address(visit), texts_pages.REINSTATED)


def _remove(visit: Visit) -> Response:
    _check_sure(visit)
    gone = visit.workspace.remove(visit.path["id"])
    return visit.go(MAINTAIN, texts_pages.removed(gone.entry.title, had_text=bool(gone.files)))


def _markdown(visit: Visit) -> Response:
    """The text as it is now, to be kept before it goes."""
    draft = visit.workspace.draft(visit.path["id"])
    headers = {"content-disposition": f'attachment; filename="{draft.entry.id}.md"'}
    return Response(draft.markdown, media_type="text/markdown; charset=utf-8", headers=headers)


def _check_sure(visit: Visit) -> None:
    if not visit.text("zeker"):
        raise SteunwijzerError(*texts_pages.NOT_SURE)


def _title(visit: Visit, source_id: str) -> str:
    return visit.workspace.holding(source_id).entry.title


def _address(visit: Visit) -> str:
    return f"{MAINTAIN}{SOURCE}{visit.path['id']}"
