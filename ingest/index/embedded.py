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
from ingest.index.embed.vectors import ShortVectors, Vectors
from ingest.index.sorts import Sampled
from ingest.text.settings import Settings

SAMPLE: Final = 100
"""So many questions tell the scale of a signal; from 50 on it does not move the ranking."""


class Embedded(NamedTuple):
    """Vectors of a content, each of shape (texts, dimensions).

    `rows` are those of what stands for the chunks, `sampled` of questions to learn from; of
    `typical` questions and of those from elsewhere, `off_topic`, what rows are held against.
    `words` are those of the words of each chunk, in the order of the chunks; none where the model
    has none. `fresh` is how many texts had to be embedded.
    """

    rows: Vectors
    sampled: Sampled
    typical: Vectors
    off_topic: Vectors
    words: list[ShortVectors]
    fresh: int


def evenly(count: int) -> list[int]:
    """About SAMPLE of so many numbers, spread evenly."""
    return list(range(0, count, max(1, count // SAMPLE)))


def texts_of(content: Content) -> list[list[Embeddable]]:
    """All that is embedded: passages, questions by what they are for, and words (see Embedded)."""
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
        [Embeddable(row.text, Use.WORDS) for row in content.chunk_rows()],
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
        kept, fresh = embed_all(
            [text for sort in sorts for text in sort],
            lambda: open_embedder(settings.embedder),
            embedder_identity(settings.embedder),
            cache,
            advance,
            shipped_file,
        )
    own = iter(kept)
    *vectors, words = ([next(own) for _ in sort] for sort in sorts)
    width = len(kept[0]) if kept else 0
    rows, *sampled, typical, off_topic = (
        np.asarray(each, dtype=np.float32).reshape(-1, width) for each in vectors
    )
    of_words = [np.asarray(each, dtype=np.int8) for each in words]
    return Embedded(rows, Sampled(*sampled), typical, off_topic, of_words, fresh)
