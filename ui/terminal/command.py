"""Typer in Dutch: help, usage errors, expected failures and Ctrl-C, each as one plain line."""

import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from ingest.text.errors import SteunwijzerError
from ui.terminal import dutch
from ui.terminal.streams import OutputError

FAILED = 1
MISUSED = 2
INTERRUPTED = 130


class DutchCommand(TyperCommand):
    """A command whose help is in Dutch."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        super().format_help(ctx, formatter)
        _translate(formatter)


class DutchGroup(TyperGroup):
    """The command line as a whole: turns what goes wrong into one line and an exit code."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        super().format_help(ctx, formatter)
        _translate(formatter)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; bugs keep their traceback."""
        try:
            return super().invoke(ctx)
        except SteunwijzerError as error:
            _say_failure(error)
            raise typer.Exit(FAILED) from error
        except KeyboardInterrupt as error:
            say(dutch.STOPPED)
            raise typer.Exit(INTERRUPTED) from error

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Parse and run; a command line that makes no sense is one line too."""
        arguments = list(sys.argv[1:] if args is None else args) or ["--help"]
        try:
            code = super().main(arguments, *rest, **{**options, "standalone_mode": False})
            # Now, while it can still be told that what was printed did not arrive.
            sys.stdout.flush()
        except OutputError as error:
            _say_failure(error)
            sys.exit(FAILED)
        except typer.TyperException as error:
            say(dutch.error_line(dutch.usage_error(error.format_message(), _path(error))))
            sys.exit(MISUSED)
        sys.exit(code if isinstance(code, int) else 0)


def examples(*commands: str) -> str:
    r"""Examples below a help text; \b keeps their lines as they are."""
    lines = [f"  steunwijzer {command}" for command in commands]
    return "\n".join(["\b", "Voorbeelden:" if lines[1:] else "Voorbeeld:", *lines])


def say(line: str) -> None:
    """One line on standard error, whatever its characters."""
    typer.echo(line.encode(errors="replace").decode(), err=True)


def _say_failure(error: SteunwijzerError) -> None:
    if not (isinstance(error, OutputError) and error.is_unread):
        say(dutch.error_line(str(error)))


def _path(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if context else "steunwijzer"


def _translate(formatter: Any) -> None:
    formatter.buffer[:] = [dutch.dutch_help("".join(formatter.buffer))]


AsJson = Annotated[bool, typer.Option("--json", help="Geef alles als één JSON-object.")]
"""Of a command that can tell what it found to a program."""
