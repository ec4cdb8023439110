"""Questions of programs in line with those of the page."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator

import pytest

from own_loop import finished
from ui import texts
from ui.api.caller import InTurn, last_of
from ui.api.problem import ProblemError
from ui.web.desk import AT_ONCE, WAITING, WAITING_PER_VISIT, Desk
from ui.web.turns import asking_in_turn

LONG_S = 20.0


def run(test: Callable[[Desk, InTurn], Awaitable[None]], limit_s: float = LONG_S) -> None:
    async def whole() -> None:
        desk = Desk()
        await test(desk, asking_in_turn(desk, limit_s))

    finished(whole())


def problem_of(refused: pytest.ExceptionInfo[ProblemError]) -> tuple[int, str]:
    return refused.value.status, refused.value.detail


def test_answers_come_as_they_are_made() -> None:
    async def test(desk: Desk, in_turn: InTurn) -> None:
        assert [each async for each in in_turn("a", lambda: iter([1, 2]))] == [1, 2]
        assert await last_of(in_turn("a", lambda: iter([1, 2]))) == 2
        async with asyncio.timeout(LONG_S):
            while not desk.is_idle():
                await asyncio.sleep(0.01)

    run(test)


def test_who_asks_too_much_at_once_is_refused_and_others_are_not() -> None:
    held = threading.Event()

    def wait() -> Iterator[int]:
        held.wait(LONG_S)
        yield 1

    async def test(desk: Desk, in_turn: InTurn) -> None:
        coming = [
            asyncio.ensure_future(last_of(in_turn("a", wait))) for _ in range(WAITING_PER_VISIT + 1)
        ]
        await asyncio.sleep(0)
        with pytest.raises(ProblemError) as refused:
            await last_of(in_turn("a", wait))
        assert problem_of(refused) == (429, texts.ONE_AT_A_TIME)
        assert await last_of(in_turn("b", lambda: iter([2]))) == 2
        held.set()
        assert await asyncio.gather(*coming) == [1] * len(coming)

    run(test)


def test_the_visitors_of_the_page_and_programs_share_the_room() -> None:
    held = threading.Event()

    def wait() -> Iterator[int]:
        held.wait(LONG_S)
        yield 1

    async def test(desk: Desk, in_turn: InTurn) -> None:
        for number in range(AT_ONCE + WAITING):
            desk.enter(f"page{number}", wait)
        with pytest.raises(ProblemError) as refused:
            await last_of(in_turn("a", wait))
        assert problem_of(refused) == (503, texts.CROWDED)
        assert refused.value.headers["Retry-After"]
        held.set()

    run(test)


def test_an_answer_that_takes_too_long_is_a_problem_and_its_place_is_left() -> None:
    held = threading.Event()

    def wait() -> Iterator[int]:
        held.wait(LONG_S)
        yield 1

    async def test(desk: Desk, in_turn: InTurn) -> None:
        with pytest.raises(ProblemError) as refused:
            await last_of(in_turn("a", wait))
        assert problem_of(refused) == (504, texts.TOO_SLOW)
        held.set()

    run(test, limit_s=0.05)
