"""The commands by which people judge the answers of a measurement, and see how far they agree."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.terminal import dutch_measuring
from ui.terminal.command import DutchCommand, DutchGroup, examples, say
from ui.terminal.opened import own_workspace

if TYPE_CHECKING:
    from eval.ratings import Rated, Rating

app = typer.Typer(cls=DutchGroup, rich_markup_mode=None)
ReportFolder = Annotated[
    Path, typer.Argument(help="De map van het verslag van een meting.", metavar="MAP")
]


@app.command("label", cls=DutchCommand, epilog=examples("eval label verslag --door anna"))
def label_command(
    folder: ReportFolder,
    *,
    rater: Annotated[str, typer.Option("--door", help="Wie oordeelt.", metavar="NAAM")],
    count: Annotated[
        int, typer.Option("--aantal", help="Over hoeveel antwoorden.", min=1, metavar="N")
    ] = 30,
) -> None:
    """Oordeel zelf over de zinnen van antwoorden: goed, ernaast of fout.

    Je ziet niet wat een ander vond, en niet wat de set als antwoord heeft. Stoppen mag altijd: de
    volgende keer ga je verder. De oordelen staan in MAP/oordelen-NAAM.csv, dat je ook in Excel kunt
    invullen.
    """
    workspace = own_workspace()
    rated = workspace.ratings_of(folder, rater, count)
    if not rated:
        say(dutch_measuring.NOTHING_TO_RATE)
        return
    path = workspace.keep_ratings(folder, rater, rated)
    for place, each in enumerate(rated):
        if each.rating is None:
            _show(rated, place)
            rating = _asked_for()
            if rating is None:
                break
            rated[place] = each._replace(rating=rating)
            workspace.keep_ratings(folder, rater, rated)
    say(dutch_measuring.rated(sum(each.rating is not None for each in rated), len(rated), path))


@app.command("agree", cls=DutchCommand, epilog=examples("eval agree verslag --gold gold.jsonl"))
def agree_command(
    folder: ReportFolder,
    *,
    gold: Annotated[
        Path | None,
        typer.Option(
            "--gold",
            help="Schrijf wat ieder goed vond als vragen met antwoord, voor eval run --questions.",
            metavar="BESTAND",
        ),
    ] = None,
) -> None:
    """Zeg hoe de beoordelaars van een meting oordeelden, en hoe vaak zij het eens zijn."""
    workspace = own_workspace()
    for name, rated in workspace.raters_of(folder).items():
        typer.echo(dutch_measuring.said_by(name, [each.rating for each in rated if each.rating]))
    for each in workspace.agreements_of(folder):
        typer.echo(dutch_measuring.raters_agree(each.raters, each.both, each.share, each.kappa))
    if gold:
        say(dutch_measuring.gold_written(workspace.rated_gold(folder, gold), gold))


def _show(rated: Sequence["Rated"], place: int) -> None:
    """The question with its answer, the sentence that is asked about marked."""
    own = rated[place]
    typer.echo(f"\n[{place + 1}/{len(rated)}] {own.asked}\n")
    for each in rated:
        if each.question == own.question:
            mark = ">" if each.number == own.number else " "
            typer.echo(f"  {mark} {each.sentence}")


def _asked_for() -> "Rating | None":
    """What is said of a sentence; None to stop."""
    from eval.ratings import Rating

    keys = {rating[0]: rating for rating in Rating}
    while True:
        try:
            said = input(f"{dutch_measuring.RATE} ").strip().lower()
        except (EOFError, RuntimeError):  # the latter where there is no standard input at all
            return None
        if said in dutch_measuring.STOP_RATING:
            return None
        if said[:1] in keys and keys[said[:1]].startswith(said):
            return keys[said[:1]]
        say(dutch_measuring.RATE_AGAIN)
