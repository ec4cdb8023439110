"""What every group of use cases stands on: who does something, with which settings."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ingest.text.settings import Settings, as_kept
from ui.service.roles import Actor

if TYPE_CHECKING:
    from ingest.corpus.library import Library

Working = Callable[[str, int, int], None]
"""Called as `working(stage, done, total)` while something takes its time."""


class Deeds:
    """Use cases of one actor."""

    def __init__(self, actor: Actor, settings: Settings) -> None:
        self._actor = actor
        self._given = settings

    @property
    def _settings(self) -> Settings:
        """The settings, with the corpus that is kept at this moment."""
        return as_kept(self._given)

    def _library(self) -> "Library":
        """The corpus, to be read."""
        from ingest.corpus.library import Library

        return Library(self._settings.corpus)

    def _own_library(self) -> "Library":
        """The corpus, to be written in: one that is installed is copied to the data folder first.

        Raises:
            CorpusError: the copy cannot be made.
        """
        from ingest.corpus.library import Library
        from ingest.corpus.own_library import own_corpus

        return Library(own_corpus(self._settings))
