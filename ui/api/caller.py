"""A request -> who makes it, as the gate found out, and whether they may go on asking."""

import threading
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, Protocol, TypeVar

from starlette.requests import Request

from ui import texts, texts_access
from ui.api.problem import ProblemError
from ui.service.roles import VISITOR, Actor

ACTOR: Final = "steunwijzer.actor"
"""Where a request carries who makes it, on its way through the gate."""
PER_MINUTE: Final = 60
"""Questions and searches of one caller; so many may also come at once."""
_REMEMBERED: Final = 10_000
"""Callers of whom is known how much they asked."""

T = TypeVar("T")
S = TypeVar("S")


class InTurn(Protocol):
    """Answers a question of a visit when it is its turn, bounded as those of the page are.

    Raises ProblemError where there is no room, or it takes too long.
    """

    def __call__(self, visit: str, make: Callable[[], Iterator[S]]) -> AsyncIterator[S]:
        """What `make` gives, made in another thread."""


def caller_of(request: Request) -> Actor:
    """Who makes a request."""
    actor = request.scope.get(ACTOR, VISITOR)
    assert isinstance(actor, Actor)
    return actor


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Pace:
    """How much each caller may still ask: a bucket that fills again; safe for several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, name: str) -> None:
        """Take one from the bucket of this caller.

        Raises:
            ProblemError: it is empty.
        """
        with self._lock:
            now = self._clock()
            bucket = self._buckets.pop(name, _Bucket(PER_MINUTE, now))
            full = bucket.left + (now - bucket.at) * PER_MINUTE / 60
            bucket.left, bucket.at = min(PER_MINUTE, full), now
            self._buckets[name] = bucket
            if len(self._buckets) > _REMEMBERED:
                self._buckets.popitem(last=False)
            if bucket.left < 1:
                raise too_many(texts_access.TOO_OFTEN)
            bucket.left -= 1


def too_many(detail: str) -> ProblemError:
    """Refuses who asks too much; a while later it may be asked again."""
    return ProblemError(HTTPStatus.TOO_MANY_REQUESTS, detail, {"Retry-After": "5"})


def crowded() -> ProblemError:
    """Refuses while all together ask too much."""
    return ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, texts.CROWDED, {"Retry-After": "60"})


async def last_of(answers: AsyncIterator[Any]) -> Any:
    """The last of what comes."""
    found = None
    async for each in answers:
        found = each
    return found
