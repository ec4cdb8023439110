"""The type of vectors."""

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Of unit length; one of shape (dimensions,), or several of shape (texts, dimensions)."""
