"""What every group of use cases stands on: who does something, with which settings."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ingest.text.settings import Settings
from ui.service.roles import Actor

if TYPE_CHECKING:
    from ingest.corpus.library import Library

Working = Callable[[str, int, int], None]
"""Called as `working(stage, done, total)` while something takes its time."""


class Deeds:
    """Use cases of one actor."""

    def __init__(self, actor: Actor, settings: Settings) -> None:
        self._actor = actor
        self._settings = settings

    def _library(self) -> "Library":
        """The corpus, to be read."""
        from ingest.corpus.library import Library

        return Library(self._settings.corpus)

    def _own_library(self) -> "Library":
        """The corpus, to be written in: one that is installed is copied to the data folder first.

        Raises:
            CorpusError: the copy cannot be made.
        """
        from ingest.corpus.own_library import own_corpus

        corpus = own_corpus(self._settings)
        self._settings = self._settings.model_copy(update={"corpus": corpus})
        return self._library()
