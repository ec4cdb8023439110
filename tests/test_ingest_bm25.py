"""BM25: as the library has it, and levelled so that long questions score no higher."""

import json
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.index.bm25 import Bm25Index
from ingest.text.words import Lexicon, grams, stem

LEXICON = Lexicon.of(
    ["De jeugd krijgt bescherming. Een netwerk van pleeggezinnen; de opvoeding en ondersteuning."]
)


def split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def indexed(*texts: str) -> Bm25Index:
    return Bm25Index.build(texts, split)


def test_the_best_text_holds_the_rare_word() -> None:
    index = Bm25Index.build(["steun van familie", "steun van een buddy", "steun"], LEXICON.terms)
    assert index.scores("welke steun geeft een buddy").argmax() == 1
    assert index.idf(stem("buddy")) > index.idf(stem("steun"))


@pytest.mark.parametrize("text", ["", "de het een", "volstrekt onbekend", "?!"])
def test_unknown_words_score_nothing(text: str) -> None:
    index = Bm25Index.build(["steun van familie"], LEXICON.terms)
    assert index.scores(text).tolist() == [0.0]
    assert index.levelled(text).tolist() == [0.0]


def test_terms_are_numbered_as_they_come_and_so_alike_in_every_process(tmp_path: Path) -> None:
    words = [f"woord{number}" for number in range(50)]
    indexed(" ".join(words[:30]), " ".join(words)).save(tmp_path)
    kept = json.loads((tmp_path / "vocab.index.json").read_text(encoding="utf-8"))
    assert [term for term in kept if term] == words
    assert list(kept.values()) == list(range(len(kept)))


@pytest.mark.parametrize("texts", [[""], ["", "?!"]])
def test_texts_without_words_can_be_indexed(texts: list[str]) -> None:
    index = Bm25Index.build(texts, split)
    assert index.size == len(texts)
    assert index.scores("steun").tolist() == [0.0] * len(texts)


def test_an_index_survives_the_disk(tmp_path: Path) -> None:
    index = Bm25Index.build(["jeugd en bescherming", "jeugdbescherming helpt"], LEXICON.terms)
    index.save(tmp_path / "bm25")
    loaded = Bm25Index.load(tmp_path / "bm25", LEXICON.terms)
    for text in ("jeugdbescherming", "helpt", "niets"):
        assert loaded.scores(text).tolist() == index.scores(text).tolist()
        assert loaded.levelled(text).tolist() == index.levelled(text).tolist()


@pytest.mark.parametrize(("typed", "meant"), [("burgervogd", "burgervoogd"), ("netwrk", "netwerk")])
def test_letter_grams_find_a_word_in_spite_of_a_typing_error(typed: str, meant: str) -> None:
    index = Bm25Index.build(["vrijwilliger", meant, "pleegzorg"], grams)
    assert index.scores(typed).argmax() == 1


def test_rarity_counts_the_texts_that_hold_a_term() -> None:
    index = indexed("a b", "a", "a a")
    assert index.idf("b") == pytest.approx(math.log1p(2.5 / 1.5))
    assert index.idf("a") == pytest.approx(math.log1p(0.5 / 3.5))
    assert index.idf("c") == pytest.approx(math.log1p(3.5 / 0.5))
    assert (index.knows("a"), index.knows("c")) == (True, False)


def test_a_score_is_that_of_the_formula() -> None:
    """Robertson & Zaragoza 2009, k1 = 1.2 and b = 0.75; two of three texts are of mean length."""
    index = indexed("a b", "b c", "c d")
    weight = 1 / (1 + 1.2)
    assert index.scores("a")[0] == pytest.approx(math.log1p(2.5 / 1.5) * weight, abs=1e-5)
    assert index.scores("a a") == pytest.approx(index.scores("a"))


words = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=5).map(" ".join)
corpora = st.lists(words, min_size=2, max_size=6)


def deviation(index: Bm25Index, terms: Sequence[str]) -> float:
    """Of a sum of terms that come independently: the root of the sum of their variances."""
    found = math.sqrt(sum(index.scores(term).astype(float).var() for term in set(terms)))
    return found if found > 1e-4 else 1.0


@given(corpora, words)
def test_levelled_scores_are_divided_by_the_deviation_of_independent_terms(
    texts: list[str], asked: str
) -> None:
    index = indexed(*texts)
    expected = index.scores(asked) / deviation(index, asked.split())
    assert index.levelled(asked) == pytest.approx(expected, abs=1e-3, rel=1e-3)


def test_a_longer_question_scores_no_higher() -> None:
    """Four words that come one to a text, asked together, are worth no more than one."""
    index = indexed("a", "b", "c", "d")
    together = index.levelled("a b c d")
    assert together.max() < index.levelled("a").max()
    assert index.scores("a b c d").max() == index.scores("a").max()
    assert indexed("a b c d", "e", "f", "g").levelled("a b c d").std() == pytest.approx(2, abs=0.01)


def test_words_that_no_text_has_change_nothing() -> None:
    index = indexed("a b", "c")
    assert np.array_equal(index.levelled("a onbekend vreemd"), index.levelled("a"))


def test_words_that_are_said_twice_count_once() -> None:
    index = indexed("a b", "c")
    assert np.array_equal(index.levelled("a a a c"), index.levelled("a c"))


@pytest.mark.parametrize("count", range(1, 40))
def test_what_all_texts_hold_alike_is_left_as_it_is(count: int) -> None:
    """Whatever rounding makes of it: a heading that stands above every chunk, say."""
    index = indexed(*["a b b"] * count)
    assert index.levelled("a b") == pytest.approx(index.scores("a b"))
