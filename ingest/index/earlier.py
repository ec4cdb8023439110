"""Earlier release -> parts of it that a new one takes over, because they are made of the same.

A part is known by a hash of all that it is made from, the code that makes it included.
"""

import hashlib
import inspect
import json
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Final

from ingest.index import classifier, regression, sorts, topics
from ingest.index.content import Content
from ingest.index.embed.vectors import Vectors
from ingest.index.embedded import Embedded
from ingest.index.record import Record, check_files, read_record
from ingest.index.releases import collection_name
from ingest.index.sorts import texts_of_sorts
from ingest.index.start import Start
from ingest.index.store import HNSW, Taken
from ingest.text.errors import SteunwijzerError

LEARNT: Final = "learnt"
ASKED: Final = "asked"
_CODE: Final[tuple[ModuleType, ...]] = (classifier, regression, sorts, topics)


def part_keys(content: Content, vectors: Embedded, start: Start) -> dict[str, str]:
    """By name, the hash of all that each part is made from which may be taken over."""
    return {
        LEARNT: _key(
            vectors.sampled,
            json.dumps({name: list(own) for name, own in texts_of_sorts(content).items()}),
            repr(content.snapshot.talk.topics),
            start.identity,
            *map(inspect.getsource, _CODE),
        ),
        ASKED: _key([vectors.sampled.asked], json.dumps(HNSW)),
    }


def _key(arrays: Iterable[Vectors], *texts: str) -> str:
    hashed = hashlib.sha256()
    for each in arrays:
        hashed.update(f"{each.shape}{each.dtype}".encode())
        hashed.update(each.tobytes())
    for text in texts:
        hashed.update(hashlib.sha256(text.encode()).digest())
    return hashed.hexdigest()


class EarlierRelease:
    """A whole release that was made before with the same embedder and store, or none."""

    def __init__(self, release: Path | None, embedder: str, chroma_url: str) -> None:
        """Look whether a release can be used; what is damaged or made otherwise is as none."""
        self._release = release if release and _fits(release, embedder, chroma_url) else None
        self._record: Record | None = read_record(self._release) if self._release else None

    def folder(self, name: str, key: str) -> Path | None:
        """The release, if its part of this name is made from the same."""
        if self._record is None or self._record.parts.get(name) != key:
            return None
        return self._release

    def collections(self, key: str, folder: str) -> Taken | None:
        """The collection of questions, if it is of the same ones and in a folder of our own."""
        release = self.folder(ASKED, key)
        if release is None or self._record is None or self._record.chroma_url:
            return None
        return Taken(release / folder, collection_name(release))


def _fits(release: Path, embedder: str, chroma_url: str) -> bool:
    try:
        record = read_record(release)
        check_files(release, record)
    except SteunwijzerError:
        return False
    return (record.embedder, record.chroma_url) == (embedder, chroma_url)
