"""Which source took the place of which -> the manifest that says so.

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
    entries = {entry.id: entry for entry in load_entries(corpus)}
    for source_id in (old_id, new_id):
        if source_id not in entries:
            raise CorpusError(
                f"'{source_id}' is geen bron in {manifest_name(corpus)}.",
                "Kijk welke er zijn met: steunwijzer corpus list",
            )
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


def _superseded(entry: ManifestEntry, new_id: str) -> ManifestEntry:
    values: dict[str, object] = {"standing": Standing.SUPERSEDED, "superseded_by": new_id}
    if entry.summary:
        values["summary"] = SummaryStanding.OUTDATED
    return entry.model_copy(update=values)
