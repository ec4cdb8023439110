"""Pages that were fetched before -> the same, kept so that a site is asked only for what is new."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from ingest.text.disk import replace_file


@dataclass(frozen=True, slots=True)
class Page:
    """What stood at an address: its media type, by what it is known there, and its bytes."""

    address: str
    media_type: str
    etag: str
    modified: str
    body: bytes


class KeptPages:
    """A folder with a file a page: a line of JSON, and then its bytes. All of it may be deleted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, address: str) -> Page | None:
        """The page that was kept of an address; None if there is none, or it cannot be read."""
        try:
            head, _, body = self._file(address).read_bytes().partition(b"\n")
            said = json.loads(head)
            page = Page(address, said["type"], said["etag"], said["modified"], body)
            return page if said["sha256"] == _hash(body) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, page: Page) -> None:
        """Keep a page that a site will know again; where that cannot be, it is not kept."""
        if not (page.etag or page.modified):
            return
        head = {
            "address": page.address,
            "type": page.media_type,
            "etag": page.etag,
            "modified": page.modified,
            "sha256": _hash(page.body),
        }
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            replace_file(self._file(page.address), json.dumps(head).encode() + b"\n" + page.body)
        except OSError:
            return

    def _file(self, address: str) -> Path:
        return self.folder / f"{_hash(address.encode())}.page"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
