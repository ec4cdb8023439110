"""The vectors of a question's tokens, held against those of the words of chunks and sentences.

See ingest.index.embed.late. The vectors of words stay on disk, 128 bytes each; of a question those
of some hundred chunks are read, of which the vectors as a whole come near.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.index.content import Content
from ingest.index.embed.late import WHOLE
from ingest.index.embed.vectors import DIMENSIONS, ShortVectors, Vectors
from ingest.text.place import Place

FOLDER: Final = "late"
MOST: Final = 200
"""Of so many of the nearest chunks the words are looked at."""
_WORDS: Final = "words.npy"
_PLACES: Final = "places.npz"
_HEADING: Final = -1
"""Where a word of a heading stands, that is in front of the chunk."""
_SPACED: Final = re.compile(r"\S+")
_Numbers = NDArray[np.int64]


class Late(NamedTuple):
    """How well chunks answer word by word: where they stand, and what each scores, in [-1, 1]."""

    positions: _Numbers
    scores: NDArray[np.float32]


NO_LATE: Final = Late(np.zeros(0, np.int64), np.zeros(0, np.float32))


@dataclass(frozen=True, slots=True)
class WordVectors:
    """The vectors of the words of all chunks, in the order of the chunks.

    `values` has shape (words, 128), `starts` (chunks + 1,), and `places` (words,): where each word
    begins in its section.
    """

    values: ShortVectors
    starts: _Numbers
    places: NDArray[np.int32]

    @classmethod
    def build(cls, content: Content, words: Sequence[ShortVectors]) -> "WordVectors":
        """Make them of the vectors of each chunk, in the order of the chunks.

        Either all have them, or none has.
        """
        places = [
            _places(row.text, row.place)[: len(own)]
            for row, own in zip(content.chunk_rows(), words, strict=True)
        ]
        return cls(
            np.concatenate([np.zeros((0, DIMENSIONS), np.int8), *words]),
            np.cumsum([0, *map(len, words)], dtype=np.int64),
            np.concatenate([np.zeros(0, np.int32), *places]),
        )

    def save(self, folder: Path) -> None:
        """Write them to a new folder."""
        folder.mkdir()
        np.save(folder / _WORDS, self.values)
        np.savez(folder / _PLACES, starts=self.starts, places=self.places)

    @classmethod
    def open(cls, folder: Path) -> "WordVectors":
        """Read what `save` wrote; the vectors when they are asked for."""
        with np.load(folder / _PLACES) as kept:
            starts, places = kept["starts"], kept["places"]
        file = folder / _WORDS
        # What is empty cannot be mapped.
        return cls(np.load(file, mmap_mode="r") if len(places) else np.load(file), starts, places)

    def of_chunks(self, tokens: Vectors, positions: _Numbers) -> Late:
        """How well chunks answer, by their positions; those without words are left out."""
        own = positions[self.starts[positions + 1] > self.starts[positions]]
        if not len(own) or not len(tokens):
            return NO_LATE
        sizes = self.starts[own + 1] - self.starts[own]
        values = np.concatenate([self._of(each) for each in own])
        ends = np.cumsum(sizes)
        best = np.maximum.reduceat(_likeness(values, tokens), ends - sizes, axis=0)
        return Late(own, best.sum(axis=1))

    def of_places(
        self, tokens: Vectors, position: int, places: Sequence[Place]
    ) -> list[float] | list[None]:
        """How well parts of a chunk answer, each by its own words; None where there are none."""
        first, last = self.starts[position], self.starts[position + 1]
        if not len(tokens) or first == last:
            return [None] * len(places)
        likeness = _likeness(self._of(position), tokens)
        at = self.places[first:last]
        found = []
        for place in places:
            own = likeness[(at >= place.start) & (at < place.end)]
            found.append(float(own.max(axis=0).sum()) if len(own) else 0.0)
        return found

    def _of(self, position: int | np.int64) -> ShortVectors:
        return self.values[self.starts[position] : self.starts[position + 1]]


def _likeness(values: ShortVectors, tokens: Vectors) -> NDArray[np.float32]:
    """The cosine of each word with each token, by how much the token counts."""
    found: NDArray[np.float32] = (values.astype(np.float32) @ tokens.T) / np.float32(WHOLE)
    return found


def _places(text: str, place: Place) -> NDArray[np.int32]:
    """Where the words of a text stand in the section; it ends with the chunk."""
    before = len(text) - (place.end - place.start)
    starts = [spaced.start() - before for spaced in _SPACED.finditer(text)]
    return np.asarray([place.start + each if each >= 0 else _HEADING for each in starts], np.int32)
