"""What every request passes before the chat page gets it: a request that does not fit is refused.

In this order: HTTP only; a host that the operator named; no page of another site; who may come in,
and as whom; a body of a bearable size, in time; and for Gradio's own calls only what the page
itself sends. Of the headers only those that are needed go on.
"""

import asyncio
import logging
from http import HTTPStatus
from typing import Final, Protocol

from ingest.text.errors import SteunwijzerError
from ui.api.caller import ACTOR
from ui.api.paths import ASK, MCP, SEARCH
from ui.service.roles import VISITOR
from ui.web.asgi import Asgi, AsgiMessage, Headers, Receive, Refused, Send, values
from ui.web.bodies import bounded, giving, nothing_more, whole_body
from ui.web.bug_report import report_bug
from ui.web.calls import SESSION, joining, listening
from ui.web.door import Door
from ui.web.followed import followed
from ui.web.held import End, Held
from ui.web.refusal import refuse
from ui.web.routes import (
    DOCUMENTS,
    EXPORT,
    FEEDBACK,
    JOIN,
    LISTEN,
    LOGIN,
    LOGOUT,
    is_own_page,
)
from ui.web.rules import (
    UPLOAD_BYTES,
    Rules,
    check_origin,
    check_user,
    comes_from_proxy,
    host_of,
    length_of,
    own_path,
)
from ui.web.visitor import ADDRESS, HERE, address_of, is_from_here

_LOG: Final = logging.getLogger(__name__)

_PASSED_ON: Final = frozenset(
    b"accept accept-encoding content-type host if-modified-since if-none-match range".split()
)
"""Request headers that Gradio gets; it builds addresses from others, and has no use for cookies."""
_PASSED_TO: Final = {
    LOGIN: frozenset({b"cookie"}),
    LOGOUT: frozenset({b"cookie"}),
    MCP: frozenset({b"mcp-protocol-version", b"mcp-method", b"mcp-name"}),
}
"""Request headers that go on to some of our own routes as well."""
_WITH_BODY: Final = frozenset({EXPORT, FEEDBACK, LOGIN, LOGOUT, ASK, SEARCH, MCP})
"""Paths to which something is posted, of any length that is not too long."""
UNASKED_S: Final = 10.0
"""Seconds that an answer goes on for a page that does not ask on for it."""
_LAST_WORD: Final = b'"msg":"close_stream"'
_HASHED: Final = "/assets/"
"""The names of these files hold a hash of what is in them."""
_FOR_GOOD: Final = b"public, max-age=31536000, immutable"


class Sessions(Protocol):
    """Who keeps the messages of a session until its page fetches them."""

    def joined(self, session: str) -> None:
        """Called when a question was taken in."""

    def is_open(self, session: str) -> bool:
        """Whether there is something to listen to."""

    def begin(self, session: str) -> None:
        """Called when somebody listens."""

    def end(self, session: str, *, is_whole: bool) -> None:
        """Called when a listener is gone; `is_whole` if it had heard everything by then."""


class Gate:
    """ASGI application that lets through to another one what fits the rules.

    `sessions` are those of Gradio, or None where there is nobody yet to put a question to; `door`
    tells who makes a request, or is None where that does not matter yet.
    """

    def __init__(
        self,
        app: Asgi,
        rules: Rules,
        sessions: Sessions | None = None,
        door: Door | None = None,
    ) -> None:
        self._app = app
        self._rules = rules
        self._sessions = sessions
        self._door = door
        self._held: dict[str, tuple[Held, asyncio.TimerHandle]] = {}

    async def __call__(self, scope: AsgiMessage, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._answer(scope, receive, _Response(send, self._rules.headers))

    async def _answer(self, scope: AsgiMessage, receive: Receive, out: "_Response") -> None:
        """A bug in what is behind the gate is ours to tell: others would print what was asked."""
        try:
            inner, body = await self._admitted(scope, receive)
            out.is_hashed = inner["path"].startswith(_HASHED)
            await self._passed_on(inner, body, out)
        except Refused as refused:
            await self._refuse(scope, out, refused)
        except SteunwijzerError as error:
            # Keys or accounts cannot be read: nobody comes in, and the operator hears why.
            _LOG.warning("%s", error)
            await self._refuse(scope, out, Refused(HTTPStatus.SERVICE_UNAVAILABLE))
        except Exception as error:  # noqa: BLE001  # reported, and the visitor is told
            report_bug(error)
            await self._refuse(scope, out, Refused(HTTPStatus.INTERNAL_SERVER_ERROR))

    async def _refuse(self, scope: AsgiMessage, out: "_Response", refused: Refused) -> None:
        """Answer with the status of a refusal, unless an answer has begun already."""
        if not out.is_begun:
            await refuse(out, scope, refused, self._rules.root_path)

    async def _passed_on(self, scope: AsgiMessage, receive: Receive, out: "_Response") -> None:
        session = scope.pop(SESSION, "")
        if self._sessions and session and scope["path"] == LISTEN:
            await self._listened(session, self._sessions, scope, receive, out)
            return
        await self._app(scope, receive, out)
        if self._sessions and session:
            self._sessions.joined(session)

    async def _listened(
        self,
        session: str,
        sessions: Sessions,
        scope: AsgiMessage,
        receive: Receive,
        out: "_Response",
    ) -> None:
        held, timer = self._held.pop(session, (None, None))
        if timer:
            timer.cancel()
        if held is None:
            if not sessions.is_open(session):
                raise Refused(HTTPStatus.NOT_FOUND)
            sessions.begin(session)
            held = Held(lambda send: self._app(scope, nothing_more, send))
        end = End.GONE
        try:
            end = await held.tell(receive, out)
        finally:
            if end is End.MORE:
                self._hold(session, sessions, held)
            else:
                await held.stop()
                # The page hangs up by itself as soon as it hears that this is all.
                is_whole = end is End.ALL or out.is_last_word_said
                sessions.end(session, is_whole=is_whole)

    def _hold(self, session: str, sessions: Sessions, held: Held) -> None:
        """Keep what is still to be said until the page asks on; forget it if it does not."""
        loop = asyncio.get_running_loop()
        timer = loop.call_later(
            UNASKED_S, lambda: asyncio.ensure_future(self._let_go(session, sessions))
        )
        self._held[session] = held, timer

    async def _let_go(self, session: str, sessions: Sessions) -> None:
        held, _ = self._held.pop(session, (None, None))
        if held:
            await held.stop()
            sessions.end(session, is_whole=False)

    async def _admitted(self, scope: AsgiMessage, receive: Receive) -> tuple[AsgiMessage, Receive]:
        """The request as Gradio gets it.

        Raises:
            Refused: it does not fit.
        """
        rules = self._rules
        place = host_of(scope, rules)
        check_origin(scope, rules, place)
        is_from_proxy = comes_from_proxy(scope, rules)
        path = own_path(scope, rules)
        actor = VISITOR
        if self._door:
            actor = self._door.actor(scope, path, rules, place, is_from_proxy=is_from_proxy)
        elif rules.user_header:
            check_user(scope, rules, is_from_proxy=is_from_proxy)
        inner = _inner(scope, path, is_from_proxy=is_from_proxy)
        inner[ACTOR] = actor
        inner[HERE] = is_from_here(scope)
        inner[ADDRESS] = address_of(scope, is_from_proxy=is_from_proxy)
        if is_own_page(path):
            # Whose it is not is refused before a body is read.
            length_of(scope, UPLOAD_BYTES)
            return inner, bounded(receive, UPLOAD_BYTES)
        size = length_of(scope)
        if self._sessions and (link := followed(path, scope)):
            raise Refused(HTTPStatus.TEMPORARY_REDIRECT, f"{rules.root_path}/{link}")
        if path.startswith(DOCUMENTS):
            inner["query_string"] = scope["query_string"]
        if self._sessions and inner["path"] == LISTEN:
            return listening(inner, scope), receive
        if self._sessions and inner["path"] == JOIN and inner["method"] == "POST":
            inner, body = joining(inner, scope, await whole_body(receive, size), rules)
            return inner, giving(body, receive)
        if inner["path"] in _WITH_BODY and inner["method"] == "POST":
            return inner, giving(await whole_body(receive, size), receive)
        if values(scope, b"transfer-encoding"):
            # Of unknown length: nothing else here has a body, and none may be endless.
            return inner, giving(await whole_body(receive, 0), receive)
        return inner, receive


def _inner(scope: AsgiMessage, path: str, *, is_from_proxy: bool) -> AsgiMessage:
    """The request for our own path, without its query and headers that nobody needs there."""
    passed = [(name.lower(), value) for name, value in scope["headers"]]
    wanted = _PASSED_ON | _PASSED_TO.get(path, frozenset())
    headers = [(name, value) for name, value in passed if name in wanted]
    told = values(scope, b"x-forwarded-proto") if is_from_proxy else []
    scheme = told[0] if len(told) == 1 and told[0] in {"http", "https"} else scope["scheme"]
    return {
        **scope,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": headers,
        "scheme": scheme,
    }


class _Response:
    """Sends a response with our headers; knows how far it is."""

    def __init__(self, send: Send, headers: tuple[tuple[bytes, bytes], ...]) -> None:
        self._send = send
        self._headers = headers
        self.is_begun = False
        self.is_hashed = False
        self.is_last_word_said = False

    async def __call__(self, message: AsgiMessage) -> None:
        """Send a message of the response."""
        if message["type"] == "http.response.start":
            self.is_begun = True
            message = {**message, "headers": self._with_ours(message)}
        # Within a text its quotes would be escaped.
        self.is_last_word_said |= _LAST_WORD in message.get("body", b"")
        await self._send(message)

    def _with_ours(self, message: AsgiMessage) -> Headers:
        is_for_good = self.is_hashed and message["status"] == HTTPStatus.OK
        theirs = [
            (name, value)
            for name, value in message.get("headers", ())
            if not name.lower().startswith(b"access-control-") and name.lower() != b"cache-control"
        ]
        said = {name.lower() for name, _ in theirs}
        return [
            *theirs,
            # A page of our own has a stricter policy.
            *((name, value) for name, value in self._headers if name not in said),
            (b"cache-control", _FOR_GOOD if is_for_good else b"no-store"),
        ]
