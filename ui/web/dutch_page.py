"""Gradio's page as it is sent -> the same in Dutch from its first byte, and for who has no scripts.

Gradio writes that its page is English, and shows nothing at all without scripts.
"""

from html import escape
from typing import Final

from ui import texts, texts_asking
from ui.web.asgi import Asgi, AsgiMessage, Receive, Send

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

    def __init__(self, app: Asgi) -> None:
        self._app = app

    async def __call__(self, scope: AsgiMessage, receive: Receive, send: Send) -> None:
        """Pass a request on; of the page itself the answer is changed."""
        is_page = scope["type"] == "http" and scope["path"] == "/" and scope["method"] == "GET"
        await self._app(scope, receive, _Changed(send) if is_page else send)


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
