"""The release in use, followed from one to the next by a process that keeps going."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Generic, Protocol, TypeVar

from ingest.index.releases import current_release
from ingest.text.errors import SteunwijzerError

_LOG: Final = logging.getLogger(__name__)


class Follows(Protocol):
    """Something that is made of one release, with all that depends on it."""

    @property
    def id(self) -> str:
        """The id of the release."""

    def close(self) -> None:
        """Let go of its files."""


Opened = TypeVar("Opened", bound=Follows)


class Live(Generic[Opened]):
    """The release in use, opened anew when another is published.

    `open_release` makes of a release's folder what readers get: all that depends on the release, so
    that it is followed in one step.
    """

    def __init__(
        self, data: Path, open_release: Callable[[Path], Opened], only: Path | None = None
    ) -> None:
        """Open the release in use, or `only` one, whatever is published.

        Raises:
            IndexUnusableError, SteunwijzerError: as `current_release` and `open_release`.
        """
        self._data = data
        self._only = only
        self._open = open_release
        self._lock = threading.Lock()
        self._opened = open_release(self._chosen())
        self._readers: dict[str, int] = {}
        self._refused = ""

    @contextmanager
    def reading(self) -> Iterator[Opened]:
        """What is made of the release in use; it stays open until the reader is done with it."""
        with self._lock:
            self._follow()
            opened = self._opened
            self._readers[opened.id] = self._readers.get(opened.id, 0) + 1
        try:
            yield opened
        finally:
            with self._lock:
                self._readers[opened.id] -= 1
                self._close_if_done(opened)

    def close(self) -> None:
        """Let go of the release in use; nobody may be reading."""
        with self._lock:
            self._opened.close()

    def _chosen(self) -> Path:
        return self._only or current_release(self._data)

    def _follow(self) -> None:
        """Open the newest release; one that cannot be opened leaves the one before in use."""
        try:
            release = self._chosen()
            if release.name == self._opened.id:
                return
            previous, self._opened = self._opened, self._open(release)
        except SteunwijzerError as error:
            self._refuse(str(error))
            return
        self._close_if_done(previous)

    def _refuse(self, why: str) -> None:
        """Tell the operator once that the release before stays in use."""
        if why != self._refused:
            _LOG.warning("De vorige index blijft in gebruik. %s", why)
        self._refused = why

    def _close_if_done(self, opened: Opened) -> None:
        if opened is not self._opened and not self._readers.get(opened.id):
            self._readers.pop(opened.id, None)
            opened.close()
