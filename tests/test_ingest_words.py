"""Dutch words: stems, compound parts and runs of letters."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text import words
from ingest.text.words import Lexicon, content_words, fold, grams, stem

LEXICON = Lexicon.of(
    ["De jeugd krijgt bescherming. Een netwerk van pleeggezinnen; de opvoeding en ondersteuning."]
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vrijwilliger", "vrijwilligers"),
        ("maatje", "maatjes"),
        ("steunfiguur", "steunfiguren"),
        ("residentiële", "residentiele"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(fold(one)) == stem(fold(other))


def test_no_word_that_somebody_typed_is_remembered() -> None:
    lexicon = Lexicon.of(["De oma helpt."])
    assert lexicon.terms("achternaam") == (stem("achternaam"),)
    assert lexicon._remembered.keys() == {"de", "oma", "helpt"}
    assert words._STEMMERS.stemmer.maxCacheSize == 0


def test_stems_are_those_that_weights_were_fitted_with() -> None:
    """Another version of the algorithm may have others; then all is to be fitted anew."""
    known = {
        "vrijwilligers": "vrijwil",
        "pleeggezinnen": "pleegzin",
        "veiligheid": "veil",
        "opvoeding": "opvoed",
        "steunfiguren": "steunfiguur",
        "beschermende": "bescherm",
        "oplossingen": "oplos",
        "grootouders": "grootouder",
        "geholpen": "holp",
    }
    assert {word: stem(word) for word in known} == known


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("jeugdbescherming", ["jeugd", "bescherming"]),
        ("opvoedingsondersteuning", ["opvoeding", "ondersteuning"]),
        ("netwerk-ondersteuning", ["netwerk", "ondersteuning"]),
        ("netwerkpleeggezinnen", ["netwerk", "pleeggezinnen"]),
    ],
)
def test_a_compound_is_found_by_its_parts(word: str, parts: list[str]) -> None:
    assert {stem(part) for part in parts} < set(LEXICON.terms(word))


@pytest.mark.parametrize("word", ["jeugdig", "bescherm", "steun", "netwerkje"])
def test_a_word_that_is_no_compound_of_known_words_stays_whole(word: str) -> None:
    assert LEXICON.terms(word) == (stem(word),)


def test_spaces_and_hyphens_in_a_compound_do_not_matter() -> None:
    assert set(LEXICON.terms("jeugd-bescherming")) == set(LEXICON.terms("jeugdbescherming"))


def test_words_that_say_nothing_are_left_out() -> None:
    assert content_words("Wat is een JIM en hoe werkt dat?") == ["jim", "werkt"]


def test_a_lexicon_survives_the_disk(tmp_path: Path) -> None:
    LEXICON.save(tmp_path / "lexicon.txt")
    assert Lexicon.load(tmp_path / "lexicon.txt").vocabulary == LEXICON.vocabulary


def test_runs_of_four_letters_have_their_edges_marked() -> None:
    assert grams("een JIM zorgt") == ("<jim", "jim>", "<zor", "zorg", "orgt", "rgt>")
    assert grams("ex mr") == ("<ex>", "<mr>")


@given(st.text(max_size=60))
def test_any_text_has_terms_without_white_space(text: str) -> None:
    assert all(term and not term.isspace() for term in LEXICON.terms(text))
