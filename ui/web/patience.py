"""A connection that only keeps a place is hung up: a few hundred would keep all others out.

The server itself only waits for the next request of a connection: not for the first, nor for the
end of one that has begun, nor for the rest of a body after the answer, nor for who does not read.
"""

import asyncio
from collections.abc import Callable
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

WAIT_S: Final = 10.0
"""A connection is hung up when it said nothing whole for so long, or at most twice as long,"""
UNREAD_S: Final = 60.0
"""and when it took nothing of what is ready for it for so long: a slow line takes some."""


class _Watch:
    """Calls `hang_up` where `state` is the same as so many seconds before, and not None."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        wait_s: float,
        state: Callable[[], object],
        hang_up: Callable[[], None],
    ) -> None:
        self._loop = loop
        self._wait_s = wait_s
        self._state = state
        self._hang_up = hang_up
        self._look_later()

    def stop(self) -> None:
        """Look no more."""
        self._timer.cancel()

    def _look_later(self) -> None:
        self._timer = self._loop.call_later(self._wait_s, self._look, self._state())

    def _look(self, before: object) -> None:
        now = self._state()
        if now is not None and now == before:
            self._hang_up()
        self._look_later()


class PatientProtocol(H11Protocol):
    """uvicorn's protocol, which looks now and then whether a connection gets any further."""

    wait_s = WAIT_S
    unread_s = UNREAD_S

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn says the same
        """Begin to wait."""
        super().connection_made(transport)
        self._times_read = 0
        self._watches = (
            _Watch(self.loop, self.wait_s, self._awaited, transport.close),
            # What is closed still waits until all was read; this does not.
            _Watch(self.loop, self.unread_s, self._unread, transport.abort),
        )

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        for each in self._watches:
            each.stop()
        super().connection_lost(exc)

    def resume_writing(self) -> None:
        """Most of what was ready was read."""
        self._times_read += 1
        super().resume_writing()

    def _awaited(self) -> object:
        """What came last before what is waited for; None if nothing of the client is.

        That is a request, or the rest of one that was answered already.
        """
        is_answered = self.cycle is not None and self.cycle.response_complete
        if self.conn.their_state is h11.IDLE or is_answered:
            return self.cycle or self
        return None

    def _unread(self) -> object:
        """How far the client is with what is ready for it; None if it has read all."""
        unread = self.transport.get_write_buffer_size()
        return (unread, self._times_read) if unread else None
