"""The index in use, followed from generation to generation by a process that keeps going."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from ingest.index.generation import current_generation
from ingest.index.index import Index
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings

_LOG: Final = logging.getLogger(__name__)


class LiveIndex:
    """The generation in use, reopened when another is published; for a process that keeps going."""

    def __init__(self, settings: Settings) -> None:
        """Open the generation in use.

        Raises:
            IndexUnusableError, SteunwijzerError: as `Index`.
        """
        self._settings = settings
        self._lock = threading.Lock()
        self._index = Index(settings, current_generation(settings.data))
        self._readers: dict[str, int] = {}
        self._refused = ""

    @contextmanager
    def reading(self) -> Iterator[Index]:
        """The generation in use; it stays open until the reader is done with it."""
        with self._lock:
            self._follow()
            index = self._index
            self._readers[index.id] = self._readers.get(index.id, 0) + 1
        try:
            yield index
        finally:
            with self._lock:
                self._readers[index.id] -= 1
                self._close_if_done(index)

    def close(self) -> None:
        """Let go of the generation in use; nobody may be reading."""
        with self._lock:
            self._index.close()

    def _follow(self) -> None:
        """Open the newest generation; one that cannot be opened leaves the one before in use."""
        try:
            generation = current_generation(self._settings.data)
            if generation.name == self._index.id:
                return
            previous, self._index = self._index, Index(self._settings, generation)
        except SteunwijzerError as error:
            self._refuse(str(error))
            return
        self._close_if_done(previous)

    def _refuse(self, why: str) -> None:
        """Tell the operator once that the generation before stays in use."""
        if why != self._refused:
            _LOG.warning("De vorige index blijft in gebruik. %s", why)
        self._refused = why

    def _close_if_done(self, index: Index) -> None:
        if index is not self._index and not self._readers.get(index.id):
            self._readers.pop(index.id, None)
            index.close()
