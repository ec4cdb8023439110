"""A question as somebody in haste types it is still that question."""

import random

from hypothesis import given
from hypothesis import strategies as st

from eval.hasty import hasty

QUESTION = "Hoe betrek ik de buurvrouw bij het veiligheidsplan van een meisje?"


def test_it_is_typed_in_several_ways_and_each_has_words_of_it() -> None:
    rng = random.Random(1)
    typed = {hasty(QUESTION, rng) for _ in range(50)}
    assert len(typed) > 10
    assert any("buurvrouw" in each and " de " not in each for each in typed)
    assert any("veiligheidsplan" not in each for each in typed)
    assert all(set(each.split()) & set(QUESTION.rstrip("?").split()) for each in typed)


@given(st.text(max_size=60), st.integers(0, 99))
def test_whatever_is_typed_can_be_typed_in_haste(text: str, seed: int) -> None:
    assert bool(hasty(text, random.Random(seed)).strip()) or not text.strip()


def test_the_same_dice_give_the_same() -> None:
    assert hasty(QUESTION, random.Random(3)) == hasty(QUESTION, random.Random(3))


def test_letters_are_left_out_doubled_and_swapped() -> None:
    typed = {hasty("mentor", random.Random(seed)) for seed in range(300)}
    assert {"metor", "menntor", "metnor"} <= typed
