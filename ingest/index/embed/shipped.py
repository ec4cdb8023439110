"""Vectors of the shipped corpus, that travel with it: a first ingest of it embeds nothing.

They are kept as half floats, which moves a cosine by less than a millionth, and known by the same
keys as those of the cache: any other text, or another model, is embedded as ever. They are made by
`python3 -m ingest.index.ship`.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.index.embed.vectors import DIMENSIONS, ShortVectors, Vectors
from ingest.text.settings import BUNDLED_CORPUS

FILE: Final = BUNDLED_CORPUS / "vectors.npz"
_KEY_BYTES: Final = 16
"""Of a key's 32: enough to tell any two texts apart."""


class _Shipped(NamedTuple):
    """Numbers by key of the vectors, and of the texts whose words have vectors.

    The words of text `n` are those from `ends[n - 1]` to before `ends[n]`.
    """

    numbers: dict[bytes, int]
    vectors: NDArray[np.float16]
    of_words: dict[bytes, int]
    words: ShortVectors
    ends: NDArray[np.int64]


def shipped(keys: Iterable[str], file: Path | None = FILE) -> dict[str, Vectors | ShortVectors]:
    """What came with the corpus of the keys; nothing without the file."""
    if not file or not file.is_file():
        return {}
    own = _read(file)
    short = {key: bytes.fromhex(key)[:_KEY_BYTES] for key in keys}
    places = {key: own.numbers[each] for key, each in short.items() if each in own.numbers}
    vectors = own.vectors[list(places.values())].astype(np.float32)
    words = {
        key: own.words[own.ends[number - 1] if number else 0 : own.ends[number]]
        for key, each in short.items()
        if (number := own.of_words.get(each)) is not None
    }
    return dict(zip(places, vectors, strict=True)) | words


def ship(kept: Mapping[str, Vectors | ShortVectors], file: Path = FILE) -> None:
    """Write vectors of texts and of words, by key, in the order of the keys."""
    vectors = {key: own for key, own in sorted(kept.items()) if own.ndim == 1}
    words = {key: own for key, own in sorted(kept.items()) if own.ndim > 1}
    np.savez(
        file,
        keys=_short(vectors),
        vectors=np.stack(list(vectors.values())).astype(np.float16),
        word_keys=_short(words),
        words=np.concatenate([np.zeros((0, DIMENSIONS), np.int8), *words.values()]),
        word_ends=np.cumsum([len(own) for own in words.values()], dtype=np.int64),
    )
    _read.cache_clear()


def _short(keys: Iterable[str]) -> NDArray[np.uint8]:
    joined = b"".join(bytes.fromhex(key)[:_KEY_BYTES] for key in keys)
    return np.frombuffer(joined, dtype=np.uint8).reshape(-1, _KEY_BYTES)


@cache
def _read(file: Path) -> _Shipped:
    with np.load(file) as kept:
        return _Shipped(
            _numbered(kept["keys"]),
            kept["vectors"],
            _numbered(kept["word_keys"]),
            kept["words"],
            kept["word_ends"],
        )


def _numbered(keys: NDArray[np.uint8]) -> dict[bytes, int]:
    return {key.tobytes(): number for number, key in enumerate(keys)}
