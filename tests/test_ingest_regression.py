"""Weights that tell classes apart: those that scikit-learn finds too."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack, random_array
from sklearn.linear_model import LogisticRegression

from ingest.index.regression import Multinomial, binary, multinomial

DRAW = np.random.default_rng(7)
VECTORS = DRAW.normal(0, 1, (300, 8)).astype(np.float32)
PHRASING = csr_matrix(random_array((300, 40), density=0.2, rng=DRAW, dtype=np.float32))
IS_FIRST = VECTORS[:, 0] + DRAW.normal(0, 1, 300) > 0.8
CLASSES = (VECTORS[:, :3] + DRAW.normal(0, 1, (300, 3))).argmax(axis=1)
COUNTS = DRAW.uniform(0.5, 2, 300).astype(np.float32)


@pytest.mark.parametrize("with_phrasing", [False, True])
def test_two_classes_are_told_apart_as_scikit_learn_does(*, with_phrasing: bool) -> None:
    phrasing = PHRASING if with_phrasing else None
    found = binary(VECTORS, phrasing, IS_FIRST, 3.0, 500)
    values = hstack([csr_matrix(VECTORS), PHRASING]).tocsr() if with_phrasing else VECTORS
    model = LogisticRegression(C=3.0, max_iter=500, class_weight="balanced").fit(values, IS_FIRST)
    weights = np.concatenate([found.coefficients, found.phrasing])
    assert weights == pytest.approx(model.coef_[0], abs=2e-3)
    assert found.intercept == pytest.approx(model.intercept_[0], abs=2e-3)


def start() -> Multinomial:
    return Multinomial(np.zeros((3, 8), np.float32), np.zeros(3, np.float32))


def test_many_classes_are_told_apart_as_scikit_learn_does() -> None:
    found = multinomial(VECTORS, CLASSES, COUNTS, 10.0, 300, start())
    model = LogisticRegression(C=10.0, max_iter=300).fit(VECTORS, CLASSES, sample_weight=COUNTS)
    assert found.coefficients == pytest.approx(model.coef_, abs=2e-3)
    assert found.intercepts == pytest.approx(model.intercept_, abs=2e-3)


def test_where_it_begins_moves_nothing_but_rounding() -> None:
    cold = multinomial(VECTORS, CLASSES, COUNTS, 10.0, 300, start())
    fewer = multinomial(VECTORS[1:], CLASSES[1:], COUNTS[1:], 10.0, 300, start())
    warm = multinomial(VECTORS[1:], CLASSES[1:], COUNTS[1:], 10.0, 300, cold)
    assert warm.coefficients == pytest.approx(fewer.coefficients, abs=5e-3)


def test_what_begins_where_it_ends_stays_there() -> None:
    found = binary(VECTORS, PHRASING, IS_FIRST, 3.0, 500)
    again = binary(VECTORS, PHRASING, IS_FIRST, 3.0, 500, found)
    assert np.array_equal(again.coefficients, found.coefficients)
    assert np.array_equal(again.phrasing, found.phrasing)
    other = binary(VECTORS, None, IS_FIRST, 3.0, 500, found)  # of another shape: not begun from
    assert np.array_equal(
        other.coefficients, binary(VECTORS, None, IS_FIRST, 3.0, 500).coefficients
    )
