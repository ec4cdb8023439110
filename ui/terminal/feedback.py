"""What people say of answers: asked behind an answer, and shown to who learns from it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.text.errors import SteunwijzerError
from ui import texts_feedback
from ui.terminal import dutch
from ui.terminal.command import DutchCommand, DutchGroup, examples, say
from ui.terminal.opened import own_workspace

if TYPE_CHECKING:
    from assistant.answer.answer import Answer
    from ui.service.workspace import Workspace

app = typer.Typer(cls=DutchGroup, rich_markup_mode=None)


@app.command(
    "feedback", cls=DutchCommand, epilog=examples("feedback", "feedback --out feedback.csv")
)
def feedback_command(
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", help="Schrijf een tabel voor Excel; wordt overschreven.", metavar="BESTAND"
        ),
    ] = None,
) -> None:
    """Toon wat lezers van antwoorden vinden, als STEUNWIJZER_FEEDBACK is gezet.

    De tabel is ook te gebruiken als vragen, met: steunwijzer eval run --questions BESTAND. Vul
    daarvoor in de kolommen beantwoord en passage aan wat je zelf weet.
    """
    workspace = own_workspace()
    read = workspace.feedback()
    for each in read.records:
        typer.echo(
            texts_feedback.line(each.at, each.opinion, each.outcome, each.question, each.remark)
        )
    if read.broken:
        say(texts_feedback.skipped(read.broken))
    if not read.records:
        say(" ".join(texts_feedback.NONE_YET))
        return
    say(texts_feedback.summed([each.opinion for each in read.records]))
    if out:
        workspace.write_feedback(out)
        say(texts_feedback.written(out))


def ask_opinion(workspace: "Workspace", answer: "Answer") -> None:
    """Ask somebody at the keyboard what an answer was worth, where the operator wants to know."""
    slip = workspace.slip(answer)
    if not slip or not _is_keyboard():
        return
    try:
        opinion = _asked_for(is_found=bool(answer.sentences))
        if not opinion:
            return
        remark = str(typer.prompt(texts_feedback.PROMPT_REMARK, "", show_default=False))
        workspace.give_feedback(slip, opinion, remark)
    except typer.Abort:
        return
    except SteunwijzerError as error:  # the answer itself was given
        say(dutch.error_line(str(error)))
    else:
        say(texts_feedback.KEPT)


def _is_keyboard() -> bool:
    """Whether somebody reads what is printed, and can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _asked_for(*, is_found: bool) -> str:
    """What is said of an answer: a value of feedback.Opinion, or nothing."""
    keys = texts_feedback.PROMPT_KEYS
    asked = texts_feedback.PROMPT if is_found else texts_feedback.PROMPT_NOT_FOUND
    while True:
        typed = str(typer.prompt(asked, "", show_default=False, prompt_suffix=" ")).strip().lower()
        if not typed:
            return ""
        if typed[0] in keys and (is_found or keys[typed[0]] in texts_feedback.OPINIONS_NOT_FOUND):
            return keys[typed[0]]
        say(texts_feedback.PROMPT_AGAIN)
