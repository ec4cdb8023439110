"""Corpus folder -> what there is of each source: its text, what is said of it, and if it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ingest.corpus.entry import ManifestEntry
from ingest.corpus.follow import Followed, document_id, follow
from ingest.corpus.manifest import load_document_files, load_entries
from ingest.corpus.notes import load_notes
from ingest.corpus.parse import parse
from ingest.text.document import Section
from ingest.text.errors import CorpusError


class TextState(StrEnum):
    """What is so of the text of a source."""

    NONE = "none"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    """Nobody accepted it yet: it stays out of the index."""
    CHANGED = "changed"
    """It is another than was accepted: no index is made until somebody accepts it."""
    LEAVING = "leaving"
    """Somebody began to remove it."""
    BROKEN = "broken"
    """It cannot be read."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A source of the corpus as it is now.

    `sections` are those of its text, `annotated` how many of them have annotations, and `replaces`
    the ids of the sources that it took the place of. `failure` says in Dutch why a text that is
    broken cannot be read.
    """

    entry: ManifestEntry
    state: TextState
    sections: tuple[Section, ...] = ()
    annotated: int = 0
    replaces: tuple[str, ...] = ()
    failure: str = ""


def load_holdings(corpus: Path) -> tuple[Holding, ...]:
    """All sources in the order of the manifest; a text that is broken holds up no other.

    Raises:
        CorpusError: the manifest or an annotation cannot be read.
    """
    entries = load_entries(corpus)
    read = {entry.id: _read(corpus, entry) for entry in entries}
    sections = [section for _, own, _ in read.values() for section in own]
    known = {entry.id for entry in entries if read[entry.id][1]}
    notes = [each for each in load_notes(corpus) if document_id(each[1].section) in known]
    annotated = _annotated(follow(notes, sections))
    return tuple(
        Holding(
            entry,
            state,
            own,
            sum(section.id in annotated for section in own),
            tuple(each.id for each in entries if each.superseded_by == entry.id),
            failure,
        )
        for entry in entries
        for state, own, failure in [read[entry.id]]
    )


def _read(corpus: Path, entry: ManifestEntry) -> tuple[TextState, tuple[Section, ...], str]:
    """The state of a text, its sections, and why it cannot be read."""
    if entry.text is None:
        return TextState.NONE, (), ""
    if entry.text.leaving:
        return TextState.LEAVING, (), ""
    try:
        [files] = load_document_files(corpus, [entry])
        sections = tuple(parse(files.document))
    except CorpusError as error:
        return TextState.BROKEN, (), str(error)
    if not entry.text.counts:
        return TextState.WAITING, sections, ""
    is_as_accepted = files.is_accepted and files.is_original
    return TextState.ACCEPTED if is_as_accepted else TextState.CHANGED, sections, ""


def _annotated(followed: Sequence[Followed]) -> set[str]:
    return {section.id for own in followed for section in own.sections}
