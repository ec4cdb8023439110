"""Run -> figures: each measure over all questions and by kind, with its interval."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn import metrics

from eval.benchmark import UNANSWERABLE, Kind, Wording
from eval.measures import COVERAGE, RETRIEVAL
from eval.run import STEUNWIJZER, Run, Scored
from eval.statistics import Difference, Estimate, difference, estimate
from ingest.errors import SteunwijzerError

ALL: Final = "all"
RETRIEVAL_MEASURES: Final = (*RETRIEVAL, COVERAGE)
ANSWER_MEASURES: Final = (
    "answered",
    "refused",
    "answers_right",
    "citation_precision",
    "citation_recall",
    "citation_hit",
    "citation_hit_answered",
)
GUARANTEES: Final = ("exact_quotes", "cited_sentences")
CARE_MEASURES: Final = ("notices", "danger_false_alarm")
JUDGED: Final = ("faithful", "helpful")
MEASURES: Final = (
    *RETRIEVAL_MEASURES,
    *ANSWER_MEASURES,
    *GUARANTEES,
    *CARE_MEASURES,
    *JUDGED,
)
LOWER_IS_BETTER: Final = frozenset({"danger_false_alarm"})
GATES: Final = ("nDCG@10", "R@5", COVERAGE, "citation_precision", "citation_recall")
"""What may not fall below the baseline: quality of retrieval and of citations."""


class Figure(NamedTuple):
    """A measure over a group of questions."""

    measure: str
    group: str
    estimate: Estimate


def groups(run: Run) -> dict[str, list[Scored]]:
    """Groups of questions to report on: all, by wording, and by kind; none is empty."""
    found = {ALL: list(run.scored)}
    found |= {
        str(words): [each for each in run.scored if each.wording is words] for words in Wording
    }
    found |= {str(kind): [each for each in run.scored if each.kind is kind] for kind in Kind}
    return {name: own for name, own in found.items() if own}


def figures(run: Run) -> list[Figure]:
    """Every measure over every group in which some question has a score for it."""
    return [
        Figure(measure, group, _estimate(own, measure))
        for group, own in groups(run).items()
        for measure in MEASURES
        if any(measure in each.scores for each in own)
    ]


def value_of(run: Run, name: str) -> float:
    """The mean of a measure, named `measure` or `measure:group`.

    Raises:
        SteunwijzerError: there is no such figure.
    """
    measure, _, group = name.partition(":")
    found = [
        figure.estimate.mean
        for figure in figures(run)
        if (figure.measure, figure.group) == (measure, group or ALL)
    ]
    if not found:
        raise SteunwijzerError(
            f"De maat '{name}' is hier niet gemeten.", f"Kies uit: {', '.join(MEASURES)}."
        )
    return found[0]


def system_figures(run: Run) -> list[tuple[str, str, Estimate]]:
    """Retrieval of every system that was run, as (system, measure, estimate)."""
    clusters = {each.id: each.cluster for each in run.scored}
    own = {each.id: each.scores for each in run.scored if COVERAGE in each.scores}
    systems = {**run.systems, STEUNWIJZER: own}
    return [
        (name, measure, estimate({key: each[measure] for key, each in scores.items()}, clusters))
        for name, scores in systems.items()
        for measure in RETRIEVAL_MEASURES
    ]


def differences(
    before: Run, after: Run, measures: Sequence[str] = MEASURES
) -> Iterator[tuple[str, str, Difference]]:
    """Two runs beside each other, as (measure, group, difference), on the questions of both.

    Raises:
        SteunwijzerError: they have no question in common.
    """
    earlier = {each.id: each.scores for each in before.scored}
    if not earlier.keys() & {each.id for each in after.scored}:
        raise SteunwijzerError(
            "De twee metingen hebben geen enkele vraag gemeen.",
            "Vergelijk metingen op dezelfde set.",
        )
    for group, own in groups(after).items():
        clusters = {each.id: each.cluster for each in own}
        for measure in measures:
            new = {each.id: each.scores[measure] for each in own if measure in each.scores}
            old = {name: earlier[name][measure] for name in new if measure in earlier.get(name, {})}
            if old:
                yield measure, group, difference(old, new, clusters)


class RiskCoverage(NamedTuple):
    """How often an answer is wrong if only the best supported questions are answered.

    `coverages` and `risks`, shape (questions,): share answered, and of those the share that should
    not have been or that cites nothing of the gold. `area` under the curve: lower is better.
    """

    coverages: NDArray[np.float64]
    risks: NDArray[np.float64]
    area: float


def risk_coverage(run: Run) -> RiskCoverage:
    """The risk-coverage curve over all questions that have a right outcome."""
    judged = sorted(
        (each for each in run.scored if _is_judged(each)), key=lambda each: -each.support
    )
    wrong = np.asarray([1 - each.scores.get("citation_hit", 0.0) for each in judged])
    counts = np.arange(1, len(judged) + 1)
    coverages, risks = counts / len(judged), np.cumsum(wrong) / counts
    area = float(metrics.auc(coverages, risks)) if len(judged) > 1 else float(risks.mean())
    return RiskCoverage(coverages, risks, area)


def separation(run: Run, kind: Kind) -> float | None:
    """How well support tells questions with an answer from those of a kind without (AUROC)."""
    answerable = [each.support for each in run.scored if "answered" in each.scores]
    others = [each.support for each in run.scored if each.kind is kind]
    if not answerable or not others:
        return None
    truth = [1] * len(answerable) + [0] * len(others)
    return float(metrics.roc_auc_score(truth, answerable + others))


def _is_judged(scored: Scored) -> bool:
    return "answered" in scored.scores or scored.kind in UNANSWERABLE


def _estimate(own: Sequence[Scored], measure: str) -> Estimate:
    scores = {each.id: each.scores[measure] for each in own if measure in each.scores}
    return estimate(scores, {each.id: each.cluster for each in own})
