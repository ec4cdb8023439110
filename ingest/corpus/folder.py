"""A folder of the corpus -> the TOML files in it; what cannot be meant to be there is named.

Nothing is passed over in silence: what is not read would be missed by nobody until it matters.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from ingest.text.errors import CorpusError
from ingest.text.text_file import is_there, unreadable

_SUFFIX: Final = ".toml"
_CHECKED: Final = (".", "changes")
"""Folders of a corpus that hold TOML and are not searched for it."""
_COPY: Final = re.compile(
    r"(?:kopie van |copy of )?(?P<stem>.+?)"
    r"(?: ?\(\d+\)| (?:- )?\(?(?:kopie|copy|another copy)(?: \d+)?\)?|\.bak|\.orig|~)*",
    re.IGNORECASE,
)
"""How Windows, macOS, browsers and people name a copy of a file."""


def toml_files(folder: Path) -> list[Path]:
    """All TOML files in a folder and the folders in it, sorted; none if there is no such folder.

    Raises:
        CorpusError: a folder cannot be looked into, or something in it is left over.
    """
    if not is_there(folder):
        return []
    found = sorted(path for path in _files(folder, frozenset()) if _is_toml(path))
    _check_leftovers(found)
    return found


def check_corpus_folder(corpus: Path) -> None:
    """Check that nothing is left over beside the files that have a fixed name.

    Raises:
        CorpusError: something is, or a folder cannot be looked into.
    """
    for name in _CHECKED:
        if is_there(corpus / name):
            _check_leftovers(path for path in _entries(corpus / name) if _is_toml(path))


def _is_toml(path: Path) -> bool:
    return path.suffix.lower() == _SUFFIX


def _files(folder: Path, above: frozenset[str]) -> Iterator[Path]:
    """The files in a folder and below; `above` are the folders around it, as they really are."""
    real = os.path.realpath(folder)
    if real in above:
        raise CorpusError(
            f"{folder} is een snelkoppeling naar een map waar hij zelf in staat.",
            "Verwijder de snelkoppeling.",
        )
    for path in _entries(folder):
        if not _is_folder(path) or _is_toml(path):
            yield path
        elif not path.name.startswith("."):  # those of version control, and of mounted volumes
            yield from _files(path, above | {real})


def _entries(folder: Path) -> list[Path]:
    if not _is_folder(folder):
        raise CorpusError(f"{folder} is een bestand, geen map.", "Zet er een map neer.")
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise unreadable(folder, error) from error


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        if path.name.startswith("."):  # the lock of an editor is a link that leads nowhere
            return False
        raise unreadable(path, error) from error


def _check_leftovers(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.name.startswith("."):
            raise CorpusError(
                f"{path} is een verborgen bestand, achtergelaten door macOS of een editor.",
                "Verwijder het.",
            )
        original = _original(path)
        if original != path and is_there(original):
            raise CorpusError(
                f"{path} lijkt een kopie van {original.name}, dat ernaast staat.",
                "Houd er een over en verwijder de andere.",
            )


def _original(path: Path) -> Path:
    match = _COPY.fullmatch(path.stem)
    return path.with_name(match["stem"] + path.suffix) if match else path
