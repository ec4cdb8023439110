"""SIGTERM and SIGHUP -> an end with one line, whatever the process is in the middle of.

Nothing is unwound: an exception out of a signal would get lost in half of the libraries, or shown.
Whatever is on disk may be left at any moment, as it may by a power cut; what would be left behind
beside that is cleared away here.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Final

from ui.service.leftovers import clear_away
from ui.terminal import dutch

_SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
)
_SHOW_CURSOR: Final = "\r\x1b[K\x1b[?25h"
"""A progress bar hides it."""
_PROCESSES: Final[list["subprocess.Popen[bytes]"]] = []
"""Started by this process, and to end with it; signals are of the process as a whole too."""
_LAST_WORDS: Final[list[Callable[[], None]]] = []
"""What is still done when a signal ends this process, in little time."""


def end_on_signals() -> None:
    """End at these signals from now on, but not at one that whoever started us had us ignore."""
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
            signal.signal(number, _end)


@contextmanager
def ending_too(
    start: Callable[[], "subprocess.Popen[bytes]"],
) -> Iterator["subprocess.Popen[bytes]"]:
    """Start a process that is killed when a signal ends this one; waits for it to end."""
    with _kept_waiting():
        process = start()
        _PROCESSES.append(process)
    try:
        with process:
            yield process
    finally:
        _PROCESSES.remove(process)


@contextmanager
def ending_with(last: Callable[[], None]) -> Iterator[None]:
    """Call `last()` when a signal ends this process in the meantime: it must take little time."""
    _LAST_WORDS.append(last)
    try:
        yield
    finally:
        _LAST_WORDS.remove(last)


@contextmanager
def _kept_waiting() -> Iterator[None]:
    """Let a signal wait: in the middle of a start nobody knows yet what there is to end."""
    waiting: list[int] = []
    before: dict[int, Any] = {number: signal.getsignal(number) for number in _SIGNALS}
    ours = [number for number in _SIGNALS if before[number] is _end]
    for number in ours:
        signal.signal(number, lambda number, _: waiting.append(number))
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, _end)
        if waiting:
            _end(waiting[0], None)


def _end(number: int, _: FrameType | None) -> None:
    for process in _PROCESSES:
        process.kill()
    for last in _LAST_WORDS:
        last()
    clear_away()
    line = (_SHOW_CURSOR if sys.stderr.isatty() else "") + dutch.ENDED + "\n"
    # Past the streams, which may be in the middle of a line of their own.
    with suppress(OSError):
        os.write(2, line.encode())
    os._exit(128 + number)
