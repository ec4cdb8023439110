"""What a follow-up means, and which questions are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.follow_up import ANCHOR_CHARS, Reading, Turn, points_back, reading
from assistant.question.leaning import asks_example, asks_more, leans_on_history

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
    assert reading(question, history).text == expected


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
    assert reading(question, [JIM]) == Reading(question, question)


@pytest.mark.parametrize(
    ("question", "is_leaning"),
    [
        # daarmee, ervoor, hierover: with at most three words of its own
        ("Wat kost dat gesprek daarmee?", True),
        ("Wie betaalt school en reiskosten daarvan?", True),
        ("Wie betaalt school, boeken en reiskosten daarvan?", False),
        # hij, ze, them: with at most two, and before any word that it could stand for
        ("Mag hij beslissen over school?", True),
        ("Mag hij beslissen over school en geld?", False),
        ("Mag een tante beslissen als zij belt?", False),
        ("Can they decide?", True),
        # dat, die, this: with at most two, and not before a noun that says which
        ("Wat kost dat?", True),
        ("Betalen ouders dat?", True),
        ("Betalen ouders dat via school?", False),
        ("Moeder denkt dat ze alles weet", False),
        ("Welke criteria noemt die richtlijn?", False),
        ("Aan welke van die criteria twijfelt oma?", True),
        ("Organiseert oma het?", True),
        ("Is dat verplicht?", True),
        ("Informele steun en sociaal netwerk: is dat hetzelfde?", False),
        ("Waarom is dat belangrijk?", True),
        ("Mag de ouder dat weigeren?", True),
        ("Mag de ouder dat kind weigeren?", False),
        ("Wat als ouders ruzie hebben?", True),
        ("En wat is informele zorg?", False),
        ("Ja, en bij pubers?", True),
        ("Wat is het verschil met een pleeggezin?", True),
        ("Wat is het verschil tussen een maatje en een mentor?", False),
        ("Welke van de twee past bij een meisje?", True),
        ("Hoe vind ik er een?", True),
        ("Wat doet die persoon precies?", True),
        ("En is dat ook altijd verstandig?", True),
        ("Is dat kind veilig bij oma?", False),
        ("Hoe zit het met oma?", False),
        ("Wat kost dat gesprek?", False),
        ("Do you know this?", True),
        # goes on with what was said, and does not name something else
        ("En bij pleegouders?", True),
        ("En een burgervoogd?", False),
        ("En bij pleegouders van tieners met schulden?", False),
        ("En een tijdelijke?", True),
        # how something is, or what is done with it, is no subject
        ("Kan dat verlengd worden?", True),
        ("hoe lang is die geldig", True),
        ("voor wie is het bedoeld", True),
        ("Kan het ook verkeerd uitpakken?", True),
        ("Is het beleid veranderd?", False),
        ("Is het kind veilig?", False),
        ("Hoe zit het in de praktijk?", False),
        ("Hoe oud moeten ze zijn?", True),
        ("Hoe oud is een pleegkind?", False),
        # daarvoor, erover in two words
        ("is daar een hulpmiddel voor", True),
        ("is er ook iets over te lezen?", True),
        ("Is er een app voor pleegouders?", False),
        # says itself that it goes back
        ("dat breed kijken, hoe bedoel je?", True),
        ("Hoe heette dat ook alweer, die kring van oma?", True),
        ("Mag zo iemand het dossier inzien?", True),
        # or that it turns away
        ("Andere vraag: wat kost dat?", False),
        ("Oké, iets heel anders: mag hij beslissen?", False),
        # or what it is about first
        ("Vraagverlegenheid, wat is dat?", False),
        ("En vraagverlegenheid, wat is dat?", True),
        # nouns of which one must know what they are of
        ("Wat zijn de voordelen?", True),
        ("Wat zijn de voordelen van steunouders?", False),
        ("Wat is het doel van een steunouder?", False),
        ("Welke criteria waren dat ook alweer?", True),
        ("Kun je een voorbeeld geven?", True),
        ("komen ze alleen thuis?", True),
        ("Hoe lang duurt dat?", True),
        ("Zit daar ook een hulpverlener bij?", True),
        # no word of its own at all
        ("Waarom?", True),
        ("En dan?", True),
        # the verb and the names of things are words of its own
        ("Wat kost een gesprek?", False),
    ],
)
def test_a_question_leans_by_what_it_points_with_and_how_much_it_says_itself(
    question: str, *, is_leaning: bool
) -> None:
    assert leans_on_history(question) is is_leaning


RINGS = Turn("Welke ringen heeft een netwerk?", "Het wordt ingedeeld in drie ringen.")


def test_a_question_points_at_the_last_answer_unless_it_names_what_an_earlier_one_told() -> None:
    history = [RINGS, JIM]
    assert reading("Waarom?", history) == Reading("Wat is een JIM? Waarom?", "Waarom?", JIM.answer)
    back = "Even terug naar de ring: wie vielen daaronder?"
    assert reading(back, history) == Reading(f"{RINGS.question} {back}", back, RINGS.answer)
    assert reading("Is dat een persoon?", [GUARDIAN, JIM]).told == JIM.answer


def test_the_year_that_was_named_last_is_meant() -> None:
    before = Turn("Wat mocht er in 2024?", "Veel.")
    found = reading("En hoe was dat in 2019?", [before])
    assert found.text == "Wat mocht er in ? En hoe was dat in 2019?"


def test_without_history_nothing_is_pointed_at() -> None:
    assert not points_back("Waarom?", [])
    assert points_back("Waarom?", [JIM])


@pytest.mark.parametrize(
    ("question", "more", "example"),
    [
        ("Vertel eens meer", True, False),
        ("Kun je een voorbeeld geven?", False, True),
        ("Nog een voorbeeld?", True, True),
        ("Waarom?", False, False),
        ("Wie is de voorbeeldige nogal?", False, False),
    ],
)
def test_what_is_asked_for_beside_the_subject(question: str, *, more: bool, example: bool) -> None:
    assert asks_more(question) is more
    assert asks_example(question) is example


def test_a_long_question_before_is_cut_to_leave_room() -> None:
    long = Turn("Wat is een JIM? " + "x" * 2 * ANCHOR_CHARS, "")
    found = reading("Waarom?", [long]).text
    assert found == f"{long.question[:ANCHOR_CHARS]} Waarom?"


def test_where_every_question_leans_the_first_is_leant_on() -> None:
    assert reading("En dan?", [Turn("Waarom?", ""), Turn("Wat dan?", "")]).text == "Waarom? En dan?"


def test_a_question_before_that_was_typed_on_several_lines_is_one() -> None:
    assert reading("Waarom?", [Turn("Wat is\n een  JIM?", "")]).text == "Wat is een JIM? Waarom?"


def test_what_was_answered_is_not_searched_for() -> None:
    turn = Turn("Wat is een JIM?", "Een burgervoogd.")
    assert "burgervoogd" not in reading("Waarom?", [turn]).text


@given(st.text(max_size=80))
def test_any_question_can_be_held_against_what_was_said(question: str) -> None:
    found = reading(question, [JIM]).text
    assert found in (question, f"{JIM.question} {question}")
