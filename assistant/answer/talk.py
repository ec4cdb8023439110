"""Question -> whether it is small talk or about the assistant itself; in doubt it is a real one."""

from collections.abc import Sequence
from typing import Final

from assistant.guard.guard import Watched
from assistant.question.leaning import addresses, asks_on
from ingest.index.release import Release
from ingest.index.topics import Heard

TALK_CHARS: Final = 200
"""Nobody tells a longer story to say thanks or to ask who this is."""
TALK_ODDS: Final = 1.0
"""Log-odds from which a question is talk: on dev the least of talk has 1.9, and the most of what
the sources are asked -0.3. "doei allemaal, ik stap eruit" has 0.8."""
TALK_ODDS_SURE: Final = 2.5
"""The same in danger, and where it leans on an answer and speaks to the assistant: "Kun je dat
uitleggen?" has 1.9, "Wat is jouw mening daarover?" 3.7."""


def hear_talk(release: Release, text: str, vector: Sequence[float], *, leans: bool) -> Heard | None:
    """Small talk or a question about the assistant; None if it is a real question.

    `leans` says whether it points back at an answer.
    """
    heard = release.hear(text, vector)
    if heard is None or heard.odds < TALK_ODDS:
        return None
    if leans and not heard.small_talk:
        is_talk = addresses(text) and heard.odds >= TALK_ODDS_SURE and not asks_on(text)
        return heard if is_talk else None
    return heard


def is_told(heard: Heard, watched: Watched) -> bool:
    """Whether what was heard is answered as such: a kind word is none where there is danger."""
    return not (watched.is_danger and (heard.small_talk or heard.odds < TALK_ODDS_SURE))
