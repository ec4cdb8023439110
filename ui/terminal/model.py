"""The command of who sets up a chat model: what it replies, in what time, in how many tokens."""

import typer

from ui.terminal import dutch
from ui.terminal.command import FAILED, DutchCommand, DutchGroup, examples
from ui.terminal.opened import own_workspace

app = typer.Typer(
    cls=DutchGroup,
    name="model",
    help="Het taalmodel dat de zinnen van antwoorden kiest.",
    epilog=examples("model check"),
    rich_markup_mode=None,
)


@app.callback()
def _group() -> None:
    """Hold the commands, also where there is only one."""


@app.command("check", cls=DutchCommand, epilog=examples("model check"))
def check_command() -> None:
    """Stel het ingestelde taalmodel drie vragen en toon wat het antwoordt.

    De laatste vraag hoort niet bij de bronnen: daarop past het antwoord "no". Het aantal tokens is
    geschat.
    """
    is_well = True
    for each in own_workspace().check_model():
        typer.echo(
            dutch.model_replied(
                each.question, each.reply, each.elapsed_s, each.asked_tokens, each.reply_tokens
            )
        )
        typer.echo(dutch.model_gives(each.sentences, each.why) + "\n")
        is_well = is_well and not each.why
    if not is_well:
        raise typer.Exit(FAILED)
