"""A small correction of vectors where a question is held against text that nobody annotated.

Everyday words and the words of guidance lie apart in a model that was made for all languages at
once. A correction of low rank, learnt from questions and the sentences that answer them, brings
them nearer, also in texts that it never saw (see eval/LOG.md). Where a question is held against
other questions, the vectors stay as the model gives them. `python3 -m eval.fit_adapter` makes it,
for the built-in model alone.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from ingest.index.embed.vectors import Vectors
from ingest.text.settings import BUILT_IN_EMBEDDER

FILE: Final = Path(__file__).with_name("adapter.npz")
_SMALLEST: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Adapter:
    """Adds to a vector what `up` makes of what `down` sees of it, and makes it of unit length.

    `down` and `up` have shape (rank, dimensions), or (0, 0) where vectors stay as they are.
    """

    down: Vectors
    up: Vectors

    def __call__(self, vectors: Vectors) -> Vectors:
        """Vectors of shape (..., dimensions), corrected."""
        if not self.down.size:
            return vectors
        moved = vectors + (vectors @ self.down.T) @ self.up
        lengths = np.linalg.norm(moved, axis=-1, keepdims=True)
        return np.asarray(moved / np.maximum(lengths, _SMALLEST), dtype=np.float32)

    @property
    def identity(self) -> str:
        """What tells it from another."""
        return hashlib.sha256(self.down.tobytes() + self.up.tobytes()).hexdigest()[:12]

    def save(self, path: Path) -> None:
        """Write it to a file, as half floats."""
        np.savez(path, down=self.down.astype(np.float16), up=self.up.astype(np.float16))

    @classmethod
    def open(cls, path: Path) -> "Adapter":
        """Read what `save` wrote."""
        with np.load(path) as kept:
            return cls(kept["down"].astype(np.float32), kept["up"].astype(np.float32))


NO_ADAPTER: Final = Adapter(np.zeros((0, 0), np.float32), np.zeros((0, 0), np.float32))


OpenAdapter = Callable[[str], Adapter]
"""Called with the name of an embedder, as the settings have it."""


@cache
def adapter_for(embedder: str) -> Adapter:
    """What belongs to the model that the settings name."""
    return Adapter.open(FILE) if embedder == BUILT_IN_EMBEDDER else NO_ADAPTER
