"""Measured run -> a folder with the report, and the same as CSV and JSON."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined

from eval import charts, labels
from eval.benchmark import Question, QuestionKind, gold_place
from eval.calibration import calibration
from eval.ending import Ending, ending
from eval.figures import (
    ALL,
    MEASURES,
    RETRIEVAL_MEASURES,
    Figure,
    changes,
    figures,
    separation,
    system_figures,
)
from eval.measured import Measured, Run, read_run
from eval.overview import TILES, figure_tables
from eval.response import Response
from eval.statistics import Difference, Estimate
from eval.tables import write_table
from eval.verdict import verdict
from ingest.text.document import Section
from ingest.text.errors import SteunwijzerError

SHOWN_PASSAGES: Final = 5
EARLIER_RUNS: Final = 11
"""With the one that is reported a dozen are drawn."""
ANSWER_PICTURE: Final = ("essentials", "first_on_point", "refused")


SystemFigures = Sequence[tuple[str, str, Estimate]]
"""Retrieval of every system, as (system, measure, estimate)."""


def write_report(folder: Path, measured: Measured, baseline: Run | None) -> None:
    """Write report.html, run.json, responses.jsonl, questions.csv and figures.csv to a folder.

    Raises:
        SteunwijzerError: the folder cannot be written.
    """
    run = measured.run
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "run.json", run.model_dump_json(exclude_none=True))
        lines = [response.model_dump_json() for response in measured.responses]
        _write(folder / "responses.jsonl", "".join(f"{line}\n" for line in lines))
        write_table(folder / "figures.csv", _figure_rows(figures(run)))
        write_table(folder / "questions.csv", _question_rows(measured))
        _write(folder / "report.html", html(measured, baseline, earlier_runs(folder, run)))
    except OSError as error:
        raise SteunwijzerError(
            f"In {folder} kan niet worden geschreven.", "Kies met --out een andere map."
        ) from error


def earlier_runs(folder: Path, run: Run) -> list[Run]:
    """Runs on the same questions whose reports stand beside a folder, oldest first."""
    found = []
    for file in folder.resolve().parent.glob("*/run.json"):
        if file.parent == folder.resolve():
            continue
        with suppress(SteunwijzerError):  # of another version, or not ours
            other = read_run(file)
            if _asked(other) == _asked(run) and other.about.created < run.about.created:
                found.append(other)
    return sorted(found, key=lambda each: each.about.created)[-EARLIER_RUNS:]


def html(measured: Measured, baseline: Run | None, earlier: Sequence[Run] = ()) -> str:
    """The report as one page that asks nothing of the network; `earlier` runs, oldest first."""
    run = measured.run
    found = figures(run)
    systems = system_figures(run)
    tally = Counter((own.kind, ending(own, response)) for _, response, own in measured.rows())
    moved = changes(baseline, run.scored) if baseline else []
    environment = Environment(
        loader=PackageLoader("eval", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "decimal": labels.decimal,
        "interval": labels.with_interval,
        "chance": _chance,
    }
    return environment.get_template("report.html.jinja").render(
        run=run,
        labels=labels,
        verdict=verdict(run, baseline),
        tally=Counter(found for _, found in tally.elements()).most_common(),
        careless=[
            (labels.GROUPS[kind], each.estimate)
            for kind in (QuestionKind.DANGER, QuestionKind.PERSONAL_DATA, QuestionKind.DECISION)
            for each in found
            if (each.group, each.measure) == (kind, "notices") and each.estimate.mean < 1
        ],
        endings_by_kind=_endings_by_kind(tally),
        tiles=[
            (each.measure, each.estimate)
            for each in found
            if each.group == ALL and each.measure in TILES
        ],
        tables=figure_tables(run, found),
        systems=_system_table(systems),
        retrieval=RETRIEVAL_MEASURES,
        baseline=baseline,
        changes=moved,
        calibration=calibration(measured),
        separations=[
            (labels.GROUPS[kind], auroc)
            for kind in (QuestionKind.FAR_OFF, QuestionKind.NEAR_MISS, QuestionKind.FALSE_PREMISE)
            if (auroc := separation(run, kind)) is not None
        ],
        earlier=earlier,
        pictures=_pictures([*earlier, run], found, systems, moved),
        latency=_latency(measured.responses),
        questions=list(_question_views(measured)),
        endings=list(Ending),
    )


def _pictures(
    runs: Sequence[Run],
    found: Sequence[Figure],
    systems: SystemFigures,
    moved: Sequence[tuple[str, Difference]],
) -> Mapping[str, str]:
    """Those pictures that there is something to draw for; the last run is the one reported."""
    run = runs[-1]
    measured = {figure.measure for figure in found}
    shown = {
        "retrieval": systems and charts.by_group(found, ("R@5", "coverage@5", "nDCG@10")),
        "ranks": systems and charts.rank_histogram(run),
        "systems": systems and charts.by_system(systems, ("R@5", "coverage@5", "nDCG@10")),
        "answers": measured & set(ANSWER_PICTURE) and charts.by_group(found, ANSWER_PICTURE),
        "over_time": len(runs) > 1 and charts.over_time(runs, ANSWER_PICTURE),
        "changes": moved and charts.changes(moved),
    }
    return {name: picture for name, picture in shown.items() if isinstance(picture, str)}


def _asked(run: Run) -> tuple[str, str]:
    return run.about.questions_sha256, run.about.split


def _system_table(systems: SystemFigures) -> dict[str, list[Any]]:
    table: dict[str, list[Any]] = {}
    for name, _, each in systems:
        table.setdefault(labels.SYSTEMS[name], []).append(each)
    return table


def _endings_by_kind(tally: Counter[tuple[QuestionKind, Ending]]) -> dict[str, Any]:
    """How many questions of each kind that was asked came to each ending that was come to."""
    come_to = [each for each in Ending if any(found is each for _, found in tally)]
    asked = [kind for kind in QuestionKind if any(found is kind for found, _ in tally)]
    rows = {labels.GROUPS[kind]: [tally[kind, each] for each in come_to] for kind in asked}
    return {"heads": come_to, "rows": rows}


def _latency(responses: Sequence[Response]) -> tuple[float, float]:
    """Median and 95th percentile of the milliseconds from question to answer."""
    times = [response.elapsed_ms for response in responses if not response.failure] or [0.0]
    median, slow = np.percentile(times, (50, 95))
    return float(median), float(slow)


def _question_views(measured: Measured) -> Iterable[dict[str, Any]]:
    for question, response, scored in measured.rows():
        yield {
            "question": question,
            "response": response,
            "scored": scored,
            "ending": ending(scored, response),
            "kind": labels.GROUPS[question.kind],
            "wording": labels.GROUPS[scored.wording] if scored.wording else "",
            "passages": _marked(question, response)[:SHOWN_PASSAGES],
            "weighed": list(_weighed(question, response, measured.sections)),
            "headings": {
                name: _heading(measured.sections[name]) for name in _named(question, response)
            },
        }


def _marked(question: Question, response: Response) -> list[tuple[bool, Any]]:
    """Passages found, each with whether it is of a gold section."""
    return [(passage.section in question.gold_sections, passage) for passage in response.passages]


def _weighed(
    question: Question, response: Response, sections: Mapping[str, Section]
) -> Iterable[tuple[bool, bool, Any]]:
    """What was chosen from, each with whether it answers and whether it was told."""
    golden = [gold_place(gold, sections) for gold in question.gold]
    told = [cited.place for cited in response.citations]
    for each in response.weighed:
        yield (
            any(each.place.touches(gold) for gold in golden),
            any(each.place.touches(cited) for cited in told),
            each,
        )


def _named(question: Question, response: Response) -> set[str]:
    shown = (*response.citations, *response.passages, *response.weighed)
    cited = {quote.section for quote in shown}
    return {*question.gold_sections, *cited} | ({question.nearest} - {""})


def _chance(odds: float) -> str:
    return f"{100 / (1 + math.exp(-odds)):.0f}%"


def _heading(section: Section) -> str:
    return " › ".join(section.headings) or section.id


def _figure_rows(found: Sequence[Figure]) -> Iterable[dict[str, object]]:
    for figure in found:
        yield {"measure": figure.measure, "group": figure.group, **asdict(figure.estimate)}


def _question_rows(measured: Measured) -> Iterable[dict[str, object]]:
    for question, response, scored in measured.rows():
        yield {
            "id": question.id,
            "split": str(question.split),
            "kind": str(question.kind),
            "wording": str(scored.wording or ""),
            "question": question.question,
            "ending": str(ending(scored, response)),
            "outcome": str(response.outcome),
            "support": round(response.support, 4),
            "elapsed_ms": round(response.elapsed_ms, 1),
            **{measure: scored.scores.get(measure, "") for measure in MEASURES},
        }


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
