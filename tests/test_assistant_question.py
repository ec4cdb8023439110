"""Questions: what can be searched for, and what a follow-up means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.follow_up import Turn, standalone
from assistant.question.typed import QUESTION_CHARS, READ_CHARS, QuestionError, clean, read


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "nog geen vraag gesteld"),
        (" \n\t ", "nog geen vraag gesteld"),
        ("\u200b\u2060", "nog geen vraag gesteld"),
        ("😀😀🎉", "nog geen vraag gesteld"),
        ("?!... 123", "geen woorden"),
        ("a" * 100_000, f"te lang: 100000 tekens, het mogen er {QUESTION_CHARS} zijn"),
        ("\udcff\udcfe\uf0b7\0", "nog geen vraag gesteld"),
    ],
)
def test_a_question_that_cannot_be_searched_for_is_refused(question: str, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        clean(question)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("  Wat is\n een   JIM?\t", "Wat is een JIM?"),
        ("<script>alert(1)</script> wat is een JIM", "<script>alert(1)</script> wat is een JIM"),
        ("Wat is\x07 een JIM?\x1b[31m", "Wat is een JIM? [31m"),
        ("wat is een JIM? 😀", "wat is een JIM?"),
        ("wat\0is\uf0b7een\U0001fae8JIM", "wat is een JIM"),
        ("WAT IS EEN STEUNFIGUUR?", "Wat is een steunfiguur?"),
        ("Wat is een\u200b JIM?", "Wat is een JIM?"),
    ],
)
def test_a_question_becomes_one_line(question: str, expected: str) -> None:
    assert clean(question) == expected


@given(st.text(max_size=200))
def test_what_is_let_through_is_one_printable_line(text: str) -> None:
    try:
        question = clean(text)
    except QuestionError:
        return
    assert question.isprintable()
    assert clean(question) == question


@given(st.text(max_size=300))
def test_whatever_is_typed_can_be_looked_at(text: str) -> None:
    typed = read(text)
    assert typed.text.isprintable()
    assert typed.complaint or typed.text


def test_of_a_long_text_both_ends_are_looked_at() -> None:
    typed = read("begin " + "bla " * READ_CHARS + "einde")
    assert typed.complaint
    assert typed.text.startswith("begin")
    assert typed.text.endswith("einde")
    assert len(typed.text) <= READ_CHARS + 1


JIM = Turn("Wat is een JIM?", "Een JIM is een persoon.")
GUARDIAN = Turn("En een burgervoogd?", "Een burgervoogd is een persoon.")
START = Turn("En hoe begin je daarmee?", "Zo begin je.")


@pytest.mark.parametrize(
    ("question", "history", "expected"),
    [
        ("En hoe begin je daarmee?", [JIM], "Wat is een JIM? En hoe begin je daarmee?"),
        ("Waarom?", [JIM], "Wat is een JIM? Waarom?"),
        ("En wie helpt daarbij?", [JIM, START], "Wat is een JIM? En wie helpt daarbij?"),
        ("Hoe vind je die?", [JIM, GUARDIAN], "En een burgervoogd? Hoe vind je die?"),
        ("How do they help?", [JIM], "Wat is een JIM? How do they help?"),
        ("Wat kost dat?", [JIM], "Wat is een JIM? Wat kost dat?"),
        ("Mag hij beslissen?", [JIM], "Wat is een JIM? Mag hij beslissen?"),
        ("Mag hij beslissen over school?", [JIM], "Wat is een JIM? Mag hij beslissen over school?"),
        ("En als zij dat niet wil?", [JIM], "Wat is een JIM? En als zij dat niet wil?"),
        ("En hoe begin je daarmee?", [], "En hoe begin je daarmee?"),
    ],
)
def test_a_follow_up_is_searched_for_with_what_it_points_at(
    question: str, history: list[Turn], expected: str
) -> None:
    assert standalone(question, history) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Wat doet een steunouder?",
        "Hoe breng ik het netwerk in kaart?",
        "Hoe zit het met privacy?",
        "Is er een richtlijn over scheiding?",
        "Moeder zegt dat ze niemand heeft, wat nu?",
        "Hoe laat vertrekt het vliegtuig?",
        "Wat is het netwerk?",
        "Wat zegt de richtlijn over het gezin?",
        "Welke hulp is er voor zwangere vrouwen?",
        "Wat is een burgervoogd?",
        "Welke richtlijnen noemen die methode?",
        "Hoe betrek je het sociale netwerk bij een uithuisplaatsing?",
        "Kan de oma die meehelpt het dossier lezen?",
        "netwerkpleeggezin",
        "Wat is de rol van de school en het onderwijs daarbij in complexe situaties?",
        "What does the guideline say about foster care?",
        "En een burgervoogd?",
        "Mag een tante bij het gesprek zijn?",
    ],
)
def test_a_question_with_a_subject_of_its_own_stands_by_itself(question: str) -> None:
    assert standalone(question, [JIM]) == question
