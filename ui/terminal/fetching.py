"""The command that fetches guidelines which the manifest names, where that is allowed."""

from typing import TYPE_CHECKING, Annotated

import typer

from ingest.text.errors import SteunwijzerError
from ui.terminal import adding, dutch, dutch_corpus
from ui.terminal.adding import TypedAbout
from ui.terminal.command import FAILED, DutchCommand, DutchGroup, examples, say
from ui.terminal.opened import own_workspace

if TYPE_CHECKING:
    from ingest.corpus.entry import ManifestEntry
    from ui.service.workspace import Workspace

app = typer.Typer(cls=DutchGroup, rich_markup_mode=None)


@app.command(
    "fetch",
    cls=DutchCommand,
    epilog=examples(
        "corpus fetch pleegzorg",
        'corpus fetch kindermishandeling --overnemen "Mag met bronvermelding, colofon 2020."',
    ),
)
def fetch_command(
    source_id: Annotated[
        str,
        typer.Argument(help="Een bron uit het manifest; zonder worden ze allemaal nagegaan."),
    ] = "",
    *,
    terms: Annotated[
        str | None,
        typer.Option("--overnemen", help="Wat de uitgever zegt of met je afsprak over overnemen."),
    ] = None,
    is_yes: Annotated[
        bool, typer.Option("--ja", "--yes", help="Vervang ook een tekst die er al staat.")
    ] = False,
) -> None:
    """Haal richtlijnen op die het manifest noemt en die overgenomen mogen worden.

    Dit is de enige opdracht, met corpus add https://..., die naar internet gaat. Wat niet mag,
    wordt genoemd, met hoe je toestemming vraagt. Wat is opgehaald, telt pas mee als je het hebt
    nagekeken en aanvaard.
    """
    from ingest.corpus.fetch.fetched import why_not

    if terms is not None and not source_id:
        raise typer.BadParameter(dutch_corpus.TERMS_OF_ONE)
    workspace = own_workspace()
    # What is said of the source stands in the manifest: nothing of it is asked again.
    about = TypedAbout(terms=terms, is_yes=True)
    if source_id:
        entry = workspace.holding(source_id).entry
        if refused := why_not(entry, has_permission=bool(terms)):
            raise SteunwijzerError(*refused)
        _fetch(workspace, entry, about, is_yes=is_yes)
        return
    results = [_is_fetched(workspace, entry, about, is_yes=is_yes) for entry in workspace.sources()]
    if not all(results):
        raise typer.Exit(FAILED)


def _is_fetched(
    workspace: "Workspace", entry: "ManifestEntry", about: TypedAbout, *, is_yes: bool
) -> bool:
    """Fetch one of all, unless it may not be; false where it could not be."""
    from ingest.corpus.fetch.fetched import why_not

    if refused := why_not(entry, has_permission=False):
        say(dutch_corpus.not_fetched(str(SteunwijzerError(*refused))))
        return True
    try:
        _fetch(workspace, entry, about, is_yes=is_yes)
    except SteunwijzerError as error:
        say(dutch.error_line(f"{entry.id}: {error}"))
        return False
    return True


def _fetch(
    workspace: "Workspace", entry: "ManifestEntry", about: TypedAbout, *, is_yes: bool
) -> None:
    with workspace.fetched_from(entry.url) as file:
        if entry.text and entry.text.original_sha256 == file.sha256:
            say(dutch_corpus.unchanged(entry.id))
            return
        for line in dutch_corpus.fetched(file):
            say(line)
        adding.add_file(workspace, file.path, about, entry, is_yes=is_yes)
