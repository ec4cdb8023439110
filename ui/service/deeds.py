"""What every group of use cases stands on: who does something, with which settings."""

from collections.abc import Callable

from ingest.text.settings import Settings
from ui.service.roles import Actor

Working = Callable[[str, int, int], None]
"""Called as `working(stage, done, total)` while something takes its time."""


class Deeds:
    """Use cases of one actor."""

    def __init__(self, actor: Actor, settings: Settings) -> None:
        self._actor = actor
        self._settings = settings
