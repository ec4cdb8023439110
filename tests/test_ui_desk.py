"""Whose question is answered now: one of each visit, and visits in turn."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator

import pytest

from own_loop import finished
from ui.web.desk import AT_ONCE, WAITING, WAITING_PER_VISIT, Desk, DeskFull, Gone, Ticket

LIMIT_S = 20.0


class Work:
    """Answers that wait for a word to go on; remembers who began."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.go_on = threading.Event()
        self.at_once = 0
        self.most_at_once = 0
        self._lock = threading.Lock()

    def answering(self, name: str, *, is_held: bool = True) -> Callable[[], Iterator[str]]:
        def answers() -> Iterator[str]:
            with self._lock:
                self.begun.append(name)
                self.at_once += 1
                self.most_at_once = max(self.most_at_once, self.at_once)
            yield f"{name} begint"
            if is_held:
                self.go_on.wait(LIMIT_S)
            with self._lock:
                self.at_once -= 1
            yield f"{name} eindigt"

        return answers


async def told(ticket: Ticket[str], limit_s: float = LIMIT_S) -> list[str]:
    return [answer async for answer in ticket.answers(limit_s)]


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(LIMIT_S):
        while not is_so():
            await asyncio.sleep(0.005)


def run(test: Callable[[Desk, Work], Awaitable[None]]) -> None:
    work = Work()

    async def whole() -> None:
        desk = Desk()
        try:
            await test(desk, work)
        finally:
            work.go_on.set()
        await until(desk.is_idle)

    finished(whole())


def test_answers_come_in_order() -> None:
    async def test(desk: Desk, work: Work) -> None:
        ticket = desk.enter("a", work.answering("a", is_held=False))
        assert await told(ticket) == ["a begint", "a eindigt"]

    run(test)


def test_a_visit_has_one_question_answered_at_a_time_and_few_waiting() -> None:
    async def test(desk: Desk, work: Work) -> None:
        tickets = [desk.enter("a", work.answering(str(i))) for i in range(1 + WAITING_PER_VISIT)]
        with pytest.raises(DeskFull) as refused:
            desk.enter("a", work.answering("te veel"))
        assert refused.value.is_own
        await until(lambda: work.begun == ["0"])
        work.go_on.set()
        await asyncio.gather(*map(told, tickets))
        assert work.begun == ["0", "1", "2", "3"]
        assert work.most_at_once == 1

    run(test)


def test_a_flood_of_one_visit_does_not_keep_another_waiting() -> None:
    async def test(desk: Desk, work: Work) -> None:
        flood = [desk.enter("a", work.answering("a")) for _ in range(1 + WAITING_PER_VISIT)]
        other = desk.enter("b", work.answering("b", is_held=False))
        assert await told(other) == ["b begint", "b eindigt"]
        work.go_on.set()
        await asyncio.gather(*map(told, flood))

    run(test)


def test_visits_take_turns_where_all_places_are_taken() -> None:
    async def test(desk: Desk, work: Work) -> None:
        held = [desk.enter(f"vol {i}", work.answering("vol")) for i in range(AT_ONCE)]
        waiting = [desk.enter(visit, work.answering(visit)) for visit in ("a", "a", "a", "b")]
        await until(lambda: len(work.begun) == AT_ONCE)
        work.go_on.set()
        await asyncio.gather(*map(told, [*held, *waiting]))
        assert sorted(work.begun[AT_ONCE : AT_ONCE + 2]) == ["a", "b"]
        assert work.most_at_once <= AT_ONCE

    run(test)


def test_a_visit_that_had_its_turn_goes_to_the_end_of_the_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.web.desk.AT_ONCE", 1)

    async def test(desk: Desk, work: Work) -> None:
        tickets = [desk.enter(visit, work.answering(visit)) for visit in ("a", "a", "b", "c")]
        work.go_on.set()
        await asyncio.gather(*map(told, tickets))
        assert work.begun == ["a", "b", "c", "a"]

    run(test)


def test_a_thread_stops_at_the_next_answer_when_its_reader_left() -> None:
    made: list[int] = []
    go_on = threading.Event()

    def many() -> Iterator[str]:
        for number in range(100):
            made.append(number)
            yield str(number)
            go_on.wait(LIMIT_S)

    async def test(desk: Desk, work: Work) -> None:
        answers = desk.enter("a", many).answers(LIMIT_S)
        await anext(answers)
        await answers.aclose()
        go_on.set()
        await until(desk.is_idle)
        assert made == [0, 1]

    run(test)


def test_there_is_an_end_to_who_may_wait() -> None:
    async def test(desk: Desk, work: Work) -> None:
        tickets = [desk.enter(str(i), work.answering("x")) for i in range(AT_ONCE + WAITING)]
        with pytest.raises(DeskFull) as refused:
            desk.enter("nog een", work.answering("x"))
        assert not refused.value.is_own
        work.go_on.set()
        await asyncio.gather(*map(told, tickets))

    run(test)


def test_an_answer_that_takes_too_long_is_given_up_but_keeps_its_place() -> None:
    async def test(desk: Desk, work: Work) -> None:
        slow = desk.enter("a", work.answering("a"))
        with pytest.raises(TimeoutError):
            await told(slow, 0.05)
        after = desk.enter("a", work.answering("b"))
        await asyncio.sleep(0.05)
        assert work.begun == ["a"]
        work.go_on.set()
        await told(after)

    run(test)


def test_what_goes_wrong_in_a_thread_is_raised_where_it_is_awaited() -> None:
    def broken() -> Iterator[str]:
        yield "begin"
        raise ZeroDivisionError

    async def test(desk: Desk, work: Work) -> None:
        with pytest.raises(ZeroDivisionError):
            await told(desk.enter("a", broken))
        assert await told(desk.enter("a", work.answering("a", is_held=False)))

    run(test)


def test_questions_of_a_visitor_who_left_are_dropped() -> None:
    async def test(desk: Desk, work: Work) -> None:
        tickets = [desk.enter("a", work.answering(str(i))) for i in range(3)]
        tasks = [asyncio.create_task(told(ticket)) for ticket in tickets]
        await until(lambda: work.begun == ["0"])
        desk.leave("a")
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(result, Gone) for result in results)
        work.go_on.set()
        await until(desk.is_idle)
        assert work.begun == ["0"]

    run(test)


def test_no_thread_stays_when_the_reader_stops_reading() -> None:
    async def test(desk: Desk, work: Work) -> None:
        answers = desk.enter("a", work.answering("a")).answers(LIMIT_S)
        assert await anext(answers) == "a begint"
        await answers.aclose()
        assert not desk.is_idle()
        work.go_on.set()
        await until(desk.is_idle)

    before = threading.active_count()
    run(test)
    assert threading.active_count() <= before
