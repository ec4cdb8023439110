"""Annotated questions -> the tuned layers of the built-in model, and the pointer to sentences.

Run `python -m eval.fit_pointer` after annotations changed (a quarter of an hour on two cores, and
up to an hour on old ones), then make the index anew, fit the rest (eval.fit) and measure. With
`--further` it goes on from what was learnt before, in a third of that time: for when questions were
added. It learns from the annotations of the corpus: the questions with the sentences that answer
them, and those that nothing answers. A question in four is learnt as somebody in haste would type
it. How the constants were chosen is in eval/LOG.md.
"""

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from eval.hasty import hasty
from eval.lessons import Lessons, questions_of
from ingest.corpus.library import Library
from ingest.index.content import represented
from ingest.index.embed.asked import as_asked
from ingest.index.embed.built_in import BuiltInEmbeddings
from ingest.index.embed.e5 import OnnxE5
from ingest.index.embed.packed import (
    EPSILON,
    FEED_FORWARD,
    HEADS,
    HIDDEN,
    LAYERS,
    PackedModel,
    dequantised,
    read_packed,
    weights_path,
)
from ingest.index.embed.tensors import LINEAR, NORMS
from ingest.index.embed.tuned import FILE as MOVES
from ingest.index.embed.tuned import FORK, move_names, read_moves, tuned_identity, write_moves
from ingest.index.embed.vectors import Vectors
from ingest.index.pointer import FILE, Pointer, keys_of
from ingest.text.settings import BUNDLED_CORPUS

RANK: Final = 16
BATCH: Final = 64
DROPPED: Final = 0.1
HASTY: Final = 0.25
SCALE: Final = 8.0
"""Unit vectors lie close together: they are scaled before sentences are told apart."""
SORTED: Final = 1024
"""Batches are made of questions of like length, among so many at a time."""
SEED: Final = 0


class Course(NamedTuple):
    """How long to learn: rounds over all questions, and the highest rates of layers and of head."""

    rounds: int
    rate: float
    head_rate: float


WHOLE: Final = Course(7, 1e-3, 1e-2)
FURTHER: Final = Course(2, 5e-4, 5e-3)


def main() -> None:
    """Learn both and write them; `--further` goes on from what is there."""
    lessons = questions_of(represented(Library(BUNDLED_CORPUS).snapshot()))
    packed = read_packed(weights_path())
    model, rng = OnnxE5(packed), random.Random(SEED)  # noqa: S311
    forks = _forks(model, lessons.texts)
    typed = _forks(model, [hasty(each, rng) for each in lessons.texts])
    tuned, is_further = Tuned(packed, len(lessons.sentences)), "--further" in sys.argv
    if is_further:
        tuned.take_over(read_moves(MOVES), Pointer.load(FILE), lessons.sentences)
    learn(tuned, lessons, forks, typed, FURTHER if is_further else WHOLE)
    write_moves(tuned.moves())
    tuned_identity.cache_clear()
    tuned.pointer(lessons.sentences, tuned_identity()).save(FILE)
    sys.stdout.write(
        f"{len(lessons.texts)} questions, {len(lessons.sentences)} sentences -> {MOVES}, {FILE}\n"
    )


def _forks(model: OnnxE5, texts: Sequence[str]) -> list[NDArray[np.float16]]:
    """What the tuned layers are given of each question."""
    with ThreadPoolExecutor(BuiltInEmbeddings.threads) as pool:
        found = pool.map(lambda text: model.fork(as_asked(text)).astype(np.float16), texts)
        return list(found)


class Tuned(nn.Module):
    """The tuned layers, what they are moved by, and what tells sentences apart; as graph.py has it.

    Only moves and what tells apart are learnt.
    """

    def __init__(self, packed: PackedModel, sentences: int) -> None:
        super().__init__()
        torch.manual_seed(SEED)
        self.still = _still(packed)
        names = move_names()
        shapes = {name: self.still[f"{name}.weight"].shape for name in names}
        self.down = nn.ParameterDict(
            {
                _key(name): torch.randn(inputs, RANK) * inputs**-0.5
                for name, (_, inputs) in shapes.items()
            }
        )
        self.up = nn.ParameterDict(
            {_key(name): torch.zeros(RANK, outputs) for name, (outputs, _) in shapes.items()}
        )
        self.apart = nn.Linear(HIDDEN, sentences + 1)
        nn.init.zeros_(self.apart.weight)
        nn.init.zeros_(self.apart.bias)

    def forward(self, forks: Sequence[NDArray[np.float16]]) -> Tensor:
        """Logits of shape (questions, sentences + 1), by what the tuned layers are given."""
        longest = max(map(len, forks))
        values = torch.zeros(len(forks), longest, HIDDEN)
        is_there = torch.zeros(len(forks), longest, dtype=torch.bool)
        for row, own in enumerate(forks):
            values[row, : len(own)] = torch.from_numpy(own.astype(np.float32))
            is_there[row, : len(own)] = True
        values = self._dropped(values)
        for layer in range(FORK, LAYERS):
            values = self._layer(values, is_there[:, None, None, :], f"{layer}.")
        share = is_there[:, :, None].float()
        means = (values * share).sum(1) / share.sum(1)
        logits: Tensor = self.apart(functional.normalize(means) * SCALE)
        return logits

    def take_over(
        self, moves: Mapping[str, Vectors], pointer: Pointer, sentences: Sequence[str]
    ) -> None:
        """Begin at what was learnt before; what it knew of a sentence is found by its words."""
        numbers = pointer.numbers(sentences)
        rows = np.append(numbers, len(pointer.keys))
        is_known = torch.from_numpy(rows >= 0)
        with torch.no_grad():
            for name in move_names():
                self.down[_key(name)].copy_(torch.from_numpy(moves[f"{name}.down"]))
                self.up[_key(name)].copy_(torch.from_numpy(moves[f"{name}.up"]))
            weight, bias = pointer.coefficients[rows] / SCALE, pointer.intercepts[rows]
            self.apart.weight[is_known] = torch.from_numpy(weight)[is_known]
            self.apart.bias[is_known] = torch.from_numpy(bias)[is_known]

    def moves(self) -> dict[str, Vectors]:
        """Of each multiplication `down` and `up`, by the names that the graph gives them."""
        return {
            f"{name}.{part}": own[_key(name)].detach().numpy()
            for part, own in (("down", self.down), ("up", self.up))
            for name in move_names()
        }

    def pointer(self, sentences: Sequence[str], tuned: str) -> Pointer:
        """What tells sentences apart by a vector of unit length."""
        weight, bias = (each.detach().numpy() for each in (self.apart.weight, self.apart.bias))
        return Pointer(keys_of(sentences), weight * np.float32(SCALE), bias, tuned)

    def _layer(self, given: Tensor, is_there: Tensor, own: str) -> Tensor:
        size, tokens, _ = given.shape
        parts = torch.chunk(self._linear(f"{own}qkv", given), 3, dim=-1)
        query, key, value = (each.view(size, tokens, HEADS, -1).transpose(1, 2) for each in parts)
        context = functional.scaled_dot_product_attention(query, key, value, is_there)
        context = context.transpose(1, 2).reshape(size, tokens, HIDDEN)
        attended = self._dropped(self._linear(f"{own}attended", context))
        middle = self._norm(f"{own}attended_norm", given + attended)
        widened = functional.gelu(self._linear(f"{own}wide", middle))
        narrowed = self._dropped(self._linear(f"{own}narrow", widened))
        return self._norm(f"{own}narrow_norm", middle + narrowed)

    def _linear(self, name: str, value: Tensor) -> Tensor:
        still = functional.linear(value, self.still[f"{name}.weight"], self.still[f"{name}.bias"])
        moved: Tensor = value @ self.down[_key(name)] @ self.up[_key(name)]
        return still + moved

    def _norm(self, name: str, value: Tensor) -> Tensor:
        weight, bias = self.still[f"{name}.weight"], self.still[f"{name}.bias"]
        return functional.layer_norm(value, (HIDDEN,), weight, bias, EPSILON)

    def _dropped(self, values: Tensor) -> Tensor:
        return functional.dropout(values, DROPPED, self.training)


def _key(name: str) -> str:
    """The name of a multiplication without the point that torch does not allow."""
    return name.replace(".", "_", 1)


def _still(packed: PackedModel) -> dict[str, Tensor]:
    """The layers as they are, by the names that the graph gives their parts."""
    still: dict[str, Any] = {}
    for layer in range(FORK, LAYERS):
        for name, matrices in LINEAR.items():
            inputs = FEED_FORWARD if name == "narrow" else HIDDEN
            names = [f"l{layer}.{each}" for each in matrices]
            weights = [dequantised(packed.blocks(f"{each}.w", inputs)) for each in names]
            still[f"{layer}.{name}.weight"] = np.concatenate(weights)
            still[f"{layer}.{name}.bias"] = np.concatenate(
                [packed.floats(f"{each}.b") for each in names]
            )
        for name, norm in NORMS.items():
            still[f"{layer}.{name}.weight"] = packed.floats(f"l{layer}.{norm}.w").copy()
            still[f"{layer}.{name}.bias"] = packed.floats(f"l{layer}.{norm}.b").copy()
    return {name: torch.from_numpy(values) for name, values in still.items()}


def learn(
    tuned: Tuned,
    lessons: Lessons,
    forks: Sequence[NDArray[np.float16]],
    typed: Sequence[NDArray[np.float16]],
    course: Course = WHOLE,
) -> None:
    """Make what answers each question likely; `typed` is what the layers are given in haste."""
    wanted = _wanted(lessons, len(lessons.sentences))
    moved = [*tuned.down.values(), *tuned.up.values()]
    groups: list[dict[str, Any]] = [{"params": moved}, {"params": tuned.apart.parameters()}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    rng = np.random.default_rng(SEED)
    lengths = np.asarray([len(each) for each in forks])
    steps = course.rounds * len(list(_batches(lengths, rng)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [course.rate, course.head_rate], total_steps=steps + 1, pct_start=0.1
    )
    for nth in range(course.rounds):
        losses = []
        for batch in _batches(lengths, rng):
            is_hasty = rng.random(len(batch)) < HASTY
            given = [
                (typed if in_haste else forks)[place]
                for place, in_haste in zip(batch, is_hasty, strict=True)
            ]
            loss = -(wanted[batch] * functional.log_softmax(tuned(given), dim=1)).sum(1).mean()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(moved, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        sys.stderr.write(f"round {nth + 1} of {course.rounds}: loss {np.mean(losses):.3f}\n")
    tuned.eval()


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
