"""How near the best sentence or list of a chunk comes."""

from typing import ClassVar

from ingest.index.represent import Part
from ingest.index.signals.vectors_of_text import NearestText


class SentenceSignal(NearestText):
    """Cosine of the question with the nearest sentence or list."""

    name: ClassVar[str] = "sentence"
    parts: ClassVar[frozenset[Part]] = frozenset({Part.SENTENCE, Part.LIST})
