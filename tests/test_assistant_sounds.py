"""Danger is heard in what a text sounds like, whole or sentence by sentence, and embedded once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from assistant.guard.sounds import BESIDE_ODDS, SENTENCE_TOKENS, SENTENCE_WORDS, Ear, told_apart
from assistant.guard.spoken import hear
from assistant.question.typed import QUESTION_CHARS
from ingest.corpus.contacts import Concern

ALARM = "Alarm alarm alarm alarm."
ORDINARY = "Wij praten vandaag over het eten."
WHOLE = "wat er gezocht wordt"
FILLER = "Wij praten over dag {} van de week."


def odds(danger: float, suicide: float = -9.0, decision: float = -9.0) -> dict[Concern, float]:
    return {
        Concern.DANGER: danger,
        Concern.SUICIDE: suicide,
        Concern.DECISION: decision,
    }


CALM = odds(-9.0)


@dataclass
class Fake:
    """The port and the embedder: what holds "alarm" sounds like `alarm`, and WHOLE like `whole`.

    Remembers what it was asked about and what was embedded, call by call.
    """

    alarm: Mapping[Concern, float] = field(default_factory=lambda: odds(9.0))
    whole: Mapping[Concern, float] = field(default_factory=lambda: CALM)
    asked: list[str] = field(default_factory=list)
    embedded: list[list[str]] = field(default_factory=list)

    def leaning(self, text: str, vector: Sequence[float]) -> Mapping[Concern, float]:
        assert vector == [len(text)]
        self.asked.append(text)
        return self.whole if text == WHOLE else self.alarm if "larm" in text else CALM

    def sounds_like_danger(self, text: str) -> float:
        return float(text.lower().count("alarm"))

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        self.embedded.append(texts)
        return [[len(text)] for text in texts]

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def concerns(self, text: str, *, is_searched: bool = True) -> frozenset[Concern]:
        known = {WHOLE: [len(WHOLE)]} if is_searched else {}
        return Ear(self, self, known).concerns(hear(text), WHOLE if is_searched else "")


@pytest.mark.parametrize(("danger", "is_heard"), [(0.0, True), (-0.01, False)])
def test_the_whole_counts_from_its_threshold(danger: float, *, is_heard: bool) -> None:
    heard = Fake(whole=odds(danger)).concerns(ORDINARY)
    assert heard == ({Concern.DANGER} if is_heard else set())


@pytest.mark.parametrize(("suicide", "is_heard"), [(0.0, True), (-0.01, False)])
def test_suicide_counts_from_its_threshold_and_only_in_danger(
    suicide: float, *, is_heard: bool
) -> None:
    heard = Fake(whole=odds(0.0, suicide)).concerns(ORDINARY)
    assert (Concern.SUICIDE in heard) is is_heard
    assert Fake(whole=odds(-0.01, suicide)).concerns(ORDINARY) == set()


@pytest.mark.parametrize(("decision", "is_heard"), [(-1.5, True), (-1.51, False)])
def test_a_decision_counts_from_its_threshold(decision: float, *, is_heard: bool) -> None:
    heard = Fake(whole=odds(-9.0, -9.0, decision)).concerns(ORDINARY)
    assert heard == ({Concern.DECISION} if is_heard else set())


def test_only_the_whole_asks_for_a_decision() -> None:
    fake = Fake(odds(9.0, -9.0, 9.0), odds(BESIDE_ODDS))
    assert fake.concerns(f"{ORDINARY} {ALARM}") == {Concern.DANGER}


@pytest.mark.parametrize(
    ("whole", "sentence", "is_heard"),
    [
        (-4.0, 1.0, True),
        (-4.01, 1.0, False),
        (-4.0, 0.99, False),
    ],
)
def test_a_sentence_counts_unless_the_whole_sounds_calm(
    whole: float, sentence: float, *, is_heard: bool
) -> None:
    heard = Fake(odds(sentence), odds(whole)).concerns(f"{ORDINARY} {ALARM}")
    assert bool(heard) is is_heard


def test_a_sentence_that_sounds_like_suicide_says_so() -> None:
    fake = Fake(odds(4.0, 0.0), odds(BESIDE_ODDS))
    assert fake.concerns(f"{ORDINARY} {ALARM}") == {Concern.DANGER, Concern.SUICIDE}


def of_words(count: int) -> str:
    """A text of so many words that ends in an alarm."""
    filler = ORDINARY.split() * count
    return f"{' '.join(filler[: count - 4])}. {ALARM}"


@pytest.mark.parametrize(("sentence", "is_heard"), [(-0.5, True), (-0.51, False)])
def test_in_a_long_text_a_sentence_counts_as_if_it_was_asked_by_itself(
    sentence: float, *, is_heard: bool
) -> None:
    assert Fake(odds(sentence)).concerns(of_words(61)) == ({Concern.DANGER} if is_heard else set())
    assert Fake(odds(sentence)).concerns(of_words(60)) == set()


@pytest.mark.parametrize(("repeats", "most"), [(20, 2), (300, 16)])
def test_few_sentences_are_listened_to_and_those_that_sound_alarming(
    repeats: int, most: int
) -> None:
    text = " ".join(FILLER.format(number) for number in range(repeats))
    assert (len(text) > QUESTION_CHARS) is (most == 16)
    fake = Fake(CALM)
    assert fake.concerns(f"{text} {ALARM} {text}"[: len(text) + 40], is_searched=False) == set()
    assert len(fake.asked) == most
    assert "larm" in fake.asked[0]


def test_both_ends_of_a_very_long_text_are_listened_to() -> None:
    half = " ".join(FILLER.format(number) for number in range(300))
    assert 10_000 < len(half) < 20_000
    for text in (f"{ALARM} {half} {half}", f"{half} {half} {ALARM}"):
        assert Fake().concerns(text, is_searched=False) == {Concern.DANGER}
    assert Fake().concerns(f"{half} {ALARM} {half}", is_searched=False) == set()


def test_an_english_sentence_is_listened_to_before_a_dutch_one_of_as_many_phrasing_of_danger() -> (
    None
):
    english = "We have no alarm and the house is what they said."
    dutch = " ".join(f"Zij hebben alarm en alarm op dag {number}." for number in range(60))
    fake = Fake(CALM)
    fake.concerns(f"{dutch} {english}", is_searched=False)
    assert fake.asked[0] == english


def test_plain_words_need_no_listening() -> None:
    fake = Fake()
    assert fake.concerns("Vader slaat moeder nu. " + ORDINARY * 20) == set()
    assert fake.asked == [WHOLE]
    assert fake.embedded == []


def test_a_text_that_nothing_is_searched_for_is_listened_to() -> None:
    text = f"{ORDINARY} " * 150 + ALARM
    assert Fake(odds(-0.5)).concerns(text, is_searched=False) == {Concern.DANGER}
    assert Fake(odds(-0.51)).concerns(text, is_searched=False) == set()
    assert Fake().concerns("", is_searched=False) == set()


def test_a_question_of_one_sentence_is_listened_to_once() -> None:
    fake = Fake(CALM, odds(BESIDE_ODDS))
    fake.concerns(ORDINARY)
    assert fake.asked == [WHOLE]


def test_what_was_embedded_of_the_question_is_not_embedded_again() -> None:
    fake = Fake(odds(9.0), odds(BESIDE_ODDS))
    ear = Ear(fake, fake, {WHOLE: [len(WHOLE)], ALARM: [len(ALARM)]})
    text = f"{ORDINARY} {ALARM}"
    assert ear.concerns(hear(text), WHOLE) == {Concern.DANGER}
    assert fake.embedded == [[ORDINARY]]
    ear.concerns(hear(text), WHOLE)
    assert fake.embedded == [[ORDINARY]]


def test_sentences_that_begin_alike_are_embedded_once() -> None:
    same = " ".join(["Samen"] * SENTENCE_TOKENS)
    fake = Fake(CALM, odds(BESIDE_ODDS))
    fake.concerns(f"{same} hier thuis. {same} daar thuis.")
    [[embedded]] = fake.embedded
    assert same.startswith(embedded)
    assert fake.asked == [WHOLE, embedded, embedded]


def test_sentences_are_embedded_together_and_no_more_than_are_needed() -> None:
    text = " ".join(FILLER.format(number) for number in range(300))
    calm, alarmed = Fake(CALM), Fake()
    calm.concerns(text, is_searched=False)
    assert [len(call) for call in calm.embedded] == [2] * 8
    alarmed.concerns(f"{text} {ALARM}", is_searched=False)
    assert [len(call) for call in alarmed.embedded] == [2]


def test_a_long_sentence_is_heard_by_its_beginning() -> None:
    words = [f"w{number}" for number in range(SENTENCE_TOKENS + 5)]
    fake = Fake(CALM, odds(BESIDE_ODDS))
    fake.concerns(f"{' '.join(words)}. {ORDINARY}")
    [[cut, last]] = fake.embedded
    assert last == ORDINARY
    assert SENTENCE_TOKENS - 4 <= len(cut.split()) <= SENTENCE_TOKENS
    assert " ".join(words).startswith(cut)


def test_a_long_sentence_is_told_apart_in_pieces_that_overlap() -> None:
    words = [f"w{number}" for number in range(41)]
    pieces = told_apart(" ".join(words), in_pieces=False)
    assert {word for piece in pieces for word in piece.split()} == set(words)
    assert all(len(piece.split()) <= 24 for piece in pieces)
    assert any(piece.split()[:1] == ["w12"] for piece in pieces)


def test_sentences_of_a_few_words_say_too_little() -> None:
    words = ["Wij"] * SENTENCE_WORDS
    enough, fewer = f"{' '.join(words)}.", f"{' '.join(words[1:])}."
    assert told_apart(f"Ja. {fewer} {enough} {enough}", in_pieces=False) == [enough]


def test_a_short_sentence_is_told_apart_whole_and_in_a_pasted_text_in_pieces_too() -> None:
    sentence = " ".join(f"w{number}" for number in range(40))
    assert told_apart(sentence, in_pieces=False) == [sentence]
    pieces = told_apart(sentence, in_pieces=True)
    assert pieces[0] == sentence
    assert {len(piece.split()) for piece in pieces} >= {40, 24, 12}
