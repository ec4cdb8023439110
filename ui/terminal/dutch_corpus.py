"""The Dutch texts of the commands `steunwijzer corpus ...`."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ui.terminal.dutch import count
from ui.terminal.dutch_adding import outlined

if TYPE_CHECKING:
    from ingest.corpus.edition import Following
    from ingest.corpus.entry import ManifestEntry
    from ingest.corpus.fetch.fetched import FetchedFile
    from ingest.corpus.holdings import Holding
    from ingest.corpus.own_library import Upgrade
    from ingest.corpus.removed import Removal
    from ingest.corpus.review import Remark

STANDINGS: Final = {
    "current": "geldt",
    "in_revision": "wordt herzien",
    "superseded": "geldt niet meer",
    "index": "overzicht",
}
STATES: Final = {
    "none": "de tekst staat hier niet",
    "accepted": "aanvaard",
    "waiting": "nog niet aanvaard, doet niet mee",
    "changed": "veranderd, nog niet aanvaard",
    "leaving": "wordt weggehaald",
    "broken": "niet te lezen",
}
_REUSE: Final = {
    "attribution": "mag overgenomen worden met bronvermelding",
    "not_stated": "er staat niet of hij overgenomen mag worden",
    "reserved": "mag niet overgenomen worden zonder toestemming",
    "links_only": "alleen verwijzingen",
}
ALL_WELL: Final = "Er is niets om na te kijken."
GO_ON: Final = "Typ ja om door te gaan"
DRAFTING: Final = "Het taalmodel leest"
LEFT_AS_IT_WAS: Final = "Er is niets veranderd."
NOTHING_NEW: Final = "Deze tekst staat er al precies zo; er is niets veranderd."
ONE_TEXT_ALONE: Final = (
    "Dit zijn meer teksten: --titel, --adres, --origineel, --id en andere gegevens passen bij één "
    "tekst. Laat ze weg, of voeg de teksten een voor een toe."
)
TERMS_OF_ONE: Final = "Zeg ook van welke bron dat geldt: corpus fetch BRON-ID --overnemen ..."
_SHOWN: Final = 10


def nobody_says_yes(deed: str) -> tuple[str, str]:
    """What is missing and what to do, where nobody can be asked."""
    return f"Er is niemand om te vragen of {deed} mag.", "Weet je het zeker, geef dan --ja mee."


def listed(holdings: "Sequence[Holding]") -> Iterator[str]:
    """Each source on a line."""
    width = max((len(each.entry.id) for each in holdings), default=0)
    for each in holdings:
        parts = [_titled(each.entry), _standing(each.entry), *_held(each), STATES[each.state]]
        yield f"{each.entry.id:<{width}}  {' · '.join(filter(None, parts))}"


def shown(own: "Holding", remarks: "Sequence[Remark]") -> Iterator[str]:
    """All that is known of a source, line by line."""
    entry = own.entry
    yield f"{entry.title} ({entry.id})"
    rows = {
        "Uitgave": entry.edition,
        "Uitgever": entry.publisher,
        "Adres": entry.url or entry.no_url,
        "Geldt": _standing(entry),
        "Vervangt": ", ".join(own.replaces),
        "Overnemen": f"{_REUSE[entry.reuse]}. {entry.reuse_terms}".strip(". "),
        "Nagezocht": str(entry.checked),
        "Ook genoemd": ", ".join(entry.names),
        "Tekst": ", ".join([STATES[own.state], *_held(own)]),
        "Bestanden": ", ".join(entry.text.names) if entry.text else "",
    }
    for name, value in rows.items():
        if value:
            yield f"  {name + ':':<13}{value}"
    if own.sections:
        yield ""
        yield "Overzicht (pagina, kop, aantal woorden):"
        yield from map(outlined, own.sections)
    if remarks:
        yield ""
        yield "Kijk dit na:"
        yield from (f"  {remark_line(each, with_source=False)}" for each in remarks)


def remark_line(remark: "Remark", *, with_source: bool = True) -> str:
    """Something to look at, on one line."""
    told = " ".join(f"{remark.told} {remark.remedy}".split())
    told = f"Moet: {told}" if remark.must else told
    return f"{remark.source_id}: {told}" if with_source and remark.source_id else told


def checked(remarks: "Sequence[Remark]") -> str:
    """How many things there are to look at."""
    needed = sum(each.must for each in remarks)
    if not needed:
        return f"{count(len(remarks), 'punt', 'punten')} om na te kijken; er hoeft niets gemaakt."
    return f"{count(len(remarks), 'punt', 'punten')} om na te kijken; {needed} moet je maken."


def removes(gone: "Removal") -> Iterator[str]:
    """What goes with a source, before it does."""
    yield f"Dit gaat weg van “{gone.entry.title}” ({gone.entry.id}):"
    for name in gone.files:
        yield f"  {name}"
    if gone.notes:
        yield f"  {count(len(gone.notes), 'bestand', 'bestanden')} met annotaties"
    for question in gone.questions[:_SHOWN]:
        yield f"  de vraag over meer secties “{question}”"
    if len(gone.questions) > _SHOWN:
        yield f"  en nog {len(gone.questions) - _SHOWN} van zulke vragen"
    if gone.summarised_in:
        yield (
            "  Wat het manifest erover zegt, blijft: deze bron wordt samengevat in "
            f"'{gone.summarised_in[0]}'."
        )
    else:
        yield "  wat het manifest erover zegt"
    for source_id in gone.followed_by_none:
        yield f"  bij '{source_id}': dat deze uitgave die verving"


def removed(source_id: str, *, had_text: bool) -> str:
    """What was done, and how it comes into use."""
    if not had_text:
        return f"'{source_id}' is weg uit het corpus. Neem het in gebruik met: steunwijzer ingest"
    return (
        f"'{source_id}' is weg uit het corpus. Nu wordt er nog uit geantwoord; dat stopt na: "
        "steunwijzer ingest. De vorige index, met de tekst erin, blijft nog bewaard tot er daarna "
        "weer een nieuwe is."
    )


def superseded(old_id: str, new_id: str) -> str:
    """What is said in the manifest now."""
    return (
        f"'{old_id}' geldt niet meer; '{new_id}' vervangt die. Neem het in gebruik met: "
        "steunwijzer ingest"
    )


def reinstated(source_id: str) -> str:
    """What is said in the manifest now."""
    return f"'{source_id}' geldt weer. Neem het in gebruik met: steunwijzer ingest"


def follows(own: "Following") -> Iterator[str]:
    """What another text of a source leaves of the one before it."""
    yield "Naast de tekst die er staat:"
    counts = {
        "hetzelfde": len(own.same),
        "anders": len(own.changed),
        "nieuw": len(own.new),
        "weg": len(own.gone),
    }
    told = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    yield f"  secties: {told}"
    for section in own.gone[:_SHOWN]:
        yield f"    weg: {' › '.join(section.headings) or 'begin van de tekst'}"
    yield (
        f"  annotaties: {own.kept} gaan mee zoals ze zijn, {len(own.stale)} horen bij tekst die "
        "anders is"
    )
    for before, now in own.renamed[:_SHOWN]:
        yield f"    '{before}' heet nu '{now}'"
    for each in own.lost:
        for quote in each.quotes:
            yield f"    kwijt, bij '{each.section}': “{quote}”"


def replaced(source_id: str, *, is_accepted: bool) -> str:
    """What was done with another text of a source, and what comes next."""
    if is_accepted:
        return (
            f"'{source_id}' heeft nu deze tekst. Annotaties gaan mee met: steunwijzer corpus "
            f"accept {source_id}. Neem het in gebruik met: steunwijzer ingest"
        )
    return (
        f"'{source_id}' heeft nu deze tekst. Lees hem na en aanvaard hem met: steunwijzer corpus "
        f"accept {source_id}. Staan er in changes/ wijzigingen bij de vorige uitgave, haal ze weg."
    )


def fetched(file: "FetchedFile") -> Iterator[str]:
    """What was fetched, and what of it was not."""
    yield f"Opgehaald: {count(file.received.pages, 'pagina', 'pagina’s')}."
    for address in file.received.missing[:_SHOWN]:
        yield f"Niet opgehaald, want daar staat niets of het mag niet: {address}"
    for address in file.received.files[:_SHOWN]:
        yield f"Op de pagina staat ook een bestand, dat er niet bij is: {address}"


def unchanged(source_id: str) -> str:
    """Said of a text that is the same there as here."""
    return f"'{source_id}': niets nieuws."


def not_fetched(reason: str) -> str:
    """A source that was passed over, and why."""
    return f"Overgeslagen: {reason}"


def waits(source_id: str) -> str:
    """Said of a text that is not taken along because nobody accepted it yet."""
    return (
        f"'{source_id}' doet nog niet mee. Lees de tekst na en draai: steunwijzer corpus accept "
        f"{source_id}"
    )


def upgraded(brought: "Upgrade") -> list[str]:
    """What a newer installation changed in a library of one's own."""
    lines = []
    if brought.taken:
        lines.append(
            "De teksten van de nieuwe versie zijn overgenomen in je bibliotheek: "
            f"{count(len(brought.taken), 'onderdeel', 'onderdelen')}."
        )
    if brought.kept:
        named = ", ".join(each.removeprefix("source:") for each in brought.kept)
        lines.append(
            f"De nieuwe versie is hier anders, maar dit had jij veranderd en blijft: {named}."
        )
    return lines


def drafted(read: int, failed: int, left: int, why: str) -> str:
    """What came of letting a chat model read the sections of a text."""
    if not read and not failed:
        return "Bij elke sectie van deze tekst staan al vragen."
    told = f"Bij {count(read, 'sectie', 'secties')} staan nu vragen."
    if failed:
        told += f" Bij {count(failed, 'sectie', 'secties')} lukte het niet: {why}"
    if left:
        told += f" Nog niet gelezen: {left}. Geef de opdracht opnieuw om verder te gaan."
    return told if left or not read else f"{told} Maak nu de index opnieuw met: steunwijzer ingest"


def _titled(entry: "ManifestEntry") -> str:
    return f"{entry.title}, {entry.edition}" if entry.edition else entry.title


def _standing(entry: "ManifestEntry") -> str:
    if entry.superseded_by:
        return f"vervangen door {entry.superseded_by}"
    return STANDINGS[entry.standing]


def _held(own: "Holding") -> list[str]:
    if not own.sections:
        return []
    sections = count(len(own.sections), "sectie", "secties")
    return [f"{sections}, {own.annotated} met annotaties"]
