"""Corpus folder -> what the maintainer should look at, each on one line with what to do."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.corpus.accept import load_changes
from ingest.corpus.changes import CorpusChange
from ingest.corpus.contacts import looked_up
from ingest.corpus.doubles import doubled
from ingest.corpus.entry import ManifestEntry
from ingest.corpus.holdings import Holding, TextState, load_holdings
from ingest.corpus.manifest import accept_command, remove_command
from ingest.corpus.references import dead_references
from ingest.corpus.strays import stray_files
from ingest.text.document import Section, Standing, SummaryStanding
from ingest.text.errors import CorpusError

GOOD_FOR_DAYS: Final = 365
"""So long what was looked up of a source holds, where the manifest names no day itself."""
CONTACTS_GOOD_FOR_DAYS: Final = 183
"""Telephone numbers are looked up twice a year."""
_HEADING_WORDS: Final = 16
_SHOWN: Final = 3
_SEE: Final = "Zoek na of dat nog klopt, en zet de dag bij 'checked' in manifest.toml."


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at, of a source or (empty) of the corpus as a whole.

    `told` says what there is and `remedy` what to do, each in Dutch; `must` is whether nothing can
    be indexed, or what readers are told is wrong, until it is mended.
    """

    source_id: str
    told: str
    remedy: str
    must: bool = False


def review(corpus: Path, today: datetime.date) -> list[Remark]:
    """All remarks, those that must be mended first.

    Raises:
        CorpusError: the manifest or an annotation cannot be read.
    """
    holdings = load_holdings(corpus)
    remarks = [remark for each in holdings for remark in _of_source(each, today)]
    remarks += _of_changes(corpus, holdings)
    remarks += _of_doubles(holdings)
    remarks += _of_contacts(corpus, today)
    remarks += (_stray(name) for name in stray_files(corpus))
    return sorted(remarks, key=lambda each: not each.must)


def _of_source(own: Holding, today: datetime.date) -> Iterator[Remark]:
    entry = own.entry
    yield from _of_state(own)
    yield from _of_standing(own)
    if (due := _due(entry)) <= today:
        told = f"De gegevens zijn nagezocht op {entry.checked}; dat moest weer voor {due}."
        yield Remark(entry.id, told, _SEE)
    if entry.unconfirmed:
        told = f"Niet bevestigd: {', '.join(entry.unconfirmed)}."
        yield Remark(entry.id, told, "Zoek het na, en haal het daarna weg bij 'unconfirmed'.")
    if missing := len(own.sections) - own.annotated:
        told = f"{missing} van de {len(own.sections)} secties {_have(missing)} geen annotatie."
        yield Remark(entry.id, told, "Zonder wordt minder gevonden; corpus/README.md zegt hoe.")
    for dead in dead_references(own.sections):
        told = f"“{dead.words}” verwijst naar iets dat er niet is, in: {_called(dead.section)}."
        yield Remark(entry.id, told, "Kijk of er bij het omzetten iets wegviel.")
    for section, why in _doubtful(own.sections):
        yield Remark(entry.id, f"De kop “{section.headings[-1]}” {why}.", "Kijk of het een kop is.")


def _of_state(own: Holding) -> Iterator[Remark]:
    source_id = own.entry.id
    if own.state is TextState.WAITING:
        told = "De tekst is nog niet aanvaard, en doet nog niet mee."
        yield Remark(source_id, told, f"Lees hem na en draai: {accept_command(source_id)}")
    elif own.state is TextState.LEAVING:
        told = "De tekst wordt weggehaald, maar dat is niet af."
        yield Remark(source_id, told, f"Draai: {remove_command(source_id)}", must=True)
    elif own.state is TextState.BROKEN:
        yield Remark(source_id, own.failure, "", must=own.entry.text is not None)


def _of_standing(own: Holding) -> Iterator[Remark]:
    entry = own.entry
    if entry.standing is Standing.SUPERSEDED and own.sections:
        told = "Deze uitgave geldt niet meer."
        if entry.superseded_by:
            told = f"Deze uitgave is vervangen door '{entry.superseded_by}'."
            yield Remark(entry.id, told, f"Haal hem weg met: {remove_command(entry.id)}")
        else:
            remedy = (
                f"Zeg wat ervoor in de plaats kwam: steunwijzer corpus supersede {entry.id} NIEUW"
            )
            yield Remark(entry.id, told, remedy)
    if entry.standing is Standing.IN_REVISION:
        yield Remark(entry.id, "Deze uitgave wordt herzien.", "Kijk of de nieuwe er al is.")
    if entry.summary is SummaryStanding.OUTDATED and not own.sections:
        told = "De samenvatting hier is van een eerdere uitgave."
        yield Remark(entry.id, told, "Kijk of de nieuwe uitgave zelf in het corpus kan.")


def _due(entry: ManifestEntry) -> datetime.date:
    """The day before which a source is to be looked up again."""
    return entry.review or entry.checked + datetime.timedelta(days=GOOD_FOR_DAYS)


def _of_changes(corpus: Path, holdings: Sequence[Holding]) -> Iterator[Remark]:
    """What is not as it was accepted; of a text that waits or is broken that was told."""
    told_of = {
        each.entry.id
        for each in holdings
        if each.state in (TextState.WAITING, TextState.BROKEN, TextState.LEAVING)
    }
    try:
        changes: Sequence[CorpusChange] = load_changes(corpus)
    except CorpusError as error:
        if not any(each.state is TextState.BROKEN for each in holdings):
            yield Remark("", str(error), "", must=True)
        return
    for each in changes:
        if each.source_id not in told_of:
            remedy = each.obstacle or f"Kijk het na en draai: {accept_command(each.source_id)}"
            yield Remark(each.source_id, each.told, remedy, must=True)


def _of_doubles(holdings: Sequence[Holding]) -> Iterator[Remark]:
    """Passages that stand in two sources, a line for each pair of sources."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in doubled(section for own in holdings for section in own.sections):
        pair = (each.other.document_id, each.one.document_id)
        found.setdefault(pair, []).append(each.words)
    for (own, other), words in found.items():
        shown = ", ".join(f"“{each}”" for each in words[:_SHOWN])
        rest = f" en nog {len(words) - _SHOWN}" if words[_SHOWN:] else ""
        told = f"Staat ook in '{other}': {shown}{rest}."
        remedy = f"Is het een nieuwe uitgave: steunwijzer corpus supersede {other} {own}"
        yield Remark(own, told, remedy)


def _of_contacts(corpus: Path, today: datetime.date) -> Iterator[Remark]:
    try:
        contacts = looked_up(corpus)
    except CorpusError as error:
        yield Remark("", str(error), "", must=True)
        return
    for name, source, checked in contacts:
        if checked + datetime.timedelta(days=CONTACTS_GOOD_FOR_DAYS) <= today:
            told = f"Het nummer van {name} is nagezocht op {checked}."
            yield Remark(
                "", told, f"Kijk op {source}, en zet de dag bij 'checked' in contacts.toml."
            )


def _doubtful(sections: Sequence[Section]) -> Iterator[tuple[Section, str]]:
    """Sections whose heading may be none, and why; a heading is told once."""
    seen = set()
    for section in sections:
        heading = section.headings[-1] if section.headings else ""
        if not heading or section.headings in seen:
            continue
        seen.add(section.headings)
        if len(heading.split()) > _HEADING_WORDS:
            yield section, f"is lang: {len(heading.split())} woorden"
        elif heading.endswith((".", ",", ";")) and not heading.endswith(("...", "etc.")):
            yield section, f"eindigt op een {_SIGNS[heading[-1]]}"
        elif not any(letter.isalpha() for letter in heading):
            yield section, "bevat geen letters"


_SIGNS: Final = {".": "punt", ",": "komma", ";": "puntkomma"}


def _stray(name: str) -> Remark:
    return Remark(
        "", f"{name} hoort bij geen bron.", "Haal het weg, of zet de bron in het manifest."
    )


def _called(section: Section) -> str:
    return " › ".join(section.headings) or "begin van de tekst"


def _have(number: int) -> str:
    return "heeft" if number == 1 else "hebben"
