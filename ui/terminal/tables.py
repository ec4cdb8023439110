"""Measurements -> tables on a terminal."""

from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.table import Table

from eval.asking import STEUNWIJZER
from eval.beir import DataSetResult
from eval.figures import ALL, RETRIEVAL_MEASURES, figures, groups, system_figures
from eval.labels import GROUPS, MEASURES, SYSTEMS, with_interval
from eval.measured import Run
from eval.speed import Timing
from eval.statistics import Difference
from ui.terminal import dutch, dutch_measuring

_WIDE: Final = 140
_SHOWN: Final = {
    "R@5": "R@5",
    "coverage@5": "dekking",
    "answered": "beantwoord",
    "refused": "geweigerd",
    "citation_precision": "precisie",
    "citation_hit": "raak",
    "notices": "meldingen",
    "faithful": "trouw",
    "helpful": "nut",
}
"""Measures that fit beside each other, with a short name."""


def print_figures(console: Console, figures: Iterable[Timing]) -> None:
    """Print measurements against their bars."""
    table = _table(*dutch_measuring.SPEED_COLUMNS)
    for figure in figures:
        table.add_row(
            dutch_measuring.FIGURES[figure.name],
            dutch_measuring.measured(figure.p50, figure.unit, figure.bar_p50),
            dutch_measuring.measured(figure.p95, figure.unit, figure.bar_p95),
            str(len(figure.values)),
            dutch_measuring.SPEED_REACHED[figure.is_reached],
        )
    _print(console, table)


def print_benchmark(console: Console, run: Run) -> None:
    """Print the main measures of a benchmark by kind of question, and of every system."""
    found = {(each.group, each.measure): each.estimate for each in figures(run)}
    shown = [measure for measure in _SHOWN if (ALL, measure) in found]
    table = _table(*dutch_measuring.BENCHMARK_COLUMNS, *(_SHOWN[measure] for measure in shown))
    for name, own in groups(run).items():
        cells = [found.get((name, measure)) for measure in shown]
        means = [dutch.decimal(cell.mean, 2) if cell else "" for cell in cells]
        table.add_row(GROUPS[name], str(len(own)), *means)
    _print(console, table)
    console.print()
    if run.agreement:
        console.print(
            dutch_measuring.judge_agrees(run.agreement.faithful_kappa, run.agreement.helpful_kappa)
        )
    of_system = {(name, measure): each for name, measure, each in system_figures(run)}
    if not of_system:
        return
    systems = [*run.systems, STEUNWIJZER]
    beside = _table("", *RETRIEVAL_MEASURES)
    for name in systems:
        row = (with_interval(of_system[name, measure]) for measure in RETRIEVAL_MEASURES)
        beside.add_row(SYSTEMS[name], *row)
    _print(console, beside)


def print_differences(console: Console, differences: Iterable[tuple[str, str, Difference]]) -> None:
    """Print two runs beside each other, over all questions; kinds only where they differ."""
    table = _table(*dutch_measuring.DIFFERENCE_COLUMNS)
    for measure, group, each in differences:
        if group == ALL or each.is_shown:
            verdict = (
                dutch_measuring.HIGHER
                if each.is_higher
                else dutch_measuring.LOWER
                if each.is_lower
                else dutch_measuring.SAME
            )
            name = MEASURES[measure][0]
            table.add_row(
                name if group == ALL else f"{name}, {GROUPS[group].lower()}",
                *(dutch.decimal(value, 3) for value in (each.before, each.after, each.change)),
                f"{dutch.decimal(each.low, 3)} tot {dutch.decimal(each.high, 3)}",
                dutch.decimal(each.p_value, 3),
                "–" if each.detectable is None else dutch.decimal(each.detectable, 3),
                str(each.count),
                verdict,
            )
    _print(console, table)
    console.print(dutch_measuring.DIFFERENCES_READ)


def print_data_set(console: Console, result: DataSetResult) -> None:
    """Print how well the search does on a data set in BEIR form."""
    console.print(dutch_measuring.data_set_size(result.queries, result.documents))
    table = _table("", *result.overall)
    parts = {SYSTEMS[name]: row for name, row in result.parts.items()}
    for name, row in {GROUPS[ALL]: result.overall, **result.kinds, **parts}.items():
        table.add_row(name, *(with_interval(each) for each in row.values()))
    _print(console, table)


def _print(console: Console, table: Table) -> None:
    """A file or a pipe has no width to fit in."""
    if not console.is_terminal:
        console.width = _WIDE
    console.print(table)


def _table(*columns: str) -> Table:
    table = Table(*columns, box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify, column.no_wrap = "right", True
    return table
