"""What went wrong -> a JSON problem (RFC 9457), with one clear line for who reads it."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from ingest.text.errors import SteunwijzerError
from ui import texts_access
from ui.record import reason

PROBLEM: Final = "application/problem+json"
JSON: Final = "application/json"


class ProblemRecord(BaseModel):
    """What went wrong; `detail` is a line in Dutch."""

    title: str
    status: int
    detail: str


class ProblemError(Exception):
    """A request that is not served as it was asked, and what its maker is told."""

    def __init__(
        self, status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status.phrase)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})


def problem_record(status: HTTPStatus, detail: str) -> ProblemRecord:
    """A problem whose type is its status."""
    return ProblemRecord(title=status.phrase, status=status, detail=detail)


def problem(
    status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """A problem as an answer."""
    record = problem_record(status, detail)
    return JSONResponse(record.model_dump(), status, headers=headers, media_type=PROBLEM)


def has_json(request: Request) -> bool:
    """Whether a request says that it brings JSON: a form of another site cannot say that."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == JSON


def invalid_status(request: Request) -> HTTPStatus:
    """The status of a request whose body is not what is asked for."""
    if has_json(request):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.UNSUPPORTED_MEDIA_TYPE


def tell_problems(app: FastAPI) -> None:
    """Let an application answer with problems, whatever goes wrong in an expected way."""

    @app.exception_handler(ProblemError)
    async def _told(_: Request, error: ProblemError) -> JSONResponse:
        return problem(error.status, error.detail, error.headers)

    @app.exception_handler(SteunwijzerError)
    async def _failed(_: Request, error: SteunwijzerError) -> JSONResponse:
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error))

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        is_json = has_json(request)
        detail = _wrong(error.errors()[0]) if is_json else texts_access.NEED_JSON
        return problem(invalid_status(request), detail)

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        status = HTTPStatus(error.status_code)
        return problem(status, status.phrase, error.headers)


def _wrong(first: Mapping[str, Any]) -> str:
    within = {**first, "loc": tuple(first["loc"])[1:]}
    return texts_access.rule_broken(reason(within))
