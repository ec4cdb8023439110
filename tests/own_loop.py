"""An event loop for a test: the browser of other tests holds that of the main thread."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def finished(work: Coroutine[Any, Any, T]) -> T:
    """What comes of it, in a loop and a thread of its own."""
    return apart(lambda: asyncio.run(work))


def apart(work: Callable[[], T]) -> T:
    """What comes of it in a thread that has no loop yet."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(work).result()
