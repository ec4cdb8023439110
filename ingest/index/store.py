"""Vectors in Chroma collections, embedded or on a server. The only module that knows Chroma.

Collections belong to one release of the index and are written once: two writers on a
collection lose vectors, and a reader does not see what another process wrote later.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from ingest.index.embed.vectors import Vectors
from ingest.index.private_copy import copied, is_writable, remove
from ingest.text.environment import ensure_home
from ingest.text.errors import INGEST, IndexUnusableError, SteunwijzerError
from ingest.text.settings import Settings

if TYPE_CHECKING:
    import chromadb.config
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

TEXT: Final = "text"
QUESTION: Final = "question"
KINDS: Final = (TEXT, QUESTION)
NEAREST: Final = {TEXT: 1000, QUESTION: 300}
"""Most vectors of a kind that one query returns; HNSW searches at least as many candidates. Of
questions the nearest few of each chunk count, and there are many thousands: a thousand of them took
three times as long."""
_GRAPH: Final = {"space": "cosine", "ef_construction": 100, "max_neighbors": 32}
HNSW: Final = {kind: {**_GRAPH, "ef_search": most} for kind, most in NEAREST.items()}
"""Of the nearest hundred all are found and of the nearest thousand 997, 998 with twice the
ef_construction, which takes half as long again: on 367 questions the same first five passages."""


class Neighbours(NamedTuple):
    """The vectors found near another, best first: their numbers and cosines, each of one shape."""

    numbers: NDArray[np.int64]
    similarity: NDArray[np.float32]

    @property
    def best(self) -> float:
        """Cosine of the nearest; 0 if there is none."""
        return float(self.similarity[0]) if len(self.similarity) else 0.0

    @property
    def last(self) -> float:
        """Cosine of the farthest: what was not found comes no nearer. 0 if there is none."""
        return float(self.similarity[-1]) if len(self.similarity) else 0.0


class Taken(NamedTuple):
    """Collections of an earlier release, of which one is taken over as it is.

    `folder` is where they are, and `name` what `create_store` was told to call them.
    """

    folder: Path
    name: str


class VectorStore:
    """The open collections of one release, one for each kind of vector.

    Apart, as otherwise the thousands of questions would crowd out the text.
    """

    def __init__(
        self,
        clients: "Mapping[str, Client]",
        collections: "Mapping[str, Collection]",
        copy: Path | None = None,
    ) -> None:
        """Take open collections; a private `copy` of their folder is removed on closing."""
        self._clients = clients
        self._collections = collections
        self._copy = copy

    def add(self, kind: str, vectors: Vectors) -> None:
        """Write all vectors of a kind, shape (vectors, dimensions); they are numbered from 0."""
        size = self._clients[kind].get_max_batch_size()
        for start in range(0, len(vectors), size):
            batch = vectors[start : start + size]
            with _chroma_failures():
                self._collections[kind].upsert(
                    ids=[str(start + offset) for offset in range(len(batch))], embeddings=batch
                )

    def nearest(self, vector: Vectors, kind: str, count: int | None = None) -> Neighbours:
        """The vectors of a kind nearest to one of shape (dimensions,), at most `count`."""
        with _chroma_failures():
            found = self._collections[kind].query(
                query_embeddings=vector[np.newaxis],
                n_results=min(count or NEAREST[kind], NEAREST[kind]),
                include=["distances"],
            )
        distances = found["distances"]
        assert distances is not None, "asked for in include"
        return Neighbours(
            np.asarray([int(number) for number in found["ids"][0]], dtype=np.int64),
            np.float32(1) - np.asarray(distances[0], dtype=np.float32),
        )

    def vectors(self, kind: str, numbers: Sequence[int]) -> dict[int, Vectors]:
        """The vectors of a kind with these numbers, each of shape (dimensions,)."""
        found: dict[int, Vectors] = {}
        size = self._clients[kind].get_max_batch_size()
        for start in range(0, len(numbers), size):
            ids = [str(number) for number in numbers[start : start + size]]
            with _chroma_failures():
                page = self._collections[kind].get(ids=ids, include=["embeddings"])
            vectors = np.asarray(page["embeddings"], dtype=np.float32)
            found |= dict(zip(map(int, page["ids"]), vectors, strict=True))
        return found

    def count(self) -> int:
        """Number of vectors in all collections."""
        with _chroma_failures():
            return sum(collection.count() for collection in self._collections.values())

    def close(self) -> None:
        """Let go of files and connections; a build must be closed before it is published."""
        _close_all(self._clients)
        if self._copy:
            remove(self._copy)


def create_store(
    settings: Settings, folder: Path, name: str, taken: "Mapping[str, Taken] | None" = None
) -> VectorStore:
    """Make the empty collections of `name`: in `folder`, or on the server of the settings.

    The kinds that are `taken` over from an earlier release are not empty, and not to be added to.

    Raises:
        SteunwijzerError: the server does not answer.
        OSError: what is taken over cannot be copied.
    """
    taken = taken or {}
    for kind, earlier in taken.items():
        shutil.copytree(earlier.folder / kind, folder / kind)
    clients = _clients(settings, folder)
    with _chroma_failures():
        return VectorStore(
            clients,
            {
                kind: _renamed(clients[kind], taken[kind].name, name, kind)
                if kind in taken
                else _created(clients[kind], name, kind)
                for kind in KINDS
            },
        )


def _created(client: "Client", name: str, kind: str) -> "Collection":
    return client.create_collection(
        f"{name}-{kind}",
        embedding_function=None,
        configuration={"hnsw": dict(HNSW[kind])},  # type: ignore[arg-type]  # a plain dict will do
    )


def _renamed(client: "Client", was: str, name: str, kind: str) -> "Collection":
    collection = client.get_collection(f"{was}-{kind}", embedding_function=None)
    collection.modify(name=f"{name}-{kind}")
    return collection


def open_store(settings: Settings, folder: Path, name: str) -> VectorStore:
    """Open the collections of `name` for reading.

    Raises:
        IndexUnusableError: it is not there or damaged.
        SteunwijzerError: the server does not answer, or a folder that may only be read cannot be
            copied.
    """
    # Chroma writes in its files when it opens them, also to read.
    if settings.chroma_url or is_writable(folder):
        return VectorStore(*_opened(settings, folder, name))
    copy = copied(folder)
    try:
        return VectorStore(*_opened(settings, copy, name), copy)
    except SteunwijzerError:
        remove(copy)
        raise


def _opened(
    settings: Settings, folder: Path, name: str
) -> "tuple[dict[str, Client], dict[str, Collection]]":
    clients = _clients(settings, folder)
    with _chroma_failures():
        return clients, {
            kind: clients[kind].get_collection(f"{name}-{kind}", embedding_function=None)
            for kind in KINDS
        }


def drop_store(settings: Settings, name: str) -> None:
    """Delete the collections of an old release from a server; others go with their folder.

    Raises:
        SteunwijzerError: the server does not answer.
    """
    if not settings.chroma_url:
        return
    import chromadb.errors

    client = _client(settings, Path())
    try:
        for kind in KINDS:
            with suppress(chromadb.errors.NotFoundError):
                client.delete_collection(f"{name}-{kind}")
    finally:
        _close(client)


def _clients(settings: Settings, folder: Path) -> "dict[str, Client]":
    """A client for each kind: a folder each, so that one can be taken over without the other."""
    if settings.chroma_url:
        return dict.fromkeys(KINDS, _client(settings, folder))
    return {kind: _client(settings, folder / kind) for kind in KINDS}


def _client(settings: Settings, folder: Path) -> "Client":
    ensure_home()
    # Importing Chroma takes most of a second: only what opens an index pays.
    import chromadb
    import chromadb.config

    options = chromadb.config.Settings(anonymized_telemetry=False)
    if not settings.chroma_url:
        return _embedded(folder, options)
    address = urlsplit(settings.chroma_url)
    headers = {name: value.get_secret_value() for name, value in settings.chroma_headers.items()}
    try:
        client = chromadb.HttpClient(
            host=address.hostname or "",
            port=address.port or (443 if address.scheme == "https" else 80),
            ssl=address.scheme == "https",
            headers=headers,
            settings=options,
        )
    except ValueError as error:
        raise SteunwijzerError(
            f"De Chroma-server op {settings.chroma_url} geeft geen antwoord.",
            "Start de server, of verbeter STEUNWIJZER_CHROMA_URL of STEUNWIJZER_CHROMA_HEADERS.",
        ) from error
    return cast("Client", client)


def _embedded(folder: Path, options: "chromadb.config.Settings") -> "Client":
    import chromadb

    try:
        with _chroma_failures():
            return cast("Client", chromadb.PersistentClient(folder, settings=options))
    except AttributeError as error:
        # Chroma 1.5 stumbles over its own cleaning up when the database cannot be opened.
        raise IndexUnusableError("De index is beschadigd of niet te openen.", INGEST) from error


def _close_all(clients: "Mapping[str, Client]") -> None:
    for client in {id(each): each for each in clients.values()}.values():
        _close(client)


def _close(client: "Client") -> None:
    client.close()
    # Chroma 1.5 leaves its two connections to a server open, and offers no way to close them.
    for part in (client, client._admin_client):
        session = getattr(getattr(part, "_server", None), "_session", None)
        if session is not None:
            session.close()


@contextmanager
def _chroma_failures() -> Iterator[None]:
    """Turn what Chroma raises for a damaged, lost or unreachable collection into our own error."""
    import chromadb.errors
    import httpx

    try:
        yield
    # What else Chroma raises is a mistake of ours, and stays one.
    except (chromadb.errors.NotFoundError, chromadb.errors.InternalError) as error:
        raise IndexUnusableError("De index is beschadigd of niet te openen.", INGEST) from error
    except httpx.HTTPError as error:
        raise SteunwijzerError(
            "De Chroma-server geeft geen antwoord meer.", "Kijk of de server nog draait."
        ) from error
