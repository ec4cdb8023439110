"""Question -> whether it is small talk or about the assistant itself; in doubt it is a real one."""

from collections.abc import Sequence
from typing import Final

from assistant.guard.guard import Watched
from ingest.index.release import Release
from ingest.index.topics import Heard

TALK_CHARS: Final = 200
"""Nobody tells a longer story to say thanks or to ask who this is."""
TALK_ODDS: Final = -0.5
TALK_ODDS_NEAR: Final = 2.0
ASKED_NEAR: Final = 0.9
"""Log-odds from which a question is talk, and from which it is where an annotated question comes so
near, something was asked before or there is danger: in doubt it is a real question."""


def hear_talk(
    release: Release, text: str, vector: Sequence[float], *, follows: bool
) -> Heard | None:
    """Small talk or a question about the assistant; None if it is a real question."""
    heard = release.topics.hear(text, vector)
    if heard is None or heard.odds < TALK_ODDS:
        return None
    is_near = follows or release.query(text, vector).asked.best >= ASKED_NEAR
    return heard if heard.odds >= TALK_ODDS_NEAR or not is_near else None


def is_told(heard: Heard, watched: Watched) -> bool:
    """Whether what was heard is answered as such: a kind word is none where there is danger."""
    return not (watched.is_danger and (heard.small_talk or heard.odds < TALK_ODDS_NEAR))
