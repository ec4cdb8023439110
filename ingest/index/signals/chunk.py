"""How near the chunk as a whole comes."""

from typing import ClassVar

from ingest.index.represent import Part
from ingest.index.signals.vectors_of_text import NearestText


class ChunkSignal(NearestText):
    """Cosine of the question with the chunk."""

    name: ClassVar[str] = "chunk"
    parts: ClassVar[frozenset[Part]] = frozenset({Part.CHUNK})
