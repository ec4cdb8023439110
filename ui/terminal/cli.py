"""The command `steunwijzer`. Heavy libraries are imported by the commands that need them."""

import gc
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Final

import typer

from ingest.text.errors import SteunwijzerError
from ui.service.steps import AS_STEPS
from ui.terminal import (
    admitting,
    corpus,
    dutch,
    dutch_corpus,
    evaluate,
    feedback,
    model,
    publishing,
    talking,
)
from ui.terminal.command import FAILED, INTERRUPTED, DutchCommand, DutchGroup, examples, say
from ui.terminal.opened import own_settings, own_workspace, upgraded_workspace
from ui.terminal.signals import end_on_signals
from ui.terminal.streams import guard_streams

QUIET: Final = {
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "ORT_DISABLE_TELEMETRY": "1",
}
"""Set before anything is imported: what people ask never leaves the machine."""
ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Unless the operator says otherwise. With two on busy cores matrices spend their time waiting for
each other: an ingest took 20 s of CPU instead of 7, a question a second instead of 20 ms."""

OBJECTS: Final = 100_000
"""After so many new objects Python looks for unused ones in a ring, and not after 700: a corpus is
many objects that all stay, and an ingest spent an eighth of its time on looking."""

app = typer.Typer(
    cls=DutchGroup,
    name="steunwijzer",
    help="Antwoorden uit de documenten in het corpus, met bij elke zin de bron.",
    epilog=examples("serve", 'ask "Wat staat er over privacy?"'),
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Entry point of the command."""
    os.environ.update(QUIET)
    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)
    gc.set_threshold(OBJECTS)
    guard_streams()
    end_on_signals()
    app()


@app.command("ingest", cls=DutchCommand, epilog=examples("ingest", "ingest --opnieuw"))
def ingest_command(
    *,
    again: Annotated[
        bool, typer.Option("--opnieuw", help="Maak de index opnieuw, ook als niets veranderd is.")
    ] = False,
    without_lost: Annotated[bool, typer.Option("--toch", help=dutch.WITHOUT_LOST)] = False,
    with_steps: Annotated[bool, typer.Option(AS_STEPS, hidden=True)] = False,
) -> None:
    """Maak de index van de documenten in het corpus.

    Wat niet veranderd is, wordt niet opnieuw berekend. De vorige index blijft in gebruik tot de
    nieuwe helemaal klaar is.
    """
    try:
        say(_ingest(is_forced=again, without_lost=without_lost, with_steps=with_steps))
    except KeyboardInterrupt as error:
        if not with_steps:  # whoever asked for steps says it
            say(dutch.STOPPED_INGEST)
        raise typer.Exit(INTERRUPTED) from error


@app.command(
    "ask",
    cls=DutchCommand,
    epilog=examples(
        'ask "Wat staat er over privacy?"',
        'ask --json "Wat staat er over privacy?"',
        "ask --batch questions.jsonl --out answers.jsonl",
    ),
)
def ask_command(
    *,
    question: Annotated[
        str | None, typer.Argument(help="Je vraag, tussen aanhalingstekens.", metavar="VRAAG")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Geef het antwoord als één JSON-object.")
    ] = False,
    batch: Annotated[
        Path | None,
        typer.Option(
            "--batch", help="Bestand met op elke regel een vraag als JSON.", metavar="BESTAND"
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", help="Bestand voor de antwoorden; wordt overschreven.", metavar="BESTAND"
        ),
    ] = None,
) -> None:
    """Beantwoord een vraag, of een bestand met vragen."""
    if (question is None) == (batch is None) or (batch is None) != (out is None):
        raise typer.BadParameter(dutch.ONE_WAY_TO_ASK)
    if batch and out:
        _ask_many(batch, out)
    elif question is not None:
        _ask_one(question, as_json=as_json)


@app.command("search", cls=DutchCommand, epilog=examples("search privacy"))
def search_command(
    words: Annotated[str, typer.Argument(help="Waarop je zoekt.", metavar="WOORDEN")],
) -> None:
    """Toon de gevonden passages op volgorde, en waarom ze gevonden zijn.

    Betekenis is hoe dicht de passage inhoudelijk bij je woorden ligt; woorden is hoeveel van je
    woorden erin staan. Beide lopen van 0 tot 1.
    """
    from ui.terminal.told import print_found, standard_output

    found = own_workspace().search(words)
    print_found(standard_output(), found)


@app.command("serve", cls=DutchCommand, epilog=examples("serve", "serve --port 8000"))
def serve_command(
    host: Annotated[
        str | None, typer.Option("--host", help="Adres om op te luisteren.", metavar="ADRES")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help="Poort.", metavar="POORT")
    ] = None,
    open_to_anyone: Annotated[
        bool | None,
        typer.Option(
            "--open-voor-iedereen-zonder-inloggen",
            help="Luister ook op een adres dat anderen kunnen bereiken. Let op: iedereen in het "
            "netwerk kan dan vragen stellen en de computer bezig houden, en wie meekijkt op het "
            "netwerk leest de vragen.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Start de chatpagina. Is er nog geen index, dan wordt die eerst gemaakt."""
    chosen = {"host": host, "port": port, "open_to_anyone_without_login": open_to_anyone}
    settings = own_settings().model_copy(
        update={name: value for name, value in chosen.items() if value is not None}
    )
    from ui.terminal.start import listen, serve

    # Ctrl-C is how one stops a server, not a failure.
    with listen(settings.host, settings.port) as listener, suppress(KeyboardInterrupt):
        serve(settings, listener)
    say(dutch.SERVER_STOPPED)


app.add_typer(evaluate.app)
app.add_typer(corpus.app)
app.add_typer(publishing.app)
app.add_typer(feedback.app)
app.add_typer(model.app)
app.add_typer(talking.app)
app.add_typer(admitting.keys)
app.add_typer(admitting.accounts)


def _ingest(*, is_forced: bool, without_lost: bool, with_steps: bool) -> str:
    """Make the index; returns the line that says what was done."""
    from ui.terminal.progress import stage_bars, telling_steps

    start = time.perf_counter()
    with (
        stage_bars(has_lines=with_steps) as advance,
        telling_steps(advance, is_asked=with_steps) as working,
    ):
        workspace = upgraded_workspace()
        report = workspace.ingest(working, is_forced=is_forced, without_lost=without_lost)
    for source_id in workspace.waiting():
        say(dutch_corpus.waits(source_id))
    if report.stale:
        say(dutch.stale_annotations(report.stale))
    if report.lost:
        from ingest.corpus.lost import loss

        say(dutch.warning_line(str(loss(report.lost))))
    if not report.is_new:
        return dutch.INGEST_UNCHANGED
    counts = (report.sections, report.chunks, report.vectors, report.embedded)
    return dutch.ingest_done(*counts, time.perf_counter() - start)


def _ask_one(question: str, *, as_json: bool) -> None:
    from ui.record import SINGLE_ID, QuestionRecord
    from ui.terminal.told import print_answer, standard_output

    try:
        workspace = own_workspace()
        workspace.open()
    except SteunwijzerError as error:
        _tell_whom_to_call(question, str(error), as_json=as_json)
        raise
    if as_json:
        record = workspace.answer(QuestionRecord(id=SINGLE_ID, question=question))
        typer.echo(record.json_line())
        complaint = record.failure
    else:
        answer = workspace.ask(question)
        print_answer(standard_output(), answer)
        feedback.ask_opinion(workspace, answer)
        complaint = answer.complaint
    if complaint:
        say(dutch.error_line(complaint))
        raise typer.Exit(FAILED)


def _tell_whom_to_call(question: str, why: str, *, as_json: bool) -> None:
    """Whom to call, where danger is plain from a question; that needs no index and no settings."""
    from assistant.answer.refusal import without_assistant
    from ingest.text.settings import BUNDLED_CORPUS
    from ui.record import SINGLE_ID, record_of
    from ui.terminal.told import print_answer, standard_output

    answer = without_assistant(question, BUNDLED_CORPUS, why)
    if not answer.contacts:
        return
    if as_json:
        typer.echo(record_of(answer, SINGLE_ID, 0).json_line())
    else:
        print_answer(standard_output(), answer)


def _ask_many(batch: Path, out: Path) -> None:
    from ui.terminal.batch import Tally, answer_file, count_lines
    from ui.terminal.progress import progress_bars

    tally = Tally()
    workspace = own_workspace()
    workspace.open()
    try:
        with progress_bars() as progress:
            task = progress.add_task(dutch.BATCH_WORKING, total=count_lines(batch))

            def report(line: str) -> None:
                # Above the bar: a line of our own would end up behind it.
                progress.console.print(line, soft_wrap=True)

            def advance(lines: int) -> None:
                progress.update(task, completed=lines)

            answer_file(workspace.answer, batch, out, tally, report, advance)
    finally:
        if tally.is_begun:
            say(dutch.batch_done(tally.answered, tally.failed, tally.broken, out))
    if not tally.is_whole:
        raise typer.Exit(FAILED)


if __name__ == "__main__":
    main()
