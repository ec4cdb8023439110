"""Examples of classes, and how much each counts -> weights that tell the classes apart.

Logistic regression with an L2 penalty, by L-BFGS until no slope is over `SLOPE`: the objective and
the bounds are those of scikit-learn's, to which a test holds it. Vectors are multiplied as the
dense matrix that they are and phrasing as a sparse one, which takes a quarter of the time.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.index.embed.vectors import Vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SLOPE: Final = 1e-4
_LEAST_GAIN: Final = 64 * float(np.finfo(float).eps)
_LINE_STEPS: Final = 50

Flat = NDArray[np.float64]
Slopes = Callable[[Flat], tuple[float, Flat]]
"""Flat weights -> the loss that they give, and its slope by each."""


class Binary(NamedTuple):
    """What tells a class from the rest; shapes (dimensions,) and, of phrasing, (buckets,)."""

    coefficients: Vectors
    phrasing: Vectors
    intercept: float


class Multinomial(NamedTuple):
    """What tells classes apart: shapes (classes, dimensions) and (classes,)."""

    coefficients: Vectors
    intercepts: Vectors


def binary(
    vectors: Vectors,
    phrasing: "csr_matrix | None",
    is_first: NDArray[np.bool_],
    inverse_regularisation: float,
    iterations: int,
    start: Binary | None = None,
) -> Binary:
    """Tell the first class from the other, where both count the same.

    Beginning from a `start` of the same shape, if there is one. `vectors` has shape (examples,
    dimensions), `phrasing` (examples, buckets), and `is_first` (examples,).
    """
    size, firsts = len(is_first), int(is_first.sum())
    counts = np.where(is_first, size / (2 * firsts), size / (2 * (size - firsts)))
    dimensions, turned = vectors.shape[1], None if phrasing is None else phrasing.T.tocsr()
    buckets = 0 if phrasing is None else phrasing.shape[1]
    penalty = 1 / (inverse_regularisation * size)

    def slopes(flat: Flat) -> tuple[float, Flat]:
        weights, intercept = flat[:-1].astype(np.float32), flat[-1]
        odds = (vectors @ weights[:dimensions]).astype(np.float64) + intercept
        if phrasing is not None:
            odds += phrasing @ weights[dimensions:]
        lost = counts * (np.logaddexp(0, odds) - is_first * odds)
        wrong = counts * (1 / (1 + np.exp(-odds)) - is_first) / size
        found = wrong.astype(np.float32)
        parts = [found @ vectors, *([] if turned is None else [turned @ found])]
        slope = np.concatenate(parts).astype(np.float64) + penalty * flat[:-1]
        loss = lost.sum() / size + penalty / 2 * float(flat[:-1] @ flat[:-1])
        return float(loss), np.append(slope, wrong.sum())

    begun = np.zeros(dimensions + buckets + 1)
    if start and (start.coefficients.size, start.phrasing.size) == (dimensions, buckets):
        begun = np.concatenate([start.coefficients, start.phrasing, [start.intercept]])
    found = _lowest(slopes, begun.astype(np.float64), iterations)
    weights = found[:-1].astype(np.float32)
    return Binary(weights[:dimensions], weights[dimensions:], float(found[-1]))


def multinomial(
    vectors: Vectors,
    classes: NDArray[np.int64],
    counts: Vectors,
    inverse_regularisation: float,
    iterations: int,
    start: Multinomial,
) -> Multinomial:
    """Tell classes apart, beginning from weights of the same shape.

    `vectors` has shape (examples, dimensions), `classes` the number of that of each, and `counts`
    how much each counts. Where it begins does not move what is found by more than the bound lets.
    """
    shape, size = start.coefficients.shape, float(counts.sum())
    own = np.arange(len(classes)), classes
    penalty, shares = 1 / (inverse_regularisation * size), (counts / size).astype(np.float32)

    def slopes(flat: Flat) -> tuple[float, Flat]:
        weights = flat[: -shape[0]].reshape(shape).astype(np.float32)
        logits = vectors @ weights.T
        logits += flat[-shape[0] :].astype(np.float32)
        logits -= logits.max(axis=1, keepdims=True)
        of_own = logits[own].astype(np.float64)
        np.exp(logits, out=logits)
        sums = logits.sum(axis=1)
        lost = (counts * (np.log(sums) - of_own)).sum() / size
        logits *= (shares / sums)[:, np.newaxis]
        logits[own] -= shares
        slope = (logits.T @ vectors).astype(np.float64).ravel() + penalty * flat[: -shape[0]]
        loss = lost + penalty / 2 * float(flat[: -shape[0]] @ flat[: -shape[0]])
        return float(loss), np.concatenate([slope, logits.sum(axis=0, dtype=np.float64)])

    begun = np.concatenate([start.coefficients.ravel(), start.intercepts]).astype(np.float64)
    found = _lowest(slopes, begun, iterations).astype(np.float32)
    return Multinomial(found[: -shape[0]].reshape(shape), found[-shape[0] :])


def _lowest(slopes: Slopes, start: Flat, iterations: int) -> Flat:
    """The weights with the least loss; the start itself, without SciPy, where no slope is left."""
    if np.abs(slopes(start)[1]).max() <= SLOPE:
        return start
    from scipy.optimize import minimize

    found = minimize(
        slopes,
        start,
        method="L-BFGS-B",
        jac=True,
        options={
            "maxiter": iterations,
            "maxls": _LINE_STEPS,
            "gtol": SLOPE,
            "ftol": _LEAST_GAIN,
        },
    )
    return np.asarray(found.x, dtype=np.float64)
