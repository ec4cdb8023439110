"""The commands of who keeps the texts: see what would change and what there was, and go back."""

from typing import Annotated

import typer

from ui.terminal import dutch
from ui.terminal.command import DutchCommand, DutchGroup, examples, say
from ui.terminal.opened import own_workspace

app = typer.Typer(cls=DutchGroup, rich_markup_mode=None)


@app.command("preview", cls=DutchCommand, epilog=examples("preview"))
def preview_command(
    *,
    without_lost: Annotated[bool, typer.Option("--toch", help=dutch.WITHOUT_LOST)] = False,
) -> None:
    """Toon wat een nieuwe index zou veranderen, zonder hem te maken."""
    found = own_workspace().preview()
    for told, sections in (
        (dutch.NEW_SECTION, found.new),
        (dutch.CHANGED_SECTION, found.changed),
        (dutch.GONE_SECTION, found.gone),
    ):
        for each in sections:
            typer.echo(dutch.section_line(told, each.document_id, each.headings))
    if not (found.new or found.changed or found.gone):
        say(dutch.NO_SECTION_CHANGES)
    for lost in found.lost:
        for quote in lost.quotes:
            typer.echo(dutch.lost_line(lost.section, quote))
    if found.stale:
        say(dutch.stale_annotations(found.stale))
    if found.lost:
        from ingest.corpus.lost import loss

        failure = loss(found.lost)
        if not without_lost:
            raise failure
        say(dutch.warning_line(str(failure)))


@app.command("history", cls=DutchCommand, epilog=examples("history"))
def history_command() -> None:
    """Toon welke indexen er bewaard zijn, de oudste eerst."""
    for each in own_workspace().history():
        typer.echo(dutch.kept_release(each.id, each.created, is_in_use=each.is_in_use))


@app.command("rollback", cls=DutchCommand, epilog=examples("rollback"))
def rollback_command(
    release_id: Annotated[
        str, typer.Argument(help="Een andere dan de vorige; zie history.", metavar="INDEX")
    ] = "",
) -> None:
    """Neem de vorige index weer in gebruik."""
    now = own_workspace().roll_back(release_id)
    say(dutch.rolled_back(now.id, now.created))
