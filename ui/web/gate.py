"""What every request passes before the chat page gets it: a request that does not fit is refused.

In this order: HTTP only; a host that the operator named; no page of another site; who may come in;
a body of a bearable size, in time; and for Gradio's own calls only what the page itself sends.
Of the headers only those that Gradio needs go on.
"""

import asyncio
import hashlib
from collections.abc import Awaitable
from http import HTTPStatus
from json import dumps
from typing import Final, Protocol
from urllib.parse import parse_qs, urlencode

from ui.web.asgi import Asgi, Headers, Message, Receive, Refused, Send, respond, values
from ui.web.bug_report import report_bug
from ui.web.join import JoinError, is_session, read_join
from ui.web.routes import JOIN, LISTEN
from ui.web.rules import (
    BODY_BYTES,
    Rules,
    check_origin,
    check_user,
    comes_from_proxy,
    host_of,
    length_of,
)

BODY_S: Final = 10.0
"""Seconds in which the whole body must be here."""
VISIT_HEADER: Final = b"x-steunwijzer-visit"
"""A key that only the page knows: a session's name alone, from a log, opens nobody's answers."""
_VISIT_CHARS: Final = 64
_PASSED_ON: Final = frozenset(
    b"accept accept-encoding content-type host if-modified-since if-none-match range".split()
)
"""Request headers that Gradio gets; it builds addresses from others, and has no use for cookies."""
_SESSION: Final = "steunwijzer.session"
"""Where a request carries the session that it is about, on its way through the gate."""
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
    """ASGI application that lets through to another one what fits the rules."""

    def __init__(self, app: Asgi, rules: Rules, sessions: Sessions) -> None:
        self._app = app
        self._rules = rules
        self._sessions = sessions

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._answer(scope, receive, _Response(send, self._rules.headers))

    async def _answer(self, scope: Message, receive: Receive, out: "_Response") -> None:
        """A bug in what is behind the gate is ours to tell: others would print what was asked."""
        try:
            inner, body = await self._admitted(scope, receive)
            out.is_hashed = inner["path"].startswith(_HASHED)
            await self._passed_on(inner, body, out)
        except Refused as refused:
            await out.refuse(refused.status, refused.location)
        except Exception as error:  # noqa: BLE001  # reported, and the visitor is told
            report_bug(error)
            await out.refuse(HTTPStatus.INTERNAL_SERVER_ERROR)

    async def _passed_on(self, scope: Message, receive: Receive, out: "_Response") -> None:
        session = scope.pop(_SESSION, "")
        if not session or scope["path"] == JOIN:
            await self._app(scope, receive, out)
            if session:
                self._sessions.joined(session)
            return
        if not self._sessions.is_open(session):
            raise Refused(HTTPStatus.NOT_FOUND)
        self._sessions.begin(session)
        is_whole = False
        try:
            is_whole = await _while_heard(self._app(scope, _nothing_more, out), receive)
            # The page hangs up by itself as soon as it hears that this is all.
            is_whole |= out.is_last_word_said
        finally:
            self._sessions.end(session, is_whole=is_whole)

    async def _admitted(self, scope: Message, receive: Receive) -> tuple[Message, Receive]:
        """The request as Gradio gets it.

        Raises:
            Refused: it does not fit.
        """
        rules = self._rules
        place = host_of(scope, rules)
        check_origin(scope, rules, place)
        is_from_proxy = comes_from_proxy(scope, rules)
        if rules.user_header:
            check_user(scope, rules, is_from_proxy=is_from_proxy)
        size = length_of(scope)
        inner = _plain(scope, rules, is_from_proxy=is_from_proxy)
        if inner["path"] == LISTEN:
            return _listening(inner, scope), receive
        if inner["path"] == JOIN and inner["method"] == "POST":
            body = _joining(inner, scope, await _body(receive, size), rules)
            return inner, _after(body, receive)
        if values(scope, b"transfer-encoding"):
            # Of unknown length: nothing else here has a body, and none may be endless.
            return inner, _after(await _body(receive, 0), receive)
        return inner, receive


def _plain(scope: Message, rules: Rules, *, is_from_proxy: bool) -> Message:
    """The request without the path of a proxy, its query, and headers that Gradio does not need."""
    path = scope["path"]
    if rules.root_path and f"{path}/".startswith(f"{rules.root_path}/"):
        path = path.removeprefix(rules.root_path)
        if not path:
            # Without the slash at the end the page would look for its files one folder up.
            raise Refused(HTTPStatus.TEMPORARY_REDIRECT, f"{rules.root_path}/")
    passed = [(name.lower(), value) for name, value in scope["headers"]]
    headers = [(name, value) for name, value in passed if name in _PASSED_ON]
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


def _listening(inner: Message, scope: Message) -> Message:
    """A request for the answers of a session, which only the page that asked can name."""
    try:
        query = parse_qs(scope["query_string"].decode("ascii"), strict_parsing=True)
    except ValueError:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY) from None
    names = query.get("session_hash", [])
    if len(query) != 1 or len(names) != 1 or not is_session(names[0]):
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY)
    session = secret_session(scope, names[0])
    asked = urlencode({"session_hash": session}).encode()
    # As plain text, so that the last word can be heard.
    headers = [(name, value) for name, value in inner["headers"] if name != b"accept-encoding"]
    return {**inner, "headers": headers, "query_string": asked, _SESSION: session}


def _joining(inner: Message, scope: Message, body: bytes, rules: Rules) -> bytes:
    """A question of the page, as a body made anew."""
    try:
        join = read_join(body, rules.inputs)
    except JoinError:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY) from None
    join["session_hash"] = inner[_SESSION] = secret_session(scope, join["session_hash"])
    ours = dumps(join).encode()
    inner["headers"] = [
        *((name, value) for name, value in inner["headers"] if name.lower() != b"content-type"),
        (b"content-type", b"application/json"),
        (b"content-length", str(len(ours)).encode()),
    ]
    return ours


def secret_session(scope: Message, session: str) -> str:
    """What Gradio knows a session by: it follows from its name and the key of the visit."""
    keys = values(scope, VISIT_HEADER)
    if len(keys) > 1 or any(len(key) > _VISIT_CHARS for key in keys):
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY)
    # The null byte keeps key and name apart: no header holds one.
    secret = "\0".join(("".join(keys), session))
    return hashlib.sha256(secret.encode()).hexdigest()


async def _body(receive: Receive, size: int) -> bytes:
    """The whole body.

    Raises:
        Refused: it is too large, too slow, or not what was announced.
    """
    try:
        async with asyncio.timeout(BODY_S):
            body = await _received(receive)
    except TimeoutError:
        raise Refused(HTTPStatus.REQUEST_TIMEOUT) from None
    if size and len(body) != size:
        raise Refused(HTTPStatus.BAD_REQUEST)
    return body


async def _received(receive: Receive) -> bytes:
    body = bytearray()
    is_more = True
    while is_more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(HTTPStatus.BAD_REQUEST)
        body += message.get("body", b"")
        is_more = message.get("more_body", False)
        if len(body) > BODY_BYTES:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return bytes(body)


def _after(body: bytes, receive: Receive) -> Receive:
    """Give out a body once; then what comes after the body that it stands for."""
    rest = [body]

    async def receive_ours() -> Message:
        if rest:
            return {"type": "http.request", "body": rest.pop(), "more_body": False}
        return await receive()

    return receive_ours


async def _while_heard(work: Awaitable[None], receive: Receive) -> bool:
    """Send answers as long as somebody is there; returns whether they were sent to the end.

    Gradio itself looks for its listener only now and then.
    """
    sending = asyncio.ensure_future(work)
    listening = asyncio.ensure_future(_gone(receive))
    try:
        await asyncio.wait({sending, listening}, return_when=asyncio.FIRST_COMPLETED)
        is_whole = sending.done()
    finally:
        listening.cancel()
        sending.cancel()
        # Whatever it was doing has to be over before its session is.
        await asyncio.wait({sending})
    if not sending.cancelled():
        sending.result()
    return is_whole


async def _gone(receive: Receive) -> None:
    """Wait until the client hung up."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _nothing_more() -> Message:
    """What the client still has to say: it is heard elsewhere."""
    return await asyncio.get_running_loop().create_future()  # type: ignore[no-any-return]


class _Response:
    """Sends a response with our headers; knows how far it is."""

    def __init__(self, send: Send, headers: tuple[tuple[bytes, bytes], ...]) -> None:
        self._send = send
        self._headers = headers
        self._is_begun = False
        self.is_hashed = False
        self.is_last_word_said = False

    async def __call__(self, message: Message) -> None:
        """Send a message of the response."""
        if message["type"] == "http.response.start":
            self._is_begun = True
            message = {**message, "headers": self._with_ours(message)}
        # Within a text its quotes would be escaped.
        self.is_last_word_said |= _LAST_WORD in message.get("body", b"")
        await self._send(message)

    async def refuse(self, status: HTTPStatus, location: str = "") -> None:
        """Answer with a status, unless an answer has begun already."""
        if not self._is_begun:
            await respond(self, status, location)

    def _with_ours(self, message: Message) -> Headers:
        is_for_good = self.is_hashed and message["status"] == HTTPStatus.OK
        theirs = [
            (name, value)
            for name, value in message.get("headers", ())
            if not name.lower().startswith(b"access-control-") and name.lower() != b"cache-control"
        ]
        return [
            *theirs,
            *self._headers,
            (b"cache-control", _FOR_GOOD if is_for_good else b"no-store"),
        ]
