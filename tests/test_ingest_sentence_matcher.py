"""A matcher of sentences, learnt of vectors made by hand and held against scikit-learn's."""

from pathlib import Path

import numpy as np
import pytest
from index_fakes import annotation, annotations, content, place, section
from sklearn.linear_model import Ridge

from ingest.index.sentence_matcher import (
    PENALTY,
    SentenceMatcher,
    learn_sentences,
    named_sentences,
    train,
)
from ingest.text.place import Place

TEXT = "Oma helpt. De buurman kookt. Wie weet meer?"
AID = section("aid", TEXT)
FIRST, SECOND = Place(AID.id, 0, 10), Place(AID.id, 11, 28)


def near(axis: int, count: int) -> np.ndarray:
    found = np.random.default_rng(axis).normal(0, 0.1, (count, 4)).astype(np.float32)
    found[:, axis] += 1
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def test_a_question_is_answered_by_the_sentences_of_questions_like_it() -> None:
    asked = np.concatenate([near(0, 9), near(1, 9), near(2, 9)])
    learnt = train(asked, [[0]] * 9 + [[1]] * 9 + [[0, 2]] * 9, 3)
    first, second, third = (learnt.shares(near(axis, 1)[0]) for axis in range(3))
    assert first.argmax() == 0
    assert second.argmax() == 1
    assert second[1] > 0.5 > second[0]
    assert third[0] == pytest.approx(third[2], abs=0.15)
    assert third[1] < 0.2


def test_it_is_the_ridge_regression_of_scikit_learn() -> None:
    asked = np.concatenate([near(0, 6), near(1, 8)])
    told = [[0]] * 6 + [[0, 1]] * 3 + [[1]] * 5
    shares = np.asarray([[1, 0]] * 6 + [[0.5, 0.5]] * 3 + [[0, 1]] * 5)
    spread = np.cov(asked.astype(np.float64).T, bias=True)
    penalty = PENALTY * np.trace(spread) / 4 * len(asked)
    other = Ridge(alpha=penalty).fit(asked, shares)
    learnt = train(asked, told, 2)
    assert learnt.coefficients == pytest.approx(other.coef_, abs=1e-4)
    assert learnt.intercepts == pytest.approx(other.intercept_, abs=1e-4)


def test_the_shares_of_all_sentences_are_one_together() -> None:
    asked = np.concatenate([near(0, 6), near(1, 8)])
    learnt = train(asked, [[0]] * 6 + [[0, 1]] * 3 + [[1]] * 5, 2)
    assert learnt.shares(near(3, 1)[0]).sum() == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(("questions", "sentences"), [(0, 0), (1, 1), (5, 1), (1, 2)])
def test_of_fewer_than_two_nothing_is_learnt(questions: int, sentences: int) -> None:
    told = [list(range(sentences))] * questions
    learnt = train(near(0, questions), told, sentences)
    assert learnt.shares(near(0, 1)[0]).tolist() == [0.0] * sentences


def test_it_learns_of_the_sentences_that_annotations_name(tmp_path: Path) -> None:
    asked = {"Wie helpt?": (FIRST,), "Wie kookt?": (SECOND,), "Wie weet het?": ()}
    own = content(AID, annotations=annotations(annotation(place(AID), asked)))
    assert named_sentences(own) == {FIRST: 0, SECOND: 1}
    learnt = learn_sentences(own, near(0, 3))
    learnt.save(tmp_path / "s.npz")
    again = SentenceMatcher.load(tmp_path / "s.npz")
    assert (again.shares(near(1, 1)[0]) == learnt.shares(near(1, 1)[0])).all()
