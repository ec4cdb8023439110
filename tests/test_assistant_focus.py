"""A long question is searched for by what it asks, within a fixed number of tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.focus import FOCUS_TOKENS, beginning, focus

CASE = "Het gezin woont klein. Opa helpt veel. Moeder is moe en wil rust."


def words(text: str) -> int:
    return len(text.split())


def letters(text: str) -> int:
    return len(text)


def test_a_short_question_is_left_alone() -> None:
    assert focus("Wat is een JIM?", words) == "Wat is een JIM?"


def test_what_asks_comes_before_the_case() -> None:
    text = f"{CASE} Wie kan er helpen? {CASE} Mag oma mee?"
    assert focus(text, words, 7) == "Wie kan er helpen? Mag oma mee?"
    assert focus(text, words, 3) == "Mag oma mee?"


def test_what_asks_needs_no_question_mark() -> None:
    assert focus(f"{CASE} Hoe begin ik. {CASE}", words, 3) == "Hoe begin ik."


def test_room_that_is_left_is_for_the_beginning_of_the_case_in_its_order() -> None:
    assert focus(f"{CASE} Mag oma mee?", words, 7) == "Het gezin woont klein. Mag oma mee?"


def test_without_sentences_both_ends_are_kept() -> None:
    text = " ".join(f"w{number}" for number in range(400))
    kept = focus(text, words, 10).split()
    assert len(kept) <= 10
    assert (kept[0], kept[-1]) == ("w0", "w399")


@pytest.mark.parametrize("text", ["[" * 4000, "漢字" * 2000, "a " * 2000, "steun" * 800])
@pytest.mark.parametrize("count", [words, letters])
def test_whatever_is_typed_costs_no_more(text: str, count: object) -> None:
    assert callable(count)
    kept = focus(text, count)
    assert 0 < count(kept) <= FOCUS_TOKENS + 1


def test_the_beginning_of_a_text_that_fits_is_all_of_it() -> None:
    assert beginning("Zij is weg nu.", words, 4) == "Zij is weg nu."
    assert beginning("Zij is weg nu.", words, 3) == "Zij is"


@given(st.text(alphabet="ab .?\n", max_size=300), st.integers(1, 20))
def test_the_beginning_of_a_text_fits(text: str, most: int) -> None:
    cut = beginning(text, letters, most)
    assert len(cut) <= most
    assert text.strip().startswith(cut) or cut in text
