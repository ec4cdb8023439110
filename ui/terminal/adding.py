"""The command that brings texts in: what is made of a file is seen before it counts."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ingest.text.errors import SteunwijzerError
from ui.terminal import asking, dutch, dutch_adding, dutch_corpus
from ui.terminal.asking import STANDINGS, Counts, Questioning
from ui.terminal.command import FAILED, DutchCommand, DutchGroup, examples, say
from ui.terminal.opened import own_settings, own_workspace

if TYPE_CHECKING:
    from ingest.corpus.convert.converted import Converted
    from ingest.corpus.entry import ManifestEntry
    from ui.service.workspace import Workspace

app = typer.Typer(cls=DutchGroup, rich_markup_mode=None)
_ADDRESS: Final = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class TypedAbout:
    """What was typed behind the command about a text; None or empty where nothing was."""

    source_id: str = ""
    title: str | None = None
    publisher: str | None = None
    edition: str | None = None
    year: int | None = None
    url: str | None = None
    terms: str | None = None
    counts: Counts | None = None
    original: Path | None = None
    is_yes: bool = False

    @property
    def is_of_one(self) -> bool:
        """Whether something was said that can be so of one text alone."""
        own = (self.title, self.edition, self.year, self.url, self.original)
        return bool(self.source_id) or any(each is not None for each in own)


@app.command(
    "add",
    cls=DutchCommand,
    epilog=examples(
        "corpus add richtlijn.pdf",
        "corpus add richtlijn.docx --titel Pleegzorg --uitgever NVO --adres https://... --ja",
        "corpus add map/met/teksten --uitgever NVO --ja",
    ),
)
def add_command(
    texts: Annotated[
        list[str],
        typer.Argument(
            help="Een bestand, een map of een adres (https://...); de naam wordt het id.",
            metavar="TEKST...",
        ),
    ],
    *,
    source_id: Annotated[
        str,
        typer.Option("--id", help="Van welke bron dit de tekst is; anders de naam.", metavar="ID"),
    ] = "",
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
    """Voeg een tekst toe aan het corpus, of een nieuwe uitgave van een tekst die er al is.

    Het mag PDF zijn, Word, een webpagina, ODT, RTF, PPTX, EPUB, Markdown of platte tekst. Van een
    map worden alle bestanden toegevoegd. Een adres wordt eerst opgehaald.

    Doe dat alleen als de tekst overgenomen mag worden. Wat je niet opgeeft, wordt gevraagd. Van een
    bestand dat is omgezet, zie je wat ervan gemaakt is; het telt pas mee als je het hebt nagekeken
    en aanvaard. Markdown zoals in corpus/README.md staat, is meteen aanvaard.
    """
    about = TypedAbout(
        source_id, title, publisher, edition, year, url, terms, counts, original, is_yes=is_yes
    )
    found = list(_texts_in(texts))
    if len(found) > 1 and about.is_of_one:
        raise typer.BadParameter(dutch_corpus.ONE_TEXT_ALONE)
    workspace = own_workspace()
    if len(found) == 1:
        _add(workspace, found[0], about)
        return
    added = [_is_added(workspace, each, about) for each in found]
    if not all(added):
        raise typer.Exit(FAILED)


def _texts_in(texts: Sequence[str]) -> Iterator[str]:
    """What was named, and of a folder each file in it; hidden ones are the system's.

    Raises:
        SteunwijzerError: there is nothing in a folder.
    """
    for text in texts:
        if text.startswith(_ADDRESS) or not Path(text).is_dir():
            _check_readable(text)
            yield text
            continue
        files = [path for path in sorted(Path(text).iterdir()) if path.is_file()]
        own = [str(path) for path in files if not path.name.startswith(".")]
        if not own:
            raise SteunwijzerError(*dutch_adding.empty_folder(text))
        yield from own


def _check_readable(text: str) -> None:
    """Refuse a file on the command line that is closed to us, as other commands do."""
    if Path(text).is_file() and not os.access(text, os.R_OK):
        raise typer.BadParameter(dutch_adding.closed(text))


def _is_added(workspace: "Workspace", text: str, about: TypedAbout) -> bool:
    """Add one of several: what goes wrong with it is told, and holds up no other."""
    try:
        _add(workspace, text, about)
    except SteunwijzerError as error:
        say(dutch.error_line(f"{text}: {error}"))
        return False
    return True


def _add(workspace: "Workspace", text: str, about: TypedAbout) -> None:
    with _file_of(workspace, text) as file:
        address = text if text.startswith("https://") else ""
        known = _known(workspace, about.source_id or file.stem)
        add_file(workspace, file, about, known, address)


def add_file(
    workspace: "Workspace",
    file: Path,
    about: TypedAbout,
    known: "ManifestEntry | None",
    address: str = "",
    *,
    is_yes: bool | None = None,
) -> None:
    """Add a file as the text of a new source, or of one that is `known`, and say what was made.

    `address` is where it was fetched; `is_yes` is whether it may take the place of another text
    without asking, as was typed where it is None.

    Raises:
        SteunwijzerError: the file cannot be read or may not be taken over, or something is not
            known that has to be.
    """
    from ingest.text.text_file import read_file

    if sys.stderr.isatty():
        say(dutch_adding.reading(file.name))
    made = workspace.read_document(file)
    entry = _entry(made, file, about, known, address)
    received = about.original or file
    if known:
        is_agreed = known.text is None or (about.is_yes if is_yes is None else is_yes)
        _replace(workspace, entry, made, received, is_yes=is_agreed)
        return
    markdown = made.markdown(entry.title)
    workspace.add_document(
        entry, markdown, read_file(received), received.name, is_accepted=made.is_house
    )
    if made.is_house:
        say(dutch.added(entry.id))
    else:
        _show(made, entry, markdown, file.name)


@contextmanager
def _file_of(workspace: "Workspace", text: str) -> Iterator[Path]:
    """The file that was named, or what stands at an address, for as long as it is needed."""
    if text.startswith(_ADDRESS):
        with workspace.fetched_from(text) as fetched:
            for line in dutch_corpus.fetched(fetched):
                say(line)
            yield fetched.path
    else:
        yield Path(text)


def _known(workspace: "Workspace", name: str) -> "ManifestEntry | None":
    """What the manifest says of the source of this name, None if it is a new one."""
    from ingest.corpus.entry import id_of

    return next((each for each in workspace.sources() if each.id == id_of(name)), None)


def _entry(
    made: "Converted", file: Path, about: TypedAbout, known: "ManifestEntry | None", address: str
) -> "ManifestEntry":
    """What is said of a text: typed, asked, or proposed by the manifest or by the text itself."""
    from ingest.corpus.edition import next_edition
    from ingest.corpus.entry import new_entry
    from ingest.corpus.permission import refusal

    asked = Questioning(is_yes=about.is_yes)
    said = made.said
    title, publisher = said.title or file.stem, said.publisher
    edition, year, url = said.edition, said.year, said.url or address
    terms = said.terms
    if known:
        title, publisher, url = known.title, known.publisher, known.url or url
        edition, year = edition or known.edition, year or known.year
        refused = refusal(known)
        if refused and about.terms is None:
            raise SteunwijzerError(*refused)
        terms = terms or known.reuse_terms
    chosen_title = asked.text("--titel", about.title, title, is_needed=True)
    chosen_publisher = asked.text("--uitgever", about.publisher, publisher, is_needed=True)
    chosen_edition = asked.text("--uitgave", about.edition, edition)
    chosen_year = asked.number("--jaar", about.year, year)
    entry = new_entry(
        own_settings().corpus,
        known.id if known else about.source_id or file.stem,
        title=chosen_title,
        publisher=chosen_publisher,
        edition=chosen_edition,
        year=chosen_year,
        url=asked.text("--adres", about.url, url),
        reuse_terms=asked.terms(about.terms, terms),
        standing=STANDINGS[asked.counts(about.counts)],
    )
    return next_edition(known, entry) if known else entry


def _replace(
    workspace: "Workspace",
    entry: "ManifestEntry",
    made: "Converted",
    received: Path,
    *,
    is_yes: bool,
) -> None:
    """Give a source another text, once it was seen what follows and what is lost."""
    from ingest.text.text_file import read_file

    markdown = made.markdown(entry.title)
    if not made.is_house:
        _show_made(made, entry, markdown, received.name)
    for line in dutch_corpus.follows(workspace.following(entry.id, markdown)):
        typer.echo(line.encode(errors="replace").decode())
    if not asking.is_agreed("deze tekst in de plaats van de vorige komen", is_yes=is_yes):
        say(dutch_corpus.LEFT_AS_IT_WAS)
        return
    is_changed = workspace.put_edition(
        entry, markdown, read_file(received), received.name, is_accepted=made.is_house
    )
    if not is_changed:
        say(dutch_corpus.NOTHING_NEW)
    else:
        say(dutch_corpus.replaced(entry.id, is_accepted=made.is_house))


def _show(made: "Converted", entry: "ManifestEntry", markdown: str, name: str) -> None:
    """What was made of a file, and what to do now."""
    _show_made(made, entry, markdown, name)
    place = own_settings().corpus / "documents" / f"{entry.id}.md"
    for line in dutch_adding.next_steps(entry.id, str(place)):
        say(line)


def _show_made(made: "Converted", entry: "ManifestEntry", markdown: str, name: str) -> None:
    from ingest.corpus.parse import parse
    from ingest.text.document import Document

    sections = parse(Document(entry.source(), markdown))
    for line in dutch_adding.made_of(name, made, sections):
        typer.echo(line.encode(errors="replace").decode())
