"""The body of a request: no more than fits, and in time."""

import asyncio
from http import HTTPStatus
from typing import Final

from ui.web.asgi import AsgiMessage, Receive, Refused
from ui.web.rules import BODY_BYTES

BODY_S: Final = 10.0
"""Seconds in which the whole body must be here."""


async def whole_body(receive: Receive, size: int) -> bytes:
    """The whole body, of the size that was announced; 0 if none was.

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


def bounded(receive: Receive, most_bytes: int) -> Receive:
    """Give out a large body as it comes, and what comes after it.

    Each part of it has to be here in time, and all of it may have so many bytes.
    """
    seen = 0
    is_more = True

    async def receive_ours() -> AsgiMessage:
        nonlocal seen, is_more
        if not is_more:
            return await receive()
        try:
            async with asyncio.timeout(BODY_S):
                message = await receive()
        except TimeoutError:
            raise Refused(HTTPStatus.REQUEST_TIMEOUT) from None
        if message["type"] == "http.disconnect":
            raise Refused(HTTPStatus.BAD_REQUEST)
        seen += len(message.get("body", b""))
        is_more = message.get("more_body", False)
        if seen > most_bytes:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return message

    return receive_ours


def giving(body: bytes, receive: Receive) -> Receive:
    """Give out a body once; then what comes after the body that it stands for."""
    rest = [body]

    async def receive_ours() -> AsgiMessage:
        if rest:
            return {"type": "http.request", "body": rest.pop(), "more_body": False}
        return await receive()

    return receive_ours


async def nothing_more() -> AsgiMessage:
    """What the client still has to say: it is heard elsewhere."""
    return await asyncio.get_running_loop().create_future()  # type: ignore[no-any-return]
