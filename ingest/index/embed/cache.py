"""Vectors that were made before, on disk: whatever was embedded once need not be again."""

import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from ingest.text.errors import SteunwijzerError

FILE: Final = "embeddings.sqlite"
"""Its name in the data folder."""
_TABLE: Final = "CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL)"


class EmbeddingCache:
    """Vectors of texts, as bytes, by the hash of embedder and text, in one SQLite file.

    Whatever was embedded before a crash or Ctrl-C need not be embedded again.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, or make it.

        Raises:
            SteunwijzerError: it is damaged or cannot be written.
            OSError: the disk is full, here or in what follows.
        """
        self._path = path
        with self._failures():
            self._database = sqlite3.connect(path)
        try:
            with self._failures():
                self._database.execute(_TABLE)
        except (SteunwijzerError, OSError):
            self._database.close()
            raise

    def __enter__(self) -> "EmbeddingCache":
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def get(self, keys: Sequence[str]) -> dict[str, bytes]:
        """What is kept of the keys that are known."""
        found: dict[str, bytes] = {}
        with self._failures(), closing(self._database.cursor()) as cursor:
            for key in keys:
                row = cursor.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
                if row:
                    found[key] = row[0]
        return found

    def put(self, vectors: dict[str, bytes]) -> None:
        """Keep the numbers of vectors; they are on disk when this returns."""
        with self._failures(), self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?)", vectors.items()
            )

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), self._path) from error
            raise SteunwijzerError(
                f"Het bestand {self._path} is beschadigd of niet te schrijven.",
                "Maak ruimte vrij, of verwijder het: het bevat alleen wat opnieuw te berekenen is.",
            ) from error
