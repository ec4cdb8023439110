"""A desk -> turns for questions of programs, in line with those of the page."""

from collections.abc import AsyncIterator, Callable, Iterator
from http import HTTPStatus
from typing import TypeVar

from ui import texts
from ui.api.caller import InTurn, crowded, too_many
from ui.api.problem import ProblemError
from ui.web.desk import Desk, DeskFull

T = TypeVar("T")


def asking_in_turn(desk: Desk, limit_s: float) -> InTurn:
    """Turns at a desk; a turn, and the answer after it, come within this time or not at all."""

    async def in_turn(visit: str, make: Callable[[], Iterator[T]]) -> AsyncIterator[T]:
        try:
            # The page calls its visits by hashes, which have no space in them.
            ticket = desk.enter(f"program {visit}", make)
        except DeskFull as full:
            raise too_many(texts.ONE_AT_A_TIME) if full.is_own else crowded() from None
        try:
            async for answer in ticket.answers(limit_s):
                yield answer
        except TimeoutError:
            raise ProblemError(HTTPStatus.GATEWAY_TIMEOUT, texts.TOO_SLOW) from None

    return in_turn
