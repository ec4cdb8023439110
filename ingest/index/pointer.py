"""The pointing vector of a question -> which sentences answer it, and whether none does.

A softmax over the sentences that annotated questions name, and over none of them, learnt together
with the layers that make the vector (see stretches.py). A sentence is known by its words, wherever
it stands: where a text changed nothing is said of what is new, and what is gone keeps its share.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.index.embed.stretches import POINTING, moves_identity
from ingest.index.embed.vectors import Vectors
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import BUILT_IN_EMBEDDER

FILE: Final = Path(__file__).with_name("pointer.npz")
LEAST: Final = -8.0
"""Log-probabilities do not go lower, and so the log-odds of none not higher than its opposite."""
_KEY_BYTES: Final = 16
_TINY: Final = 1e-9


class Pointed(NamedTuple):
    """What is said of a question.

    `likely` are log-probabilities of shape (sentences,), from LEAST to 0, and `none` the log-odds
    that none of them answers, from LEAST to its opposite; 0 where it is not known.
    """

    likely: NDArray[np.float32]
    none: float


NOTHING_POINTED: Final = Pointed(np.zeros(0, dtype=np.float32), 0.0)
"""Of no sentences."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """What tells sentences apart by the pointing vector of a question.

    `keys` has shape (sentences, 16), `coefficients` (sentences + 1, dimensions) and `intercepts`
    (sentences + 1,): the last is for none. Without sentences nothing was learnt. `moves` is the
    identity of the layers that it was learnt with.
    """

    keys: NDArray[np.uint8]
    coefficients: Vectors
    intercepts: Vectors
    moves: str

    @property
    def identity(self) -> str:
        """What tells it from another."""
        return hashlib.sha256(
            self.keys.tobytes()
            + self.coefficients.tobytes()
            + self.intercepts.tobytes()
            + self.moves.encode()
        ).hexdigest()[:12]

    def numbers(self, sentences: Sequence[str]) -> NDArray[np.int64]:
        """The number of each sentence, by its words; -1 of one that it does not know."""
        known: Mapping[bytes, int] = {own.tobytes(): nth for nth, own in enumerate(self.keys)}
        return np.asarray([known.get(key_of(each), -1) for each in sentences], dtype=np.int64)

    def point(
        self, vector: Vectors, numbers: NDArray[np.int64], otherwise: NDArray[np.float32]
    ) -> Pointed:
        """What a question's pointing vector, of shape (dimensions,), says of numbered sentences.

        `otherwise`, of shape (sentences,), is the share of each that it does not know, and of all
        where the model has no such vector. What is not among them cannot answer.
        """
        is_known = numbers >= 0
        shares = np.asarray(otherwise, dtype=np.float64)
        none = 0.0
        if vector.size and is_known.any():
            logits = (self.coefficients @ vector + self.intercepts).astype(np.float64)
            all_shares = np.exp(logits - logits.max())
            all_shares /= all_shares.sum()
            shares = np.where(is_known, all_shares[numbers], shares)
            own = float(np.clip(all_shares[np.unique(numbers[is_known])].sum(), _TINY, 1 - _TINY))
            none = float(np.clip(np.log(1 - own) - np.log(own), LEAST, -LEAST))
        likely = np.log(np.clip(shares, np.exp(LEAST), 1.0))
        return Pointed(likely.astype(np.float32), none)

    def save(self, path: Path) -> None:
        """Write it to a file, its numbers as half floats."""
        np.savez(
            path,
            keys=self.keys,
            coefficients=self.coefficients.astype(np.float16),
            intercepts=self.intercepts.astype(np.float16),
            moves=self.moves,
        )

    @classmethod
    def load(cls, path: Path) -> "Pointer":
        """Read what `save` wrote."""
        with np.load(path) as kept:
            return cls(
                kept["keys"],
                kept["coefficients"].astype(np.float32),
                kept["intercepts"].astype(np.float32),
                str(kept["moves"]),
            )


_NOTHING: Final = np.zeros((0, 0), np.float32)
NO_POINTER: Final = Pointer(
    np.zeros((0, _KEY_BYTES), np.uint8), _NOTHING, np.zeros(0, np.float32), ""
)


def pointer_for(embedder: str) -> Pointer:
    """What belongs to the model that the settings name.

    Raises:
        SteunwijzerError: it was learnt with other layers than there are.
    """
    if embedder != BUILT_IN_EMBEDDER:
        return NO_POINTER
    pointer = Pointer.load(FILE)
    if pointer.moves != moves_identity(POINTING):
        raise SteunwijzerError(
            f"De bestanden {FILE.name} en {POINTING.file.name} horen niet bij elkaar.",
            "Installeer Steunwijzer opnieuw.",
        )
    return pointer


def key_of(sentence: str) -> bytes:
    """By what a sentence is known: its words, however they are spaced."""
    return hashlib.sha256(" ".join(sentence.split()).encode()).digest()[:_KEY_BYTES]


def keys_of(sentences: Iterable[str]) -> NDArray[np.uint8]:
    """The keys of sentences, of shape (sentences, 16)."""
    joined = b"".join(map(key_of, sentences))
    return np.frombuffer(joined, dtype=np.uint8).reshape(-1, _KEY_BYTES)
