"""A source of the manifest, or an address -> a file with the text that stands there now."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ingest.corpus.entry import ManifestEntry
from ingest.corpus.fetch.gathered import Received, gather
from ingest.corpus.fetch.kept import KeptPages
from ingest.corpus.fetch.visitor import Visitor, own_ways
from ingest.corpus.permission import refusal


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """Where a text was put that was fetched, and what is known of it."""

    path: Path
    received: Received

    @property
    def sha256(self) -> str:
        """What an original that is the very same has as its hash."""
        return hashlib.sha256(self.received.data).hexdigest()


@contextmanager
def fetched(data: Path, address: str) -> Iterator[FetchedFile]:
    """What stands at an address, as a file for as long as it is needed.

    Raises:
        CorpusError: it cannot be had.
    """
    with (
        closing(Visitor(KeptPages(_folder(data, address)), own_ways())) as visitor,
        tempfile.TemporaryDirectory(prefix="steunwijzer-") as folder,
    ):
        received = gather(visitor, address)
        path = Path(folder) / received.name
        path.write_bytes(received.data)
        yield FetchedFile(path, received)


def why_not(entry: ManifestEntry, *, has_permission: bool) -> tuple[str, str] | None:
    """Why a source is not fetched and what to do, in Dutch; None if it can be."""
    if not has_permission and (refused := refusal(entry, is_fetched=True)):
        return refused
    if urlsplit(entry.url).path.strip("/"):
        return None
    place = f"zoek het op {entry.url}" if entry.url else "vraag het de uitgever"
    return (
        f"Van '{entry.id}' is niet bekend op welk adres de hele tekst staat.",
        f"Zet het bij 'url' in manifest.toml ({place}), of voeg het bestand zelf toe met: "
        f"steunwijzer corpus add BESTAND --id {entry.id}",
    )


def forget(data: Path, address: str) -> None:
    """Have nothing left of what was kept of an address."""
    shutil.rmtree(_folder(data, address), ignore_errors=True)


def _folder(data: Path, address: str) -> Path:
    return data / "fetched" / hashlib.sha256(address.encode()).hexdigest()[:16]
