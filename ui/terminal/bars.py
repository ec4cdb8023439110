"""What `--at-least` asks for -> exit code 1 and a line for each measure that stays below it."""

import math
from collections.abc import Mapping, Sequence

import typer

from ingest.text.errors import SteunwijzerError
from ui.terminal import dutch_measuring
from ui.terminal.command import FAILED, say

Bar = tuple[str, float]
"""A measure and what it must reach."""


def read_bars(options: Sequence[str] | None) -> list[Bar]:
    """The bars, read before anything is measured.

    Raises:
        typer.BadParameter: an option is no measure with a number.
    """
    return [_bar(option) for option in options or ()]


def _bar(option: str) -> Bar:
    name, _, value = option.partition("=")
    try:
        bar = float(value)
    except ValueError as error:
        raise typer.BadParameter(dutch_measuring.not_a_bar(option)) from error
    if not math.isfinite(bar):
        raise typer.BadParameter(dutch_measuring.not_a_bar(option))
    return name, bar


def hold(bars: Sequence[Bar], values: Mapping[str, float]) -> None:
    """Say which bars were not reached.

    Raises:
        typer.Exit: any was not.
        SteunwijzerError: a measure is not among the values.
    """
    short = False
    for name, bar in bars:
        if name not in values:
            raise SteunwijzerError(*dutch_measuring.unknown_measure(name, values))
        if not values[name] >= bar:
            say(dutch_measuring.fell_short(name, bar, values[name]))
            short = True
    if short:
        raise typer.Exit(FAILED)
