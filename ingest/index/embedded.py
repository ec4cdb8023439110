"""Content -> the vectors of all its texts."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from ingest.index.content import Content
from ingest.index.embed.cache import FILE as CACHE
from ingest.index.embed.cache import EmbeddingCache
from ingest.index.embed.embedder import OpenEmbedder, embedder_identity
from ingest.index.embed.shipped import FILE
from ingest.index.embed.texts import Embeddable, Use, embed_all
from ingest.index.embed.vectors import Vectors
from ingest.index.sorts import Sampled
from ingest.text.settings import Settings

SAMPLE: Final = 100
"""So many questions tell the scale of a signal; from 50 on it does not move the ranking."""


class Embedded(NamedTuple):
    """Vectors of a content, each of shape (texts, dimensions).

    `rows` are those of what stands for the chunks, `sampled` of questions to learn from; of
    `typical` questions and of those from elsewhere, `off_topic`, what rows are held against.
    `fresh` is how many texts had to be embedded.
    """

    rows: Vectors
    sampled: Sampled
    typical: Vectors
    off_topic: Vectors
    fresh: int


def evenly(count: int) -> list[int]:
    """About SAMPLE of so many numbers, spread evenly."""
    return list(range(0, count, max(1, count // SAMPLE)))


def texts_of(content: Content) -> list[list[Embeddable]]:
    """All that is embedded: passages, then questions by what they are for (see Embedded)."""
    snapshot = content.snapshot
    asked = tuple(row.text for row in content.questions)
    learnt = [
        asked,
        content.names,
        snapshot.annotations.unanswered,
        *snapshot.safety.examples,
        snapshot.talk.examples,
        snapshot.talk.real,
    ]
    held_against = [[asked[each] for each in evenly(len(asked))], snapshot.profile.off_topic]
    return [
        [Embeddable(row.text, Use.PASSAGE) for row in content.rows],
        *([Embeddable(text, Use.ASKED) for text in each] for each in learnt),
        *([Embeddable(text, Use.TOWARDS_TEXT) for text in each] for each in held_against),
    ]


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
    sorts = texts_of(content)
    with EmbeddingCache(settings.data / CACHE) as cache:
        vectors, fresh = embed_all(
            [text for sort in sorts for text in sort],
            lambda: open_embedder(settings.embedder),
            embedder_identity(settings.embedder),
            cache,
            advance,
            shipped_file,
        )
    rows, *sampled, typical, off_topic = np.split(
        vectors, np.cumsum([len(sort) for sort in sorts[:-1]])
    )
    return Embedded(rows, Sampled(*sampled), typical, off_topic, fresh)
