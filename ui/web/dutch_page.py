"""Gradio's page as it is sent -> the same in Dutch from its first byte, and for who has no scripts.

Gradio writes that its page is English, and shows nothing at all without scripts. Of an address
where there is nothing it says so in English, and in JSON: people get a page.
"""

from html import escape
from http import HTTPStatus
from typing import Final

from ui import texts, texts_asking, texts_pages
from ui.api.paths import is_for_programs
from ui.web.asgi import Asgi, AsgiMessage, Receive, Send, respond, values
from ui.web.plain import plain_page

_ENGLISH: Final = b'lang="en"'
_DUTCH: Final = b'lang="nl"'
_BODY_END: Final = b"</body>"
# Also for who has scripts but may not run ours: <noscript> is for a browser without any.
_WITHOUT_SCRIPTS: Final = (
    f'<div id="sw-geen-script"><h1>{texts.NAME}</h1><p>{escape(texts_asking.NO_SCRIPTS)}</p></div>'
    '<script>document.getElementById("sw-geen-script").remove()</script>'
).encode()


class DutchPage:
    """ASGI application that stands before Gradio's."""

    def __init__(self, app: Asgi, root_path: str = "") -> None:
        self._app = app
        self._root_path = root_path
        self._missing = plain_page(
            "missing",
            texts_pages.MISSING_TITLE,
            about=texts_pages.MISSING,
            start=f"{escape(root_path)}/",
            to_start=texts_pages.TO_START,
        )

    async def __call__(self, scope: AsgiMessage, receive: Receive, send: Send) -> None:
        """Pass a request on; of the page itself the answer is changed, and where there is none."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
        elif scope["path"] == "/":
            await self._app(scope, receive, _Changed(send))
        elif self._is_for_people(scope):
            await self._app(scope, receive, _Missing(send, self._missing))
        else:
            await self._app(scope, receive, send)

    def _is_for_people(self, scope: AsgiMessage) -> bool:
        path = str(scope["path"]).removeprefix(self._root_path)
        accepted = values(scope, b"accept")
        return not is_for_programs(path) and any("text/html" in each for each in accepted)


class _Missing:
    """Sends what there is, or a page that says that there is nothing."""

    def __init__(self, send: Send, page: str) -> None:
        self._send = send
        self._page = page
        self._is_missing = False

    async def __call__(self, message: AsgiMessage) -> None:
        if message["type"] == "http.response.start":
            kinds = [value for name, value in message["headers"] if name == b"content-type"]
            is_page = any(kind.startswith(b"text/html") for kind in kinds)
            self._is_missing = message["status"] == HTTPStatus.NOT_FOUND and not is_page
        if not self._is_missing:
            await self._send(message)
        elif message["type"] == "http.response.body" and not message.get("more_body"):
            await respond(
                self._send, HTTPStatus.NOT_FOUND, [], self._page, "text/html; charset=utf-8"
            )


class _Changed:
    """Sends a page that was changed, once it is whole."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: AsgiMessage = {}
        self._body = b""

    async def __call__(self, message: AsgiMessage) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = in_dutch(self._body)
        headers = [each for each in self._start["headers"] if each[0] != b"content-length"]
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**self._start, "headers": headers})
        await self._send({**message, "body": body})


def in_dutch(page: bytes) -> bytes:
    """The HTML of a page that says that it is Dutch, with a sentence for who has no scripts."""
    before, end, after = page.rpartition(_BODY_END)
    if not end:
        return page
    return before.replace(_ENGLISH, _DUTCH, 1) + _WITHOUT_SCRIPTS + end + after
