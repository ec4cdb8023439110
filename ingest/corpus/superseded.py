"""Which source took the place of which, or that it did not -> the manifest that says so.

The manifest says it at the old one; what a source took the place of follows from that.
"""

from pathlib import Path

from ingest.corpus.entry import ManifestEntry, manifest_name
from ingest.corpus.manifest import load_entries
from ingest.corpus.put_texts import put_entry
from ingest.text.document import Standing, SummaryStanding
from ingest.text.errors import CorpusError


def supersede(corpus: Path, old_id: str, new_id: str) -> None:
    """Say that the old source counts no more, and that the new one took its place.

    A summary of the old one is out of date then.

    Raises:
        CorpusError: one is no source, they replace each other, or it cannot be written.
    """
    entries = _known(corpus, old_id, new_id)
    newest = entries[new_id]
    while newest.superseded_by and newest.id != old_id:
        newest = entries[newest.superseded_by]
    if newest.id == old_id:
        raise CorpusError(
            f"'{new_id}' kan '{old_id}' niet vervangen: dan vervangt een bron zichzelf.",
            "Noem eerst de oude bron, en dan de nieuwe.",
        )
    was = entries[old_id]
    put_entry(corpus, _superseded(was, new_id), was)


def reinstate(corpus: Path, source_id: str) -> None:
    """Say that a source that was superseded counts again, and that nothing took its place.

    Whether a summary of it is up to date is not known then.

    Raises:
        CorpusError: it is no source, or none that was superseded, or it cannot be written.
    """
    was = _known(corpus, source_id)[source_id]
    if was.standing is not Standing.SUPERSEDED:
        raise CorpusError(
            f"'{source_id}' is niet vervangen.", "Kijk welke bronnen dat zijn: corpus list"
        )
    values: dict[str, object] = {"standing": Standing.CURRENT, "superseded_by": ""}
    if was.summary:
        values["summary"] = SummaryStanding.UNKNOWN
    put_entry(corpus, was.model_copy(update=values), was)


def _known(corpus: Path, *source_ids: str) -> dict[str, ManifestEntry]:
    """All entries by their ids, in which these are."""
    entries = {entry.id: entry for entry in load_entries(corpus)}
    for source_id in source_ids:
        if source_id not in entries:
            raise CorpusError(
                f"'{source_id}' is geen bron in {manifest_name(corpus)}.",
                "Kijk welke er zijn met: steunwijzer corpus list",
            )
    return entries


def _superseded(entry: ManifestEntry, new_id: str) -> ManifestEntry:
    values: dict[str, object] = {"standing": Standing.SUPERSEDED, "superseded_by": new_id}
    if entry.summary:
        values["summary"] = SummaryStanding.OUTDATED
    return entry.model_copy(update=values)
