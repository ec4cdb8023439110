"""The types of vectors."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Of unit length; one of shape (dimensions,), or several of shape (texts, dimensions)."""
NO_VECTOR: Final[Vectors] = np.zeros(0, np.float32)


class QuestionVectors(NamedTuple):
    """The vectors of a question, of unit length; the last two are empty where the model has none.

    `meaning` is what other questions are held against, `pointing` tells which annotated sentence
    answers, and `towards_text` is what texts are held against (see stretches.py).
    """

    meaning: list[float]
    pointing: Vectors = NO_VECTOR
    towards_text: Vectors = NO_VECTOR
