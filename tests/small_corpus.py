"""A corpus of one small document, and an embedder without weights."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from ingest.index import build
from ingest.index.build import Report, Stage
from ingest.index.embed.vectors import DIMENSIONS, QuestionVectors, ShortVectors
from ingest.text.settings import Settings

DOCUMENT = """# Gids

<!-- pagina: 1 -->

## Steunouders

Een steunouder is een vrijwilliger. Hij vangt een kind op.

## Burgervoogd

Een burgervoogd heeft de voogdij over een kind. Hij staat dichtbij.

::: citaat Gio
Mijn burgervoogd is iemand die ik vertrouw.
:::
"""
CONTACTS = """
[[contact]]
name = "112"
purpose = "bij direct gevaar"
phone = "112"
hours = "dag en nacht"
source = "https://example.org/"
checked = 2026-11-01
"""
EXAMPLES = """
danger = ["Hij slaat haar nu"]
calm = ["Wat doet een vrijwilliger?"]
decision = ["Moet zij uit huis?"]
advice = ["Wat zegt de tekst over wonen?"]
everyday = []
"""
TALK = """
unsure = "Ik weet het van {subject}."
real = ["Hallo, wat doet een steunouder?"]

[[topic]]
id = "greeting"
text = "Hallo! Stel je vraag over {subject}."
examples = ["Hallo"]
"""
ANNOTATION = """
section = "gids/steunouders"
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
plain = "Over steunouders."

[[passage]]
quote = "Een steunouder"
plain = "Wie opvangt."
questions = ["Wat doet een steunouder?", "Wie is een steunouder?"]
terms = ["oppas"]
"""
UNANSWERED = 'questions = ["Wat kost dat?", "Wie betaalt?"]\n'
PROFILE = """
tagline = "Alles uit de gids"
subject = "de Gids van Wij"
placeholder = "wat is een verpleegkundige?"
clients = "patiënten"
deciders = "patiënt en arts"
examples = ["Wat doet een verpleegkundige?"]
advisers = "de apotheker"
decision = "Bel de arts."
readers = "artsen"
summarised = "protocol"

[publications]
gids = "de"
protocol = "het"
"""
MANIFEST = """
[[source]]
id = "gids"
title = "Gids"
edition = "2026"
year = 2026
publisher = "Wij"
url = "https://example.org/"
reuse = "attribution"
standing = "current"
checked = 2026-11-01

[source.text]
path = "documents/gids.md"
sha256 = "{sha256}"
original = "originals/gids.txt"
original_sha256 = "{original_sha256}"
changes = "changes/gids.toml"
"""


FAKE = "nep"
"""What the fake embedder is called in settings."""


class FakeEmbedder:
    """Vectors from the words of a text, without weights; remembers what it embedded."""

    threads = 1

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_query(self, text: str) -> list[float]:
        vector = np.full(64, 0.01, dtype=np.float32)
        for word in text.lower().split():
            digest = hashlib.sha256(word.strip(".,?!").encode()).digest()
            vector[digest[0] % 64] += 1.0
        return [float(value) for value in vector / np.linalg.norm(vector)]

    def embed_question(self, text: str) -> QuestionVectors:
        return QuestionVectors(self.embed_query(text))

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        self.embedded.extend(texts)
        return [self.embed_query(text) for text in texts]

    def embed_towards_text(self, texts: list[str]) -> list[list[float]]:
        return self.embed_queries(texts)

    def embed_words(self, texts: list[str]) -> list[ShortVectors]:
        return [np.zeros((0, DIMENSIONS), np.int8) for _ in texts]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded.extend(texts)
        return [self.embed_query(text) for text in texts]


def write_corpus(folder: Path, document: str = DOCUMENT) -> Path:
    """Write a corpus of one document, or write it anew."""
    texts = {
        "documents/gids.md": document,
        "originals/gids.txt": "zoals ontvangen\n",
        "changes/gids.toml": "",
        "contacts.toml": CONTACTS,
        "danger.toml": EXAMPLES,
        "talk.toml": TALK,
    }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    manifest = MANIFEST.format(
        sha256=hashlib.sha256(texts["documents/gids.md"].encode()).hexdigest(),
        original_sha256=hashlib.sha256(texts["originals/gids.txt"].encode()).hexdigest(),
    )
    (folder / "manifest.toml").write_text(manifest, encoding="utf-8")
    return folder


def annotate(folder: Path) -> None:
    """Say of one section what it answers, and what no section does; by its hash it is stale."""
    (folder / "annotations").mkdir()
    (folder / "annotations" / "a.toml").write_text(ANNOTATION, encoding="utf-8")
    (folder / "annotations" / "unanswered.toml").write_text(UNANSWERED, encoding="utf-8")


def opens(embedder: FakeEmbedder) -> Callable[[str], Any]:
    """What opens this embedder, whatever the settings name."""
    return lambda _: embedder


def ingest(
    settings: Settings,
    embedder: FakeEmbedder | None = None,
    *,
    is_forced: bool = False,
    without_lost: bool = False,
) -> Report:
    """Index the corpus of the settings; with the built-in embedder unless another is given."""
    if not embedder:
        return build.ingest(settings, silent, is_forced=is_forced)
    return build.ingest(
        settings,
        silent,
        is_forced=is_forced,
        without_lost=without_lost,
        open_embedder=opens(embedder),
        shipped_file=None,
    )


def silent(stage: Stage, done: int, total: int) -> None:
    """A progress report that nobody reads."""
