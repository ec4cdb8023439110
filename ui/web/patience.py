"""A connection of which no request comes is hung up: a few hundred would keep all others out.

The server itself only waits for the next request of a connection, not for the first, nor for the
end of one that has begun.
"""

import asyncio
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

WAIT_S: Final = 10.0
"""A connection is hung up when it said nothing whole for so long, or at most twice as long."""


class PatientProtocol(H11Protocol):
    """uvicorn's protocol, which looks now and then whether a request is on its way for too long."""

    wait_s = WAIT_S

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn says the same
        """Begin to wait."""
        super().connection_made(transport)
        self._look_later(self._awaited())

    def _look_later(self, before: object) -> None:
        self.loop.call_later(self.wait_s, self._look, before)

    def _look(self, before: object) -> None:
        if self.transport.is_closing():
            return
        now = self._awaited()
        if now is not None and now is before:
            self.transport.close()
        else:
            self._look_later(now)

    def _awaited(self) -> object:
        """What came last before the request that is waited for; None if none is waited for."""
        if self.conn.their_state is not h11.IDLE:
            return None
        return self.cycle or self
