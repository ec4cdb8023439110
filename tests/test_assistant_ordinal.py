"""Which item of an answer a question counts to."""

import pytest

from assistant.question.follow_up import Reading, Turn, points_back, reading
from assistant.question.ordinal import counted, with_item

NUMBERED = "Er zijn drie voorwaarden: 1. Bewustwording. Die groeit. 2. Beleid. 3. Moed."
BULLETS = "Het kan zo:\n\n- praktische steun;\n- emotionele steun;\n- informatie.\nZo is het."
ROW = "Vier velden: plicht, tijd en geld, privacy en risico."
TWO = "Een JIM is een persoon. Hij helpt de jongere."


@pytest.mark.parametrize(
    ("question", "answer", "item"),
    [
        ("Vertel eens meer over de tweede", NUMBERED, "Beleid"),
        ("Wat is nummer 1?", NUMBERED, "Bewustwording"),
        ("Kun je punt drie uitwerken", NUMBERED, "Moed"),
        ("Die laatste graag", NUMBERED, "Moed"),
        ("meer over de tweede", BULLETS, "emotionele steun"),
        ("meer over de laatste van die drie", BULLETS, "informatie"),
        ("Bij dat laatste, hoe kan dat?", ROW, "risico"),
        ("Wat speelt er bij nummer 2", ROW, "tijd"),
        ("En de eerste?", TWO, "Een JIM is een persoon"),
        ("en de tweede?", TWO, "Hij helpt de jongere"),
        ("Wat houdt de laatste in?", NUMBERED, "Moed"),
        ("meer over de tweede", " ".join(BULLETS.split()), "emotionele steun"),
        # there is no such item
        ("en de derde?", TWO, ""),
        ("en de vierde?", NUMBERED, ""),
        ("de eerste?", "", ""),
        ("en de tweede?", "Het netwerk helpt met raad en daad.", ""),
        # a noun of its own follows, or it does not count at all
        ("Mag de tweede ouder mee?", NUMBERED, ""),
        ("Ze is zwanger van de eerste baby", NUMBERED, ""),
        ("Waarom?", NUMBERED, ""),
        ("Zijn er twee?", NUMBERED, ""),
    ],
)
def test_an_ordinal_points_at_an_item_of_the_answer(question: str, answer: str, item: str) -> None:
    assert counted(question, answer) == item


def test_the_item_is_searched_for_in_the_place_of_the_ordinal() -> None:
    assert (
        with_item("Vertel meer over de tweede graag", "Beleid") == "Vertel meer over Beleid graag"
    )
    assert with_item("Vertel meer over de tweede graag", "") == "Vertel meer over de tweede graag"


def test_a_question_that_counts_is_about_the_item() -> None:
    turn = Turn("Welke voorwaarden zijn er?", NUMBERED)
    found = reading("Hoe organiseert een leidinggevende de tweede?", [turn])
    assert found == Reading(
        "Welke voorwaarden zijn er? Hoe organiseert een leidinggevende Beleid?",
        "Hoe organiseert een leidinggevende Beleid?",
        NUMBERED,
        "Beleid",
    )


def test_where_the_answer_has_no_such_item_nothing_is_counted() -> None:
    assert not points_back(
        "Hoe organiseert een leidinggevende de tweede?", [Turn("Wat?", TWO[:23])]
    )
