"""The correction of vectors where questions are held against text."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.index.adapter import NO_ADAPTER, Adapter, adapter_for
from ingest.text.settings import BUILT_IN_EMBEDDER

TURN = Adapter(np.asarray([[1, 0, 0]], dtype=np.float32), np.asarray([[0, 1, 0]], dtype=np.float32))
"""Of what lies along the first axis as much is added along the second."""
FLOATS = st.floats(-1, 1, width=32)


def test_what_it_sees_of_a_vector_is_added_to_it() -> None:
    assert TURN(np.asarray([1, 0, 0], np.float32)).tolist() == pytest.approx(
        [0.5**0.5, 0.5**0.5, 0]
    )
    assert TURN(np.asarray([0, 0, 1], np.float32)).tolist() == [0, 0, 1]


@given(st.lists(st.tuples(FLOATS, FLOATS, FLOATS), min_size=1))
def test_vectors_keep_unit_length_and_one_is_as_many(rows: list[tuple[float, ...]]) -> None:
    vectors = np.asarray(rows, dtype=np.float32)
    vectors = vectors[np.linalg.norm(vectors, axis=1) > 0.1]
    turned = TURN(vectors)
    assert np.linalg.norm(turned, axis=1) == pytest.approx(1, abs=1e-5)
    for one, all_at_once in zip(vectors, turned, strict=True):
        assert TURN(one) == pytest.approx(all_at_once, abs=1e-6)


def test_it_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    TURN.save(tmp_path / "a.npz")
    NO_ADAPTER.save(tmp_path / "b.npz")
    assert Adapter.open(tmp_path / "a.npz").identity == TURN.identity
    assert Adapter.open(tmp_path / "b.npz").identity == NO_ADAPTER.identity != TURN.identity


def test_without_one_vectors_stay_as_they_are() -> None:
    vectors = np.asarray([[3, 4]], dtype=np.float32)
    assert NO_ADAPTER(vectors) is vectors


def test_only_the_built_in_model_has_one() -> None:
    assert adapter_for("/een/ander/model") is NO_ADAPTER
    own = adapter_for(BUILT_IN_EMBEDDER)
    assert own.down.shape == own.up.shape == (16, 384)
