"""Whose question is answered now, so that no visitor keeps the others waiting.

A visit has one question answered at a time and a few waiting, and visits take turns. Each question
has a thread of its own. Its place is free again when that thread is done, not when its reader left:
work that nobody waits for any more is still work.
"""

import asyncio
import threading
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import suppress
from typing import Any, Final, Generic, TypeVar

AT_ONCE: Final = 8
"""Questions answered at once, over all visits: who has a model mostly waits for the model."""
WAITING_PER_VISIT: Final = 3
WAITING: Final = 64
"""Questions that wait, over all visits."""

T = TypeVar("T")


class DeskFull(Exception):  # noqa: N818  # an answer to the visitor, not a failure
    """There is no room for a question: of this visit if `is_own`, or else of anybody."""

    def __init__(self, *, is_own: bool) -> None:
        super().__init__()
        self.is_own = is_own


class Gone(Exception):  # noqa: N818  # the visitor's own doing
    """The visitor left: nobody waits for the answer."""


class _Step(Generic[T]):
    """What a question's thread says: that it began, an answer, or the end and why."""

    def __init__(self, answer: T | None = None, error: BaseException | None = None) -> None:
        self.answer = answer
        self.error = error


class Ticket(Generic[T]):
    """A question that waits or is being answered."""

    def __init__(self, desk: "Desk", visit: str, make: Callable[[], Iterator[T]]) -> None:
        self.visit = visit
        self._desk = desk
        self._make = make
        self._steps: asyncio.Queue[_Step[T]] = asyncio.Queue()
        self._is_left = threading.Event()

    async def answers(self, limit_s: float) -> AsyncGenerator[T, None]:
        """The answers, once it is this question's turn.

        Raises:
            TimeoutError: the turn did not come within this time, or the last answer after it.
            Gone: the visitor left.
            BaseException: whatever went wrong with the answer.
        """
        clock = asyncio.get_running_loop().time
        try:
            until = clock() + limit_s
            await asyncio.wait_for(self._next(), limit_s)
            until = clock() + limit_s
            while (answer := await asyncio.wait_for(self._next(), until - clock())) is not None:
                yield answer
        finally:
            self._desk.leave_with(self)

    def leave(self) -> None:
        """Stop as soon as the next answer is there."""
        self._is_left.set()
        self._steps.put_nowait(_Step(error=Gone()))

    def start(self, done: Callable[[], None]) -> None:
        """Begin to answer, in a thread that never holds up the end of the program."""
        self._steps.put_nowait(_Step())
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._run, args=(loop, done), daemon=True).start()

    async def _next(self) -> T | None:
        step = await self._steps.get()
        if step.error:
            raise step.error
        return step.answer

    def _run(self, loop: asyncio.AbstractEventLoop, done: Callable[[], None]) -> None:
        end: _Step[T] = _Step()
        try:
            for answer in self._make():
                if self._is_left.is_set():
                    break
                self._say(loop, _Step(answer))
        except BaseException as error:  # noqa: BLE001  # raised where the answer is awaited
            end = _Step(error=error)
        self._say(loop, end)
        # The loop is closed when the server stopped in the meantime.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(done)

    def _say(self, loop: asyncio.AbstractEventLoop, step: _Step[T]) -> None:
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(self._steps.put_nowait, step)


class Desk:
    """Hands out turns. Used from one event loop, so nothing happens in between."""

    def __init__(self) -> None:
        self._lines: dict[str, deque[Ticket[Any]]] = {}
        self._running: dict[Ticket[Any], None] = {}

    def enter(self, visit: str, make: Callable[[], Iterator[T]]) -> Ticket[T]:
        """Put a question in line; `make` answers it, in another thread.

        Raises:
            DeskFull: there is no room for it.
        """
        line = self._lines.get(visit, ())
        is_free = visit not in self._visits_running() and not line
        if len(line) >= WAITING_PER_VISIT and not is_free:
            raise DeskFull(is_own=True)
        if sum(map(len, self._lines.values())) >= WAITING:
            raise DeskFull(is_own=False)
        ticket = Ticket(self, visit, make)
        self._lines.setdefault(visit, deque()).append(ticket)
        self._start()
        return ticket

    def leave(self, visit: str) -> None:
        """A visitor is gone: what waits is dropped, and what runs stops when it can."""
        for ticket in [*self._lines.get(visit, ()), *self._running]:
            if ticket.visit == visit:
                self.leave_with(ticket)

    def leave_with(self, ticket: Ticket[Any]) -> None:
        """Nobody waits for this question any more."""
        ticket.leave()
        line = self._lines.get(ticket.visit, deque())
        if ticket in line:
            line.remove(ticket)
        if not line:
            self._lines.pop(ticket.visit, None)

    def is_idle(self) -> bool:
        """Whether nobody waits and nothing runs."""
        return not self._lines and not self._running

    def _visits_running(self) -> set[str]:
        return {ticket.visit for ticket in self._running}

    def _start(self) -> None:
        """Begin with whoever may: first the visits that came first, each with one question."""
        for visit in list(self._lines):
            if len(self._running) >= AT_ONCE:
                return
            if visit not in self._visits_running():
                self._begin(visit)

    def _begin(self, visit: str) -> None:
        ticket = self._lines[visit].popleft()
        if not self._lines[visit]:
            del self._lines[visit]
        self._running[ticket] = None
        ticket.start(lambda: self._done(ticket))

    def _done(self, ticket: Ticket[Any]) -> None:
        del self._running[ticket]
        # What this visit still has waiting comes behind the other visits.
        if line := self._lines.pop(ticket.visit, None):
            self._lines[ticket.visit] = line
        self._start()
