"""An address -> its turn: a few at once, and of each address one.

So who comes with a hundred at once from one address waits for themselves, and keeps nobody out.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary


class AddressTurns:
    """Hands out turns; used from one event loop."""

    def __init__(self, at_once: int) -> None:
        self._together = asyncio.Semaphore(at_once)
        # A line is gone when nobody is in it any more.
        self._lines: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, address: str, wait_s: float) -> AsyncIterator[None]:
        """Have a turn, once it is that of this address.

        Raises:
            TimeoutError: it did not come within this time.
        """
        line = self._lines.setdefault(address, asyncio.Lock())
        async with AsyncExitStack() as held:
            async with asyncio.timeout(wait_s):
                await held.enter_async_context(line)
                await held.enter_async_context(self._together)
            yield
