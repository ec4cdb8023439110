"""Lists of candidates of which some are right -> weights that make the right ones likely.

Listwise softmax cross-entropy: Cao et al., ICML 2007, https://doi.org/10.1145/1273496.1273513.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax

from eval.statistics import Doubles

START: Final = 0.3
FOLDS: Final = 10
"""Of a cross-validation: what was fitted is tried on questions that it had not seen."""


def fit_listwise(
    values: Sequence[Doubles],
    is_right: Sequence[NDArray[np.bool_]],
    penalty: float,
    *,
    least: float | Sequence[float | None] | None = None,
    given: Sequence[Doubles] | None = None,
    counts: Sequence[float] | None = None,
) -> Doubles:
    """Weights, of shape (features,), that give the right candidates most of the softmax.

    `values` have shape (candidates, features) and `is_right` (candidates,), for each question;
    questions without a right candidate tell nothing. `penalty` is that of the squared weights, and
    no weight is below `least`, which may differ by weight. `given` (candidates,) is what candidates
    score beside, and `counts` how much each question counts beside the others: nothing and one if
    they are left out.
    """
    beside = given or [np.zeros(len(own)) for own in values]
    each_counts = counts or [1.0] * len(values)
    lists = [
        each for each in zip(values, is_right, beside, each_counts, strict=True) if np.any(each[1])
    ]
    every = sum(count for *_, count in lists)

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        total, slope = 0.0, np.zeros_like(weights)
        for own, right, other, count in lists:
            logs = log_softmax(other + own @ weights)
            of_right = np.logaddexp.reduce(logs[right])
            total -= count * of_right
            of_each = np.exp(np.where(right, logs - of_right, -np.inf))
            slope += count * ((np.exp(logs) - of_each) @ own)
        return (
            total / every + penalty * float(weights @ weights),
            slope / every + 2 * penalty * weights,
        )

    start = np.full(values[0].shape[1], START)
    least_of_each = least if isinstance(least, Sequence) else [least] * len(start)
    bounds = [(each, None) for each in least_of_each]
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x)
