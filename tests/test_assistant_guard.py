"""One door: what a text gives cause to, by its words and by what it sounds like, in turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import pytest

from assistant.guard.guard import Watched, in_turn, watch
from assistant.guard.sounds import Ear
from assistant.guard.spoken import Urgency
from ingest.corpus.contacts import Concern, Contact

CALM = "We weten niet meer wat we moeten."
DANGER, SUICIDE, CHILD, DECISION = Concern
NOBODY: tuple[Contact, ...] = ()
HELP = (
    Contact("first", "", "1", "", ""),
    Contact("112", "", "112", "", "", DANGER),
    Contact("113", "", "113", "", "", SUICIDE),
)


@dataclass
class Sounding:
    """Everything sounds like `danger`, `suicide` and `decision`."""

    danger: float = -9.0
    suicide: float = -9.0
    decision: float = -9.0

    def leaning(self, text: str, vector: Sequence[float]) -> dict[Concern, float]:
        return {DANGER: self.danger, SUICIDE: self.suicide, DECISION: self.decision}

    def sounds_like_danger(self, text: str) -> float:
        return 0.0

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        return [[1.0] for _ in texts]

    def count_tokens(self, text: str) -> int:
        return len(text.split())


def watched(text: str, sounding: Sounding) -> tuple[Concern, ...]:
    return watch(text, Ear(sounding, sounding), text).concerns


def test_a_calm_text_gives_no_cause_and_nobody_to_call() -> None:
    calm = watch("Wat is een steunouder?")
    assert calm == Watched(())
    assert (calm.is_danger, calm.decides, calm.to_call(HELP)) == (False, False, NOBODY)
    assert watched("Wat is een steunouder?", Sounding()) == ()


def test_words_alone_tell_danger() -> None:
    told = watch("Vader slaat moeder nu")
    assert told.concerns == (DANGER,)
    assert (told.is_danger, told.decides) == (True, False)
    assert [each.phone for each in told.to_call(HELP)] == ["112", "1", "113"]


def test_a_decision_calls_nobody() -> None:
    told = watch("Moet dit kind uit huis geplaatst worden?")
    assert told == Watched((DECISION,))
    assert (told.is_danger, told.decides, told.to_call(HELP)) == (False, True, NOBODY)


def test_a_decision_comes_behind_danger() -> None:
    told = watch("Vader slaat moeder nu. Moet ik dit melden bij Veilig Thuis?")
    assert told.concerns == (DANGER, DECISION)


@pytest.mark.parametrize(
    ("sounding", "expected"),
    [
        (Sounding(), ()),
        (Sounding(danger=9), (DANGER,)),
        (Sounding(danger=9, suicide=9), (SUICIDE, DANGER)),
        (Sounding(suicide=9), ()),
        (Sounding(decision=9), (DECISION,)),
        (Sounding(danger=9, decision=9), (DANGER, DECISION)),
    ],
)
def test_what_is_only_hinted_at_is_told_by_what_it_sounds_like(
    sounding: Sounding, expected: tuple[Concern, ...]
) -> None:
    assert watched(CALM, sounding) == expected


def test_a_child_that_speaks_counts_where_its_words_only_sound_like_danger() -> None:
    text = "Mijn vader is zo stil de laatste tijd."
    assert watch(text).concerns == ()
    assert watched(text, Sounding(danger=9)) == (CHILD, DANGER)
    assert watched(text, Sounding(danger=9, suicide=9)) == (SUICIDE, CHILD, DANGER)


def test_112_comes_first_for_a_child_if_it_sounds_like_danger_now() -> None:
    text = "Mijn vader is nu zo stil."
    assert watched(text, Sounding(danger=9)) == (DANGER, CHILD)
    assert watched(text, Sounding(danger=9, suicide=9)) == (SUICIDE, CHILD, DANGER)


def test_plain_words_go_before_what_a_text_sounds_like() -> None:
    sounding = Sounding(danger=9, suicide=9, decision=9)
    assert watched("Vader slaat moeder nu", sounding) == (DANGER, DECISION)


@pytest.mark.parametrize(
    ("concerns", "urgency", "expected"),
    [
        ({DANGER}, set(), (DANGER,)),
        ({DANGER, SUICIDE}, set(), (SUICIDE, DANGER)),
        ({DANGER, CHILD}, set(), (CHILD, DANGER)),
        ({DANGER, CHILD}, {Urgency.NOW}, (DANGER, CHILD)),
        ({DANGER, SUICIDE, CHILD}, {Urgency.NOW}, (SUICIDE, CHILD, DANGER)),
        ({DANGER, SUICIDE, CHILD}, {Urgency.DEADLY}, (DANGER, SUICIDE, CHILD)),
        ({DANGER, SUICIDE}, {Urgency.DEADLY, Urgency.NOW}, (DANGER, SUICIDE)),
        (set(), {Urgency.DEADLY, Urgency.NOW}, ()),
        ({CHILD, DECISION}, {Urgency.NOW}, (DECISION,)),
    ],
)
def test_who_is_met_first_depends_on_what_is_the_matter_and_how_urgent_it_is(
    concerns: set[Concern], urgency: set[Urgency], expected: tuple[Concern, ...]
) -> None:
    assert in_turn(concerns, urgency) == expected


def test_every_concern_comes_once_and_a_decision_last() -> None:
    for size in range(1, 5):
        for concerns in combinations(Concern, size):
            for urgency in ((), (Urgency.NOW,), (Urgency.DEADLY,), tuple(Urgency)):
                met = in_turn(concerns, urgency)
                assert len(met) == len(set(met))
                assert set(met) == set(concerns) - (
                    set() if DANGER in concerns else {CHILD, SUICIDE}
                )
                assert DECISION not in met[:-1]
