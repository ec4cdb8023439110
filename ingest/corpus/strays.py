"""Corpus folder -> files of texts that no source names: left over by hand, or by what broke."""

from pathlib import Path
from typing import Final

from ingest.corpus.manifest import load_entries

_FOLDERS: Final = ("documents", "originals", "changes")


def stray_files(corpus: Path) -> list[str]:
    """Their names in the corpus folder, in order; what systems hide there is left alone.

    Raises:
        CorpusError: the manifest is missing or wrong.
    """
    named = {name for entry in load_entries(corpus) if entry.text for name in entry.text.names}
    found = (
        path.relative_to(corpus).as_posix()
        for folder in _FOLDERS
        for path in sorted((corpus / folder).rglob("*"))
        if path.is_file() and (not path.name.startswith(".") or path.name.endswith(".new"))
    )
    return [name for name in found if name not in named]
