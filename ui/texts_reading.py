"""What readers of the documents themselves are told, people and models, in plain Dutch."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

# Models that read.
TO_REVIEW_DRAFTS: Final = "Voorstellen voor annotaties nakijken"
TO_DRAFT: Final = "Een tekst laten lezen door het taalmodel"
NO_DRAFTING_MODEL: Final = (
    "Er is geen taalmodel om de tekst te lezen.",
    "Zet STEUNWIJZER_CHAT op aanbieder:model.",
)

PAGE_UNKNOWN: Final = "pagina onbekend"

# A card beside an answer.
OPEN: Final = "Open in het document"
NEW_TAB: Final = "(nieuw tabblad)"
SOURCE: Final = "bron"
SHOW_PASSAGE: Final = "Toon de passage (staat ook in het antwoord)"

# Under an answer.
ONWARD: Final = "Dit kun je ook vragen"

# What is taken along: an answer on the clipboard, a conversation as a report.
COPY: Final = "Kopieer met bronnen"
COPIED: Final = "Gekopieerd, met de bronnen."
SAVE: Final = "Bewaar het gesprek"
SAVE_WORD: Final = "Word (docx)"
SAVE_MARKDOWN: Final = "Markdown"
SAVE_PRINT: Final = "Druk af"
SAVED: Final = "Het gesprek is gemaakt als bestand."
NOT_SAVED: Final = "Het bewaren lukte niet. Probeer het nog een keer."
SOURCES: Final = "Bronnen"
REPORT: Final = "Gesprek met Steunwijzer"
REPORT_ABOUT: Final = (
    "Dit zijn letterlijke citaten uit de genoemde bronnen. Steunwijzer is een AI-assistent: een "
    "antwoord kan onvolledig zijn, en beslist niet. Namen en andere gegevens van mensen zijn in de "
    "vragen afgeschermd."
)
NOT_VERBATIM: Final = (
    "Let op: deze zin staat nu niet letterlijk in de genoemde bron. Misschien is die gewijzigd."
)
SOURCE_CHANGED: Final = "Deze plek staat nu niet meer zo in de bron."
_MONTHS: Final = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()

# The chat page, opened by a link with a question.
FROM_LINK: Final = (
    "Deze vraag komt uit een link en is nog niet gesteld. Kijk eerst of er geen namen of andere "
    "gegevens van mensen in staan. Stel de vraag dan zelf."
)

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


def pages_label(pages: Sequence[int | None]) -> str:
    """Where in the publication passages stand: "p. 12-13 en 15"."""
    known = sorted({page for page in pages if page is not None})
    if not known:
        return PAGE_UNKNOWN
    # In a run of pages the page and its place in the list go up together.
    runs = [list(run) for _, run in groupby(known, key=lambda page: page - known.index(page))]
    *before, last = [f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]
    return f"p. {', '.join(before)} en {last}" if before else f"p. {last}"


def more(count: int, headings: Sequence[str]) -> str:
    """What an answer goes on with: so many passages, under these headings, each named once."""
    passages = "passage" if count == 1 else "passages"
    *before, last = [f"‘{each}’" for each in headings[:2]]
    named = f"{', '.join(before)} en {last}" if before else last
    others = len(headings) - len(headings[:2])
    if others:
        more = "onderwerp" if others == 1 else "onderwerpen"
        named = f"{', '.join([*before, last])} en nog {others} {more}"
    return f"Nog {count} {passages} over {named}"


def no_document(document_id: str) -> tuple[str, str]:
    """Says that a text is not among those that are answered from."""
    return (
        f"Er is geen document {document_id} in gebruik.",
        "Misschien is het weggehaald; kijk in de lijst van bronnen.",
    )


def no_section(section_id: str) -> tuple[str, str]:
    """Says that a passage is not among those that are answered from."""
    return (
        f"Er is geen passage {section_id} in gebruik.",
        "Neem het section_id over uit een citaat of een zoekresultaat.",
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


def edition(title: str, edition: str) -> str:
    """A publication by its title and edition, which may be empty."""
    return f"{title} ({edition})" if edition else title


def made_on(moment: datetime) -> str:
    """When a report was made."""
    day = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    return f"Gemaakt op {day} om {moment:%H.%M} uur."


def question(number: int, words: str) -> str:
    """The heading of a question in a report."""
    return f"Vraag {number}: {words}"


def sources_of(number: int) -> str:
    """The heading of the sources of a question in a report."""
    return f"Bronnen bij vraag {number}"
