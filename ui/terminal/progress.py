"""How far something is, on standard error: bars on a terminal, elsewhere nothing or a line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from ingest.text.errors import SteunwijzerError
from ui.service.steps import Step
from ui.terminal import dutch


def progress_bars() -> Progress:
    """Bars that count; print through their console while they are shown."""
    console = _console()
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    return Progress(*columns, console=console, disable=not console.is_terminal)


@contextmanager
def stage_bars(*, has_lines: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """A bar for every stage that has something to do; elsewhere a line, if that is asked."""
    with progress_bars() as progress:
        bars: dict[str, TaskID] = {}

        def advance(stage: str, done: int, total: int) -> None:
            if total and stage not in bars:
                bars[stage] = progress.add_task(dutch.STAGES[stage], total=total)
                if progress.disable and has_lines:
                    progress.console.print(dutch.stage_begun(stage), soft_wrap=True)
            if total:
                progress.update(bars[stage], completed=done, total=total)

        yield advance


@contextmanager
def telling_steps(
    advance: Callable[[str, int, int], None], *, is_asked: bool
) -> Iterator[Callable[[str, int, int], None]]:
    """Also write steps on standard output, and why it failed, if a process that waits asks it."""

    def working(stage: str, done: int, total: int) -> None:
        advance(stage, done, total)
        if is_asked:
            typer.echo(Step(stage, done, total).line())

    try:
        yield working
    except SteunwijzerError as error:
        if is_asked:
            typer.echo(Step(failure=str(error)).line())
        raise


@contextmanager
def counting(name: str) -> Iterator[Callable[[int, int], None]]:
    """One bar, called `name`."""
    with progress_bars() as progress:
        bar = progress.add_task(name, total=None)
        yield lambda done, total: progress.update(bar, completed=done, total=total)


@contextmanager
def status() -> Iterator[Callable[[str], None]]:
    """A line that says what is being done."""
    with _console().status("") as shown:
        yield shown.update


def _console() -> Console:
    return Console(stderr=True, highlight=False, markup=False, emoji=False)
