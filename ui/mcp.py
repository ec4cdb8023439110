"""The Model Context Protocol: an assistant of somebody else asks, searches and reads here.

Only tools that read. They give the records of the HTTP interface, over standard input and output or
over HTTP.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations
from starlette.requests import Request
from starlette.routing import Route

from ingest.text.errors import SteunwijzerError
from ui import texts, texts_reading
from ui.api.caller import InTurn, Pace, caller_of, last_of
from ui.api.paths import MCP
from ui.api.problem import ProblemError
from ui.api.records import FoundRecord, SectionRecord, section_record
from ui.record import (
    SINGLE_ID,
    AnswerRecord,
    QuestionRecord,
    SourceIds,
    TurnRecord,
    hit_records,
)
from ui.service.roles import VISITOR, Actor
from ui.service.workspace import Workspace

_ABOUT: Final = (
    "Answers in Dutch from professional guidance for youth care. Every sentence is a verbatim slice"
    " of a source; show it with its citation. If `contacts` are given, name those first. With"
    " outcome `not_found` the sources have no answer: say so."
)
_READS: Final = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_LOG_LEVEL: Final = "ERROR"

T = TypeVar("T")
TellBug = Callable[[BaseException], object]
"""Tells the operator of a bug, without what was asked."""


class _Tools:
    """What can be called, for whoever calls."""

    def __init__(self, workspace: Workspace, in_turn: InTurn, pace: Pace, report: TellBug) -> None:
        self._workspace = workspace
        self._in_turn = in_turn
        self._pace = pace
        self._report = report

    async def ask(
        self,
        context: Context,
        question: str,
        history: list[TurnRecord] | None = None,
        sources: SourceIds | None = None,
    ) -> AnswerRecord:
        """Answer a question about informal support in youth care, with verbatim citations.

        `history` holds the earlier questions and answers of the conversation, oldest first;
        `sources` the ids of the documents to answer from, if not from all.
        """
        asked = QuestionRecord(
            id=SINGLE_ID, question=question, history=history or [], sources=sources or []
        )
        return await self._done(context, lambda own: own.answer(asked))

    async def search(
        self, context: Context, words: str, sources: SourceIds | None = None
    ) -> FoundRecord:
        """The passages nearest to a question or to loose words, best first; `sources` as in ask."""
        found = await self._done(context, lambda own: own.search(words, sources or []))
        return FoundRecord(hits=hit_records(found))

    async def read_passage(self, context: Context, section_id: str) -> SectionRecord:
        """The whole section that a citation or a hit names."""
        return await self._done(context, lambda own: _section(own, section_id))

    async def _done(self, context: Context, deed: Callable[[Workspace], T]) -> T:
        """Do something when it is its turn; what goes wrong is one line for who called."""
        try:
            actor = _caller(context)
            self._pace.take(actor.name)
            own = self._workspace.acting_for(actor)
            return await last_of(self._in_turn(actor.name, lambda: iter([deed(own)])))  # type: ignore[no-any-return]
        except ProblemError as error:
            raise ToolError(error.detail) from None
        except SteunwijzerError as error:
            raise ToolError(str(error)) from None
        except Exception as error:  # noqa: BLE001  # reported, and the caller is told
            # The library would write its message in the log, and that may hold the question.
            self._report(error)
            raise ToolError(texts.FAILED) from None


def mcp_server(workspace: Workspace, in_turn: InTurn, pace: Pace, report: TellBug) -> MCPServer:
    """The server, to be run over standard input and output or to be reached over HTTP."""
    with _own_log():
        server = MCPServer(
            "steunwijzer", title=texts.NAME, instructions=_ABOUT, log_level=_LOG_LEVEL
        )
    tools = _Tools(workspace, in_turn, pace, report)
    for each in (tools.ask, tools.search, tools.read_passage):
        server.add_tool(each, annotations=_READS)
    return server


def mcp_routes(server: MCPServer) -> list[Route]:
    """The route over HTTP: every request by itself, so that nothing is kept of who called.

    `server.session_manager.run()` must be entered before it is used.
    """
    # Hosts and origins were checked before.
    app = server.streamable_http_app(
        streamable_http_path=MCP,
        json_response=True,
        stateless_http=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    endpoints = [each.endpoint for each in app.routes if isinstance(each, Route)]
    return [Route(MCP, each, methods=["POST"]) for each in endpoints]


async def one_by_one(
    visit: str,  # noqa: ARG001  # there is one
    make: Callable[[], Iterator[T]],
) -> AsyncIterator[T]:
    """Turns where there is one caller: what is asked is answered, in a thread of its own."""
    for each in await asyncio.to_thread(lambda: list(make())):
        yield each


def _section(workspace: Workspace, section_id: str) -> SectionRecord:
    sections = (section for text in workspace.published for section in text.sections)
    found = next((each for each in sections if each.id == section_id), None)
    if found is None:
        raise SteunwijzerError(*texts_reading.no_section(section_id))
    return section_record(found)


def _caller(context: Context) -> Actor:
    """Who calls: over HTTP the gate knows."""
    request = context.request_context.request
    return caller_of(request) if isinstance(request, Request) else VISITOR


@contextmanager
def _own_log() -> Iterator[None]:
    """Leave the log as it was: the library would write all messages there, with what was asked."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
