"""When what is typed is small talk or about the assistant, by the odds that it is."""

import pytest

from assistant.answer.talk import TALK_ODDS, TALK_ODDS_SURE, hear_talk, is_told
from assistant.guard.guard import Watched
from ingest.corpus.contacts import Concern
from ingest.index.topics import Heard

CALM, DANGER = Watched(()), Watched((Concern.DANGER,))
BACK = "Wat is jouw mening daarover?"


class Hearing:
    """A release that hears what it is told to."""

    def __init__(self, odds: float, *, small_talk: bool = True) -> None:
        self._heard = Heard("Hallo!", small_talk, odds)

    def hear(self, _text: str, _vector: object) -> Heard:
        return self._heard


def is_heard(text: str, odds: float, *, small_talk: bool = True, leans: bool = False) -> bool:
    own = Hearing(odds, small_talk=small_talk)
    return hear_talk(own, text, [], leans=leans) is not None  # type: ignore[arg-type]


@pytest.mark.parametrize("small_talk", [True, False])
def test_from_its_threshold_it_is_talk(*, small_talk: bool) -> None:
    assert is_heard("hoi", TALK_ODDS, small_talk=small_talk)
    assert not is_heard("hoi", TALK_ODDS - 0.01, small_talk=small_talk)


def test_what_leans_on_an_answer_has_to_be_surer_and_to_speak_to_the_assistant() -> None:
    assert is_heard(BACK, TALK_ODDS_SURE, small_talk=False, leans=True)
    assert not is_heard(BACK, TALK_ODDS_SURE - 0.01, small_talk=False, leans=True)
    assert not is_heard("Hoe lang duurt dat?", 9.0, small_talk=False, leans=True)
    assert is_heard("bedankt daarvoor", TALK_ODDS, leans=True)


@pytest.mark.parametrize(
    ("watched", "small_talk", "odds", "is_so"),
    [
        (CALM, True, TALK_ODDS, True),
        (CALM, False, TALK_ODDS, True),
        (DANGER, True, 9.0, False),
        (DANGER, False, TALK_ODDS_SURE, True),
        (DANGER, False, TALK_ODDS_SURE - 0.01, False),
    ],
)
def test_in_danger_nobody_gets_small_talk(
    watched: Watched, odds: float, *, small_talk: bool, is_so: bool
) -> None:
    assert is_told(Heard("Hallo!", small_talk, odds), watched) is is_so
