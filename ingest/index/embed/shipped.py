"""Vectors of the shipped corpus, that travel with it: a first ingest of it embeds nothing.

They are kept as half floats, which moves a cosine by less than a millionth, and known by the same
keys as those of the cache: any other text, or another model, is embedded as ever. They are made by
`python3 -m ingest.index.ship`.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from ingest.index.embed.vectors import Vectors
from ingest.text.settings import BUNDLED_CORPUS

FILE: Final = BUNDLED_CORPUS / "vectors.npz"
_KEY_BYTES: Final = 16
"""Of a key's 32: enough to tell any two texts apart."""


def shipped(keys: Iterable[str], file: Path | None = FILE) -> dict[str, Vectors]:
    """The vectors of the keys that came with the corpus; none without the file."""
    if not file or not file.is_file():
        return {}
    numbers, vectors = _read(file)
    places = {key: numbers.get(bytes.fromhex(key)[:_KEY_BYTES]) for key in keys}
    found = {key: place for key, place in places.items() if place is not None}
    return dict(zip(found, vectors[list(found.values())].astype(np.float32), strict=True))


def ship(vectors: dict[str, Vectors], file: Path = FILE) -> None:
    """Write vectors by key, in the order of the keys."""
    keys = sorted(vectors)
    short = b"".join(bytes.fromhex(key)[:_KEY_BYTES] for key in keys)
    np.savez(
        file,
        keys=np.frombuffer(short, dtype=np.uint8).reshape(len(keys), _KEY_BYTES),
        vectors=np.stack([vectors[key] for key in keys]).astype(np.float16),
    )
    _read.cache_clear()


@cache
def _read(file: Path) -> tuple[dict[bytes, int], np.ndarray[tuple[int, int], np.dtype[np.float16]]]:
    with np.load(file) as kept:
        keys, vectors = kept["keys"], kept["vectors"]
    return {key.tobytes(): number for number, key in enumerate(keys)}, vectors
