"""Tokens of a question and words of a text -> how well the text answers, word by word.

One vector for a whole text blurs what its words say. So a text keeps a short vector of each of its
words, as they stand in their context, and a question one of each of its tokens: each token looks
for the word that is most like it, and what they find is added up (late interaction; Khattab &
Zaharia, 2020, https://arxiv.org/abs/2004.12832). The vectors are made of what the layers that
search give; `python3 -m eval.fit_searching` learns how.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.index.embed.stretches import SEARCHING, moves_identity
from ingest.index.embed.vectors import ShortVectors, Vectors, units
from ingest.text.errors import SteunwijzerError

FILE: Final = Path(__file__).with_name("late.npz")
WHOLE: Final = 127
"""What one is in the vector of a word."""
_TINY: Final = 1e-6
NO_WORD: Final = -1
"""The number of a token that is in no word of the text: its begin, its end and its role."""
WordNumbers = NDArray[np.int64]


class LateInteraction(NamedTuple):
    """How short vectors are made of what layers give of tokens.

    `projection` has shape (384, 128), `text_shift` and `question_shift` (128,), and `importance`
    (384,): by that each token of a question counts.
    """

    projection: Vectors
    text_shift: Vectors
    question_shift: Vectors
    importance: Vectors

    def words(self, tokens: Vectors, numbers: WordNumbers) -> ShortVectors:
        """The vectors of a text's words, of shape (words, 128).

        `tokens` has shape (tokens, 384), and `numbers` says of each in which word it is.
        """
        is_word = numbers >= 0
        count = int(numbers.max(initial=NO_WORD)) + 1
        sums = np.full((count, tokens.shape[1]), _TINY, np.float32)
        np.add.at(sums, numbers[is_word], units(tokens)[is_word])
        # A word of what the model does not see, such as control characters, has no tokens.
        sizes = np.maximum(np.bincount(numbers[is_word], minlength=count), 1).astype(np.float32)
        means = np.asarray(sums / sizes[:, None], dtype=np.float32)
        own = units(means @ self.projection + self.text_shift)
        return np.asarray(np.rint(own * WHOLE), dtype=np.int8)

    def tokens(self, tokens: Vectors) -> Vectors:
        """The vectors of a question's tokens but the first, of shape (tokens - 1, 128).

        Each is as long as it counts; the lengths add up to one.
        """
        own = units(tokens[1:])
        weights = np.exp(own @ self.importance)
        short = units(own @ self.projection + self.question_shift)
        return np.asarray(short * (weights / weights.sum())[:, None], dtype=np.float32)

    def save(self, moves: str, file: Path = FILE) -> None:
        """Write it as half floats, with the identity of the layers that it was learnt with."""
        short: dict[str, Any] = {
            name: values.astype(np.float16) for name, values in self._asdict().items()
        }
        np.savez(file, moves=moves, **short)


@cache
def late_interaction() -> LateInteraction:
    """What was learnt.

    Raises:
        SteunwijzerError: it was learnt with other layers than there are.
    """
    with np.load(FILE) as kept:
        if str(kept["moves"]) != moves_identity(SEARCHING):
            raise SteunwijzerError(
                f"De bestanden {FILE.name} en {SEARCHING.file.name} horen niet bij elkaar.",
                "Installeer Steunwijzer opnieuw.",
            )
        return LateInteraction(*(kept[name].astype(np.float32) for name in LateInteraction._fields))


@cache
def late_identity() -> str:
    """What tells what was learnt from something else."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:12]
