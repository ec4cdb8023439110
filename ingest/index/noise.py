"""Off-topic questions + vectors of the corpus -> how near what is not meant comes.

Cosines mean something else in every embedder: E5 gives any two Dutch sentences 0.75, others 0.1.
What questions from outside the field reach tells what nearness is worth nothing here.
"""

from typing import NamedTuple

from ingest.index.embed.vectors import Vectors


class Noise(NamedTuple):
    """Mean and standard deviation of the best cosine that off-topic questions reach."""

    mean: float
    deviation: float

    def above(self, similarity: float) -> float:
        """How far a cosine stands out above the noise, in standard deviations."""
        return (similarity - self.mean) / self.deviation


def calibrate(off_topic: Vectors, vectors: Vectors) -> Noise:
    """Measure the noise of a corpus by its vectors and those of questions from elsewhere.

    Shapes (questions, dimensions) and (vectors, dimensions), of unit length.
    """
    nearest = (off_topic @ vectors.T).max(axis=1)
    return Noise(float(nearest.mean()), max(float(nearest.std()), 1e-6))
