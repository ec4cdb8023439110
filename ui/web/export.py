"""A conversation that the page hands in -> a file of it, for the case file.

The page keeps the conversation, and gets it back in another form: here nothing of it stays. What
comes is foreign and may be made up, so that files are made in turn, and of a bearable size.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ui.api.caller import InTurn, caller_of, last_of
from ui.service.workspace import Workspace
from ui.transcript import ReportPart, ToldTurn, report_parts
from ui.web.export_markdown import markdown
from ui.web.export_page import printed_html
from ui.web.export_word import word
from ui.web.routes import EXPORT

MOST_TURNS: Final = 200
MOST_LINES: Final = 3_000
"""Of all turns together; making a Word file of more takes long."""
MOST_SOURCES: Final = 1_000
"""Of all turns together; each is looked up, and one that moved in the whole document."""


class Form(StrEnum):
    """As what a conversation is taken along."""

    WORD = "word"
    MARKDOWN = "markdown"
    PRINT = "print"


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    form: Form
    turns: Annotated[list[ToldTurn], Field(min_length=1, max_length=MOST_TURNS)]

    @model_validator(mode="after")
    def _is_bearable(self) -> Self:
        if sum(len(each.lines) for each in self.turns) > MOST_LINES:
            raise ValueError
        if sum(len(each.sources) for each in self.turns) > MOST_SOURCES:
            raise ValueError
        return self


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
    workspace: Workspace,
    root_path: str,
    in_turn: InTurn,
    now: Callable[[], datetime] = datetime.now,
) -> Route:
    """The route that makes a file of a conversation; `root_path` is that of a proxy."""

    async def make(request: Request) -> Response:
        try:
            asked = _Asked.model_validate_json(await request.body())
        except ValidationError:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return PlainTextResponse(status.phrase, status)
        base = f"{request.url.scheme}://{request.headers['host']}{root_path}/"
        moment = now()
        # In a line of its own: a file does not wait for a question of the same visitor.
        visit = f"{caller_of(request).name} {EXPORT}"
        made = in_turn(visit, lambda: iter([_made(workspace, asked, base, moment)]))
        return await last_of(made)  # type: ignore[no-any-return]

    return Route(EXPORT, make, methods=["POST"])


def _made(workspace: Workspace, asked: _Asked, base: str, moment: datetime) -> Response:
    def mask(text: str) -> str:
        return workspace.mask(text).text

    draw, media_type, end = _DRAWN[asked.form]
    parts = report_parts(asked.turns, workspace.published, mask, moment, base)
    name = f"steunwijzer-{moment:%Y-%m-%d}.{end}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(draw(parts), media_type=media_type, headers=headers)
