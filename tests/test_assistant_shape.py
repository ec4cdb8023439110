"""What shape of answer the words of a question ask for."""

import pytest

from assistant.question.shape import (
    Pair,
    Pole,
    asks_for_whole,
    chapter_asked,
    chooses,
    kind_asked,
    pairs,
    pole_asked,
    sets_apart,
)


@pytest.mark.parametrize(
    "question",
    [
        "Welke vormen van steun zijn er?",
        "welke vormen zijn er",
        "WELKE RICHTLIJNEN NOEMEN DIT",
        "Noem alle stappen",
        "Kun je de redenen opsommen",
        "Bij welk teken moet ik bellen? graag alle",
        "kun je de redenen noemen? alle graag, som ze op",
        "Wat zijn de voordelen?",
        "Alle redenen om te weigeren",
        "Wat moet er allemaal geregeld zijn?",
        "hoeveel functies heeft een kaart",
        "Hoeveel en welke manieren zijn er?",
        "voordelen van steun",
        "Geef een lijstje van projecten",
        "Met welke instrumenten breng ik dit in beeld?",
        "Which projects are there?",
    ],
)
def test_all_of_a_kind_is_asked_for(question: str) -> None:
    assert asks_for_whole(question)


@pytest.mark.parametrize(
    "question",
    [
        "Wat is een mentor?",
        "Wat zijn buren?",
        "Welke rol heeft een mentor?",
        "Van welke organisatie was dat?",
        "Welke kans heeft hij?",
        "Hoe noem je zo iemand?",
        "Krijgen alle vrijwilligers een training?",
        "Hoeveel kost een mentor?",
        "Hoe zet ik alle vrijwilligers in?",
    ],
)
def test_one_thing_is_asked_for(question: str) -> None:
    assert not asks_for_whole(question)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Wat is het verschil tussen een oom en een buur?", "een oom", "een buur"),
        ("oom of buur?", "oom", "buur"),
        ("Oom versus buur", "oom", "buur"),
        ("Is een oom hetzelfde als een buur?", "is een oom", "een buur"),
        ("Waarin verschilt een oom van een buur", "een oom", "een buur"),
        ("verschil oom buur", "oom", "buur"),
        ("Vergelijk oom met buur", "oom", "buur"),
    ],
)
def test_two_things_are_compared(question: str, one: str, other: str) -> None:
    assert Pair(tuple(one.split()), tuple(other.split())) == next(pairs(question))


def test_nothing_is_compared_that_is_only_named_together() -> None:
    assert not list(pairs("Wat doen een oom en een buur?"))


@pytest.mark.parametrize(
    ("question", "is_sure"), [("Wat is het verschil?", True), ("Helpt een oom of niet?", False)]
)
def test_or_alone_does_not_set_things_apart(question: str, *, is_sure: bool) -> None:
    assert sets_apart(question) is is_sure


@pytest.mark.parametrize(
    ("question", "pole"),
    [
        ("Wat zijn de nadelen?", Pole.AGAINST),
        ("risico's van logeren", Pole.AGAINST),
        ("Wanneer kan ik het beter niet doen?", Pole.AGAINST),
        ("What are the disadvantages?", Pole.AGAINST),
        ("Wat is het voordeel?", Pole.FOR),
        ("What are the advantages?", Pole.FOR),
        ("Wat zijn de voor- en nadelen?", None),
        ("Wat zijn de voordelen en de nadelen?", None),
        ("Wat is een mentor?", None),
    ],
)
def test_the_pole_that_is_asked_for(question: str, pole: Pole | None) -> None:
    assert pole_asked(question) is pole


def test_a_chapter_is_named_by_its_number() -> None:
    assert chapter_asked("Noem alles van hoofdstuk 4") == "4"
    assert chapter_asked("Noem vier hoofdstukken") == ""


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Op welke manieren kan dat?", "manieren"),
        ("Wat zijn de vier belangrijke stappen?", "stappen"),
        ("Noem alle redenen", "redenen"),
        ("Wat is een steunouder?", ""),
    ],
)
def test_what_all_is_asked_of_is_a_plural(question: str, kind: str) -> None:
    assert kind_asked(question) == kind


@pytest.mark.parametrize(
    ("question", "is_choice"),
    [
        ("Kan ik haar beter bij zus of bij zo aanmelden?", True),
        ("twijfel tussen een oom en een buur", True),
        ("Mag een oom of een buur mee?", False),
    ],
)
def test_a_choice_of_two_is_heard(question: str, *, is_choice: bool) -> None:
    assert chooses(question) is is_choice
