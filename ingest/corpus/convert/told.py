"""What is said, in Dutch, of what was left out of a file and of what to look at."""

from typing import Final

NO_PAGES: Final = (
    "Het bestand zegt niet waar een pagina begint: bij een citaat staat dan geen paginanummer."
)
NO_SPEAKER: Final = "Wie zegt dit? Vul de naam in achter '::: citaat'."
UNKNOWN_SPEAKER: Final = "onbekend"
ONLY_PICTURE: Final = "Op deze pagina staat alleen een plaatje: wat daarin staat, is er niet bij."
OLD_ENCODING: Final = (
    "De tekst is niet in UTF-8 opgeslagen maar zoals Windows dat vroeger deed; kijk of letters met "
    "een accent kloppen."
)
NO_SLIDE_TITLE: Final = "Deze dia heeft geen titel: de tekst staat onder de kop van de dia ervoor."
LONE_LINE: Final = "een regel die alleen staat, als kop genomen"
BOLD_LINE: Final = "een vette regel, als kop genomen"
ONE_CELL: Final = "een tabel met één vakje, als kop genomen"


def empty_heading(heading: str) -> str:
    """Said of a heading without text: what stood there may be a picture."""
    return f"Kop “{shortened(heading)}”: er staat geen tekst onder."


def tracked_changes(added: int, deleted: int) -> str:
    """Said of a file in which somebody kept track of changes."""
    return (
        f"Er staan bijgehouden wijzigingen in: {added} toegevoegd (overgenomen) en {deleted} "
        "verwijderd (weggelaten). Vraag de schrijver of dat zo goed is."
    )


def contents(lines: int) -> str:
    """Said of a table of contents that was left out."""
    return f"De inhoudsopgave ({counted(lines, 'regel', 'regels')}): die staat al in de koppen."


def pictures(number: int) -> str:
    """Said of pictures that were left out."""
    return f"{counted(number, 'afbeelding', 'afbeeldingen')}: daar staat geen tekst in."


def pages_of_site(number: int) -> str:
    """Said of what was fetched as several pages."""
    return f"Dit zijn {number} webpagina's achter elkaar; kijk of de volgorde klopt."


def recurring(line: str, times: int) -> str:
    """Said of a line that stands at the edge of many pages."""
    return f"“{shortened(line)}”, die aan de rand van {times} pagina's staat."


def counted(number: int, one: str, more: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else more}"


def shortened(text: str, chars: int = 70) -> str:
    """The beginning of a text, cut at a word."""
    return text if len(text) <= chars else text[:chars].rsplit(" ", 1)[0] + " …"


def around_page(chars: int) -> str:
    """Said of menus and the like around the text of a web page."""
    letters = counted(chars, "letter", "letters")
    return f"Wat om de tekst heen staat, zoals menu en voettekst ({letters})."


def unmarked_note(text: str) -> str:
    """Said of a footnote to which nothing refers any more."""
    return f"Naar de voetnoot “{shortened(text)}” verwijst niets; hij staat onderaan als alinea."


def other_sort(name: str, sort: str) -> str:
    """Said of a file whose name says that it is something else."""
    return f"{name} heet anders dan het is: het is gelezen als {sort}."


def speaker_notes(slides: int) -> str:
    """Said of what the makers of slides noted for themselves."""
    return f"Notities van de spreker bij {counted(slides, 'dia', 'dia’s')}."
