"""The Dutch texts of keeping the corpus that every face may show."""

from typing import Final

TO_SEE_CORPUS: Final = "Zien welke teksten er zijn"
TO_REMOVE: Final = "Een tekst weghalen"
TO_SUPERSEDE: Final = "Zeggen welke uitgave een andere vervangt"
TO_FETCH: Final = "Een richtlijn ophalen"


def no_source(source_id: str) -> tuple[str, str]:
    """What is wrong with the name of a source, and what to do."""
    return f"'{source_id}' is geen bron.", "Kijk welke er zijn met: steunwijzer corpus list"
