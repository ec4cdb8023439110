"""A request of the page -> what a reader says of an answer, kept; and one line for the reader."""

import asyncio
from http import HTTPStatus
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from assistant.question.typed import QUESTION_CHARS
from ingest.text.errors import SteunwijzerError
from ui import texts, texts_feedback
from ui.service.feedback import Opinion
from ui.service.workspace import Workspace
from ui.web.bug_report import report_bug
from ui.web.routes import FEEDBACK

_SLIP_CHARS: Final = 100_000
"""The slip of a long question and many citations has a third of these."""


class _Given(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    slip: Annotated[str, Field(max_length=_SLIP_CHARS)]
    opinion: Opinion
    remark: Annotated[str, Field(max_length=QUESTION_CHARS)]


def feedback_route(workspace: Workspace) -> Route:
    """The route by which the page hands in what a reader says."""

    async def take(request: Request) -> Response:
        try:
            given = _Given.model_validate_json(await request.body())
        except ValidationError:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return PlainTextResponse(status.phrase, status)
        return await asyncio.to_thread(_kept, workspace, given)

    return Route(FEEDBACK, take, methods=["POST"])


def _kept(workspace: Workspace, given: _Given) -> JSONResponse:
    try:
        workspace.give_feedback(given.slip, given.opinion, given.remark)
    except SteunwijzerError as error:
        return _said(str(error), HTTPStatus.CONFLICT)
    except Exception as error:  # noqa: BLE001  # the reader is told that something went wrong
        report_bug(error)
        return _said(texts.FAILED, HTTPStatus.INTERNAL_SERVER_ERROR)
    return _said(texts_feedback.KEPT, HTTPStatus.OK)


def _said(line: str, status: HTTPStatus) -> JSONResponse:
    return JSONResponse({"said": line}, status)
