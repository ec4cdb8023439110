"""The commands `steunwijzer eval ...`: measure, compare, and say where the report is."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ingest.text.errors import SteunwijzerError
from ui import texts
from ui.terminal.command import FAILED, DutchCommand, DutchGroup, examples, say

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from eval.run import Measured, Run
    from eval.speed import Figure
    from ingest.text.settings import Settings


class SplitChoice(StrEnum):
    """Which questions are asked."""

    TEST = "test"
    DEV = "dev"
    ALL = "all"


app = typer.Typer(
    cls=DutchGroup, name="eval", help=texts.EVAL_HELP, rich_markup_mode=None, no_args_is_help=True
)
AsJson = Annotated[bool, typer.Option("--json", help="Geef de uitkomst als één JSON-object.")]
AtLeast = Annotated[
    list[str] | None,
    typer.Option(
        "--at-least",
        help="Exitcode 1 als een maat hieronder blijft; mag vaker.",
        metavar="MAAT=WAARDE",
    ),
]


@app.command(
    "run", cls=DutchCommand, epilog=examples("eval run", "eval run --split dev --at-least R@5=0.8")
)
def run_command(
    *,
    questions: Annotated[
        Path | None,
        typer.Option("--questions", help="Vragenbestand; standaard dat van het project."),
    ] = None,
    split: Annotated[
        SplitChoice, typer.Option("--split", help="Welke vragen: test, dev of all.")
    ] = SplitChoice.TEST,
    out: Annotated[
        Path | None, typer.Option("--out", help="Map voor het verslag.", metavar="MAP")
    ] = None,
    baselines: Annotated[
        bool,
        typer.Option("--baselines/--no-baselines", help="Meet ook de andere zoeksystemen."),
    ] = True,
    judge: Annotated[
        bool, typer.Option("--judge", help="Laat het model van STEUNWIJZER_JUDGE meebeoordelen.")
    ] = False,
    as_json: AsJson = False,
    at_least: AtLeast = None,
) -> None:
    """Stel alle vragen van de set, en maak een verslag.

    Het verslag is één HTML-bestand, met CSV en JSON ernaast. MAAT is een naam uit figures.csv,
    bijvoorbeeld R@5, of met een groep erbij: refused:near_miss. Zonder --out komt het in de map
    reports van STEUNWIJZER_DATA.
    """
    from eval.figures import MEASURES, means
    from eval.report import write_report
    from ui.terminal.tables import print_benchmark
    from ui.terminal.told import standard_output

    bars = _bars(at_least)
    for name, _ in bars:
        if name.partition(":")[0] not in MEASURES:
            raise SteunwijzerError(*texts.unknown_measure(name, MEASURES))
    settings = _settings()
    folder = out or settings.data / "reports" / f"{datetime.now():%Y%m%d-%H%M%S}"
    baseline = _baseline()
    measured = _measure(settings, questions, str(split), with_baselines=baselines, with_judge=judge)
    write_report(folder, measured, baseline)
    if as_json:
        agreed = measured.run.agreement
        record = {
            "report": str(folder),
            "figures": _figure_records(measured.run),
            "judge_agreement": asdict(agreed) if agreed else None,
        }
        typer.echo(_json(record))
    else:
        print_benchmark(standard_output(), measured.run)
    say(texts.report_in(folder / "report.html"))
    _hold(bars, means(measured.run))


@app.command("compare", cls=DutchCommand, epilog=examples("eval compare oud nieuw"))
def compare_command(
    before: Annotated[Path, typer.Argument(help="Map of run.json van de ene meting.", metavar="A")],
    after: Annotated[Path, typer.Argument(help="Die van de andere.", metavar="B")],
    *,
    as_json: AsJson = False,
    at_least: AtLeast = None,
) -> None:
    """Vergelijk twee metingen op dezelfde vragen, met een gepaarde toets.

    Met --at-least stel je hoeveel B minstens van A moet verschillen, bijvoorbeeld R@5=-0.01.
    """
    from eval.figures import ALL, differences
    from eval.run import read_run
    from ui.terminal.tables import print_differences
    from ui.terminal.told import standard_output

    bars = _bars(at_least)
    found = list(differences(read_run(before), read_run(after)))
    if as_json:
        typer.echo(
            _json(
                {
                    "differences": [
                        {"measure": measure, "group": group, "change": each.change, **asdict(each)}
                        for measure, group, each in found
                    ]
                }
            )
        )
    else:
        print_differences(standard_output(), found)
    changes = {
        measure if group == ALL else f"{measure}:{group}": each.change
        for measure, group, each in found
    }
    _hold(bars, changes)


@app.command("beir", cls=DutchCommand, epilog=examples("eval beir mijn-set --json"))
def beir_command(
    folder: Annotated[
        Path,
        typer.Argument(help="Map met corpus.jsonl, queries.jsonl en qrels.tsv.", metavar="MAP"),
    ],
    *,
    as_json: AsJson = False,
    at_least: AtLeast = None,
) -> None:
    """Meet het zoeken op een dataset in BEIR-vorm.

    De index van de set blijft bewaard: een tweede keer gaat snel. Heeft het corpus het veld doc,
    dan telt per document de beste passage.
    """
    from eval.beir import load_data_set, measure
    from ui.terminal.progress import counting, stage_bars
    from ui.terminal.tables import print_data_set
    from ui.terminal.told import standard_output

    bars = _bars(at_least)
    settings = _settings()
    data = load_data_set(folder)
    with stage_bars() as advance, counting(texts.ASKING) as asked:
        result = measure(settings, data, advance, asked)
    overall = {name: each.mean for name, each in result.overall.items()}
    kinds = {
        kind: {name: each.mean for name, each in row.items()} for kind, row in result.kinds.items()
    }
    if as_json:
        typer.echo(
            _json(
                {
                    **overall,
                    "queries": result.queries,
                    "documents": result.documents,
                    "intervals": {
                        name: [each.low, each.high] for name, each in result.overall.items()
                    },
                    "kinds": kinds,
                }
            )
        )
    else:
        print_data_set(standard_output(), result)
    by_kind = {
        f"{name}:{kind}": value for kind, row in kinds.items() for name, value in row.items()
    }
    _hold(bars, overall | by_kind)


@app.command("speed", cls=DutchCommand, epilog=examples("eval speed"))
def speed_command(*, as_json: AsJson = False, at_least: AtLeast = None) -> None:
    """Meet snelheid en geheugen op deze computer. Duurt een paar minuten.

    Exitcode 1 als een meting boven haar grens blijft. --at-least geldt hier voor de grens gedeeld
    door de meting: answer_idle=2 eist dat een antwoord twee keer zo snel is als nodig.
    """
    from eval.machine import machine
    from eval.speed import measure
    from ui.terminal.progress import status
    from ui.terminal.tables import print_figures
    from ui.terminal.told import standard_output

    bars = _bars(at_least)
    with status() as say_working:
        figures = list(measure(_settings(), lambda name: say_working(texts.bench_working(name))))
    if as_json:
        typer.echo(
            _json({"machine": machine(), "figures": [_speed_record(each) for each in figures]})
        )
    else:
        typer.echo(machine())
        print_figures(standard_output(), figures)
    _hold(bars, {each.name: each.headroom for each in figures})
    if not all(figure.is_reached for figure in figures):
        raise typer.Exit(FAILED)


def _settings() -> "Settings":
    from ingest.text.settings import load_settings

    return load_settings()


def _measure(
    settings: "Settings",
    path: Path | None,
    split: str,
    *,
    with_baselines: bool,
    with_judge: bool,
) -> "Measured":
    from eval.benchmark import QUESTIONS, load_questions, of_split
    from eval.judge import CASES, agreement, load_cases
    from eval.run import judged, run_benchmark
    from ingest.index.record import read_content
    from ingest.index.releases import current_release
    from ui.terminal.progress import stage_bars

    model = _judge(settings) if with_judge else None
    file = path or QUESTIONS
    content = read_content(current_release(settings.data))
    sections = {section.id: section for section in content.snapshot.sections}
    asked = of_split(load_questions(file, sections), split)
    if not asked:
        raise SteunwijzerError(
            f"In {file} staan geen vragen voor de split '{split}'.", "Kies een andere met --split."
        )
    with stage_bars() as advance:
        agreed = None
        if model:
            cases = load_cases(CASES)
            agreed = agreement(
                model, cases, lambda done: advance("calibrate_judge", done, len(cases))
            )
        measured = run_benchmark(
            settings, file, asked, split, advance, with_baselines=with_baselines
        )
        if model and agreed:
            return judged(measured, model, settings.judge, agreed, advance)
        return measured


def _judge(settings: "Settings") -> "BaseChatModel":
    from assistant.chat.model import open_chat_model

    if not settings.judge:
        raise SteunwijzerError(*texts.NO_JUDGE)
    return open_chat_model(settings.judge, settings.judge_url, settings.judge_key)


def _baseline() -> "Run | None":
    """The baseline that the project keeps."""
    from eval.run import BASELINE, read_run

    return read_run(BASELINE) if BASELINE.exists() else None


def _figure_records(run: "Run") -> list[dict[str, Any]]:
    from eval.figures import figures, system_figures

    own = [
        {"system": "steunwijzer", "measure": each.measure, "group": each.group}
        | asdict(each.estimate)
        for each in figures(run)
    ]
    others = [
        {"system": system, "measure": measure, "group": "all", **asdict(each)}
        for system, measure, each in system_figures(run)
        if system in run.systems
    ]
    return own + others


def _speed_record(figure: "Figure") -> dict[str, Any]:
    return {
        "name": figure.name,
        "unit": figure.unit,
        "p50": figure.p50,
        "p95": figure.p95,
        "runs": len(figure.values),
        "bar_p50": figure.bar_p50,
        "bar_p95": figure.bar_p95,
        "headroom": figure.headroom,
        "reached": figure.is_reached,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


Bar = tuple[str, float]
"""A measure and what it must reach."""


def _bars(options: Sequence[str] | None) -> list[Bar]:
    """What --at-least asks for, read before anything is measured.

    Raises:
        typer.BadParameter: an option is no measure with a number.
    """
    bars = []
    for option in options or ():
        name, _, value = option.partition("=")
        try:
            bar = float(value)
        except ValueError as error:
            raise typer.BadParameter(texts.not_a_bar(option)) from error
        if not math.isfinite(bar):
            raise typer.BadParameter(texts.not_a_bar(option))
        bars.append((name, bar))
    return bars


def _hold(bars: Sequence[Bar], values: Mapping[str, float]) -> None:
    """Say which bars were not reached, and fail if any was not."""
    short = False
    for name, bar in bars:
        if name not in values:
            raise SteunwijzerError(*texts.unknown_measure(name, values))
        if not values[name] >= bar:
            say(texts.fell_short(name, bar, values[name]))
            short = True
    if short:
        raise typer.Exit(FAILED)
