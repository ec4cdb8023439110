"""Lists in one array, and means of the best: the same as said plainly."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.index.groups import NEAREST, Groups, means_of_best

lists = st.lists(st.lists(st.integers(0, 5), max_size=4), min_size=1, max_size=6)
scores = st.floats(-1, 1, width=32)


def members(groups: Groups, chosen: Sequence[int]) -> tuple[list[int], list[int]]:
    found, nth = groups.members(np.asarray(chosen, dtype=np.int64))
    return found.tolist(), nth.tolist()


@given(lists, st.data())
def test_members_are_those_of_the_chosen_lists_in_their_order(
    own: list[list[int]], data: st.DataObject
) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(own) - 1), max_size=8))
    plain = [(each, nth) for nth, which in enumerate(chosen) for each in own[which]]
    found, nth = members(Groups(own), chosen)
    assert list(zip(found, nth, strict=True)) == plain


def test_lists_that_are_empty_have_no_members() -> None:
    assert members(Groups([[], [7, 8], []]), [0, 1, 2]) == ([7, 8], [1, 1])
    assert members(Groups([]), []) == ([], [])


@given(st.lists(st.tuples(st.integers(0, 4), scores), max_size=20), scores)
def test_a_mean_is_of_the_best_three_and_what_is_missing(
    scored: list[tuple[int, float]], missing: float
) -> None:
    best_first = sorted(scored, key=lambda each: -each[1])
    owners = np.asarray([owner for owner, _ in best_first], dtype=np.int64)
    found = means_of_best(
        owners, np.asarray([score for _, score in best_first], dtype=np.float32), 5, missing
    )
    for owner in range(5):
        own = [score for each, score in best_first if each == owner][:NEAREST]
        own += [missing] * (NEAREST - len(own))
        assert found[owner] == pytest.approx(sum(own) / NEAREST, abs=1e-5)


def test_it_is_three_that_count() -> None:
    owners = np.zeros(4, dtype=np.int64)
    four = np.asarray([0.9, 0.6, 0.3, 0.0], dtype=np.float32)
    assert means_of_best(owners, four, 2, -1.0) == pytest.approx([0.6, -1.0])
    assert means_of_best(owners[:1], four[:1], 1, 0.3) == pytest.approx([0.5])
