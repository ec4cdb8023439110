"""Weights are learnt that give the right candidates of a list most of the softmax."""

import numpy as np
import pytest
from scipy.special import log_softmax

from eval.listwise import fit_listwise
from eval.statistics import Doubles


def lists(told_by: int, count: int = 60) -> tuple[list[Doubles], list[np.ndarray]]:
    rng = np.random.default_rng(1)
    values, rights = [], []
    for number in range(count):
        size = 3 + number % 4
        own = rng.normal(0, 1, (size, 3))
        right = np.arange(size) == own[:, told_by].argmax()
        values.append(own)
        rights.append(right)
    return values, rights


@pytest.mark.parametrize("told_by", [0, 1, 2])
def test_what_tells_the_right_one_weighs_most(told_by: int) -> None:
    weights = fit_listwise(*lists(told_by), penalty=0.01)
    assert weights.argmax() == told_by
    assert weights[told_by] > 3 * np.abs(np.delete(weights, told_by)).max()


def test_what_speaks_against_it_has_a_weight_below_zero_unless_none_may() -> None:
    values, rights = lists(0)
    against = [-own for own in values]
    assert fit_listwise(against, rights, 0.01)[0] < -1
    assert fit_listwise(against, rights, 0.01, least=0)[0] == 0


def test_no_other_weights_have_a_lower_loss() -> None:
    values, rights = lists(1, 20)
    found = fit_listwise(values, rights, 0.05)

    def loss(weights: Doubles) -> float:
        told = [
            np.logaddexp.reduce(log_softmax(own @ weights)[right])
            for own, right in zip(values, rights, strict=True)
        ]
        return float(-np.mean(told) + 0.05 * weights @ weights)

    for step in np.vstack([np.eye(3), -np.eye(3)]) * 0.05:
        assert loss(found) < loss(found + step)


def test_lists_without_a_right_one_teach_nothing() -> None:
    values, rights = lists(2)
    more = fit_listwise([*values, values[0]], [*rights, np.zeros(3, np.bool_)], 0.01)
    assert more == pytest.approx(fit_listwise(values, rights, 0.01))


def test_two_right_ones_share_the_weight_of_one() -> None:
    """It asks that one of them is likely, not that each is."""
    own = np.asarray([[3.0, 0.0], [0.0, 3.0], [0.0, 0.0]])
    weights = fit_listwise([own] * 4, [np.asarray([True, True, False])] * 4, 0.001)
    assert weights.min() > 1


def test_a_question_that_counts_twice_is_as_good_as_there_twice() -> None:
    values, rights = lists(1, 8)
    twice = fit_listwise([*values, *values[:4]], [*rights, *rights[:4]], 0.01)
    counted = fit_listwise(values, rights, 0.01, counts=[2.0] * 4 + [1.0] * 4)
    assert counted == pytest.approx(twice, abs=1e-3)


def test_what_candidates_score_beside_is_not_learnt_again() -> None:
    values, rights = lists(0)
    by_itself = fit_listwise(values, rights, 0.01)
    told = [own @ by_itself for own in values]
    beside = fit_listwise(values, rights, 0.01, given=told)
    assert abs(beside).max() < 0.7 * abs(by_itself).max()


def test_each_weight_has_a_least_of_its_own() -> None:
    values, rights = lists(0)
    against = [np.column_stack([-own[:, 0], -own[:, 0]]) for own in values]
    found = fit_listwise(against, rights, 0.01, least=[0.0, None])
    assert found[0] == 0 > -1 > found[1]
