"""Run -> figures: each measure over all questions and by kind, with its interval."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from eval.asking import STEUNWIJZER
from eval.benchmark import QuestionKind, Split, Wording
from eval.forms import FORM_MEASURES
from eval.measured import Run, ScoredQuestion
from eval.measures import COVERAGE, FROM_HISTORY, RETRIEVAL
from eval.reading import LISTS_WHOLE, READING_SCORES
from eval.statistics import Difference, Estimate, auroc, corrected, difference, estimate
from eval.twins import TWIN, Distance, thirds
from ingest.text.errors import SteunwijzerError

ALL: Final = "all"
NO_TWINS: Final = "no_twins"
RETRIEVAL_MEASURES: Final = (*RETRIEVAL, COVERAGE)
ANSWER_MEASURES: Final = (
    "answered",
    "false_abstention",
    "denied",
    "refused",
    "corrected",
    "answers_right",
    "citation_precision",
    "citation_recall",
    "citation_hit",
    "citation_hit_answered",
)
NAMED_SOURCE: Final = "from_named"
GUARANTEES: Final = ("exact_quotes", "cited_sentences")
CARE_MEASURES: Final = ("notices", "danger_false_alarm", "masked", NAMED_SOURCE, "apt")
JUDGED: Final = ("faithful", "helpful")
MEASURES: Final = (
    *RETRIEVAL_MEASURES,
    FROM_HISTORY,
    *ANSWER_MEASURES,
    *READING_SCORES,
    LISTS_WHOLE,
    *GUARANTEES,
    *CARE_MEASURES,
    *FORM_MEASURES,
    *JUDGED,
)
OF_ANSWERS: Final = frozenset(
    {
        "answers_right",
        "citation_hit_answered",
        "on_point",
        "in_context",
        "words",
        NAMED_SOURCE,
        FROM_HISTORY,
        LISTS_WHOLE,
        *GUARANTEES,
        *JUDGED,
    }
)
"""Measured on answers alone, or on what is not found without history. Which questions those are
depends on the run: of two runs they cannot be compared question by question."""
LOWER_IS_BETTER: Final = frozenset({"danger_false_alarm", "false_abstention", "denied", "words"})
COMPARED: Final = tuple(measure for measure in MEASURES if measure not in OF_ANSWERS)


class Figure(NamedTuple):
    """A measure over a group of questions."""

    measure: str
    group: str
    estimate: Estimate


def groups(run: Run) -> dict[str, list[ScoredQuestion]]:
    """Groups of questions to report on: all, by wording, and by kind; none is empty."""
    found = {ALL: list(run.scored)}
    found |= {
        str(words): [each for each in run.scored if each.wording is words] for words in Wording
    }
    found |= {
        str(kind): [each for each in run.scored if each.kind is kind] for kind in QuestionKind
    }
    return {name: own for name, own in (found | _by_distance(run)).items() if own}


def _by_distance(run: Run) -> dict[str, list[ScoredQuestion]]:
    """The questions in thirds by their distance from what was trained on, and those but twins.

    Only of the questions that were not tuned on: the others are their own nearest.
    """
    own = [
        (each, each.nearest_trained)
        for each in run.scored
        if each.nearest_trained is not None and each.split is not Split.DEV
    ]
    if not own:
        return {}
    low, high = thirds([nearest for _, nearest in own])
    return {
        str(Distance.NEAREST): [each for each, nearest in own if nearest > high],
        str(Distance.MIDDLE): [each for each, nearest in own if low < nearest <= high],
        str(Distance.FARTHEST): [each for each, nearest in own if nearest <= low],
        NO_TWINS: [each for each, nearest in own if nearest < TWIN],
    }


def figures(run: Run) -> list[Figure]:
    """Every measure over every group in which some question has a score for it."""
    return [
        Figure(measure, group, _estimate(own, measure))
        for group, own in groups(run).items()
        for measure in MEASURES
        if any(measure in each.scores for each in own)
    ]


def overall(run: Run, measures: Sequence[str]) -> dict[str, Estimate]:
    """Each of some measures over all questions, as far as any has a score for it."""
    own = groups(run)[ALL]
    return {
        measure: _estimate(own, measure)
        for measure in measures
        if any(measure in each.scores for each in own)
    }


def means(run: Run) -> dict[str, float]:
    """The mean of every measure, by `measure` for all questions and `measure:group` for some."""
    return {
        figure.measure if figure.group == ALL else f"{figure.measure}:{figure.group}": (
            figure.estimate.mean
        )
        for figure in figures(run)
    }


def system_figures(run: Run) -> list[tuple[str, str, Estimate]]:
    """Retrieval of every system that was run, as (system, measure, estimate)."""
    clusters = {each.id: each.cluster for each in run.scored}
    own = {each.id: each.scores for each in run.scored if COVERAGE in each.scores}
    if not own:  # no question has gold
        return []
    systems = {**run.systems, STEUNWIJZER: own}
    return [
        (name, measure, estimate({key: each[measure] for key, each in scores.items()}, clusters))
        for name, scores in systems.items()
        for measure in RETRIEVAL_MEASURES
    ]


def have_common(before: Run, after: Run) -> bool:
    """Whether two runs have a question in common."""
    return not {each.key for each in before.scored}.isdisjoint(each.key for each in after.scored)


def differences(
    before: Run, after: Run, measures: Sequence[str] = COMPARED
) -> Iterator[tuple[str, str, Difference]]:
    """Two runs beside each other, as (measure, group, difference), on the questions of both.

    A question is the same if its words, history and gold are. Within a group p is corrected for the
    number of measures.

    Raises:
        SteunwijzerError: they have no question in common.
    """
    if not have_common(before, after):
        raise SteunwijzerError(
            "De twee metingen hebben geen enkele vraag gemeen.",
            "Vergelijk metingen op dezelfde set.",
        )
    for group, own in groups(after).items():
        for measure, moved in changes(before, own, measures):
            yield measure, group, moved


def changes(
    before: Run, own: Sequence[ScoredQuestion], measures: Sequence[str] = COMPARED
) -> list[tuple[str, Difference]]:
    """How each measure moved over these questions since a run, p corrected for so many measures."""
    found = {
        measure: moved
        for measure in measures
        if (moved := change(before, own, measure)) is not None
    }
    return list(zip(found, corrected(list(found.values())), strict=True))


def change(before: Run, own: Sequence[ScoredQuestion], measure: str) -> Difference | None:
    """How a measure moved over these questions since a run; None if it has it of none of them."""
    new = {each.key: each for each in own if measure in each.scores}
    old = {
        each.key: each.scores[measure]
        for each in before.scored
        if each.key in new and measure in each.scores
    }
    if not old:
        return None
    return difference(
        old,
        {key: each.scores[measure] for key, each in new.items()},
        {key: each.cluster for key, each in new.items()},
    )


def separation(run: Run, kind: QuestionKind) -> float | None:
    """How well support tells questions with an answer from those of a kind without (AUROC)."""
    kept = [each for each in run.scored if not each.is_failed]
    answerable = [each.support for each in kept if "answered" in each.scores]
    others = [each.support for each in kept if each.kind is kind]
    if not answerable or not others:
        return None
    truth = [*[True] * len(answerable), *[False] * len(others)]
    return auroc(truth, answerable + others)


def _estimate(own: Sequence[ScoredQuestion], measure: str) -> Estimate:
    scores = {each.id: each.scores[measure] for each in own if measure in each.scores}
    return estimate(scores, {each.id: each.cluster for each in own})
