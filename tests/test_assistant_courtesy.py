"""What greets and thanks is no part of a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.courtesy import without_courtesy

ASKED = "wat doe ik als een pleegmoeder niet wil?"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (f"Hallo, {ASKED} Alvast bedankt!", ASKED),
        (f"hoi {ASKED}", ASKED),
        (f"Hoi hoi! {ASKED} Groetjes", ASKED),
        (f"Goedemiddag, {ASKED} Met vriendelijke groet, Anja", ASKED),
        (f"Beste collega, {ASKED} Dank u wel voor uw hulp.", ASKED),
        (f"hey allemaal, {ASKED} mvg", ASKED),
        (f"Dag, {ASKED}", ASKED),
        (f"{ASKED} Ik hoor het graag van u.", ASKED),
        ("wie is oma alvast bedankt", "wie is oma"),
        (f"Hoi Anja, {ASKED}", ASKED),
        (f"Beste [naam], {ASKED} groetjes [naam]", ASKED),
        (f"Geachte heer Jansen, {ASKED} Alvast bedankt, groet Piet", ASKED),
        ("ik wil weten of opa mag helpen, bedankt", "ik wil weten of opa mag helpen"),
    ],
)
def test_it_is_left_out(typed: str, asked: str) -> None:
    assert without_courtesy(typed) == asked


@pytest.mark.parametrize(
    "typed",
    [
        "Beste hulp voor een kind van 5?",
        "Dag besteding voor jongeren?",
        "Hoe zeg ik oma dank",
        "Welke groet past bij een kind?",
        "Hij is bedankt voor zijn hulp. Wat nu?",
        "over ooms, tantes, grootouders",
        "over gezinnen, groepen",
        "dat geeft rust, dankbaarheid",
        "Wat is een JIM? Bedankt, ze bloedt",
        "Wat is een JIM? Dank, pleegvader slaat",
        "Wat is een JIM? Groeten, help mij",
        "omdat hij boos is, bedankt hij nooit",
        "He has a plan for tonight",
        "hallo",
        "Dank je wel!",
        "Hoi, oma",
    ],
)
def test_what_is_asked_stays_and_a_greeting_by_itself_too(typed: str) -> None:
    assert without_courtesy(typed) == typed


@given(st.text(max_size=60))
def test_what_is_left_stands_in_what_was_typed_and_is_not_nothing(text: str) -> None:
    left = without_courtesy(text)
    assert left in text
    assert left.strip() or not text.strip()
