"""A sense of which sort a question is, learnt of vectors made by hand and of phrasing."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.index.classifier import (
    BUCKETS,
    HALF,
    LETTERS_LENGTH,
    WORDS_LENGTH,
    Classifier,
    learn,
    phrasing_of,
    phrasing_rows,
)


def near(axis: int, count: int = 8) -> np.ndarray:
    """Vectors of unit length that lie around an axis."""
    found = np.random.default_rng(axis).normal(0, 0.1, (count, 6)).astype(np.float32)
    found[:, axis] += 1
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def test_a_classifier_knows_what_questions_of_its_sort_are_like() -> None:
    learnt = learn(near(0, 40), near(3, 10))
    assert learnt.log_odds(near(0, 1)[0]) > 1
    assert learnt.log_odds(near(3, 1)[0]) < -1


def test_both_sorts_count_the_same_however_many_there_are_of_each() -> None:
    """On what lies between both, a hundred of one sort weigh no more than four of the other."""
    between = np.asarray([1, 0, 0, 1, 0, 0], dtype=np.float32) / np.sqrt(2)
    ones, others = np.eye(6, dtype=np.float32)[[0]], np.eye(6, dtype=np.float32)[[3]]
    learnt = learn(ones.repeat(100, axis=0), others.repeat(100, axis=0))
    few = learn(ones.repeat(100, axis=0), others.repeat(4, axis=0))
    assert learnt.log_odds(between) == pytest.approx(0, abs=0.2)
    assert few.log_odds(between) == pytest.approx(0, abs=0.5)


def by_phrasing() -> Classifier:
    same = near(0, 1).repeat(20, axis=0)
    texts = ["help hij slaat"] * 20 + ["wat is een maatje"] * 20
    return learn(same, same, phrasing_rows(texts))


def test_phrasing_tells_apart_what_vectors_do_not() -> None:
    learnt, same = by_phrasing(), near(0, 1)[0]
    assert learnt.log_odds(same, phrasing_of("hij slaatt me")) > 1
    assert learnt.log_odds(same, phrasing_of("een maatje")) < -1
    assert learnt.phrasing_odds(phrasing_of("hij slaatt me")) > 1


def test_the_odds_are_those_of_the_vector_and_of_the_phrasing_together() -> None:
    learnt, vector, phrasing = by_phrasing(), near(2, 1)[0], phrasing_of("hij slaat")
    both = learnt.log_odds(vector) + learnt.phrasing_odds(phrasing)
    assert learnt.log_odds(vector, phrasing) == pytest.approx(both)


def test_without_phrasing_only_the_vector_counts() -> None:
    learnt = learn(near(0, 40), near(3, 10))
    assert learnt.phrasing_odds(phrasing_of("help")) == 0
    assert learnt.log_odds(near(0)[0], phrasing_of("help")) == learnt.log_odds(near(0)[0])


@pytest.mark.parametrize(("sorts", "others"), [(8, 0), (0, 8), (0, 0)])
def test_without_examples_of_both_nothing_is_learnt(sorts: int, others: int) -> None:
    learnt = learn(near(0)[:sorts], near(0)[:others])
    assert not learnt.is_learnt
    assert learnt.log_odds(near(0)[0], phrasing_of("help")) == 0


def test_a_classifier_reads_what_it_kept(tmp_path: Path) -> None:
    none = np.zeros((0, 6), dtype=np.float32)
    for learnt in (by_phrasing(), learn(near(0), near(3)), learn(none, none)):
        learnt.save(tmp_path / "r.npz")
        kept = Classifier.load(tmp_path / "r.npz")
        asked, phrasing = near(0, 1)[0], phrasing_of("help")
        assert kept.log_odds(asked, phrasing) == learnt.log_odds(asked, phrasing)


@given(st.text(max_size=60))
def test_phrasing_of_any_text_lies_in_the_buckets_and_each_half_has_its_length(text: str) -> None:
    found = phrasing_of(text)
    assert len(set(found.buckets.tolist())) == len(found.buckets)
    assert all(0 <= bucket < BUCKETS for bucket in found.buckets)
    of_words = found.buckets >= HALF
    for own, length in ((~of_words, LETTERS_LENGTH), (of_words, WORDS_LENGTH)):
        measured = float(np.linalg.norm(found.values[own]))
        assert measured == pytest.approx(length if own.any() else 0, abs=1e-3)


def test_the_same_words_in_another_order_are_other_phrasing() -> None:
    one, other = phrasing_of("hij slaat haar"), phrasing_of("haar slaat hij")
    assert set(one.buckets[one.buckets < HALF]) == set(other.buckets[other.buckets < HALF])
    assert set(one.buckets) != set(other.buckets)


def test_phrasing_is_folded_and_known_by_runs_of_letters() -> None:
    assert phrasing_of("Één JÍM").buckets.tolist() == phrasing_of("een jim").buckets.tolist()
    shared = set(phrasing_of("slaatt").buckets) & set(phrasing_of("slaat").buckets)
    assert len(shared) > 5
    assert not set(phrasing_of("aaa").buckets) & set(phrasing_of("xyz").buckets)
    assert phrasing_of("a b").buckets.tolist() != phrasing_of("ab").buckets.tolist()


def test_rows_of_phrasing_are_those_of_each_text() -> None:
    texts = ["help", "", "een maatje"]
    rows = phrasing_rows(texts).toarray()
    for row, text in zip(rows, texts, strict=True):
        found = phrasing_of(text)
        assert row[found.buckets].tolist() == found.values.tolist()
        assert np.count_nonzero(row) == len(found.buckets)
