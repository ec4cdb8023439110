"""What makes short vectors of tokens and words, to be learnt together with layers.

The same arithmetic as ingest.index.embed.late, on tensors of torch.
"""

from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from eval.moved_layers import Parameters
from ingest.index.embed.late import LateInteraction
from ingest.index.embed.packed import HIDDEN
from ingest.index.embed.vectors import DIMENSIONS

RATE: Final = 1e-3
SHARPNESS: Final = 20.0
"""So much a cosine counts where learning begins."""


class LateLayers(nn.Module):
    """A projection for both sides, a shift for each, and how much a token of a question counts."""

    def __init__(self) -> None:
        super().__init__()
        self.projection = nn.Parameter(torch.zeros(HIDDEN, DIMENSIONS))
        self.text_shift = nn.Parameter(torch.zeros(DIMENSIONS))
        self.question_shift = nn.Parameter(torch.zeros(DIMENSIONS))
        self.importance = nn.Parameter(torch.zeros(HIDDEN))
        self.sharpness = nn.Parameter(torch.tensor(SHARPNESS).log())

    def begin(self, texts: Tensor, questions: Tensor) -> None:
        """Begin at what tells most tokens apart; both have shape (tokens, 384)."""
        own, asked = (functional.normalize(each, dim=-1).mean(0) for each in (texts, questions))
        centred = functional.normalize(texts, dim=-1) - own
        main = torch.linalg.eigh(centred.T @ centred)[1].flip(1)[:, :DIMENSIONS]
        with torch.no_grad():
            self.projection.copy_(main)
            self.text_shift.copy_(-own @ main)
            self.question_shift.copy_(-asked @ main)

    def learnt(self) -> Parameters:
        """What is learnt here, at a rate of its own."""
        return Parameters(self.parameters(), RATE)

    def words(self, states: Tensor, numbers: Tensor, count: int) -> Tensor:
        """Vectors of numbered words, of shape (count, 128), from those of their tokens."""
        is_word = numbers >= 0
        own = functional.normalize(states[is_word], dim=-1)
        sums = torch.zeros(count, HIDDEN).index_add(0, numbers[is_word], own)
        sizes = torch.bincount(numbers[is_word], minlength=count).clamp(min=1)[:, None]
        return functional.normalize(sums / sizes @ self.projection + self.text_shift, dim=-1)

    def tokens(self, states: Tensor) -> Tensor:
        """Vectors of a question's tokens but the first, each as long as it counts."""
        own = functional.normalize(states[1:], dim=-1)
        weights = torch.softmax(own @ self.importance, 0)
        units = functional.normalize(own @ self.projection + self.question_shift, dim=-1)
        return units * weights[:, None]

    def logits(self, questions: Sequence[Tensor], words: Tensor, parts: Sequence[int]) -> Tensor:
        """How well parts answer questions, of shape (questions, parts).

        `questions` are tokens of each, and `parts` says how many of the words each part is.
        """
        likeness = torch.cat(list(questions)) @ words.T
        best = torch.stack([own.amax(1) for own in torch.split(likeness, list(parts), 1)], 1)
        lengths = [len(each) for each in questions]
        sums = torch.stack([own.sum(0) for own in torch.split(best, lengths)])
        return sums * self.sharpness.exp()

    def interaction(self) -> LateInteraction:
        """What was learnt."""
        return LateInteraction(
            *(getattr(self, name).detach().numpy() for name in LateInteraction._fields)
        )
