"""Lines -> a file that is only added to, by several threads and processes."""

import errno
import os
import threading
from pathlib import Path
from typing import Final

_OWNER_ONLY: Final = 0o600
# A pipe that nobody reads, or that is full, must not keep an answer waiting.
_FLAGS: Final = os.O_APPEND | os.O_CREAT | os.O_WRONLY | getattr(os, "O_NONBLOCK", 0)


class LineFile:
    """A file with lines of text in UTF-8; only its owner may read a new one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._is_torn = False

    def append(self, line: str, most_bytes: int | None = None) -> None:
        """Add a line, or none if it is empty: then only try whether that could be done.

        Raises:
            OSError: it cannot be written, or the file would be larger than `most_bytes`.
        """
        with self._lock:
            self._append(f"{line}\n" if line else "", most_bytes)

    def _append(self, line: str, most_bytes: int | None) -> None:
        data = ("\n" * self._is_torn + line).encode(errors="backslashreplace")
        descriptor = os.open(self.path, _FLAGS, _OWNER_ONLY)
        try:
            if most_bytes is not None and os.fstat(descriptor).st_size + len(data) > most_bytes:
                raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
            # In one go: several processes may add to the same file.
            written = os.write(descriptor, data) if line else 0
        finally:
            os.close(descriptor)
        if line:
            self._is_torn = written < len(data)
        if self._is_torn:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
