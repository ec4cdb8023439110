"""Content -> the vectors of all its texts."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ingest.index.content import Content
from ingest.index.embed.cache import FILE as CACHE
from ingest.index.embed.cache import EmbeddingCache
from ingest.index.embed.embedder import OpenEmbedder, embedder_identity
from ingest.index.embed.shipped import FILE
from ingest.index.embed.texts import embed_all
from ingest.index.embed.vectors import Vectors
from ingest.index.sorts import Sampled
from ingest.text.settings import Settings


class Embedded(NamedTuple):
    """Vectors of a content, each of shape (texts, dimensions).

    `rows` are those of what stands for the chunks, `sampled` of questions to learn from,
    `off_topic` of questions from elsewhere; `fresh` is how many texts had to be embedded.
    """

    rows: Vectors
    sampled: Sampled
    off_topic: Vectors
    fresh: int


def texts_of(content: Content) -> tuple[list[str], list[tuple[str, ...]]]:
    """All that is embedded: passages, and questions by what they are for (see Embedded)."""
    snapshot = content.snapshot
    asked = tuple(row.text for row in content.questions)
    questions = [
        asked,
        content.names,
        snapshot.annotations.unanswered,
        *snapshot.safety.examples,
        snapshot.talk.examples,
        snapshot.talk.real,
        snapshot.profile.off_topic,
    ]
    return [row.text for row in content.rows], questions


def embedded(
    settings: Settings,
    content: Content,
    open_embedder: OpenEmbedder,
    advance: Callable[[int, int], None],
    shipped_file: Path | None = FILE,
) -> Embedded:
    """Embed what has no vector yet.

    Calls `advance(done, total)`, counted in texts.

    Raises:
        SteunwijzerError: the model or the cache cannot be used.
        OSError: the disk is full.
    """
    passages, sorts = texts_of(content)
    with EmbeddingCache(settings.data / CACHE) as cache:
        rows, vectors, fresh = embed_all(
            passages,
            [text for sort in sorts for text in sort],
            lambda: open_embedder(settings.embedder),
            embedder_identity(settings.embedder),
            cache,
            advance,
            shipped_file,
        )
    *sampled, off_topic = np.split(vectors, np.cumsum([len(sort) for sort in sorts[:-1]]))
    return Embedded(rows, Sampled(*sampled), off_topic, fresh)
