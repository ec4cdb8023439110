"""Danger is heard in what a text says and in what it sounds like, whole or sentence by sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from assistant.guard.care import (
    BESIDE_ODDS,
    DANGER_ODDS,
    DECISION_ODDS,
    HEARD_SENTENCES,
    HEARD_WHEN_PASTED,
    PASTED_WORDS,
    SENTENCE_ODDS,
    SUICIDE_ODDS,
    Ear,
    asks_decision,
    sentences,
)
from assistant.guard.safety import hear
from assistant.question.typed import QUESTION_CHARS
from ingest.corpus.care import Concern
from ingest.index.sorts import Leaning

CALM = Leaning(-9.0, -9.0, -9.0)
ALARM = "Alarm alarm alarm alarm."
ORDINARY = "Wij praten vandaag over het eten."


@dataclass
class FakeIndex:
    """What holds the word "alarm" sounds like `danger`; remembers what it was asked about."""

    danger: float = 9.0
    suicide: float = -9.0
    asked: list[str] = field(default_factory=list)

    def leaning(self, text: str, vector: Sequence[float]) -> Leaning:
        self.asked.append(text)
        return Leaning(self.danger, self.suicide, -9.0) if "larm" in text else CALM

    def sounds_like_danger(self, text: str) -> float:
        return float(text.lower().count("alarm"))


def concerns(index: FakeIndex, text: str, whole: Leaning | None) -> tuple[Concern, ...]:
    ear = Ear(index, lambda _: [1.0], lambda part: len(part.split()))  # type: ignore[arg-type]
    return ear.concerns(text, hear(text), whole)


@pytest.mark.parametrize("odds", [DANGER_ODDS, DANGER_ODDS - 0.01])
def test_the_whole_counts_from_its_threshold(odds: float) -> None:
    heard = concerns(FakeIndex(), ORDINARY, Leaning(odds, -9.0, -9.0))
    assert bool(heard) is (odds >= DANGER_ODDS)


@pytest.mark.parametrize("odds", [SUICIDE_ODDS, SUICIDE_ODDS - 0.01])
def test_what_sounds_like_suicide_comes_first_from_its_threshold(odds: float) -> None:
    heard = concerns(FakeIndex(), ORDINARY, Leaning(0.0, odds, -9.0))
    assert (heard[0] is Concern.SUICIDE) is (odds >= SUICIDE_ODDS)


@pytest.mark.parametrize(
    ("whole", "sentence", "is_heard"),
    [
        (BESIDE_ODDS, SENTENCE_ODDS, True),
        (BESIDE_ODDS - 0.01, SENTENCE_ODDS, False),
        (BESIDE_ODDS, SENTENCE_ODDS - 0.01, False),
    ],
)
def test_a_sentence_counts_unless_the_whole_sounds_calm(
    whole: float, sentence: float, *, is_heard: bool
) -> None:
    text = f"{ORDINARY} {ALARM}"
    heard = concerns(FakeIndex(sentence), text, Leaning(whole, -9.0, -9.0))
    assert bool(heard) is is_heard


def test_in_a_long_text_a_sentence_counts_as_if_it_was_asked_by_itself() -> None:
    text = f"{ORDINARY} " * 12 + ALARM
    assert len(text.split()) > PASTED_WORDS
    assert concerns(FakeIndex(DANGER_ODDS), text, CALM) == (Concern.DANGER,)
    assert concerns(FakeIndex(DANGER_ODDS - 0.01), text, CALM) == ()


@pytest.mark.parametrize(("repeats", "most"), [(20, HEARD_SENTENCES), (300, HEARD_WHEN_PASTED)])
def test_few_sentences_are_listened_to_and_those_that_sound_alarming(
    repeats: int, most: int
) -> None:
    text = " ".join(f"Wij praten over dag {number} van de week." for number in range(repeats))
    assert (len(text) > QUESTION_CHARS) is (most == HEARD_WHEN_PASTED)
    index = FakeIndex(-9.0)
    assert concerns(index, f"{text} {ALARM} {text}"[: len(text) + 40], CALM) == ()
    assert len(index.asked) == most
    assert any("larm" in each for each in index.asked)


def test_plain_words_need_no_listening() -> None:
    index = FakeIndex()
    assert concerns(index, "Vader slaat moeder nu. " + ORDINARY, CALM)[0] is Concern.DANGER
    assert index.asked == []


def test_a_text_without_a_whole_is_listened_to() -> None:
    text = f"{ORDINARY} " * 150 + ALARM
    assert concerns(FakeIndex(0.0), text, None) == (Concern.DANGER,)
    assert concerns(FakeIndex(0.0), "", None) == ()


def test_a_long_sentence_is_heard_in_pieces_that_overlap() -> None:
    words = [f"w{number}" for number in range(100)]
    pieces = sentences(" ".join(words), in_pieces=False)
    assert {word for piece in pieces for word in piece.split()} == set(words)
    assert all(len(piece.split()) <= 24 for piece in pieces)
    assert any(piece.split()[:1] == ["w12"] for piece in pieces)
    assert sentences("Ja. Nee hoor. Wij gaan nu naar huis.", in_pieces=False) == [
        "Wij gaan nu naar huis."
    ]


def test_a_short_sentence_is_heard_whole_and_in_a_pasted_text_in_pieces_too() -> None:
    sentence = " ".join(f"w{number}" for number in range(30))
    assert sentences(sentence, in_pieces=False) == [sentence]
    assert len(sentences(sentence, in_pieces=True)) > 3


@pytest.mark.parametrize("odds", [DECISION_ODDS, DECISION_ODDS - 0.01])
def test_a_decision_is_told_by_words_or_by_sound(odds: float) -> None:
    leaning = Leaning(-9.0, -9.0, odds)
    assert asks_decision(hear(ORDINARY), leaning) is (odds >= DECISION_ODDS)
    assert asks_decision(hear("Moet dit kind uit huis geplaatst worden?"), CALM)
