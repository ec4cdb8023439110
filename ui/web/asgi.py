"""The types of ASGI, and the answers that the server gives by itself."""

from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

AsgiMessage = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[AsgiMessage]]
Send = Callable[[AsgiMessage], Awaitable[None]]
Asgi = Callable[[AsgiMessage, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


class Refused(Exception):  # noqa: N818  # an answer to the client, not a failure of ours
    """A request that is not served. The body is the status in words: nothing of the request."""

    def __init__(self, status: HTTPStatus, location: str = "") -> None:
        super().__init__(status.phrase)
        self.status = status
        self.location = location


def values(scope: AsgiMessage, name: bytes) -> list[str]:
    """Every value of a request header, in order."""
    return [
        value.decode("latin-1").strip() for each, value in scope["headers"] if each.lower() == name
    ]


async def respond(
    send: Send,
    status: HTTPStatus,
    more: Headers | None = None,
    text: str = "",
    media_type: str = "text/plain; charset=utf-8",
) -> None:
    """Answer with a status and its name or a text, and close: a body may still be coming."""
    body = (text or status.phrase).encode()
    headers = [
        (b"content-type", media_type.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
        *(more or []),
    ]
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": body})
