"""The types of vectors."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Of unit length; one of shape (dimensions,), or several of shape (texts, dimensions)."""
NO_VECTOR: Final[Vectors] = np.zeros(0, np.float32)
DIMENSIONS: Final = 128
"""Of the vectors of words and tokens (see late.py)."""
NO_TOKENS: Final[Vectors] = np.zeros((0, DIMENSIONS), np.float32)
ShortVectors = NDArray[np.int8]
"""Vectors of a text's words, of shape (words, 128), as 127ths."""


def units(vectors: NDArray[np.float32]) -> Vectors:
    """Vectors made of unit length, each of the last axis."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), dtype=np.float32)


class QuestionVectors(NamedTuple):
    """The vectors of a question; all but the first are empty where the model has none.

    `meaning` is what other questions are held against, `pointing` tells which annotated sentence
    answers, and `towards_text` is what texts are held against (see stretches.py). `tokens`, of
    shape (tokens, 128), are what the words of texts are held against, each as long as it counts:
    the others are of unit length.
    """

    meaning: list[float]
    pointing: Vectors = NO_VECTOR
    towards_text: Vectors = NO_VECTOR
    tokens: Vectors = NO_TOKENS
