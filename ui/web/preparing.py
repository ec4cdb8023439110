"""How far the preparations are -> a small page that says so, until there is a chat page.

It comes with status 503, like all else that is asked for in the meantime: no question can be
answered yet, and what keeps an eye on the server may know. A browser without scripts looks again
by itself.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from typing import Final

from ui import texts
from ui.web.asgi import AsgiMessage, Headers, Receive, Send, respond
from ui.web.plain import plain_page

_WAIT_MS: Final = 1000
"""After so long the script of the page looks again,"""
REFRESH_S: Final = 3
"""and after so long a browser without scripts: each time it draws the whole page anew."""
_RETRY: Final = (b"retry-after", str(REFRESH_S).encode())
_PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class Preparation:
    """How far it is, in words, and as a share of the whole; None where that is not known.

    `is_failed` if it goes no further.
    """

    title: str
    about: str
    step: str
    share: float | None = None
    is_failed: bool = False


class Preparing:
    """ASGI application that says how far it is; one thread tells it, another serves it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._looked_at = -float("inf")
        self._now = _starting(None)

    @property
    def now(self) -> Preparation:
        """How far it is."""
        return self._now

    def making(self, stage: str = "", done: int = 0, total: int = 1) -> None:
        """The first index is being made: so many of the total of a stage are done."""
        stages = list(texts.PREPARING_STAGES)
        place = stages.index(stage) if stage in stages else 0
        before = self._now.share or 0.0
        # A bar never goes back, and the last part of it is for opening what was made.
        share = max(before, (place + done / max(total, 1)) / (len(stages) + 1))
        step = texts.preparing_step(place, len(stages) + 1, stages[place])
        self._now = Preparation(texts.PREPARING, texts.PREPARING_ABOUT, step, share)

    def starting(self) -> None:
        """There is an index; what answers from it is being opened."""
        self._now = _starting(self._now.share)

    def fail(self, why: str) -> None:
        """It goes no further; `why` says in Dutch what is the matter and what to do."""
        self._now = Preparation(
            texts.PREPARING_FAILED, texts.PREPARING_FAILED_ABOUT, why, is_failed=True
        )

    def until_told(self, sleep: Callable[[float], object] = time.sleep) -> None:
        """Where it failed, give whoever is looking the time to look once more."""
        if self._now.is_failed and self._clock() - self._looked_at <= 2 * REFRESH_S:
            sleep(REFRESH_S + 1)

    async def __call__(self, scope: AsgiMessage, receive: Receive, send: Send) -> None:  # noqa: ARG002  # ASGI hands it on
        """Answer one request."""
        if scope["path"] == "/" and scope["method"] in {"GET", "HEAD"}:
            self._looked_at = self._clock()
            await _send_page(send, preparing_html(self._now).encode())
        else:
            await respond(send, HTTPStatus.SERVICE_UNAVAILABLE, [_RETRY])


def preparing_html(now: Preparation) -> str:
    """The page that says how far it is."""
    refresh = f'<noscript><meta http-equiv="refresh" content="{REFRESH_S}"></noscript>'
    return plain_page(
        "preparing",
        escape(now.title),
        "" if now.is_failed else refresh,
        state=" data-mislukt" if now.is_failed else "",
        about=escape(now.about),
        bar="" if now.is_failed else _bar(now.share),
        step=escape(now.step),
        wait_ms=str(_WAIT_MS),
        # No text of a script may hold an end tag.
        lost=json.dumps(texts.PREPARING_LOST).replace("<", "\\u003c"),
    )


def _starting(before: float | None) -> Preparation:
    """With the last step of the bar where there was one, or else with one that says no share."""
    if before is None:
        return Preparation(texts.STARTING, texts.STARTING_ABOUT, texts.STARTING_STEP)
    count = len(texts.PREPARING_STAGES) + 1
    step = texts.preparing_step(count - 1, count, "")
    return Preparation(texts.PREPARING, texts.PREPARING_ABOUT, step, (count - 1) / count)


def _bar(share: float | None) -> str:
    value = "" if share is None else f' value="{share * _PERCENT:.0f}"'
    return f'<progress id="sw-balk" max="{_PERCENT}"{value} aria-labelledby="sw-titel"></progress>'


async def _send_page(send: Send, body: bytes) -> None:
    headers: Headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        _RETRY,
    ]
    status = int(HTTPStatus.SERVICE_UNAVAILABLE)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
