"""The HTTP interface for programs: questions, searches, texts, and what the server tells of itself.

Who may come in was decided before; here a caller is only kept from asking too much.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from http import HTTPStatus
from typing import Any, Final

from fastapi import APIRouter, Depends
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from assistant.answer.answer import Nearest
from assistant.chat.condition import NO_MODEL, UNTRIED, WELL
from assistant.question.typed import QuestionError
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from ui import texts_access
from ui.api.caller import InTurn, Pace, caller_of, last_of
from ui.api.described import described_html, openapi
from ui.api.paths import (
    ASK,
    CARD,
    DESCRIBED,
    DOCUMENT,
    METRICS,
    OPENAPI,
    OTHER,
    READY,
    SEARCH,
    SOURCES,
)
from ui.api.problem import (
    PROBLEM,
    ProblemError,
    ProblemRecord,
    has_json,
    invalid_status,
    problem_record,
)
from ui.api.records import (
    AskedRecord,
    DocumentRecord,
    FoundRecord,
    SearchedRecord,
    SourcesRecord,
    document_record,
    sources_record,
)
from ui.record import AnswerRecord, hit_records
from ui.service.card import SystemCard, system_card
from ui.service.growing import Grown, growing
from ui.service.metrics import METRICS_TYPE
from ui.service.workspace import Workspace

EVENTS: Final = "text/event-stream"
_GROWING: Final = "growing"
_WHOLE: Final = "answer"
_PROBLEM: Final = "problem"
_REFUSALS: Final = (400, 401, 403, 413, 415, 422, 429, 503, 504)
_PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": ProblemRecord, "content": {PROBLEM: {}}} for status in _REFUSALS
}
_STREAMED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {EVENTS: {"schema": {"type": "string"}}},
        "description": (
            "The answer. As server-sent events: `growing` and at last `answer`, each with an"
            " AnswerRecord, or `problem` with a ProblemRecord."
        ),
    },
    503: {
        "model": AnswerRecord | ProblemRecord,
        "description": "Steunwijzer failed: an answer whose notice `failed` says why, with"
        " `contacts` where there is danger; or nobody can be asked now.",
    },
}


def api_routes(
    workspace: Workspace, settings: Settings, in_turn: InTurn, pace: Pace
) -> list[APIRoute]:
    """The routes of the interface; `in_turn` answers questions when it is their turn."""
    router = APIRouter(route_class=_counting(workspace), responses=_PROBLEMS)
    _add_asking(router, workspace, in_turn, pace)
    _add_reading(router, workspace)
    _add_telling(router, workspace, settings)
    routes = [each for each in router.routes if isinstance(each, APIRoute)]
    return [*routes, *_described(routes)]


async def _json_only(request: Request) -> None:
    if not has_json(request):
        raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, texts_access.NEED_JSON)


def _add_asking(router: APIRouter, workspace: Workspace, in_turn: InTurn, pace: Pace) -> None:
    guarded = [Depends(_json_only)]

    @router.post(ASK, response_model=AnswerRecord, responses=_STREAMED, dependencies=guarded)
    async def ask(request: Request, asked: AskedRecord) -> Response:
        """Answer a question; with `Accept: text/event-stream` the answer as it grows."""
        visit = caller_of(request)
        pace.take(visit.name)
        own = workspace.acting_for(visit)
        await _known(own, asked.sources)
        answers = in_turn(visit.name, lambda: growing(own, asked))
        if EVENTS in request.headers.get("accept", ""):
            first = await anext(answers)
            return StreamingResponse(_events(first, answers), media_type=EVENTS)
        record = (await last_of(answers)).record
        status = HTTPStatus.SERVICE_UNAVAILABLE if record.failure else HTTPStatus.OK
        return JSONResponse(record.model_dump(mode="json"), status)

    @router.post(SEARCH, response_model=FoundRecord, dependencies=guarded)
    async def search(request: Request, searched: SearchedRecord) -> FoundRecord:
        """The passages nearest to a question or to loose words, best first."""
        visit = caller_of(request)
        pace.take(visit.name)
        own = workspace.acting_for(visit)
        await _known(own, searched.sources)

        def found_now() -> Iterator[tuple[Nearest, ...]]:
            yield own.search(searched.words, searched.sources)

        try:
            found = await last_of(in_turn(visit.name, found_now))
        except QuestionError as error:
            raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from error
        return FoundRecord(hits=hit_records(found))


def _add_reading(router: APIRouter, workspace: Workspace) -> None:
    @router.get(SOURCES, response_model=SourcesRecord)
    async def sources(request: Request) -> SourcesRecord:
        """The texts that are answered from."""
        own = workspace.acting_for(caller_of(request))
        return await asyncio.to_thread(lambda: sources_record(own.published))

    @router.get(DOCUMENT, response_model=DocumentRecord, responses={404: {"model": ProblemRecord}})
    async def document(request: Request, document_id: str) -> DocumentRecord:
        """A text with its sections, in the order of reading."""
        own = workspace.acting_for(caller_of(request))
        try:
            return await asyncio.to_thread(lambda: document_record(own.document(document_id)))
        except SteunwijzerError as error:
            raise ProblemError(HTTPStatus.NOT_FOUND, str(error)) from error


def _add_telling(router: APIRouter, workspace: Workspace, settings: Settings) -> None:
    @router.get(CARD, response_model=SystemCard)
    async def card() -> SystemCard:
        """What this is, what it answers from, and how good it was measured to be."""
        return await asyncio.to_thread(
            lambda: system_card(settings, workspace.published, workspace.profile)
        )

    @router.get(READY)
    async def ready() -> JSONResponse:
        """Whether questions can be answered; 503 until they can."""
        status = await asyncio.to_thread(workspace.status)
        code = HTTPStatus.OK if status.is_ready else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse({"ready": status.is_ready, "why": status.why}, code)

    @router.get(METRICS, response_class=Response)
    async def metrics() -> Response:
        """How much was asked and how fast it was answered, as Prometheus reads it."""
        now = workspace.chat_condition.now
        told = workspace.metrics.told(is_model_well=lambda: now in {NO_MODEL, UNTRIED, WELL})
        return Response(told, media_type=METRICS_TYPE)


def _described(routes: list[APIRoute]) -> list[APIRoute]:
    """What describes the routes: for programs, and as a page without anything from elsewhere."""
    whole = openapi(routes)
    page = described_html(whole)

    async def for_programs() -> JSONResponse:
        return JSONResponse(whole)

    async def for_people() -> HTMLResponse:
        return HTMLResponse(page)

    return [
        APIRoute(OPENAPI, for_programs, methods=["GET"]),
        APIRoute(DESCRIBED, for_people, methods=["GET"], response_class=HTMLResponse),
        APIRoute(OTHER, _nothing, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
    ]


async def _nothing() -> JSONResponse:
    raise ProblemError(HTTPStatus.NOT_FOUND, texts_access.NO_SUCH_PATH)


async def _known(workspace: Workspace, sources: list[str]) -> None:
    try:
        await asyncio.to_thread(lambda: [workspace.document(each) for each in sources])
    except SteunwijzerError as error:
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from error


async def _events(first: Grown, answers: AsyncIterator[Grown]) -> AsyncIterator[str]:
    """Answers as server-sent events; what goes wrong when it has begun is one too."""
    yield _event(_WHOLE if first.is_whole else _GROWING, first.record.json_line())
    try:
        async for each in answers:
            yield _event(_WHOLE if each.is_whole else _GROWING, each.record.json_line())
    except ProblemError as error:
        yield _event(_PROBLEM, problem_record(error.status, error.detail).model_dump_json())


def _event(name: str, line: str) -> str:
    return f"event: {name}\ndata: {line}\n\n"


def _counting(workspace: Workspace) -> type[APIRoute]:
    """Routes of which is counted how often they were asked for, and what came of it."""

    class Counting(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            inner = super().get_route_handler()

            async def handle(request: Request) -> Response:
                status = int(HTTPStatus.INTERNAL_SERVER_ERROR)
                try:
                    response = await inner(request)
                    status = response.status_code
                except ProblemError as error:
                    status = error.status
                    raise
                except RequestValidationError:
                    status = invalid_status(request)
                    raise
                except HTTPException as error:
                    status = error.status_code
                    raise
                finally:
                    workspace.metrics.count_request(self.path, status)
                return response

            return handle

    return Counting
