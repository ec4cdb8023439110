"""A conversation that the page hands in -> a file of it, for the case file.

The page keeps the conversation, and gets it back in another form: here nothing of it stays.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ui.service.workspace import Workspace
from ui.transcript import ReportPart, ToldTurn, report_parts
from ui.web.export_markdown import markdown
from ui.web.export_page import printed_html
from ui.web.export_word import word
from ui.web.routes import EXPORT

MOST_TURNS: Final = 200


class Form(StrEnum):
    """As what a conversation is taken along."""

    WORD = "word"
    MARKDOWN = "markdown"
    PRINT = "print"


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    form: Form
    turns: Annotated[list[ToldTurn], Field(min_length=1, max_length=MOST_TURNS)]


_DRAWN: Final[Mapping[Form, tuple[Callable[[Sequence[ReportPart]], bytes], str, str]]] = {
    Form.WORD: (
        word,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    ),
    Form.MARKDOWN: (lambda parts: markdown(parts).encode(), "text/markdown; charset=utf-8", "md"),
    Form.PRINT: (lambda parts: printed_html(parts).encode(), "text/html; charset=utf-8", "html"),
}
"""How each form is made, what it is, and the end of its name."""


def export_route(
    workspace: Workspace, root_path: str, now: Callable[[], datetime] = datetime.now
) -> Route:
    """The route that makes a file of a conversation; `root_path` is that of a proxy."""

    async def make(request: Request) -> Response:
        try:
            asked = _Asked.model_validate_json(await request.body())
        except ValidationError:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return PlainTextResponse(status.phrase, status)
        base = f"{request.url.scheme}://{request.headers['host']}{root_path}/"
        return await asyncio.to_thread(_made, workspace, asked, base, now())

    return Route(EXPORT, make, methods=["POST"])


def _made(workspace: Workspace, asked: _Asked, base: str, moment: datetime) -> Response:
    def mask(text: str) -> str:
        return workspace.mask(text).text

    draw, media_type, end = _DRAWN[asked.form]
    parts = report_parts(asked.turns, workspace.published, mask, moment, base)
    name = f"steunwijzer-{moment:%Y-%m-%d}.{end}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(draw(parts), media_type=media_type, headers=headers)
