"""A text -> the persons and places that the deduce library sees in it, once that is loaded.

It finds a little more than the rules, loads in the background and needs about 1.2 GB of memory.
Source: https://github.com/vmenger/deduce, de-identification of Dutch medical notes.
"""

import logging
import threading
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.guard.identifiers import PersonalKind, PersonalSpan

if TYPE_CHECKING:
    from deduce import Deduce

_LOG: Final = logging.getLogger(__name__)
_KINDS: Final = {
    "persoon": PersonalKind.NAME,
    "patient": PersonalKind.NAME,
    "locatie": PersonalKind.ADDRESS,
}


class Deduced:
    """The deduce library, for a whole process; safe for use by several threads."""

    def __init__(self, cache: Path | None = None, lists: Path | None = None) -> None:
        """Without `warm_up` it finds nothing.

        `cache` is the folder in which deduce keeps its tables (77 MB), built in a minute or two the
        first time; `lists` holds the names and places that they are made of. Without them both are
        its own package folder.
        """
        folders = {"cache_path": cache, "lookup_data_path": lists}
        self._folders = {name: folder for name, folder in folders.items() if folder}
        self._deduce: Deduce | None = None
        self._lock = threading.Lock()
        self._loading = threading.Thread(target=self._load, daemon=True)

    def warm_up(self) -> None:
        """Start to load it, once."""
        with self._lock:
            if self._loading.ident is None:
                self._loading.start()

    def wait(self) -> None:
        """Wait until what `warm_up` began is there, or has failed."""
        self._loading.join()

    def find(self, text: str) -> Iterator[PersonalSpan]:
        """What may be a person or an address; nothing as long as it is not loaded."""
        if self._deduce is None:
            return
        with self._lock:
            annotations = self._deduce.deidentify(text).annotations
        for each in annotations:
            if each.tag in _KINDS:
                yield PersonalSpan(each.start_char, each.end_char, _KINDS[each.tag])

    def _load(self) -> None:
        try:
            self._deduce = _open_deduce(self._folders)
        except Exception as error:  # noqa: BLE001  # a thread of its own: the rules go on alone
            _LOG.warning("Names are found by rules alone: deduce does not load (%s).", error)


def _open_deduce(folders: Mapping[str, Path]) -> "Deduce":
    """Load deduce without its settings for the whole program: debug logging, and all warnings."""
    root, silent = logging.getLogger(), logging.NullHandler()
    root.addHandler(silent)
    try:
        with warnings.catch_warnings():
            from deduce import Deduce, annotator  # noqa: F401  # loaded here, with its warnings
    finally:
        root.removeHandler(silent)
    return Deduce(**folders)
