"""The types of vectors."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Of unit length; one of shape (dimensions,), or several of shape (texts, dimensions)."""
NO_VECTOR: Final[Vectors] = np.zeros(0, np.float32)


class QuestionVectors(NamedTuple):
    """The vectors of a question.

    `meaning` is what texts and other questions are held against; `tuned` tells which sentence
    answers (see tuned.py), and is empty where the model has none. Both have unit length.
    """

    meaning: list[float]
    tuned: Vectors = NO_VECTOR
