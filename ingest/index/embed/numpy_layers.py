"""The layers of the built-in model in numpy, which takes over where onnxruntime cannot run them."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

from ingest.index.embed.packed import EPSILON, HEADS, HIDDEN, LAYERS, PackedModel
from ingest.index.embed.stretches import STRETCHES, TRUNK, Stretch, read_moves
from ingest.index.embed.tensors import plain_tensors
from ingest.index.embed.vectors import Vectors

_Floats = NDArray[np.float32]
_HALF: Final = np.float32(0.5)


class _Affine(NamedTuple):
    """A multiplication, `weight` of shape (inputs, outputs); or what a normalisation ends with."""

    weight: _Floats
    bias: _Floats


class NumpyLayers:
    """All layers, as float32: 85 MB. Several threads may use it at once.

    It takes ten times as long where numpy's own threads wait for each other on busy cores: who
    serves has them off (OPENBLAS_NUM_THREADS, as the command sets it).
    """

    def __init__(self, model: PackedModel) -> None:
        self._parts = dict(_parts(model))
        self._moves = {each.name: read_moves(each) for each in STRETCHES}

    def run(self, stretch: Stretch, values: Vectors, /) -> Vectors:
        """What the last layer of a stretch gives of tokens, both of shape (tokens, 384)."""
        values = np.asarray(values, dtype=np.float32)
        if stretch.first == TRUNK.first:
            values = self._norm("norm", values)
        for layer in stretch.layers:
            values = self._layer(f"{layer}.", values, self._moves[stretch.name])
        return values

    def _layer(self, own: str, given: _Floats, moves: dict[str, NDArray[np.float32]]) -> _Floats:
        parts = self._linear(f"{own}qkv", given, moves)
        context = _attended(*np.split(parts, 3, axis=1))
        attention = self._linear(f"{own}attended", context, moves)
        middle = self._norm(f"{own}attended_norm", given + attention)
        active = _gelu(self._linear(f"{own}wide", middle, moves))
        narrowed = self._linear(f"{own}narrow", active, moves)
        return self._norm(f"{own}narrow_norm", middle + narrowed)

    def _linear(self, name: str, values: _Floats, moves: dict[str, _Floats]) -> _Floats:
        weight, bias = self._parts[name]
        found = values @ weight + bias
        if f"{name}.down" in moves:
            found += values @ moves[f"{name}.down"] @ moves[f"{name}.up"]
        return found

    def _norm(self, name: str, values: _Floats) -> _Floats:
        weight, bias = self._parts[name]
        centred = values - values.mean(axis=1, keepdims=True)
        variance = np.square(centred).mean(axis=1, keepdims=True)
        normal: _Floats = centred / np.sqrt(variance + np.float32(EPSILON))
        return normal * weight + bias


def _attended(query: _Floats, key: _Floats, value: _Floats) -> _Floats:
    """Scaled dot-product attention of all heads; shapes (tokens, 384)."""
    query, key, value = (
        each.reshape(len(each), HEADS, -1).swapaxes(0, 1) for each in (query, key, value)
    )
    scores = query @ key.swapaxes(1, 2) / np.float32(np.sqrt(query.shape[-1]))
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    context: _Floats = (shares @ value).swapaxes(0, 1).reshape(-1, HIDDEN)
    return context


def _gelu(values: _Floats) -> _Floats:
    found: _Floats = _HALF * values * (1 + erf(values / np.float32(np.sqrt(2))))
    return found


def _parts(model: PackedModel) -> Iterator[tuple[str, _Affine]]:
    """Multiplications and normalisations, by the names that the graphs give them."""
    yield "norm", _Affine(model.floats("emb.ln.w"), model.floats("emb.ln.b"))
    own = plain_tensors(model, range(LAYERS))
    for name in dict.fromkeys(each.rpartition(".")[0] for each in own):
        yield name, _Affine(own[f"{name}.weight"].T, own[f"{name}.bias"])
