"""Scores per question -> means with intervals, and whether two runs differ.

Questions about the same section are not independent, so what is drawn at random is not a question
but a cluster: all questions whose first gold is in one section.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

RESAMPLES: Final = 2000
PERMUTATIONS: Final = 9999
CONFIDENCE: Final = 0.95
POWER: Final = 0.8
_SEED: Final = 20261101
"""Equal scores give equal intervals."""

_NORMAL: Final = NormalDist()

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Mean of a measure over `count` questions, with its 95% bootstrap interval.

    The interval is the mean itself where all questions score the same: then nothing was seen of
    the spread, and with n questions a rate of up to 3/n may hide behind a perfect score.
    """

    mean: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure in two runs on the same questions: B minus A, its interval and a two-sided p.

    `tests` is how many differences are looked at together; p is corrected for that.
    """

    before: float
    after: float
    low: float
    high: float
    p_value: float
    count: int
    tests: int = 1

    @property
    def change(self) -> float:
        """How much higher the second run scores."""
        return self.after - self.before

    @property
    def detectable(self) -> float | None:
        """The smallest true difference that would have been shown in four of five such runs.

        From the spread of the differences that were seen, at the strictest level of the
        correction. None where all questions moved alike, as then nothing was seen of the spread.
        """
        chance = (1 - CONFIDENCE) / 2
        an_error = (self.high - self.low) / (2 * _NORMAL.inv_cdf(1 - chance))
        needed = an_error * (_NORMAL.inv_cdf(1 - chance / self.tests) + _NORMAL.inv_cdf(POWER))
        return needed or None

    @property
    def is_shown(self) -> bool:
        """Whether the runs differ by more than chance explains."""
        return self.p_value < 1 - CONFIDENCE

    @property
    def is_lower(self) -> bool:
        """Whether the second run scores lower by more than chance explains."""
        return self.change < 0 and self.is_shown

    @property
    def is_higher(self) -> bool:
        """Whether the second run scores higher by more than chance explains."""
        return self.change > 0 and self.is_shown


def estimate(scores: Mapping[str, float], clusters: Mapping[str, str]) -> Estimate:
    """Mean and interval of scores by question id, at least one; `clusters` by the same ids."""
    mean = float(np.mean(list(scores.values())))
    low, high = _interval(scores, clusters)
    return Estimate(mean, low, high, len(scores))


def difference(
    before: Mapping[str, float], after: Mapping[str, float], clusters: Mapping[str, str]
) -> Difference:
    """Compare two runs on the questions that both have a score for, at least one.

    The test is a paired permutation test: under the null hypothesis the two scores of a cluster
    might as well be swapped (Smucker, Allan and Carterette, CIKM 2007).
    """
    ids = [name for name in before if name in after]
    changes = {name: after[name] - before[name] for name in ids}
    low, high = _interval(changes, clusters)
    sums, _ = _by_cluster(changes, clusters)
    return Difference(
        float(np.mean([before[name] for name in ids])),
        float(np.mean([after[name] for name in ids])),
        low,
        high,
        _p_value(sums),
        len(ids),
    )


def corrected(found: Sequence[Difference]) -> list[Difference]:
    """Differences that are looked at together, in their order, with p corrected for that."""
    p_values = holm([each.p_value for each in found])
    return [
        replace(each, p_value=p_value, tests=len(found))
        for each, p_value in zip(found, p_values, strict=True)
    ]


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values of tests that are looked at together, corrected (Holm, 1979), in their order."""
    stricter = list(p_values)
    worst = 0.0
    in_order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    for done, place in enumerate(in_order):
        worst = max(worst, min(1.0, p_values[place] * (len(p_values) - done)))
        stricter[place] = worst
    return stricter


def auroc(is_right: Sequence[bool], scores: Sequence[float]) -> float:
    """How well scores tell right from wrong, at least one of each; .5 is guessing."""
    from sklearn import metrics  # here: it takes a second

    return float(metrics.roc_auc_score(is_right, scores))


def _by_cluster(
    scores: Mapping[str, float], clusters: Mapping[str, str]
) -> tuple[Doubles, Doubles]:
    """Sum and number of the scores of each cluster."""
    grouped = defaultdict[str, list[float]](list)
    for name, score in scores.items():
        grouped[clusters[name]].append(score)
    sums = np.asarray([sum(group) for group in grouped.values()], dtype=np.float64)
    counts = np.asarray([len(group) for group in grouped.values()], dtype=np.float64)
    return sums, counts


def _interval(scores: Mapping[str, float], clusters: Mapping[str, str]) -> tuple[float, float]:
    sums, counts = _by_cluster(scores, clusters)
    mean = float(sums.sum() / counts.sum())
    if len(sums) < 2 or len(set(scores.values())) == 1:
        return mean, mean
    # Half a second to import, and the server shows figures without resampling.
    from scipy import stats

    found = stats.bootstrap(
        (sums, counts),
        _ratio,
        paired=True,
        vectorized=True,
        n_resamples=RESAMPLES,
        confidence_level=CONFIDENCE,
        method="percentile",
        rng=_SEED,
    ).confidence_interval
    return float(found.low), float(found.high)


def _ratio(sums: Doubles, counts: Doubles, axis: int) -> Doubles:
    return np.asarray(sums.sum(axis=axis) / counts.sum(axis=axis))


def _p_value(sums: Doubles) -> float:
    changed = sums[sums != 0]
    # Swapping the two scores of a single cluster gives a change just as large.
    if len(changed) < 2:
        return 1.0
    from scipy import stats

    found = stats.permutation_test(
        (changed, np.zeros_like(changed)),
        _mean_change,
        permutation_type="samples",
        vectorized=True,
        n_resamples=PERMUTATIONS,
        rng=_SEED,
    )
    return float(found.pvalue)


def _mean_change(after: Doubles, before: Doubles, axis: int) -> Doubles:
    return np.asarray((after - before).mean(axis=axis))
