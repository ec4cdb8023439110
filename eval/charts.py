"""Figures -> pictures, each as an SVG in a data address, so that a report needs no other file."""

import base64
import io
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Picture
from matplotlib.ticker import ScalarFormatter

from eval import labels
from eval.figures import LOWER_IS_BETTER, Figure, overall
from eval.measured import Run
from eval.statistics import Difference, Estimate

WIDTH_IN: Final = 7.2
ROW_IN: Final = 0.3
INK: Final = "#1f2933"
BLUE: Final = "#0b5fa5"
ORANGE: Final = "#b45309"
GREY: Final = "#9aa5b1"
MARKS: Final = ((BLUE, "o"), (ORANGE, "s"), (INK, "^"))
"""Colour and mark of the first, second and third measure of a picture."""
_STYLE: Final[dict[str, Any]] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "steunwijzer",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Arial", "sans-serif"],
    "font.size": 9,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


def by_group(figures: Sequence[Figure], measures: Sequence[str]) -> str:
    """Dots with their intervals: a row for each group, a colour for each measure."""
    kept = [figure for figure in figures if figure.measure in measures]
    names = list(dict.fromkeys(figure.group for figure in kept))
    rows = [labels.GROUPS[name] for name in names]

    def draw(axes: Axes) -> None:
        for place, measure in enumerate(measures):
            own = {each.group: each.estimate for each in kept if each.measure == measure}
            shift = 0.2 * (place - (len(measures) - 1) / 2)
            _dots(axes, [own.get(name) for name in names], shift, place, measure)
        _rows(axes, rows)
        axes.set_xlim(-0.02, 1.02)
        _legend(axes)

    return _svg(draw, ROW_IN * len(rows) + 0.9)


def by_system(figures: Sequence[tuple[str, str, Estimate]], measures: Sequence[str]) -> str:
    """Dots with their intervals: a row for each system, a colour for each measure."""
    names = list(dict.fromkeys(name for name, _, _ in figures))

    def draw(axes: Axes) -> None:
        for place, measure in enumerate(measures):
            own = {name: each for name, other, each in figures if other == measure}
            shift = 0.2 * (place - (len(measures) - 1) / 2)
            _dots(axes, [own[name] for name in names], shift, place, measure)
        _rows(axes, [labels.SYSTEMS[name] for name in names])
        axes.set_xlim(-0.02, 1.02)
        _legend(axes)

    return _svg(draw, 0.5 * len(names) + 0.9)


def rank_histogram(run: Run) -> str:
    """At which place the first gold section stands, over all questions that have gold."""
    counts = Counter(_rank(each.scores["MRR"]) for each in run.scored if "MRR" in each.scores)

    def draw(axes: Axes) -> None:
        values = [counts[rank] for rank in labels.RANKS]
        bars = axes.bar(labels.RANKS, values, color=[BLUE] * 5 + [ORANGE] * 3, width=0.7)
        axes.bar_label(bars, padding=2)
        axes.set_xlabel("plaats van de eerste goede sectie")
        axes.set_ylabel("vragen")
        axes.margins(y=0.12)

    return _svg(draw, 2.8)


def changes(differences: Sequence[tuple[str, Difference]]) -> str:
    """Differences with their intervals, a row for each measure; zero is no change."""

    def draw(axes: Axes) -> None:
        for row, (measure, each) in enumerate(differences):
            is_good = each.is_lower if measure in LOWER_IS_BETTER else each.is_higher
            colour = GREY if not each.is_shown else BLUE if is_good else ORANGE
            axes.plot([each.low, each.high], [row, row], color=colour, linewidth=2)
            axes.plot([each.change], [row], "o", color=colour)
        axes.axvline(0, color=INK, linewidth=0.8)
        _rows(axes, [labels.MEASURES[measure][0] for measure, _ in differences])
        axes.set_xlabel("verschil met de nulmeting")
        reach = max([0.05, *(max(abs(each.low), abs(each.high)) for _, each in differences)])
        axes.set_xlim(-1.1 * reach, 1.1 * reach)

    return _svg(draw, ROW_IN * len(differences) + 0.8)


def over_time(runs: Sequence[Run], measures: Sequence[str]) -> str:
    """Measures of runs on the same questions, oldest first, each with its interval."""
    found = [overall(run, measures) for run in runs]

    def draw(axes: Axes) -> None:
        for place, measure in enumerate(measures):
            colour, mark = MARKS[place]
            own = [(at, row[measure]) for at, row in enumerate(found) if measure in row]
            places = [at for at, _ in own]
            axes.vlines(
                places, [each.low for _, each in own], [each.high for _, each in own], color=colour
            )
            means = [each.mean for _, each in own]
            label = labels.MEASURES[measure][0]
            axes.plot(places, means, mark, linestyle="-", color=colour, label=label, markersize=4.5)
        axes.set_xticks(range(len(runs)), [labels.moment(run.about.created) for run in runs])
        axes.set_ylim(0, 1.02)
        axes.grid(axis="y", color="#e4e7eb", linewidth=0.8)
        _legend(axes)

    return _svg(draw, 3.2)


def _rank(reciprocal: float) -> str:
    if not reciprocal:
        return "niet"
    rank = round(1 / reciprocal)
    if rank <= 5:
        return str(rank)
    return "6-10" if rank <= 10 else "> 10"


def _dots(
    axes: Axes, estimates: Sequence[Estimate | None], shift: float, place: int, measure: str
) -> None:
    colour, mark = MARKS[place]
    label = labels.MEASURES[measure][0]
    for row, each in enumerate(estimates):
        if each is not None:
            axes.plot([each.low, each.high], [row + shift] * 2, color=colour, linewidth=1.4)
            axes.plot([each.mean], [row + shift], mark, color=colour, markersize=4.5, label=label)
            label = "_nolegend_"


def _rows(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color="#e4e7eb", linewidth=0.8)


def _legend(axes: Axes) -> None:
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, frameon=False)


def _svg(draw: Callable[[Axes], None], height_in: float) -> str:
    import matplotlib as mpl

    with mpl.rc_context(_STYLE):  # type: ignore[arg-type]  # its keys are typed one by one
        picture = Picture(figsize=(WIDTH_IN, height_in), layout="constrained")
        axes = picture.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_axisbelow(True)
        draw(axes)
        for axis in (axes.xaxis, axes.yaxis):
            if isinstance(axis.get_major_formatter(), ScalarFormatter):
                axis.set_major_formatter(lambda value, _: f"{value:g}".replace(".", ","))
        file = io.BytesIO()
        picture.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return f"data:image/svg+xml;base64,{base64.b64encode(file.getvalue()).decode()}"
