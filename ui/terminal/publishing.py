"""The commands of publishing: see what a new index changes, put it in use, look back, go back."""

import json
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from ui import texts_corpus
from ui.service.steps import AS_STEPS
from ui.terminal import dutch, dutch_publishing
from ui.terminal.command import INTERRUPTED, AsJson, DutchCommand, DutchGroup, examples, say
from ui.terminal.opened import own_settings, own_workspace, upgraded_workspace

if TYPE_CHECKING:
    from ui.service.given import Preview, Rehearsed, Report

app = typer.Typer(cls=DutchGroup, rich_markup_mode=None)


@app.command("preview", cls=DutchCommand, epilog=examples("preview", "preview --steekproef 100"))
def preview_command(
    *,
    without_lost: Annotated[bool, typer.Option("--toch", help=dutch.WITHOUT_LOST)] = False,
    texts_alone: Annotated[
        bool, typer.Option("--alleen-teksten", help="Maak geen index en stel geen vragen.")
    ] = False,
    sample: Annotated[
        int,
        typer.Option(
            "--steekproef", min=0, help="Stel maar zoveel vragen; 0 is alle.", metavar="AANTAL"
        ),
    ] = 0,
    as_json: AsJson = False,
    with_steps: Annotated[bool, typer.Option(AS_STEPS, hidden=True)] = False,
) -> None:
    """Toon wat een nieuwe index zou veranderen, en zet hem klaar zonder hem te gebruiken.

    Eerst zie je welke secties en annotaties anders worden, dan op welke vragen het antwoord anders
    wordt. De vragen zijn die van de vragenset en die van lezers die iets van een antwoord zeiden.
    """
    if with_steps:
        _rehearse(sample, without_lost=without_lost, with_steps=True)
        return
    found = upgraded_workspace().preview()
    if not as_json:
        _print_differences(found)
        if not found.has_sections:
            say(dutch.NO_SECTION_CHANGES)
    _tell_notes(found, without_lost=without_lost, as_json=as_json)
    if texts_alone:
        if as_json:
            typer.echo(json.dumps(_preview_json(found), ensure_ascii=False))
        return
    report, rehearsed = _rehearse(sample, without_lost=without_lost)
    if as_json:
        answers = asdict(rehearsed) if rehearsed else None
        told = {**_preview_json(found), "answers": answers, "release": report.release}
        typer.echo(json.dumps(told, ensure_ascii=False))
    elif rehearsed:
        _print_answers(rehearsed)


@app.command(
    "publish",
    cls=DutchCommand,
    epilog=examples('publish -m "Nieuwe druk van de gids"', 'publish --toch "Eerst dit"'),
)
def publish_command(
    *,
    note: Annotated[
        str, typer.Option("-m", "--notitie", help="Wat er anders is.", metavar="NOTITIE")
    ] = "",
    reason: Annotated[
        str,
        typer.Option(
            "--toch",
            help="Waarom het mag, ook als er annotaties kwijt zijn of vragen misgaan.",
            metavar="REDEN",
        ),
    ] = "",
    door: Annotated[str, typer.Option("--door", hidden=True)] = "",
    with_steps: Annotated[bool, typer.Option(AS_STEPS, hidden=True)] = False,
) -> None:
    """Neem het corpus zoals het nu is in gebruik.

    Wat preview klaarzette, wordt meteen gebruikt; is het corpus sindsdien veranderd, dan wordt er
    eerst een index van gemaakt. Doet hetzelfde als ingest, met een notitie erbij.
    """
    from ui.terminal.progress import stage_bars, telling_steps

    start = time.perf_counter()
    try:
        with stage_bars() as advance, telling_steps(advance, is_asked=with_steps) as working:
            report = upgraded_workspace(door).ingest(
                working, note=note, reason=reason, without_lost=bool(reason)
            )
    except KeyboardInterrupt as error:
        say(dutch.STOPPED_INGEST)
        raise typer.Exit(INTERRUPTED) from error
    if not report.is_new:
        say(dutch.INGEST_UNCHANGED)
        return
    counts = (report.sections, report.chunks, report.vectors, report.embedded)
    say(dutch.ingest_done(*counts, time.perf_counter() - start))


@app.command("history", cls=DutchCommand, epilog=examples("history"))
def history_command() -> None:
    """Toon welke indexen er bewaard zijn, de oudste eerst: van wanneer, door wie en waarom."""
    for each in own_workspace().history():
        typer.echo(dutch_publishing.kept_release(each))


@app.command("rollback", cls=DutchCommand, epilog=examples("rollback"))
def rollback_command(
    release_id: Annotated[
        str, typer.Argument(help="Een andere dan de vorige; zie history.", metavar="INDEX")
    ] = "",
) -> None:
    """Neem de vorige index weer in gebruik."""
    now = own_workspace().roll_back(release_id)
    say(dutch_publishing.rolled_back(now.id, now.created))


@app.command("diff", cls=DutchCommand, epilog=examples("diff 20260101T1200-ab 20260102T1200-cd"))
def diff_command(
    before: Annotated[str, typer.Argument(help="De ene index; zie history.", metavar="A")],
    after: Annotated[str, typer.Argument(help="De andere.", metavar="B")],
    *,
    as_json: AsJson = False,
) -> None:
    """Toon welke teksten en annotaties tussen twee indexen verschillen."""
    found = own_workspace().compare_releases(before, after)
    if as_json:
        typer.echo(json.dumps(_preview_json(found), ensure_ascii=False))
        return
    _print_differences(found)
    if found.is_empty:
        say(dutch_publishing.NO_DIFFERENCES)


def _rehearse(
    sample: int, *, without_lost: bool, with_steps: bool = False
) -> "tuple[Report, Rehearsed | None]":
    from ui.terminal.progress import stage_bars, telling_steps

    start = time.perf_counter()
    with stage_bars() as advance, telling_steps(advance, is_asked=with_steps) as working:
        report, found = upgraded_workspace().rehearse(working, sample, without_lost=without_lost)
    if report.is_new:
        folder = own_settings().data / "index" / report.release
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        say(dutch_publishing.made_ready(time.perf_counter() - start, size))
    return report, found


def _print_differences(found: "Preview") -> None:
    for each in found.new:
        typer.echo(dutch.section_line(dutch.NEW_SECTION, each.document_id, each.headings))
    for each in found.changed:
        typer.echo(dutch.section_line(dutch.CHANGED_SECTION, each.document_id, each.headings))
        for line in dutch_publishing.word_lines(found.words(each.id, each.text)):
            typer.echo(line)
    for each in found.moved:
        typer.echo(dutch_publishing.moved(found.was[each.id].id, each.id))
    for each in found.gone:
        typer.echo(dutch.section_line(dutch.GONE_SECTION, each.document_id, each.headings))
    for note in found.notes:
        for line in dutch_publishing.annotated(note):
            typer.echo(line)
    for source_id in found.sources:
        typer.echo(dutch_publishing.other_source(source_id))
    for part in found.apart:
        typer.echo(dutch_publishing.apart(texts_corpus.APART[part]))


def _tell_notes(found: "Preview", *, without_lost: bool, as_json: bool) -> None:
    """Say what becomes of annotations.

    Raises:
        CorpusError: some are lost, and it was not said to go on without.
    """
    for lost in found.lost:
        for quote in lost.quotes:
            typer.echo(dutch.lost_line(lost.section, quote), err=as_json)
    if found.follows:
        say(dutch_publishing.follows(found.follows))
    if found.stale:
        say(dutch.stale_annotations(found.stale))
    if found.lost:
        from ingest.corpus.lost import loss

        failure = loss(found.lost)
        if not without_lost:
            raise failure
        say(dutch.warning_line(str(failure)))


def _print_answers(rehearsed: "Rehearsed") -> None:
    if not rehearsed.asked:
        say(dutch_publishing.NOTHING_TO_ASK)
        return
    for line in dutch_publishing.answer_lines(rehearsed.changed, rehearsed.asked):
        typer.echo(line)
    if rehearsed.below:
        from ui.texts import below_floor

        say(dutch_publishing.below([below_floor(*each) for each in rehearsed.below]))


def _preview_json(found: "Preview") -> dict[str, object]:
    return {
        "new": [each.id for each in found.new],
        "changed": [
            {"section": each.id, "words": [asdict(own) for own in found.words(each.id, each.text)]}
            for each in found.changed
        ],
        "moved": [{"from": found.was[each.id].id, "to": each.id} for each in found.moved],
        "gone": [each.id for each in found.gone],
        "annotations": {
            "follow": found.follows,
            "stale": found.stale,
            "differ": found.annotated,
            "lost": [{"section": each.section, "quotes": each.quotes} for each in found.lost],
        },
        "sources": found.sources,
        "apart": found.apart,
    }
