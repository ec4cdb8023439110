"""The shipped corpus -> the vectors that travel with it.

Run `python3 -m ingest.index.ship` after its texts, annotations or examples changed, or the built-in
model did: a test says when.
"""

import sys
import tempfile
from pathlib import Path

from ingest.corpus.library import Library
from ingest.index.content import represented
from ingest.index.embed.cache import EmbeddingCache
from ingest.index.embed.embedder import Embedder, embedder_identity, open_embedder
from ingest.index.embed.shipped import FILE, ship
from ingest.index.embed.texts import embed_keyed, keyed
from ingest.index.embedded import texts_of
from ingest.text.settings import BUILT_IN_EMBEDDER, BUNDLED_CORPUS


def main() -> None:
    """Embed what is not in the file yet, and write all that an ingest of the corpus needs."""
    passages, sorts = texts_of(represented(Library(BUNDLED_CORPUS).snapshot()))
    questions = [text for sort in sorts for text in sort]
    keys = keyed(passages, questions, embedder_identity(BUILT_IN_EMBEDDER))
    with tempfile.TemporaryDirectory() as folder, EmbeddingCache(Path(folder) / "new") as cache:
        vectors, fresh = embed_keyed(dict(keys), _open, cache, lambda *_: None)
    ship(vectors)
    size_mb = FILE.stat().st_size / 1e6
    sys.stdout.write(f"{len(vectors)} vectors, {fresh} of them new, {size_mb:.1f} MB\n")


def _open() -> Embedder:
    return open_embedder(BUILT_IN_EMBEDDER)


if __name__ == "__main__":
    main()
