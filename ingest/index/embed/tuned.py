"""What was learnt to add to the last layers of the built-in model, for questions alone.

A model that was made for all languages at once hardly tells two sentences of one chapter apart.
From layer `FORK` on a question goes two ways: by the layers as they are, which gives the vector
that all else is held against, and by the same layers with each multiplication moved by a product of
low rank (Hu et al., 2021, https://arxiv.org/abs/2106.09685), which gives a vector that tells which
sentence answers (see pointer.py). `python3 -m eval.fit_pointer` makes both.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from ingest.index.embed.packed import LAYERS
from ingest.index.embed.tensors import LINEAR, Tensors

FILE: Final = Path(__file__).with_name("tuned.npz")
FORK: Final = 9
"""The first layer that is moved; those below are shared."""


def move_names() -> list[str]:
    """The multiplications that are moved."""
    return [f"{layer}.{name}" for layer in range(FORK, LAYERS) for name in LINEAR]


def read_moves(file: Path) -> Tensors:
    """Of each multiplication `down` (inputs, rank) and `up` (rank, outputs), by graph name."""
    with np.load(file) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}


def write_moves(moves: Tensors, file: Path = FILE) -> None:
    """Write them, as half floats."""
    short: dict[str, Any] = {name: values.astype(np.float16) for name, values in moves.items()}
    np.savez(file, **short)


@cache
def tuned_identity(file: Path = FILE) -> str:
    """What tells these moves from others."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
