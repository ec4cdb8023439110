"""Question -> whether it is small talk or about the assistant itself; in doubt it is a real one."""

from collections.abc import Sequence
from typing import Final

from assistant.guard.guard import Watched
from assistant.question.leaning import addresses, asks_on
from ingest.index.release import Release
from ingest.index.topics import Heard

TALK_CHARS: Final = 200
"""Nobody tells a longer story to say thanks or to ask who this is."""
TALK_ODDS: Final = -0.5
TALK_ODDS_NEAR: Final = 2.0
ASKED_NEAR: Final = 0.9
"""Log-odds from which a question is talk, and from which it is where an annotated question comes so
near, something was asked before or there is danger: in doubt it is a real question."""
TALK_ODDS_ASKED_BACK: Final = 3.0
"""The same where it leans on an answer and speaks to the assistant: "Kun je dat uitleggen?" has
2.9, "Wat is jouw mening daarover?" 3.1."""


def hear_talk(
    release: Release, text: str, vector: Sequence[float], *, follows: bool, leans: bool
) -> Heard | None:
    """Small talk or a question about the assistant; None if it is a real question.

    `follows` says whether something was asked before, `leans` whether it points back at an answer.
    """
    heard = release.topics.hear(text, vector)
    if heard is None or heard.odds < TALK_ODDS:
        return None
    if leans and not heard.small_talk:
        is_talk = addresses(text) and heard.odds >= TALK_ODDS_ASKED_BACK and not asks_on(text)
        return heard if is_talk else None
    is_near = follows or release.query(text, vector).asked.best >= ASKED_NEAR
    return heard if heard.odds >= TALK_ODDS_NEAR or not is_near else None


def is_told(heard: Heard, watched: Watched) -> bool:
    """Whether what was heard is answered as such: a kind word is none where there is danger."""
    return not (watched.is_danger and (heard.small_talk or heard.odds < TALK_ODDS_NEAR))
