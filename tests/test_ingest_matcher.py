"""What is learnt of annotated passages, on vectors made by hand."""

from pathlib import Path

import numpy as np
import pytest

from ingest.index.matcher import Example, Matcher, train


def near(axis: int, count: int = 8) -> np.ndarray:
    """Vectors of unit length that lie around an axis."""
    found = np.random.default_rng(axis).normal(0, 0.1, (count, 6)).astype(np.float32)
    found[:, axis] += 1
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def trained(*axes: int, passages: int = 3, weights: dict[int, float] | None = None) -> Matcher:
    """Of passages by number, of which questions and sentences lie around the axis of that."""
    weights = weights or {}
    questions = [
        Example(vector, axis, weights.get(axis, 1.0)) for axis in axes for vector in near(axis)
    ]
    sentences = [Example(vector, axis, 1.0) for axis in axes for vector in near(axis, 2)]
    return train(questions, sentences, passages)


def test_a_matcher_knows_which_passage_a_question_is_like() -> None:
    for axis in (0, 2):
        assert trained(0, 2).scores(near(axis, 1)[0]).argmax() == axis


def test_its_scores_are_log_probabilities() -> None:
    assert np.exp(trained(0, 2).scores(near(2, 1)[0])).sum() == pytest.approx(1, abs=1e-4)


def test_a_passage_of_which_nothing_was_learnt_is_never_likely() -> None:
    scores = trained(0, 2).scores(near(1, 1)[0])
    assert scores[1] < -20
    assert scores[1] < min(scores[0], scores[2])


def test_three_passages_are_told_apart_as_two_are() -> None:
    matcher = trained(0, 1, 2)
    for axis in range(3):
        assert matcher.scores(near(axis, 1)[0]).argmax() == axis


def test_what_counts_for_more_is_likelier() -> None:
    between = (near(0, 1)[0] + near(2, 1)[0]) / 2
    even, more = trained(0, 2).scores(between), trained(0, 2, weights={2: 20.0}).scores(between)
    assert more[2] > even[2]


def test_questions_and_sentences_may_lie_in_different_places() -> None:
    """A model may put all sentences elsewhere: both are centred apart."""
    away = np.asarray([5, 5, 5, 5, 5, 5], dtype=np.float32)
    questions = [Example(vector, axis, 1.0) for axis in (0, 2) for vector in near(axis)]
    told = [Example(vector, axis, 1.0) for axis in (0, 2) for vector in near(axis, 2)]
    moved = [Example(each.vector + away, each.passage, 1.0) for each in told]
    asked = near(2, 1)[0]
    expected = train(questions, told, 3).scores(asked)
    assert train(questions, moved, 3).scores(asked) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("passages", [0, 1])
def test_with_nothing_to_tell_apart_every_passage_scores_the_same(passages: int) -> None:
    examples = [Example(vector, 0, 1.0) for vector in near(0)][: passages * 8]
    assert train(examples, [], passages).scores(near(0, 1)[0]).tolist() == [0] * passages


@pytest.mark.parametrize("axes", [(), (0,), (0, 2)])
def test_a_matcher_reads_what_it_kept(tmp_path: Path, axes: tuple[int, ...]) -> None:
    matcher = trained(*axes)
    matcher.save(tmp_path / "m.npz")
    asked = near(2, 1)[0]
    assert np.array_equal(Matcher.load(tmp_path / "m.npz").scores(asked), matcher.scores(asked))
