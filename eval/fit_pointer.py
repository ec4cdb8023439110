"""Annotated questions -> the layers of the built-in model that point, and the pointer to sentences.

Run `python -m eval.fit_pointer` after annotations changed (a quarter of an hour on two cores, and
up to an hour on old ones), then make the index anew, fit the rest (eval.fit) and measure. With
`--further` it goes on from what was learnt before, in a third of that time: for when questions were
added. It learns from the annotations of the corpus: the questions with the sentences that answer
them, and those that nothing answers. A question in four is learnt as somebody in haste would type
it. How the constants were chosen is in eval/LOG.md.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from eval.lessons import Lessons, questions_of
from eval.moved_layers import (
    SEED,
    Given,
    MovedLayers,
    Parameters,
    descend,
    given,
    in_haste,
    open_model,
)
from ingest.corpus.library import Library
from ingest.index.content import represented
from ingest.index.embed.e5 import TextRole
from ingest.index.embed.packed import HIDDEN, PackedModel, read_packed, weights_path
from ingest.index.embed.stretches import (
    POINTING,
    SEARCHING,
    moves_identity,
    read_moves,
    write_moves,
)
from ingest.index.embed.vectors import Vectors
from ingest.index.pointer import FILE, Pointer, keys_of
from ingest.text.settings import BUNDLED_CORPUS

RANK: Final = 32
BATCH: Final = 64
HASTY: Final = 0.25
SORTED: Final = 1024
"""Batches are made of questions of like length, among so many at a time."""
SCALE: Final = 8.0
"""Unit vectors lie close together: they are scaled before sentences are told apart."""


class Course(NamedTuple):
    """How long to learn: rounds over all questions, and the highest rates of layers and of head."""

    rounds: int
    rate: float
    head_rate: float


WHOLE: Final = Course(4, 5e-4, 3e-3)
FURTHER: Final = Course(2, 2.5e-4, 1.5e-3)
BEGUN: Final = 20.0
"""So much a cosine counts where learning begins: as in what searching was learnt with."""


def main() -> None:
    """Learn both and write them; `--further` goes on from what is there."""
    lessons = questions_of(represented(Library(BUNDLED_CORPUS).snapshot()))
    model = open_model()
    forks = given(model, lessons.texts, TextRole.QUESTION)
    typed = given(model, in_haste(lessons.texts), TextRole.QUESTION)
    packed = read_packed(weights_path())
    layers, is_further = PointingLayers(packed, len(lessons.sentences)), "--further" in sys.argv
    if is_further:
        layers.take_over_all(read_moves(POINTING), Pointer.load(FILE), lessons.sentences)
    else:
        layers.begin(read_moves(SEARCHING), model.passage(lessons.sentences))
    learn(layers, lessons, forks, typed, FURTHER if is_further else WHOLE)
    write_moves(layers.moves(), POINTING.file)
    moves_identity.cache_clear()
    layers.pointer(lessons.sentences, moves_identity(POINTING)).save(FILE)
    sys.stdout.write(
        f"{len(lessons.texts)} questions, {len(lessons.sentences)} sentences -> "
        f"{POINTING.file}, {FILE}\n"
    )


class PointingLayers(MovedLayers):
    """The layers that point, and what tells sentences apart by what they give."""

    def __init__(self, packed: PackedModel, sentences: int) -> None:
        super().__init__(packed, POINTING, RANK)
        self.apart = nn.Linear(HIDDEN, sentences + 1)
        nn.init.zeros_(self.apart.weight)
        nn.init.zeros_(self.apart.bias)

    def forward(self, forks: Sequence[Given]) -> Tensor:
        """Logits of shape (questions, sentences + 1), by what the layers are given."""
        logits: Tensor = self.apart(super().forward(forks) * SCALE)
        return logits

    def begin(self, moves: Mapping[str, Vectors], sentences: Vectors) -> None:
        """Begin at what finds text: whatever lies near a sentence is answered by it.

        `sentences` has shape (sentences, 384). None of them answers what lies half as near to all.
        """
        self.take_over(moves)
        with torch.no_grad():
            self.apart.weight[:-1] = torch.from_numpy(sentences) * (BEGUN / SCALE)
            self.apart.bias[-1] = BEGUN / 2

    def take_over_all(
        self, moves: Mapping[str, Vectors], pointer: Pointer, sentences: Sequence[str]
    ) -> None:
        """Begin at what was learnt before; what it knew of a sentence is found by its words."""
        self.take_over(moves)
        numbers = pointer.numbers(sentences)
        rows = np.append(numbers, len(pointer.keys))
        is_known = torch.from_numpy(rows >= 0)
        with torch.no_grad():
            weight, bias = pointer.coefficients[rows] / SCALE, pointer.intercepts[rows]
            self.apart.weight[is_known] = torch.from_numpy(weight)[is_known]
            self.apart.bias[is_known] = torch.from_numpy(bias)[is_known]

    def pointer(self, sentences: Sequence[str], moves: str) -> Pointer:
        """What tells sentences apart by a vector of unit length."""
        weight, bias = (each.detach().numpy() for each in (self.apart.weight, self.apart.bias))
        return Pointer(keys_of(sentences), weight * np.float32(SCALE), bias, moves)


def learn(
    layers: PointingLayers,
    lessons: Lessons,
    forks: Sequence[Given],
    typed: Sequence[Given],
    course: Course = WHOLE,
) -> None:
    """Make what answers each question likely; `typed` is what the layers are given in haste."""
    wanted = _wanted(lessons, len(lessons.sentences))
    rng = np.random.default_rng(SEED)
    lengths = np.asarray([len(each) for each in forks])

    def loss_of(batch: NDArray[np.int64]) -> Tensor:
        is_hasty = rng.random(len(batch)) < HASTY
        own = [
            (typed if is_typed else forks)[place]
            for place, is_typed in zip(batch, is_hasty, strict=True)
        ]
        return -(wanted[batch] * functional.log_softmax(layers(own), dim=1)).sum(1).mean()

    descend(
        [layers.learnt(course.rate), Parameters(layers.apart.parameters(), course.head_rate)],
        course.rounds,
        lambda: list(_batches(lengths, rng)),
        loss_of,
    )
    layers.eval()


def _wanted(lessons: Lessons, sentences: int) -> Tensor:
    """The share that each sentence, and none of them, should have; (questions, sentences + 1).

    What is named first answers most directly: it counts twice.
    """
    wanted = torch.zeros(len(lessons.told), sentences + 1)
    for row, own in enumerate(lessons.told):
        named = own or [sentences]
        for number in (named[0], *named):
            wanted[row, number] += 1 / (len(named) + 1)
    return wanted


def _batches(lengths: NDArray[np.int64], rng: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """All questions once, in batches of like length, in another order each time."""
    order = rng.permutation(len(lengths))
    found = []
    for start in range(0, len(order), SORTED):
        part = order[start : start + SORTED]
        part = part[np.argsort(lengths[part], kind="stable")]
        found += [part[each : each + BATCH] for each in range(0, len(part), BATCH)]
    for place in rng.permutation(len(found)):
        yield found[place]


if __name__ == "__main__":
    main()
