"""The command that brings a text in: what is made of a file is seen before it counts."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ingest.text.document import Standing
from ingest.text.errors import SteunwijzerError
from ui.service.permission import refuses
from ui.terminal import dutch, dutch_adding
from ui.terminal.command import DutchCommand, DutchGroup, examples, say
from ui.terminal.opened import own_settings, own_workspace

if TYPE_CHECKING:
    from ingest.corpus.convert.converted import Converted
    from ingest.corpus.entry import ManifestEntry

app = typer.Typer(cls=DutchGroup, rich_markup_mode=None)


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


@app.command(
    "add",
    cls=DutchCommand,
    epilog=examples(
        "add richtlijn.pdf",
        "add richtlijn.docx --titel Pleegzorg --uitgever NVO --adres https://... --ja",
    ),
)
def add_command(
    file: Annotated[
        Path, typer.Argument(help="De tekst; de naam wordt het id.", metavar="BESTAND")
    ],
    *,
    title: Annotated[str | None, typer.Option("--titel", help="Hoe de uitgave heet.")] = None,
    publisher: Annotated[str | None, typer.Option("--uitgever", help="Wie hem uitgaf.")] = None,
    edition: Annotated[
        str | None, typer.Option("--uitgave", help="Welke druk, of van wanneer.")
    ] = None,
    year: Annotated[int | None, typer.Option("--jaar", help="Het jaar van die uitgave.")] = None,
    url: Annotated[str | None, typer.Option("--adres", help="Waar hij staat: https://...")] = None,
    terms: Annotated[
        str | None,
        typer.Option(
            "--overnemen", help="Wat de uitgever zegt over overnemen, als hij dat toestaat."
        ),
    ] = None,
    counts: Annotated[
        Counts | None, typer.Option("--geldt", help="Of deze uitgave nog geldt.")
    ] = None,
    original: Annotated[
        Path | None,
        typer.Option("--origineel", help="Het bestand zoals het binnenkwam.", metavar="BESTAND"),
    ] = None,
    is_yes: Annotated[
        bool, typer.Option("--ja", "--yes", help="Neem over wat het bestand zelf zegt.")
    ] = False,
) -> None:
    """Voeg een tekst toe aan het corpus.

    Het mag PDF zijn, Word, een webpagina, ODT, RTF, PPTX, EPUB, Markdown of platte tekst.

    Doe dat alleen als de tekst overgenomen mag worden. Wat je niet opgeeft, wordt gevraagd. Van een
    bestand dat is omgezet, zie je wat ervan gemaakt is; het telt pas mee als je het hebt nagekeken
    en aanvaard. Markdown zoals in corpus/README.md staat, is meteen aanvaard.
    """
    from ingest.corpus.entry import new_entry
    from ingest.text.text_file import read_file

    workspace = own_workspace()
    if sys.stderr.isatty():
        say(dutch_adding.reading(file.name))
    made = workspace.read_document(file)
    asked = _Asked(is_yes=is_yes)
    said = made.said
    chosen_title = asked.text("--titel", title, said.title or file.stem, is_needed=True)
    chosen_publisher = asked.text("--uitgever", publisher, said.publisher, is_needed=True)
    chosen_edition = asked.text("--uitgave", edition, said.edition)
    chosen_year = asked.number("--jaar", year, said.year)
    entry = new_entry(
        own_settings().corpus,
        file.stem,
        title=chosen_title,
        publisher=chosen_publisher,
        edition=chosen_edition,
        year=chosen_year,
        url=asked.text("--adres", url, said.url),
        reuse_terms=asked.terms(terms, said.terms),
        standing=STANDINGS[asked.counts(counts)],
    )
    received = original or file
    markdown = made.markdown(entry.title)
    workspace.add_document(
        entry, markdown, read_file(received), received.name, is_accepted=made.is_house
    )
    if made.is_house:
        say(dutch.added(entry.id))
    else:
        _show(made, entry, markdown, file)


def _show(made: "Converted", entry: "ManifestEntry", markdown: str, file: Path) -> None:
    """What was made of a file, and what to do now."""
    from ingest.corpus.parse import parse
    from ingest.text.document import Document

    sections = parse(Document(entry.source(), markdown))
    for line in dutch_adding.made_of(file.name, made, sections):
        typer.echo(line.encode(errors="replace").decode())
    place = own_settings().corpus / "documents" / f"{entry.id}.md"
    for line in dutch_adding.next_steps(entry.id, str(place)):
        say(line)


def somebody_types() -> bool:
    """Whether there is somebody at a keyboard to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


class _Asked:
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
