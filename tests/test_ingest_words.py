"""Dutch words: stems, compound parts and BM25."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.index.bm25 import Bm25Index
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


def test_the_best_text_holds_the_rare_word() -> None:
    index = Bm25Index.build(["steun van familie", "steun van een buddy", "steun"], LEXICON.terms)
    assert index.scores("welke steun geeft een buddy").argmax() == 1
    assert index.idf(stem("buddy")) > index.idf(stem("steun"))


@pytest.mark.parametrize("text", ["", "de het een", "volstrekt onbekend", "?!"])
def test_unknown_words_score_nothing(text: str) -> None:
    assert Bm25Index.build(["steun van familie"], LEXICON.terms).scores(text).tolist() == [0.0]


def test_an_index_survives_the_disk(tmp_path: Path) -> None:
    index = Bm25Index.build(["jeugd en bescherming", "jeugdbescherming helpt"], LEXICON.terms)
    index.save(tmp_path / "lexical")
    loaded = Bm25Index.load(tmp_path / "lexical", LEXICON.terms)
    assert loaded.scores("jeugdbescherming").tolist() == index.scores("jeugdbescherming").tolist()
    LEXICON.save(tmp_path / "vocabulary.txt")
    assert Lexicon.load(tmp_path / "vocabulary.txt").vocabulary == LEXICON.vocabulary


@pytest.mark.parametrize(("typed", "meant"), [("burgervogd", "burgervoogd"), ("netwrk", "netwerk")])
def test_letter_grams_find_a_word_in_spite_of_a_typing_error(typed: str, meant: str) -> None:
    index = Bm25Index.build(["vrijwilliger", meant, "pleegzorg"], grams)
    assert index.scores(typed).argmax() == 1


@given(st.text(max_size=60))
def test_any_text_has_terms_without_white_space(text: str) -> None:
    assert all(term and not term.isspace() for term in LEXICON.terms(text))
