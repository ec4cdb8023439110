"""The ways that a text goes through the layers of the built-in model.

A model that was made for all languages at once hardly tells two sentences of one chapter apart, and
everyday words and those of guidance lie apart in it. So its last layers are there thrice: as they
are, and twice with each multiplication moved by a product of low rank (Hu et al., 2021,
https://arxiv.org/abs/2106.09685), learnt from questions and what answers them:

- layers as they are give the *meaning* of a question, which other questions are held against;
- those of `SEARCHING` give what a question and a text are held against each other by;
- those of `POINTING` give what tells which annotated sentence answers (see pointer.py).

`python3 -m eval.fit_searching` and `python3 -m eval.fit_pointer` make the moves.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from ingest.index.embed.packed import LAYERS, PackedModel
from ingest.index.embed.tensors import LINEAR, Tensors, layer_tensors, norm_tensors

_FORK: Final = 6
"""The first layer that is there more than once; those below are shared."""


class Stretch(NamedTuple):
    """Layers from `first` to before `last` that a text goes through, moved or as they are."""

    name: str
    first: int
    last: int
    is_moved: bool = False

    @property
    def layers(self) -> range:
        """The numbers of its layers."""
        return range(self.first, self.last)

    @property
    def file(self) -> Path:
        """What its layers are moved by."""
        return Path(__file__).with_name(f"{self.name}.npz")

    @property
    def moved(self) -> list[str]:
        """The multiplications that are moved, by the names that the graph gives them."""
        return [f"{layer}.{name}" for layer in self.layers if self.is_moved for name in LINEAR]


TRUNK: Final = Stretch("trunk", 0, _FORK)
MEANING: Final = Stretch("meaning", _FORK, LAYERS)
SEARCHING: Final = Stretch("searching", _FORK, LAYERS, is_moved=True)
POINTING: Final = Stretch("pointing", _FORK, LAYERS, is_moved=True)
STRETCHES: Final = (TRUNK, MEANING, SEARCHING, POINTING)


def read_moves(stretch: Stretch) -> Tensors:
    """Of each multiplication `down` (inputs, rank) and `up` (rank, outputs), by graph name."""
    if not stretch.is_moved:
        return {}
    with np.load(stretch.file) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}


def stretch_tensors(model: PackedModel, stretch: Stretch) -> Tensors:
    """All that a stretch needs; copies, in memory."""
    begin = {} if stretch.first else norm_tensors(model, "norm", "emb.ln")
    return begin | layer_tensors(model, stretch.layers) | read_moves(stretch)


def write_moves(moves: Tensors, file: Path) -> None:
    """Write them, as half floats."""
    short: dict[str, Any] = {name: values.astype(np.float16) for name, values in moves.items()}
    np.savez(file, **short)


@cache
def moves_identity(stretch: Stretch) -> str:
    """What tells the moves of a stretch from others."""
    return hashlib.sha256(stretch.file.read_bytes()).hexdigest()[:12]
