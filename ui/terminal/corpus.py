"""The commands `steunwijzer corpus ...`: see which texts there are, bring in, accept, remove."""

import datetime
from typing import Annotated

import typer

from ui.terminal import adding, dutch, dutch_corpus, fetching
from ui.terminal.asking import is_agreed
from ui.terminal.command import FAILED, DutchCommand, DutchGroup, examples, say
from ui.terminal.opened import own_workspace

app = typer.Typer(
    cls=DutchGroup,
    name="corpus",
    help="De teksten waaruit wordt geantwoord.",
    epilog=examples("corpus list", "corpus add richtlijn.pdf"),
    rich_markup_mode=None,
)
app.add_typer(adding.app)
app.add_typer(fetching.app)
SourceId = Annotated[
    str, typer.Argument(help="De bron zoals het manifest die noemt.", metavar="BRON-ID")
]

IsYes = Annotated[bool, typer.Option("--ja", "--yes", help="Vraag niets, en ga door.")]


@app.command("accept", cls=DutchCommand, epilog=examples("corpus accept mijn-richtlijn"))
def accept_command(
    source_id: SourceId,
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


@app.command("list", cls=DutchCommand, epilog=examples("corpus list"))
def list_command() -> None:
    """Toon alle bronnen: uitgave, of die geldt, hoeveel secties, en of de tekst aanvaard is."""
    for line in dutch_corpus.listed(own_workspace().holdings()):
        _print(line)


@app.command("show", cls=DutchCommand, epilog=examples("corpus show mijn-richtlijn"))
def show_command(source_id: SourceId) -> None:
    """Toon wat er van een bron bekend is, met de koppen, hun pagina, en wat je moet nakijken."""
    workspace = own_workspace()
    own = workspace.holding(source_id)
    remarks = [each for each in workspace.review(_today()) if each.source_id == source_id]
    for line in dutch_corpus.shown(own, remarks):
        _print(line)


@app.command("check", cls=DutchCommand, epilog=examples("corpus check"))
def check_command() -> None:
    """Kijk het corpus na: wat verouderd is, dubbel staat, ontbreekt of nog aanvaard moet worden.

    De exitcode is alleen 1 als er iets is dat je moet maken.
    """
    remarks = own_workspace().review(_today())
    for each in remarks:
        _print(dutch_corpus.remark_line(each))
    say(dutch_corpus.checked(remarks) if remarks else dutch_corpus.ALL_WELL)
    if any(each.must for each in remarks):
        raise typer.Exit(FAILED)


@app.command("draft", cls=DutchCommand, epilog=examples("corpus draft mijn-richtlijn"))
def draft_command(
    source_id: SourceId,
    *,
    most: Annotated[
        int | None, typer.Option("--hoogstens", min=1, help="Zoveel secties deze keer.")
    ] = None,
) -> None:
    """Laat het taalmodel vragen opschrijven bij een tekst, zodat die beter wordt gevonden.

    De secties gaan naar het taalmodel dat je hebt ingesteld. Wat het opschrijft, helpt alleen bij
    het zoeken en staat nooit in een antwoord. Alles wordt meteen bewaard: breek gerust af, de
    volgende keer gaat het verder. Wat mensen bij een sectie schrijven, gaat voor. Maak daarna de
    index opnieuw met: steunwijzer ingest
    """
    from ui.terminal.progress import counting

    workspace = own_workspace()
    with counting(dutch_corpus.DRAFTING) as shown:
        drafted = workspace.draft_notes(source_id, lambda _, done, total: shown(done, total), most)
    say(dutch_corpus.drafted(drafted.read, drafted.failed, drafted.left, drafted.why))
    if drafted.failed:
        raise typer.Exit(FAILED)


@app.command("remove", cls=DutchCommand, epilog=examples("corpus remove mijn-richtlijn"))
def remove_command(source_id: SourceId, *, is_yes: IsYes = False) -> None:
    """Haal een tekst uit het corpus, met zijn origineel, zijn annotaties en wat het manifest zegt.

    Je ziet eerst wat er weggaat. Het kan niet ongedaan worden gemaakt.
    """
    workspace = own_workspace()
    for line in dutch_corpus.removes(workspace.removal(source_id)):
        _print(line)
    if not is_agreed(f"'{source_id}' weg", is_yes=is_yes):
        say(dutch_corpus.LEFT_AS_IT_WAS)
        return
    gone = workspace.remove(source_id)
    say(dutch_corpus.removed(source_id, had_text=bool(gone.files)))


@app.command("supersede", cls=DutchCommand, epilog=examples("corpus supersede oud nieuw"))
def supersede_command(
    old_id: Annotated[str, typer.Argument(help="De bron die niet meer geldt.", metavar="OUD")],
    new_id: Annotated[str, typer.Argument(help="De bron die nu geldt.", metavar="NIEUW")],
) -> None:
    """Zeg dat een uitgave is vervangen door een andere; antwoorden zeggen dat er dan bij."""
    own_workspace().supersede(old_id, new_id)
    say(dutch_corpus.superseded(old_id, new_id))


@app.command("reinstate", cls=DutchCommand, epilog=examples("corpus reinstate oud"))
def reinstate_command(source_id: SourceId) -> None:
    """Zeg dat een bron die vervangen was, toch weer geldt."""
    own_workspace().reinstate(source_id)
    say(dutch_corpus.reinstated(source_id))


def _today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).date()


def _print(line: str) -> None:
    """A line of output, whatever its characters."""
    typer.echo(line.encode(errors="replace").decode())
