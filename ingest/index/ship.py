"""The shipped corpus -> the vectors that travel with it, and what was learnt of them.

Run `python3 -m ingest.index.ship` after its texts, annotations or examples changed, or the built-in
model did: a test says when.
"""

import sys
import tempfile
from pathlib import Path

from ingest.corpus.library import Library
from ingest.index.content import Content, represented
from ingest.index.embed.cache import EmbeddingCache
from ingest.index.embed.embedder import Embedder, embedder_identity, open_embedder
from ingest.index.embed.shipped import FILE, ship
from ingest.index.embed.texts import embed_keyed, keyed
from ingest.index.embedded import Embedded, embedded, texts_of
from ingest.index.matcher import train
from ingest.index.signals.matcher import examples
from ingest.index.sorts import TALK, Sorts, phrasing_of_sorts
from ingest.index.start import FILE as START
from ingest.index.start import passage_names, save_start
from ingest.index.topics import Topics
from ingest.text.settings import BUILT_IN_EMBEDDER, BUNDLED_CORPUS, Settings


def main() -> None:
    """Embed what is not in the file yet, and write all that an ingest of the corpus needs."""
    content = represented(Library(BUNDLED_CORPUS).snapshot())
    texts = [text for sort in texts_of(content) for text in sort]
    keys = keyed(texts, embedder_identity(BUILT_IN_EMBEDDER))
    with tempfile.TemporaryDirectory() as folder:
        with EmbeddingCache(Path(folder) / "new") as cache:
            vectors, fresh = embed_keyed(dict(keys), _open, cache, lambda *_: None)
        ship(vectors)
        settings = Settings(data=Path(folder), embedder=BUILT_IN_EMBEDDER)
        learn(content, embedded(settings, content, open_embedder, lambda *_: None))
    sizes_mb = (each.stat().st_size / 1e6 for each in (FILE, START))
    told = " and ".join(f"{size:.1f} MB" for size in sizes_mb)
    sys.stdout.write(f"{len(vectors)} vectors, {fresh} of them new; {told}\n")


def learn(content: Content, vectors: Embedded, file: Path = START) -> None:
    """Learn, beginning from nothing, and write it for others to begin from."""
    phrasing = phrasing_of_sorts(content)
    of_sorts = Sorts.build(content, vectors.sampled, phrasing).models
    of_talk = Topics.build(content, vectors.sampled, phrasing).classifier
    matcher = train(*examples(content, vectors.rows, vectors.sampled.asked), len(content.passages))
    identity = embedder_identity(BUILT_IN_EMBEDDER)
    save_start(identity, passage_names(content), matcher, {**of_sorts, TALK: of_talk}, file)


def _open() -> Embedder:
    return open_embedder(BUILT_IN_EMBEDDER)


if __name__ == "__main__":
    main()
