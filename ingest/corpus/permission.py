"""A source -> whether its text may be taken over, and if not, why and how to ask."""

from ingest.corpus.entry import OPEN, ManifestEntry
from ingest.text.document import Reuse

_WHY = {
    Reuse.RESERVED: "de uitgever houdt de rechten aan zich",
    Reuse.LINKS_ONLY: "het is een overzicht met verwijzingen, zonder eigen tekst",
}


def refusal(entry: ManifestEntry, *, is_fetched: bool = False) -> tuple[str, str] | None:
    """Why a text may not be taken over and what to do, in Dutch; None if it may.

    What is fetched by itself asks for more: terms that somebody read, and not only supposes.
    """
    if entry.reuse not in OPEN:
        why = entry.reuse_terms.rstrip(".") or _WHY[entry.reuse]
        if entry.reuse is Reuse.LINKS_ONLY:
            return f"'{entry.id}' wordt niet overgenomen: {why}.", "Gebruik het adres zelf."
        return f"'{entry.id}' mag niet worden overgenomen: {why}.", _ask(entry)
    if is_fetched and entry.reuse is Reuse.NOT_STATED:
        return f"'{entry.id}' zegt niet of hij overgenomen mag worden.", _ask(entry)
    if is_fetched and "reuse" in entry.unconfirmed:
        return (
            f"Van '{entry.id}' is niet bevestigd dat hij overgenomen mag worden.",
            f"Lees het colofon op {entry.url}, en geef met --overnemen op wat er staat.",
        )
    return None


def _ask(entry: ManifestEntry) -> str:
    where = f" (zie {entry.url})" if entry.url else ""
    return (
        f"Vraag {entry.publisher}{where} schriftelijk of je de tekst mag opslaan en eruit mag "
        "citeren met bronvermelding, en geef met --overnemen op wat is afgesproken."
    )
