"""Files that came in -> kept until somebody says what they are; and what was made of each."""

import secrets
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.corpus.convert.converted import Converted
from ingest.text.errors import SteunwijzerError
from ui import texts_pages

KEPT: Final = 5
"""So many files wait; of one more the oldest goes."""


_NAME_CHARS: Final = 100
"""So much of a file's name is kept, from its end."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file under the name that it came with, and what was made of it."""

    path: Path
    made: Converted

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.path.name


class Inbox:
    """The files that wait, each in a folder of its own; safe for use by several threads."""

    def __init__(self) -> None:
        self._folder = Path()
        self._lock = threading.Lock()
        self._received: dict[str, ReceivedFile] = {}
        self._made: dict[str, Converted] = {}

    def place(self, file_name: str) -> Path:
        """Where to put a file of this name."""
        with self._lock:
            if not self._folder.name:
                self._folder = Path(tempfile.mkdtemp(prefix="steunwijzer-"))
        folder = self._folder / secrets.token_hex(8)
        folder.mkdir()
        name = Path(file_name.replace("\\", "/").replace("\0", "")).name.lstrip(".")
        return folder / (name[-_NAME_CHARS:] or "bestand")

    @contextmanager
    def receiving(self, file_name: str) -> Iterator[Path]:
        """Where to put a file of this name for now; it is let go of if nothing comes of it."""
        path = self.place(file_name)
        try:
            yield path
        except BaseException:
            shutil.rmtree(path.parent, ignore_errors=True)
            raise

    def close(self) -> None:
        """Let go of all that waits."""
        if self._folder.name:
            shutil.rmtree(self._folder, ignore_errors=True)

    def put(self, received: ReceivedFile) -> str:
        """Keep what was made of a file; returns the key to it."""
        key = received.path.parent.name
        with self._lock:
            self._received[key] = received
            while len(self._received) > KEPT:
                self._drop(next(iter(self._received)))
        return key

    def get(self, key: str) -> ReceivedFile:
        """What waits under a key.

        Raises:
            SteunwijzerError: nothing does any more.
        """
        found = self._received.get(key)
        if found is None:
            raise SteunwijzerError(*texts_pages.UPLOAD_GONE)
        return found

    def settle(self, key: str, source_id: str) -> None:
        """What waited under a key is the original of a source now: only what was made is kept."""
        with self._lock:
            self._made[source_id] = self._received[key].made
            self._drop(key)

    def remember(self, source_id: str, made: Converted) -> None:
        """Keep what was made of the original of a source."""
        self._made[source_id] = made

    def made_of(self, source_id: str) -> Converted | None:
        """What was made of the original of a source, if this process saw it."""
        return self._made.get(source_id)

    def _drop(self, key: str) -> None:
        found = self._received.pop(key, None)
        if found:
            found.path.unlink(missing_ok=True)
            found.path.parent.rmdir()
