"""Typing errors are mended where the corpus tells what was meant, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.index.mistyped import LEFT_OUT_CHARS, SWAPPED_CHARS, Mistyped, is_mistyped

WORDS = (
    "steunfiguur",
    "richtlijn",
    "zonder",
    "belang",
    "pleegouder",
    "pleegouders",
    "buurvrouw",
    "netwerkberaad",
    "vergissing",
    "eigenlijk",
    "hulpt",
)
MASKS = ("naam", "adres", "telefoonnummer", "e-mail", "geboortedatum", "kenmerk", "plaats")


def mended(text: str) -> str:
    return Mistyped(WORDS, lambda word: word in WORDS, lambda _: 0.0).mended(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Wat doet een steunfiugur?", "Wat doet een steunfiguur?"),
        ("de buurvruow of pleegouedr", "de buurvrouw of pleegouder"),
        ("welke richtljn", "welke richtlijn"),
        ("een buurrvrouw en twee", "een buurvrouw en twee"),
        ("Steunfiugur: mag dat", "steunfiguur: mag dat"),
        ("Wat nu. Steunfiugur", "Wat nu. steunfiguur"),
        ("ZONDRE", "zonder"),
    ],
)
def test_what_hands_get_wrong_is_mended(typed: str, meant: str) -> None:
    assert mended(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "de zolder is van belong",  # another letter makes another word
        "de vermissing van een kind",  # however long it is
        "een hlupt",  # too short
        "zonde",  # too short to miss one
        "mevrouw Bleang en Pleegouedr",  # names
        "een steunfigren",  # two errors
        "tseunfiguur",  # its first letter
        "steunfiguur, pleegouders",  # known, and like others
        "zonderr-belangg",  # of two words
        "eigenlijk",  # says nothing of a subject
    ],
)
def test_what_may_be_another_word_stays(typed: str) -> None:
    assert mended(typed) == typed


def test_a_known_word_stays_though_another_is_like_it() -> None:
    pair = ("verboden", "verbonden")
    own = Mistyped(pair, lambda word: word in pair, lambda word: float(word == pair[1]))
    assert own.mended("verboden verbonden") == "verboden verbonden"


def test_a_word_that_only_asks_stays_though_a_known_one_is_like_it() -> None:
    own = Mistyped(("eigenlijke", "waarvooor"), lambda _: False, lambda _: 0.0)
    assert own.mended("eigenlijk waarvoor") == "eigenlijk waarvoor"


@pytest.mark.parametrize("mask", MASKS)
def test_masks_stay(mask: str) -> None:
    own = Mistyped([f"{mask}{mask[-1]}", mask[:-2] + mask[:-3:-1]], lambda _: False, lambda _: 0.0)
    assert own.mended(f"Wie is [{mask}]?") == f"Wie is [{mask}]?"


def test_of_two_words_the_more_common_one_is_meant() -> None:
    words = ("buurvrouwen", "buurvrouwtn")
    for meant in words:
        own = Mistyped(words, lambda _: False, lambda word, meant=meant: float(word == meant))
        assert own.mended("buurvrouwn") == meant


@pytest.mark.parametrize(
    ("typed", "meant", "is_so"),
    [
        ("abcdefg"[: LEFT_OUT_CHARS - 1], "abcdefgh", False),
        ("abcdefgh"[:LEFT_OUT_CHARS], "abcdefghi", True),
        ("abcdefghijklx", "abcdefghijkly", False),
        ("abbcdef", "abcdef", True),
        ("abxcdef", "abcdef", False),
        ("abcdeff", "abcdef", True),
        ("fabcdef", "abcdef", False),
        ("abcdef", "abcdef", False),
        ("abdcef", "abcdef", True),
    ],
)
def test_an_error_is_one_in_a_word_that_is_long_enough(
    typed: str, meant: str, *, is_so: bool
) -> None:
    assert is_mistyped(typed, meant) is is_so


@pytest.mark.parametrize(("chars", "is_so"), [(SWAPPED_CHARS, True), (SWAPPED_CHARS - 1, False)])
def test_only_words_of_enough_letters_are_looked_at(chars: int, *, is_so: bool) -> None:
    word = "abcdefgh"[:chars]
    own = Mistyped([word], lambda each: each == word, lambda _: 0.0)
    typed = f"a{word[2]}{word[1]}{word[3:]}"
    assert (own.mended(typed) == word) is is_so


@given(st.text(max_size=40))
def test_without_words_nothing_changes(text: str) -> None:
    assert Mistyped((), lambda _: False, lambda _: 0.0).mended(text) == text


@given(st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join))
def test_what_is_known_stays(text: str) -> None:
    assert mended(text) == text
