"""What readers of the documents themselves are told, in plain Dutch."""

from collections.abc import Sequence
from typing import Final

# A document.
TO_TEXT: Final = "Naar de tekst"
OUTLINE: Final = "Inhoud"
SEARCH_LABEL: Final = "Zoek in dit document"
SEARCH: Final = "Zoek"
SEARCH_RESULTS: Final = "Gevonden in dit document"
FORGET_SEARCH: Final = "Wis het zoeken"
NO_DOCUMENT_TITLE: Final = "Dit document is er niet"
IN_USE: Final = "Deze documenten zijn er wel:"
STANDINGS: Final = {
    "current": "geldt nu",
    "in_revision": "wordt herzien",
    "superseded": "vervangen door een nieuwere uitgave",
    "index": "overzicht van andere publicaties",
}
"""Whether a publication still counts; the keys are values of document.Standing."""
CITED: Final = "Geciteerde passages"
PREVIOUS: Final = "Vorige"
NEXT: Final = "Volgende"
PASSAGE: Final = "passage"
LINK_TO_PLACE: Final = "Kopieer link"
LINK_COPIED: Final = "De link is gekopieerd."
NOT_COPIED: Final = "Kopiëren lukte niet. Selecteer de tekst en kopieer zelf."
BAD_LINK: Final = "Deze link noemt geen plek in dit document. Je ziet nu het begin."
MISSING: Final = "Hier ontbreekt iets:"
OUTDATED_SUMMARY: Final = "Let op: deze samenvatting gaat over een uitgave die intussen is herzien."


def no_document(document_id: str) -> tuple[str, str]:
    """Says that a text is not among those that are answered from."""
    return (
        f"Er is geen document {document_id} in gebruik.",
        "Misschien is het weggehaald; kijk in de lijst van bronnen.",
    )


def replaced(titles: Sequence[str]) -> str:
    """Says of a superseded edition what to read instead, oldest first; none if that is unknown."""
    said = "Let op: deze uitgave is vervangen."
    return f"{said} Lees liever: {'; daarna: '.join(titles)}." if titles else said


def moved(heading: str) -> str:
    """Says that the words of a link stand under another heading now."""
    return f"Deze zin stond eerst ergens anders. Hij staat nu onder de kop ‘{heading}’."


def gone(heading: str) -> str:
    """Says that what a link names is not in the document any more, and what comes nearest."""
    return (
        "Deze plek staat niet meer zo in het document. Misschien is de tekst gewijzigd. "
        f"Dit is de kop die er het dichtst bij komt: ‘{heading}’."
    )


def summary_of(title: str) -> str:
    """Says of what publication a text is a summary."""
    return f"Dit is een samenvatting van: {title}."


def cited_place(number: int, count: int) -> str:
    """Which of the cited passages is shown."""
    return f"Passage {number} van {count}"


def page(number: int) -> str:
    """Where a page of the publication begins."""
    return f"p. {number}"


def page_aloud(number: int) -> str:
    """The same for who cannot see it."""
    return f"pagina {number}"


def found(count: int, shown: int, words: str) -> str:
    """How often words were found."""
    if not count:
        return f"‘{words}’ staat niet in dit document. Probeer een ander of een korter woord."
    times = "1 plek" if count == 1 else f"{count} plekken"
    rest = f" Hieronder staan de eerste {shown}." if shown < count else ""
    return f"‘{words}’ staat op {times}.{rest}"
