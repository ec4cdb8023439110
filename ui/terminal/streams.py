"""Standard output and error that fail as they should: output with one line, errors in silence.

Python would show a traceback, or complain while it shuts down, where nobody can act on it.
"""

import errno
import io
import os
import select
import sys
from typing import TYPE_CHECKING, Any, Final

from ingest.text.errors import SteunwijzerError, why
from ui.terminal import dutch

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_STANDARD: Final = (0, 1, 2)


class OutputError(SteunwijzerError):
    """Standard output cannot be written any more; `is_unread` if its reader just went away.

    That is said of nothing: who reads `| head -1` has seen what they wanted.
    """

    def __init__(self, error: OSError) -> None:
        super().__init__(*dutch.output_unwritable(why(error)))
        self.is_unread = error.errno == errno.EPIPE


class _Raw(io.RawIOBase):
    """Bytes to another raw stream, None for one that was closed.

    The first failure is raised if that is asked. What follows is what Python kept in a buffer and
    tries again: that is lost in silence.
    """

    def __init__(self, raw: Any, *, is_strict: bool) -> None:
        self._raw = raw
        self._is_strict = is_strict
        self._is_broken = False

    def writable(self) -> bool:
        """Writing is all that can be done."""
        return True

    def fileno(self) -> int:
        """The descriptor, for who starts a process."""
        if self._raw is None:
            raise io.UnsupportedOperation("fileno")
        return int(self._raw.fileno())

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._raw is not None and bool(self._raw.isatty())

    def write(self, data: "ReadableBuffer") -> int:
        """Write some of the bytes; returns how many."""
        size = memoryview(data).nbytes
        if self._is_broken:
            return size
        try:
            return self._write(data)
        except OSError as error:
            self._is_broken = True
            if self._is_strict:
                raise OutputError(error) from error
            return size

    def _write(self, data: "ReadableBuffer") -> int:
        if self._raw is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        while (written := self._raw.write(data)) is None:
            # Who gave us a pipe may have made it one that does not wait.
            select.select([], [self._raw], [])
        return int(written)


def guard_streams() -> None:
    """Replace standard output and error by ones that fail as they should."""
    closed = _take_closed()
    sys.stdout = _guarded(None if 1 in closed else sys.stdout, is_strict=True)
    sys.stderr = _guarded(None if 2 in closed else sys.stderr, is_strict=False)


def _take_closed() -> set[int]:
    """Open the standard descriptors that were closed: the next file would become our output."""
    closed = set()
    for descriptor in _STANDARD:
        try:
            os.fstat(descriptor)
        except OSError:
            closed.add(os.open(os.devnull, os.O_RDWR))
    return closed


def _guarded(stream: Any, *, is_strict: bool) -> io.TextIOWrapper:
    buffer = getattr(stream, "buffer", None)
    raw = _Raw(getattr(buffer, "raw", buffer), is_strict=is_strict)
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding="utf-8",
        # An argument that is no UTF-8 must not break printing.
        errors="backslashreplace",
        line_buffering=raw.isatty() or not is_strict,
    )
