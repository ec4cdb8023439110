"""Texts -> vectors: each text once, and only if it was not embedded before."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from ingest.index.embed.asked import as_asked
from ingest.index.embed.cache import EmbeddingCache
from ingest.index.embed.embedder import Embedder
from ingest.index.embed.shipped import FILE, shipped
from ingest.index.embed.vectors import DIMENSIONS, ShortVectors, Vectors

BATCH_TEXTS: Final = 8
"""Texts embedded between two looks at the clock, and between two writes to the cache."""


class Use(StrEnum):
    """What the vector of a text is for: models embed a text in another way for each."""

    PASSAGE = "passage"
    ASKED = "asked"
    TOWARDS_TEXT = "towards"
    WORDS = "words"


_OF_TEXT: Final = (Use.PASSAGE, Use.WORDS)
AnyVectors = Vectors | ShortVectors
"""The vector of a text, or those of its words."""


class Embeddable(NamedTuple):
    """A text to embed, and what for."""

    text: str
    use: Use


def embed_all(
    texts: Sequence[Embeddable],
    open_embedder: Callable[[], Embedder],
    identity: str,
    cache: EmbeddingCache,
    advance: Callable[[int, int], None],
    shipped_file: Path | None = FILE,
) -> tuple[list[AnyVectors], int]:
    """Embed texts; `identity` is what `embedder_identity` gives.

    Returns what each gave, and how many were embedded anew. The rest is as with `embed_keyed`.
    """
    own = keyed(texts, identity)
    known, fresh = embed_keyed(dict(own), open_embedder, cache, advance, shipped_file)
    return [known[key] for key, _ in own], fresh


def keyed(texts: Iterable[Embeddable], identity: str) -> list[tuple[str, Embeddable]]:
    """Each text with the key of its vector."""
    return [(_key(identity, text), text) for text in texts]


def embed_keyed(
    texts: Mapping[str, Embeddable],
    open_embedder: Callable[[], Embedder],
    cache: EmbeddingCache,
    advance: Callable[[int, int], None],
    shipped_file: Path | None = FILE,
) -> tuple[dict[str, AnyVectors], int]:
    """The vector of every text by key, or those of its words, and how many had to be embedded.

    What came with the corpus or is in the cache is not embedded again; the embedder is opened only
    if there is something to do. Calls `advance(done, total)`, counted in texts that are embedded;
    those for their words count as well, but not among how many had to be.
    """
    known = shipped(texts, shipped_file)
    known |= {
        key: _unpacked(texts[key].use, packed)
        for key, packed in cache.get([key for key in texts if key not in known]).items()
    }
    missing = {key: text for key, text in texts.items() if key not in known}
    advance(0, len(missing))
    done = 0
    for batch in _embedded(missing, open_embedder()) if missing else ():
        cache.put({key: own.tobytes() for key, own in batch.items()})
        known |= batch
        done += len(batch)
        advance(done, len(missing))
    return known, sum(each.use is not Use.WORDS for each in missing.values())


def _embedded(
    missing: dict[str, Embeddable], embedder: Embedder
) -> Iterator[dict[str, AnyVectors]]:
    # Longest first: batches of like length, and no long straggler at the end.
    keys = sorted(missing, key=lambda key: (missing[key].use, -len(missing[key].text)))
    batches = [
        batch
        for _, own in groupby(keys, key=lambda key: missing[key].use)
        for batch in _batched(list(own))
    ]

    ways: dict[Use, Callable[[list[str]], Sequence[ShortVectors | Sequence[float]]]] = {
        Use.PASSAGE: embedder.embed_documents,
        Use.ASKED: embedder.embed_queries,
        Use.TOWARDS_TEXT: embedder.embed_towards_text,
        Use.WORDS: embedder.embed_words,
    }

    def embed(batch: list[str]) -> dict[str, AnyVectors]:
        use = missing[batch[0]].use
        found = ways[use]([missing[key].text for key in batch])
        own: list[AnyVectors] = [
            np.asarray(each, dtype=np.int8)
            if use is Use.WORDS
            else np.asarray(each, dtype=np.float32)
            for each in found
        ]
        return dict(zip(batch, own, strict=True))

    with ThreadPoolExecutor(embedder.threads) as pool:
        try:
            yield from pool.map(embed, batches)
        finally:
            pool.shutdown(cancel_futures=True)


def _batched(keys: list[str]) -> Iterator[list[str]]:
    return (keys[start : start + BATCH_TEXTS] for start in range(0, len(keys), BATCH_TEXTS))


def _unpacked(use: Use, packed: bytes) -> AnyVectors:
    """What the cache keeps of a text."""
    if use is Use.WORDS:
        return np.frombuffer(packed, np.int8).reshape(-1, DIMENSIONS)
    return np.frombuffer(packed, np.float32)


def _key(identity: str, text: Embeddable) -> str:
    # Neither identity nor use holds a NUL, so that no two texts share a key.
    own = text.text if text.use in _OF_TEXT else as_asked(text.text)
    return hashlib.sha256(f"{identity}\0{text.use}\0{own}".encode()).hexdigest()
