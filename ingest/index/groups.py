"""Lists of numbers in one array, and the best of a group: questions that share passages."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Singles = NDArray[np.float32]
NEAREST: Final = 3
"""Questions count by the mean of so many: MRR .70 on 249 dev questions, by one .60."""


class Groups:
    """Lists of numbers, kept as one: for a few of the lists, all members at once."""

    def __init__(self, lists: list[list[int]]) -> None:
        self._starts = np.cumsum([0, *map(len, lists)])
        self._members = np.asarray([each for own in lists for each in own], dtype=np.int64)

    def members(self, chosen: Numbers) -> tuple[Numbers, Numbers]:
        """The members of the chosen lists, in their order, and by which of the chosen each is."""
        counts = self._starts[chosen + 1] - self._starts[chosen]
        nth = np.repeat(np.arange(len(chosen)), counts)
        first = np.repeat(np.cumsum(counts) - counts, counts)
        places = np.repeat(self._starts[chosen], counts) + np.arange(len(nth)) - first
        return self._members[places], nth


def means_of_best(owners: Numbers, scores: Singles, size: int, missing: float) -> Singles:
    """For each of `size` owners the mean of its best three scores; what is missing scores so.

    `scores` come best first.
    """
    order = np.argsort(owners, kind="stable")
    owners, scores = owners[order], scores[order]
    rank = np.arange(len(owners)) - np.searchsorted(owners, owners)
    kept = rank < NEAREST
    sums = np.full(size, NEAREST * missing, dtype=np.float64)
    np.add.at(sums, owners[kept], scores[kept] - missing)
    return np.asarray(sums / NEAREST, dtype=np.float32)
