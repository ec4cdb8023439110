"""Which questions have parts, and what is searched for to answer each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from questions_in_parts import IN_PARTS, NOT_IN_PARTS

from assistant.question.parts import MOST_PARTS, QuestionPart, parts_of


@pytest.mark.parametrize(("question", "count"), IN_PARTS)
def test_what_is_asked_in_its_own_right_is_a_part(question: str, count: int) -> None:
    assert len(parts_of(question)) == count


@pytest.mark.parametrize("question", NOT_IN_PARTS)
def test_what_only_joins_words_is_one_question(question: str) -> None:
    assert parts_of(question) == ()


@pytest.mark.parametrize(("question", "count"), IN_PARTS)
def test_capitals_and_marks_do_not_make_the_parts(question: str, count: int) -> None:
    assert len(parts_of(question.lower())) == count


def test_the_parts_are_in_the_order_asked_and_read_as_questions() -> None:
    asked = [each.asked for each in parts_of("wat is een JIM, wie kiest die en wat kost dat")]
    assert asked == ["Wat is een JIM?", "Wie kiest die?", "Wat kost dat?"]


def searched(question: str) -> list[str]:
    return [each.searched for each in parts_of(question)]


def test_a_later_part_is_searched_for_with_what_the_first_is_about() -> None:
    assert searched("Voor wie is een steunouder bedoeld en wie betaalt dat?") == [
        "Voor wie is een steunouder bedoeld?",
        "Een steunouder, wie betaalt dat?",
    ]


def test_a_part_that_names_it_itself_is_searched_for_as_it_is() -> None:
    assert searched("Wat is een JIM en wie kiest de JIM?")[1] == "Wie kiest de JIM?"


@pytest.mark.parametrize(
    "question",
    [
        "Moeder is ziek. Wie helpt haar thuis en wie belt de school?",
        "moeder is ziek, wie helpt haar thuis en wie belt de school",
        "Wie helpt haar thuis? Moeder is ziek. En wie belt de school?",
    ],
)
def test_a_case_belongs_to_all_parts_and_is_none(question: str) -> None:
    parts = parts_of(question)
    assert [each.asked for each in parts] == ["Wie helpt haar thuis?", "Wie belt de school?"]
    assert all(each.has_case and "oeder is ziek" in each.searched for each in parts)


def test_a_part_that_points_at_nothing_is_its_own_and_not_the_case() -> None:
    _, other = parts_of("Moeder is ziek. Wie helpt haar thuis en wie belt de school?")
    assert other.own == "Wie belt de school?"


def test_what_points_at_the_case_alone_is_told_with_it() -> None:
    first, _ = parts_of("vraagverlegenheid, wat is dat en hoe doorbreek ik dat")
    assert first.own == "vraagverlegenheid. Wat is dat?"


def test_one_verb_that_asks_of_two_deeds_asks_of_each() -> None:
    parts = parts_of("Moet ik eerst oma bellen of meteen de school inlichten?")
    assert [each.asked for each in parts] == [
        "Moet ik eerst oma bellen?",
        "Moet ik meteen de school inlichten?",
    ]
    assert all(each.is_side for each in parts)


def test_what_is_asked_besides_is_no_side() -> None:
    assert not any(each.is_side for each in parts_of("Wat is een JIM en wie kiest die?"))


def test_a_comparison_is_no_choice_between_two_deeds() -> None:
    assert parts_of("Is een maatje hetzelfde als een mentor of is een mentor betaald?") == ()
    assert parts_of("Helpt een maatje het gezin of is een mentor betaald?")


def test_what_names_nothing_is_a_part_once_it_is_known_what_is_asked_about() -> None:
    asked = [each.asked for each in parts_of("Wat is een JIM, wat kost dat en wie regelt dat?")]
    assert asked == ["Wat is een JIM?", "Wat kost dat?", "Wie regelt dat?"]


def test_more_than_most_goes_with_the_last() -> None:
    parts = parts_of("Wat is een JIM? Wie kiest die? Wat kost dat? Hoe lang duurt het?")
    assert len(parts) == MOST_PARTS
    assert "Hoe lang duurt het" in parts[-1].asked


@pytest.mark.parametrize(
    "question",
    [
        "Zegt een gezin dat het niemand heeft, dan moet ik dat geloven. Hoe vraag ik door?",
        "Geef de stappen. Hoe begin ik?",
        "Zijn moeder drinkt. Wie kan er helpen?",
        "ben de buurvrouw van dit meisje, mag ik meebeslissen",
        "Wie kent een maatje? Wil dat in het plan zetten.",
        "Hoe werkt een netwerkcirkel? Dan kan ik die invullen.",
        "Mag ik de oma bellen of de buurvrouw als ik niet weet wat zij zeggen?",
    ],
)
def test_a_verb_in_front_does_not_always_ask(question: str) -> None:
    assert parts_of(question) == ()


@given(st.text(max_size=200))
def test_any_text_has_at_most_so_many_parts_and_never_one(text: str) -> None:
    parts = parts_of(text)
    assert len(parts) != 1
    assert len(parts) <= MOST_PARTS
    assert all(isinstance(each, QuestionPart) and each.asked.endswith("?") for each in parts)
