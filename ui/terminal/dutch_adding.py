"""The Dutch texts of bringing a file in: what is asked, what was made of it, what comes next."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ui.terminal.dutch import count

if TYPE_CHECKING:
    from ingest.corpus.convert.block import Finding
    from ingest.corpus.convert.converted import Converted
    from ingest.text.document import Section

QUESTIONS: Final = {
    "--titel": "Hoe heet de uitgave",
    "--uitgever": "Wie gaf hem uit",
    "--uitgave": "Welke druk, of van wanneer (mag leeg)",
    "--jaar": "Uit welk jaar (mag leeg)",
    "--adres": "Op welk adres staat hij, met https:// (mag leeg)",
    "--overnemen": "Wat zegt de uitgever over overnemen (leeg: niets)",
    "--geldt": "Geldt deze uitgave nog: ja, nee of herziening",
}
_UNSAID: Final = {"--titel": "hoe de uitgave heet", "--uitgever": "wie hem uitgaf"}
A_YEAR: Final = "Typ een jaar, zoals 2021."
ONE_OF_THESE: Final = "Antwoord met ja, nee of herziening."
_KINDS: Final = {"box": " (kader)", "quote": " (citaat)", "body": "", "summary": " (samenvatting)"}
_SHOWN: Final = 40
"""So many things of one sort are listed; of more the number is told."""


def reading(name: str) -> str:
    """Said to who waits: a long file takes a while."""
    return f"{name} lezen …"


def not_said(option: str, proposed: str) -> tuple[str, str]:
    """What is missing and what to do, where nobody can be asked."""
    what = _UNSAID[option]
    if proposed:
        return (
            f"Er is niet gezegd {what}.",
            f"Geef het met {option}, of neem met --ja over wat het bestand zegt: “{proposed}”.",
        )
    return (
        f"Er is niet gezegd {what}, en het bestand zegt het zelf niet.",
        f"Geef het met {option}.",
    )


def empty_folder(folder: str) -> tuple[str, str]:
    """Refuses a folder with nothing to add."""
    return f"In {folder} staat geen bestand.", "Geef een map met teksten, of een bestand."


def closed(file: str) -> str:
    """What is wrong with a file that may not be read."""
    return f"'{file}' is niet te lezen: de rechten ontbreken."


def refused_terms(terms: str) -> str:
    """Said before it is asked what the publisher allows."""
    return f"Let op. In het bestand staat: “{terms}”"


def no_permission(terms: str) -> tuple[str, str]:
    """Refuses a text that may not be taken over."""
    return (
        f"In het bestand staat: “{terms}” Zo'n tekst mag niet zomaar in het corpus.",
        "Vraag toestemming aan de uitgever, en geef met --overnemen op wat is afgesproken.",
    )


def made_of(name: str, made: "Converted", sections: "Sequence[Section]") -> Iterator[str]:
    """What was made of a file, line by line."""
    yield f"Gelezen: {name}, {made.format}{_paged(made.pages)}."
    yield (
        f"Dit is ervan gemaakt: {count(len(sections), 'sectie', 'secties')}, "
        f"{count(made.tables, 'tabel', 'tabellen')}, {count(made.notes, 'voetnoot', 'voetnoten')}."
    )
    yield ""
    yield "Overzicht (pagina, kop, aantal woorden):"
    yield from map(outlined, sections)
    yield from _listed("Weggelaten:", made.dropped)
    yield from _listed("Kijk dit na:", made.doubts)


def next_steps(source_id: str, place: str) -> list[str]:
    """Where the text is, and which commands come next."""
    return [
        f"De tekst staat in {place}. Lees hem na en verbeter hem daar; corpus/README.md zegt hoe.",
        f"Is hij goed, aanvaard hem dan met: steunwijzer corpus accept {source_id}. Tot dan "
        "ziet niemand hem; met de andere teksten gaat alles gewoon door.",
        "Kijk daarna wat er verandert met: steunwijzer preview. Neem het in gebruik met: "
        "steunwijzer ingest",
    ]


def _paged(pages: int | None) -> str:
    return (
        ""
        if pages is None
        else f", {count(pages, 'pagina', 'paginas')}".replace("paginas", "pagina's")
    )


def outlined(section: "Section") -> str:
    """A section of an outline: its pages, its heading, and how many words it has."""
    first, last = section.page_at(0), section.page_at(len(section.text))
    page = "?" if first is None else f"{first}" if first == last else f"{first}-{last}"
    shown = section.headings[-1] if section.headings else "begin van de tekst"
    indent = "  " * max(len(section.headings) - 1, 0)
    return f"{page:>7}  {indent}{shown}{_KINDS[section.kind]}, {len(section.text.split())}"


def _listed(head: str, findings: "Sequence[Finding]") -> Iterator[str]:
    if not findings:
        return
    yield ""
    yield head
    for each in findings[:_SHOWN]:
        yield f"{'' if each.page is None else each.page:>7}  {each.told}"
    if len(findings) > _SHOWN:
        yield f"{'':>7}  … en nog {len(findings) - _SHOWN}."
