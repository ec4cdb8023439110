"""The Dutch texts of keeping the corpus that every face may show."""

from typing import Final

TO_SEE_CORPUS: Final = "Zien welke teksten er zijn"
TO_REMOVE: Final = "Een tekst weghalen"
TO_SUPERSEDE: Final = "Zeggen welke uitgave een andere vervangt"
TO_FETCH: Final = "Een richtlijn ophalen"
APART: Final = {
    "terms": "de woordenlijst",
    "safety": "bij wie je kunt bellen, en hoe gevaar klinkt",
    "talk": "wat Steunwijzer over zichzelf zegt",
    "fitted": "de gewichten van het zoeken",
    "profile": "wat er over de uitgave in het algemeen staat (profile.toml)",
    "questions": "vragen over meer secties, of zonder antwoord",
}
"""What of a corpus can differ beside its texts; the keys are values of preview.Apart."""


def no_source(source_id: str) -> tuple[str, str]:
    """What is wrong with the name of a source, and what to do."""
    return f"'{source_id}' is geen bron.", "Kijk welke er zijn met: steunwijzer corpus list"
