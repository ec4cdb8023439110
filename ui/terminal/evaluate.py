"""The commands `steunwijzer eval ...`: measure, compare, and say where the report is."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.text.errors import SteunwijzerError
from ui.service.steps import AS_STEPS
from ui.terminal import dutch_measuring, rating
from ui.terminal.bars import hold, read_bars
from ui.terminal.command import FAILED, AsJson, DutchCommand, DutchGroup, examples, say
from ui.terminal.opened import own_settings, own_workspace

if TYPE_CHECKING:
    from eval.measured import Run


class SplitChoice(StrEnum):
    """Which questions are asked."""

    TEST = "test"
    DEV = "dev"
    SEALED = "sealed"
    ALL = "all"


app = typer.Typer(
    cls=DutchGroup,
    name="eval",
    help=dutch_measuring.EVAL_HELP,
    rich_markup_mode=None,
    no_args_is_help=True,
)
app.add_typer(rating.app)
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
        typer.Option(
            "--questions",
            help="Eigen vragen, in een tabel (.xlsx of .csv) of als JSON; standaard die van het "
            "project.",
        ),
    ] = None,
    split: Annotated[
        SplitChoice, typer.Option("--split", help="Welke vragen: test, dev, sealed of all.")
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
    forms: Annotated[
        bool, typer.Option("--forms", help="Stel elke vraag ook zoals anderen haar typen.")
    ] = False,
    as_json: AsJson = False,
    at_least: AtLeast = None,
    with_steps: Annotated[bool, typer.Option(AS_STEPS, hidden=True)] = False,
) -> None:
    """Stel alle vragen van de set, en maak een verslag.

    Een tabel met eigen vragen heeft een kolom vraag, en als je dat weet: beantwoord (ja of nee) en
    passage (woorden uit de tekst, of het id van een sectie).

    Het verslag is één HTML-bestand, met CSV en JSON ernaast. MAAT is een naam uit figures.csv,
    bijvoorbeeld R@5, of met een groep erbij: refused:near_miss. Zonder --out komt het in de map
    reports van STEUNWIJZER_DATA.
    """
    from eval.figures import MEASURES, means
    from eval.report import write_report
    from eval.verdict import verdict
    from ui.service.reporting import REPORTS
    from ui.terminal.measured import benchmark_json
    from ui.terminal.progress import stage_bars, telling_steps
    from ui.terminal.tables import print_benchmark
    from ui.terminal.told import standard_output

    bars = read_bars(at_least)
    for name, _ in bars:
        if name.partition(":")[0] not in MEASURES:
            raise SteunwijzerError(*dutch_measuring.unknown_measure(name, MEASURES))
    settings = own_settings()
    folder = out or settings.data / REPORTS / f"{datetime.now():%Y%m%d-%H%M%S}"
    baseline = _baseline()
    with stage_bars() as advance, telling_steps(advance, is_asked=with_steps) as working:
        measured = own_workspace().benchmark(
            questions,
            str(split),
            working,
            with_baselines=baselines,
            with_judge=judge,
            with_forms=forms,
        )
        write_report(folder, measured, baseline)
    if with_steps:
        return
    if as_json:
        typer.echo(benchmark_json(folder, measured.run))
    else:
        print_benchmark(standard_output(), measured.run)
    for each in (*measured.run.left_out, verdict(measured.run, baseline)):
        say(each)
    say(dutch_measuring.report_in(folder / "report.html"))
    hold(bars, means(measured.run))


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
    from eval.measured import read_run
    from ui.terminal.measured import differences_json
    from ui.terminal.tables import print_differences
    from ui.terminal.told import standard_output

    bars = read_bars(at_least)
    found = list(differences(read_run(before), read_run(after)))
    if as_json:
        typer.echo(differences_json(found))
    else:
        print_differences(standard_output(), found)
    changes = {
        measure if group == ALL else f"{measure}:{group}": each.change
        for measure, group, each in found
    }
    hold(bars, changes)


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
    from ui.terminal.measured import data_set_json
    from ui.terminal.progress import counting, stage_bars
    from ui.terminal.tables import print_data_set
    from ui.terminal.told import standard_output

    bars = read_bars(at_least)
    settings = own_settings()
    data = load_data_set(folder)
    with stage_bars() as advance, counting(dutch_measuring.ASKING) as asked:
        result = measure(settings, data, advance, asked)
    if as_json:
        typer.echo(data_set_json(result))
    else:
        print_data_set(standard_output(), result)
    groups = {"": result.overall, **{f":{kind}": row for kind, row in result.kinds.items()}}
    means = {name + group: each.mean for group, row in groups.items() for name, each in row.items()}
    hold(bars, means)


@app.command("speed", cls=DutchCommand, epilog=examples("eval speed"))
def speed_command(*, as_json: AsJson = False, at_least: AtLeast = None) -> None:
    """Meet snelheid en geheugen op deze computer. Duurt een paar minuten.

    Exitcode 1 als een meting boven haar grens blijft. --at-least geldt hier voor de grens gedeeld
    door de meting: answer_idle=2 eist dat een antwoord twee keer zo snel is als nodig.
    """
    from eval.machine import machine
    from eval.speed import measure
    from ui.terminal.measured import speed_json
    from ui.terminal.progress import status
    from ui.terminal.tables import print_figures
    from ui.terminal.told import standard_output

    bars = read_bars(at_least)
    with status() as say_working:
        figures = list(
            measure(own_settings(), lambda name: say_working(dutch_measuring.bench_working(name)))
        )
    if as_json:
        typer.echo(speed_json(machine(), figures))
    else:
        typer.echo(machine())
        print_figures(standard_output(), figures)
    hold(bars, {each.name: each.headroom for each in figures})
    if not all(figure.is_reached for figure in figures):
        raise typer.Exit(FAILED)


def _baseline() -> "Run | None":
    """The baseline that the project keeps."""
    from eval.measured import BASELINE, read_run

    return read_run(BASELINE) if BASELINE.exists() else None
