"""What only a person can decide: asked at a keyboard, or taken from what was typed."""

import sys
from enum import StrEnum
from typing import Final

import typer

from ingest.text.document import Standing
from ingest.text.errors import SteunwijzerError
from ui.service.terms import refuses
from ui.terminal import dutch_adding, dutch_corpus
from ui.terminal.command import say


class Counts(StrEnum):
    """Whether an edition still counts, as it is typed."""

    YES = "ja"
    REVISED = "herziening"
    NO = "nee"


STANDINGS: Final = {
    Counts.YES: Standing.CURRENT,
    Counts.REVISED: Standing.IN_REVISION,
    Counts.NO: Standing.SUPERSEDED,
}


def somebody_types() -> bool:
    """Whether there is somebody at a keyboard to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def is_agreed(deed: str, *, is_yes: bool) -> bool:
    """Whether to go on with what was told; `deed` says in Dutch what that is.

    Raises:
        SteunwijzerError: nobody said so, and nobody can be asked.
    """
    if is_yes:
        return True
    if not somebody_types():
        raise SteunwijzerError(*dutch_corpus.nobody_says_yes(deed))
    typed = typer.prompt(dutch_corpus.GO_ON, "nee", err=True)
    return str(typed).strip().lower() in ("ja", "j")


class Questioning:
    """Takes what was typed behind the command, or else asks for it, or takes what is proposed."""

    def __init__(self, *, is_yes: bool) -> None:
        self.is_yes = is_yes
        self.is_asking = not is_yes and somebody_types()

    def text(
        self, option: str, given: str | None, proposed: str, *, is_needed: bool = False
    ) -> str:
        """A text; one that is needed has to be there.

        Raises:
            SteunwijzerError: it is needed, and nobody says it.
        """
        if given is not None:
            return given
        if self.is_asking:
            return self._prompt(option, proposed, is_needed=is_needed)
        if self.is_yes and (proposed or not is_needed):
            return proposed
        if is_needed:
            raise SteunwijzerError(*dutch_adding.not_said(option, proposed))
        return ""

    def number(self, option: str, given: int | None, proposed: int | None) -> int | None:
        """A year, None where it is not known."""
        if given is not None or not (self.is_asking or self.is_yes):
            return given
        while typed := self.text(option, None, str(proposed or "")):
            if typed.isdecimal():
                return int(typed)
            say(dutch_adding.A_YEAR)
        return None

    def terms(self, given: str | None, proposed: str) -> str:
        """What may be done with the text.

        Raises:
            SteunwijzerError: the file says that it may not be taken over.
        """
        is_refused = refuses(proposed)
        if is_refused and self.is_asking:
            say(dutch_adding.refused_terms(proposed))
        typed = self.text("--overnemen", given, "" if is_refused else proposed)
        if is_refused and not typed:
            raise SteunwijzerError(*dutch_adding.no_permission(proposed))
        return typed

    def counts(self, given: Counts | None) -> Counts:
        """Whether the edition still counts; it does unless somebody says otherwise."""
        if given is not None or not self.is_asking:
            return given or Counts.YES
        while True:
            try:
                return Counts(self._prompt("--geldt", str(Counts.YES), is_needed=True).lower())
            except ValueError:
                say(dutch_adding.ONE_OF_THESE)

    def _prompt(self, option: str, proposed: str, *, is_needed: bool) -> str:
        while True:
            typed = typer.prompt(
                dutch_adding.QUESTIONS[option],
                proposed,
                show_default=bool(proposed),
                err=True,
            )
            if str(typed).strip() or not is_needed:
                return str(typed).strip()
