"""The command of who keeps the texts: accept what changed."""

from typing import Annotated

import typer

from ui.terminal import dutch
from ui.terminal.command import FAILED, DutchCommand, DutchGroup, examples, say
from ui.terminal.opened import own_workspace

app = typer.Typer(cls=DutchGroup, rich_markup_mode=None)


@app.command("accept", cls=DutchCommand, epilog=examples("accept mijn-richtlijn"))
def accept_command(
    source_id: Annotated[
        str, typer.Argument(help="De bron zoals het manifest die noemt.", metavar="BRON-ID")
    ],
    *,
    with_original: Annotated[
        bool, typer.Option("--ook-origineel", help="Aanvaard ook een ander origineel.")
    ] = False,
    without_lost: Annotated[
        bool,
        typer.Option("--toch", help="Laat annotaties los van passages die er niet meer staan."),
    ] = False,
) -> None:
    """Aanvaard een gewijzigde tekst van het corpus, nadat je hem hebt nagekeken.

    Ook de annotaties gaan mee, waar hun passages nu ook staan. Wat er niet meer staat, noemt de
    opdracht; met --toch laat je dat los. Er wordt niets gewist. Maak daarna de index opnieuw met:
    steunwijzer ingest
    """
    done = own_workspace().accept(source_id, with_original=with_original, without_lost=without_lost)
    left = [f"{each.told} {each.obstacle}".strip() for each in done.left]
    for line in dutch.accepted(source_id, [each.told for each in done.accepted], left):
        say(line)
    if done.left:
        raise typer.Exit(FAILED)
