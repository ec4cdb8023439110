"""Run -> what is shown of it first: the main figures, and tables of all of them by kind."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from eval.figures import (
    ANSWER_MEASURES,
    CARE_MEASURES,
    GUARANTEES,
    JUDGED,
    RETRIEVAL_MEASURES,
    Figure,
    groups,
)
from eval.forms import FORM_MEASURES
from eval.labels import GROUPS
from eval.measured import Run
from eval.measures import FROM_HISTORY
from eval.reading import LISTS_WHOLE, READING_SCORES
from eval.statistics import Estimate

TILES: Final = ("R@5", "answered", "refused", "essentials", "first_on_point", "on_point")
TABLES: Final = {
    "Zoeken": (*RETRIEVAL_MEASURES, FROM_HISTORY),
    "Antwoorden": ANSWER_MEASURES,
    "Wat de lezer leest": (*READING_SCORES, LISTS_WHOLE),
    "Beloften en zorg": (*GUARANTEES, *CARE_MEASURES),
    "Anders getypt": FORM_MEASURES,
    "Volgens de beoordelaar": JUDGED,
}


class FigureTable(NamedTuple):
    """Some measures by kind of question.

    A row is a kind, how many questions it has, and an estimate for each measure, None without one.
    """

    title: str
    measures: list[str]
    rows: list[tuple[str, int, list[Estimate | None]]]


def figure_tables(run: Run, found: Sequence[Figure]) -> list[FigureTable]:
    """The figures of a run in tables; those without any are left out."""
    cells = {(figure.group, figure.measure): figure.estimate for figure in found}
    tables = []
    for title, measures in TABLES.items():
        kept = [measure for measure in measures if any(key[1] == measure for key in cells)]
        rows = [
            (GROUPS[name], len(own), [cells.get((name, measure)) for measure in kept])
            for name, own in groups(run).items()
            if any((name, measure) in cells for measure in kept)
        ]
        if rows:
            tables.append(FigureTable(title, kept, rows))
    return tables
