"""What sort of fact is asked for, and whether a text tells one."""

import pytest

from assistant.question.fact import fact_asked, is_told


def told(question: str, text: str) -> bool:
    (fact,) = fact_asked(question)
    return is_told(fact, text)


@pytest.mark.parametrize(
    ("question", "with_it", "without"),
    [
        ("Hoe vaak komt een maatje?", "Hij komt één keer per week.", "Een maatje komt langs."),
        ("Hoeveel keer ziet zij hem?", "Zij zien elkaar wekelijks.", "Zij zien elkaar graag."),
        ("Hoe vaak komen ze?", "Er zijn maandelijkse bezoeken.", "Er zijn soortgelijke bezoeken."),
        ("How often does she visit?", "Een of twee dagdelen per week.", "Zij komt thuis."),
        ("Hoe lang duurt het?", "Het duurt een half jaar.", "Het duurt soms."),
        ("hoelang blijft een JIM", "Hij blijft jarenlang betrokken.", "Hij blijft betrokken."),
        ("Wat is het telefoonnummer?", "Bel 0800 - 2000.", "Bel ons in 2023."),
        ("Wat kost een steunouder?", "Dat is kosteloos.", "Dat is een kostbaar mens."),
        ("Voor welke leeftijd is het?", "Voor jongeren van 10 tot 23.", "Voor jongeren."),
        ("In welk jaar kwam het uit?", "Het verscheen in 2018.", "Het verscheen op pagina 20."),
    ],
)
def test_a_fact_is_told_by_a_text_that_has_one(question: str, with_it: str, without: str) -> None:
    assert told(question, with_it)
    assert not told(question, without)


@pytest.mark.parametrize(
    "question",
    ["Wat is een JIM?", "Hoe ga ik om met een vader die vaak boos is?", "Wat doet een steunouder?"],
)
def test_most_questions_ask_for_no_such_fact(question: str) -> None:
    assert list(fact_asked(question)) == []


@pytest.mark.parametrize(
    ("question", "is_all"),
    [
        ("Hoe vaak komt hij?", True),
        ("En voor welke leeftijd is dat?", True),
        ("Mijn cliënt vraagt het. Hoe lang duurt zoiets?", True),
        ("HOE VAAK", True),
        ("Wie zijn de schrijvers van dit boek en in welk jaar kwam het uit?", False),
        ("Opa wil weten wat een steunouder doet en hoe vaak die komt", False),
    ],
)
def test_a_question_that_opens_with_it_asks_for_nothing_else(question: str, is_all: bool) -> None:
    (fact,) = fact_asked(question)
    assert fact.is_all is is_all


def test_it_is_named_as_the_question_does() -> None:
    (fact,) = fact_asked("Hoe Vaak komt hij?")
    assert fact.words == "hoe vaak"
