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


def fit_listwise(
    values: Sequence[Doubles],
    is_right: Sequence[NDArray[np.bool_]],
    penalty: float,
    *,
    least: float | None = None,
) -> Doubles:
    """Weights, of shape (features,), that give the right candidates most of the softmax.

    `values` have shape (candidates, features) and `is_right` (candidates,), for each question;
    questions without a right candidate tell nothing. `penalty` is that of the squared weights, and
    no weight is below `least`.
    """
    lists = [(own, right) for own, right in zip(values, is_right, strict=True) if np.any(right)]

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        total, slope = 0.0, np.zeros_like(weights)
        for own, right in lists:
            logs = log_softmax(own @ weights)
            of_right = np.logaddexp.reduce(logs[right])
            total -= of_right
            of_each = np.exp(np.where(right, logs - of_right, -np.inf))
            slope += (np.exp(logs) - of_each) @ own
        return (
            total / len(lists) + penalty * float(weights @ weights),
            slope / len(lists) + 2 * penalty * weights,
        )

    start = np.full(values[0].shape[1], START)
    bounds = [(least, None)] * len(start)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x)
