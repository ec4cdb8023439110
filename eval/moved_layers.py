"""Layers of the built-in model that are moved, to learn by what; as the graphs have them."""

import random
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from eval.hasty import hasty
from ingest.index.embed.asked import as_asked
from ingest.index.embed.built_in import BuiltInEmbeddings
from ingest.index.embed.e5 import E5, TextRole
from ingest.index.embed.onnx_layers import OnnxLayers
from ingest.index.embed.packed import EPSILON, HEADS, HIDDEN, PackedModel, read_packed, weights_path
from ingest.index.embed.stretches import Stretch
from ingest.index.embed.tensors import plain_tensors
from ingest.index.embed.vectors import Vectors

DROPPED: Final = 0.1
SEED: Final = 0
_Batch = TypeVar("_Batch")
Given = NDArray[np.float16]
"""What moved layers are given of a text, of shape (tokens, 384)."""


class Parameters(NamedTuple):
    """What is learnt at one rate, and the highest that this becomes."""

    own: Iterable[nn.Parameter]
    rate: float


class MovedLayers(nn.Module):
    """A stretch of layers, of which only the moves are learnt."""

    def __init__(self, packed: PackedModel, stretch: Stretch, rank: int) -> None:
        super().__init__()
        torch.manual_seed(SEED)
        self.stretch = stretch
        still = plain_tensors(packed, stretch.layers)
        self.still = {name: torch.from_numpy(values) for name, values in still.items()}
        shapes = {name: self.still[f"{name}.weight"].shape for name in stretch.moved}
        self.down = nn.ParameterDict(
            {
                _key(name): torch.randn(inputs, rank) * inputs**-0.5
                for name, (_, inputs) in shapes.items()
            }
        )
        self.up = nn.ParameterDict(
            {_key(name): torch.zeros(rank, outputs) for name, (outputs, _) in shapes.items()}
        )

    def forward(self, given: Sequence[Given]) -> Tensor:
        """Vectors of texts, of shape (texts, 384) and unit length."""
        return pooled(*self.states(given))

    def states(self, given: Sequence[Given]) -> tuple[Tensor, Tensor]:
        """What the layers give of texts, of shape (texts, tokens, 384), and where tokens are."""
        longest = max(map(len, given))
        values = torch.zeros(len(given), longest, HIDDEN)
        is_there = torch.zeros(len(given), longest, dtype=torch.bool)
        for row, own in enumerate(given):
            values[row, : len(own)] = torch.from_numpy(own.astype(np.float32))
            is_there[row, : len(own)] = True
        values = self._dropped(values)
        with torch.autocast("cpu", torch.bfloat16, enabled=_has_short_floats()):
            for layer in self.stretch.layers:
                values = self._layer(values, is_there[:, None, None, :], f"{layer}.")
        return values.float(), is_there

    def take_over(self, moves: Mapping[str, Vectors]) -> None:
        """Begin at what was learnt before."""
        with torch.no_grad():
            for name in self.stretch.moved:
                self.down[_key(name)].copy_(torch.from_numpy(moves[f"{name}.down"]))
                self.up[_key(name)].copy_(torch.from_numpy(moves[f"{name}.up"]))

    def learnt(self, rate: float) -> Parameters:
        """The moves, to be learnt at this rate."""
        return Parameters([*self.down.values(), *self.up.values()], rate)

    def moves(self) -> dict[str, Vectors]:
        """Of each multiplication `down` and `up`, by the names that the graph gives them."""
        return {
            f"{name}.{part}": own[_key(name)].detach().numpy()
            for part, own in (("down", self.down), ("up", self.up))
            for name in self.stretch.moved
        }

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
        return functional.layer_norm(value.float(), (HIDDEN,), weight, bias, EPSILON)

    def _dropped(self, values: Tensor) -> Tensor:
        return functional.dropout(values, DROPPED, self.training)


def pooled(states: Tensor, is_there: Tensor) -> Tensor:
    """The mean of the tokens of each text, of unit length."""
    share = is_there[:, :, None].float()
    return functional.normalize((states * share).sum(1) / share.sum(1))


def descend(
    learnt: Sequence[Parameters],
    rounds: int,
    batches: Callable[[], Sequence[_Batch]],
    loss_of: Callable[[_Batch], Tensor],
) -> None:
    """Lower a loss over rounds of batches, and say how it goes.

    The slope of what comes first in `learnt`, the moves, is cut to a length of one.
    """
    groups: list[dict[str, Any]] = [{"params": list(each.own)} for each in learnt]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        [each.rate for each in learnt],
        total_steps=rounds * len(batches()) + 1,
        pct_start=0.1,
    )
    for nth in range(rounds):
        losses = []
        for batch in batches():
            loss = loss_of(batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(groups[0]["params"], 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        sys.stderr.write(f"round {nth + 1} of {rounds}: loss {np.mean(losses):.3f}\n")


def open_model() -> E5:
    """The built-in model, which gives the layers below those that are moved."""
    packed = read_packed(weights_path())
    return E5(packed, OnnxLayers(packed))


def given(model: E5, texts: Sequence[str], role: TextRole) -> list[Given]:
    """What moved layers are given of each text; all of it in memory, 768 bytes a token."""

    def of(text: str) -> Given:
        read = as_asked(text) if role is TextRole.QUESTION else text
        return model.trunk(read, role).astype(np.float16)

    with ThreadPoolExecutor(BuiltInEmbeddings.threads) as pool:
        return list(pool.map(of, texts))


def in_haste(questions: Sequence[str]) -> list[str]:
    """Each as somebody in haste would type it."""
    rng = random.Random(SEED)  # noqa: S311
    return [hasty(each, rng) for each in questions]


def _has_short_floats() -> bool:
    """Whether the machine multiplies half as long numbers faster: twice to four times.

    What is learnt with them is not the same to the last digit, and as good.
    """
    return bool(torch.cpu.get_capabilities().get("avx512_bf16", False))


def _key(name: str) -> str:
    """The name of a multiplication without the point that torch does not allow."""
    return name.replace(".", "_", 1)
