"""What publishing changes -> looked at, tried out and put in use; what was in use, taken back."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.responses import Response
from starlette.routing import Route

from ingest.text.errors import CorpusError, SteunwijzerError
from ui import texts_corpus, texts_pages
from ui.service.reviewing import NOTE_CHARS
from ui.service.workspace import Workspace
from ui.web.difference import ShownDifference, shown
from ui.web.office import Office
from ui.web.routes import MAINTAIN
from ui.web.template import moment
from ui.web.visit import Visit, route

if TYPE_CHECKING:
    from ui.service.given import KeptRelease

PUBLISH: Final = "/publiceren"
TRY: Final = "/proef"
RELEASE: Final = "/index/"
ROLL_BACK: Final = "/terug"


def publish_routes(office: Office) -> list[Route]:
    """The routes of what is put in use, and of what was."""
    check = Workspace.may_maintain
    return [
        route(office, MAINTAIN, check, PUBLISH, _publishing),
        route(office, MAINTAIN, check, PUBLISH, _publish, "POST"),
        route(office, MAINTAIN, check, TRY, _try, "POST"),
        route(office, MAINTAIN, check, f"{RELEASE}{{id}}", _release),
        route(office, MAINTAIN, check, ROLL_BACK, _roll_back, "POST"),
    ]


def _publishing(visit: Visit) -> Response:
    return _page(visit)


def _publish(visit: Visit) -> Response:
    note, reason = visit.text("notitie"), visit.text("reden")
    try:
        visit.workspace.begin_publishing(visit.office.jobs, note, reason)
    except SteunwijzerError as error:
        # What was typed is not lost.
        return _page(visit, note, reason, str(error))
    return visit.go(MAINTAIN + PUBLISH)


def _page(visit: Visit, note: str = "", reason: str = "", refused: str = "") -> Response:
    try:
        found, ready = visit.workspace.preview(), visit.workspace.rehearsed()
    except CorpusError as error:
        return visit.page("publish", why=str(error), found=None)
    return visit.page(
        "publish",
        HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK,
        why="",
        found=found,
        shown=shown(found),
        parts_apart=texts_corpus.APART,
        ready=ready,
        typed={"notitie": note, "reden": reason},
        refused=refused,
        most=NOTE_CHARS,
        name=visit.actor.name,
    )


def _try(visit: Visit) -> Response:
    visit.workspace.begin_rehearsing(visit.office.jobs)
    return visit.go(MAINTAIN + PUBLISH)


def _release(visit: Visit) -> Response:
    """What one that was in use changed, and what going back to it would change."""
    kept = visit.workspace.history()
    number = next((at for at, each in enumerate(kept) if each.id == visit.path["id"]), None)
    if number is None:
        raise SteunwijzerError(*texts_pages.NO_INDEX)
    own, now = kept[number], next(each for each in kept if each.is_in_use)
    before, after = (now, own) if own != now else (_before(kept, number), own)
    difference, why = _compared(visit, before, after) if before else (None, "")
    return visit.page(
        "release",
        own=own,
        shown=difference,
        why=why,
        parts_apart=texts_corpus.APART,
    )


def _before(kept: "Sequence[KeptRelease]", number: int) -> "KeptRelease | None":
    """The one that was in use before, of those that are kept."""
    earlier = [each for each in kept[:number] if each.published]
    return earlier[-1] if earlier else None


def _compared(
    visit: Visit, before: "KeptRelease", after: "KeptRelease"
) -> tuple[ShownDifference | None, str]:
    """What differs between the two, or why that cannot be told: one may be of another version."""
    try:
        return shown(visit.workspace.compare_releases(before.id, after.id)), ""
    except SteunwijzerError as error:
        return None, str(error)


def _roll_back(visit: Visit) -> Response:
    now = visit.workspace.roll_back(visit.text("index"))
    return visit.go(MAINTAIN, texts_pages.rolled_back(moment(now.created)))
