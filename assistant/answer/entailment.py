"""A passage and a sentence -> whether the one entails the other, by a cross-encoder.

Any sentence-transformers CrossEncoder for natural language inference will do. It must be on this
machine: nothing is downloaded.
"""

import threading
from typing import Final

from ingest.text.errors import SteunwijzerError

MIN_PROBABILITY: Final = 0.9
"""Chosen with care and not measured: no such model could be tried where this was written."""


class Entailment:
    """A model for natural language inference; safe for use by several threads.

    Of a passage that is too long for it the end is not read: then less is entailed, never more.
    """

    def __init__(self, name: str) -> None:
        """Load the model by name or folder.

        Raises:
            SteunwijzerError: it is not on this machine, or has no label for entailment.
        """
        from sentence_transformers import CrossEncoder

        try:
            self._model = CrossEncoder(name, local_files_only=True)
        except (OSError, ValueError) as error:
            raise SteunwijzerError(
                f"Het model '{name}' voor het toetsen van zinnen staat niet op deze computer.",
                "Geef in STEUNWIJZER_ENTAILMENT de map van een CrossEncoder op, of laat hem leeg.",
            ) from error
        labels = {str(label).lower(): place for place, label in _labels(self._model).items()}
        if "entailment" not in labels:
            raise SteunwijzerError(
                f"Het model '{name}' heeft geen label 'entailment'.",
                "Kies een CrossEncoder voor natural language inference (NLI).",
            )
        self._place = labels["entailment"]
        self._lock = threading.Lock()

    def entails(self, premise: str, hypothesis: str) -> bool:
        """Whether the hypothesis follows from the premise with enough certainty."""
        with self._lock:
            scores = self._model.predict(
                [(premise, hypothesis)], apply_softmax=True, show_progress_bar=False
            )
        return float(scores[0][self._place]) >= MIN_PROBABILITY


def _labels(model: object) -> dict[int, str]:
    return dict(model.config.id2label)  # type: ignore[attr-defined]  # of transformers
