"""Answers of a report -> what somebody says of each sentence, who does not see what others said."""

from typing import TYPE_CHECKING, Final

from starlette.responses import Response
from starlette.routing import Route

from ingest.text.errors import SteunwijzerError
from ui import texts_pages
from ui.service.workspace import Workspace
from ui.web.number import whole_number
from ui.web.office import Office
from ui.web.routes import MEASURE
from ui.web.visit import Visit, route

if TYPE_CHECKING:
    from eval.ratings import Rated

RATE: Final = "/meting/{name}/oordeel"


def rate_routes(office: Office) -> list[Route]:
    """The routes by which answers are judged."""
    check = Workspace.may_measure
    return [
        route(office, MEASURE, check, RATE, _begin, "POST"),
        route(office, MEASURE, check, f"{RATE}/{{rater}}", _next),
        route(office, MEASURE, check, f"{RATE}/{{rater}}", _rate, "POST"),
        route(office, MEASURE, check, f"{RATE}/{{rater}}/{{at}}", _again),
    ]


def _begin(visit: Visit) -> Response:
    rater = visit.text("naam").lower()
    if not rater:
        raise SteunwijzerError(*texts_pages.NO_RATER)
    visit.workspace.ratings(visit.path["name"], rater)
    return visit.go(_address(visit, rater))


def _next(visit: Visit) -> Response:
    """The first sentence that has no rating yet, in its answer; or that all is done."""
    rated = visit.workspace.ratings(visit.path["name"], visit.path["rater"])
    place = next((at for at, each in enumerate(rated) if each.rating is None), None)
    return _page(visit, rated, place)


def _again(visit: Visit) -> Response:
    """A sentence that was judged already."""
    rated = visit.workspace.ratings(visit.path["name"], visit.path["rater"])
    place = whole_number(visit.path["at"])
    if place is None or place >= len(rated):
        raise SteunwijzerError(*texts_pages.NO_SUCH_SENTENCE)
    return _page(visit, rated, place)


def _page(visit: Visit, rated: "list[Rated]", place: int | None) -> Response:
    from eval.ratings import Rating

    return visit.page(
        "rate",
        name=visit.path["name"],
        rater=visit.path["rater"],
        total=len(rated),
        done=sum(each.rating is not None for each in rated),
        sentence=None if place is None else rated[place],
        at=place,
        answer=_answer(rated, place),
        before=(len(rated) if place is None else place) - 1,
        ratings=list(Rating),
    )


def _rate(visit: Visit) -> Response:
    from eval.ratings import Rating

    place, said = whole_number(visit.text("zin")), visit.text("oordeel")
    if place is None or said not in list(Rating):
        raise SteunwijzerError(*texts_pages.NO_SUCH_SENTENCE)
    name, rater = visit.path["name"], visit.path["rater"]
    visit.workspace.rate(name, rater, place, Rating(said))
    return visit.go(_address(visit, rater))


def _answer(rated: "list[Rated]", place: int | None) -> "list[Rated]":
    """All sentences of the answer that the sentence at a place is of."""
    if place is None:
        return []
    return [each for each in rated if each.question == rated[place].question]


def _address(visit: Visit, rater: str) -> str:
    return f"{MEASURE}/meting/{visit.path['name']}/oordeel/{rater}"
