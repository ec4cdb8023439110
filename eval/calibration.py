"""Answers + gold -> whether what was held likely to answer does so.

Of every answer that was right or wrong to give: the odds that were given to its first sentence, and
whether that sentence answers. Nothing answers a question that should have been refused.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from eval.measured import Measured, ScoredQuestion
from eval.reading import shown_places
from eval.response import Response
from eval.statistics import auroc
from ingest.text.document import Section

PARTS: Final = 5


class Fifth(NamedTuple):
    """A fifth of the answers, by the odds of the first sentence: mean chance, and share right."""

    chance: float
    right: float
    answers: int


class Calibration(NamedTuple):
    """How often first sentences answer, the least likely fifth first.

    `by_odds` and `by_support` tell how well the odds of that sentence, and the support of the whole
    answer, tell right from wrong ones (AUROC; .5 is guessing).
    """

    parts: tuple[Fifth, ...]
    by_odds: float
    by_support: float


class _Told(NamedTuple):
    odds: float
    support: float
    is_right: bool


def calibration(measured: Measured) -> Calibration | None:
    """The calibration of a run; None where there is too little to tell right from wrong."""
    told = sorted(_told(measured), key=lambda each: each.odds)
    right = [each.is_right for each in told]
    if len(told) < PARTS or len(set(right)) == 1:
        return None
    return Calibration(
        tuple(_part([told[at] for at in each]) for each in np.array_split(range(len(told)), PARTS)),
        auroc(right, [each.odds for each in told]),
        auroc(right, [each.support for each in told]),
    )


def _told(measured: Measured) -> Iterator[_Told]:
    for _, response, scored in measured.rows():
        odds = _odds_of_first(response, measured.sections)
        is_judged = "first_on_point" in scored.scores or "refused" in scored.scores
        if odds is not None and is_judged:
            yield _Told(odds, response.support, _is_right(scored))


def _odds_of_first(response: Response, sections: dict[str, Section]) -> float | None:
    """The odds of the best evidence in the first sentence; None where there is none of either."""
    first = next(shown_places(response, sections), None)
    if first is None:
        return None
    return max((each.odds for each in response.weighed if each.place.touches(first)), default=None)


def _is_right(scored: ScoredQuestion) -> bool:
    return scored.scores.get("first_on_point", 0.0) == 1


def _part(told: list[_Told]) -> Fifth:
    odds = np.asarray([each.odds for each in told])
    chance = float(np.mean(1 / (1 + np.exp(-odds))))
    return Fifth(chance, float(np.mean([each.is_right for each in told])), len(told))
