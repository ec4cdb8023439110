"""A folder that cannot be written -> a copy of it that its library may write in, for this process.

Whatever is copied is removed when it is let go of, when the process ends, and by `remove_all` where
a signal ends it at once.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

from ingest.text.errors import SteunwijzerError, why

_ROOM_BYTES: Final = 1_000_000
"""To open an index Chroma wrote between 8 and 32 kB."""
_COPIES: Final[set[Path]] = set()
"""Of the process as a whole, as its end is."""


def is_writable(folder: Path) -> bool:
    """Whether we may write in a folder and all that is in it, and there is room to do so."""
    paths = (folder, *folder.rglob("*"))
    return all(os.access(path, os.W_OK) for path in paths) and _has_room(folder)


def _has_room(folder: Path) -> bool:
    return shutil.disk_usage(folder).free >= _ROOM_BYTES


def copied(folder: Path) -> Path:
    """A copy that only its owner may read.

    Raises:
        SteunwijzerError: there is no room for it, or the folder cannot be read.
    """
    copy = Path()
    try:
        copy = Path(tempfile.mkdtemp(prefix="steunwijzer-"))
        _COPIES.add(copy)
        for path in sorted(folder.rglob("*")):
            target = copy / path.relative_to(folder)
            if path.is_dir():
                target.mkdir()
            else:
                # The bytes alone: the rights are what must not come along.
                shutil.copyfile(path, target)
    except OSError as error:
        if copy in _COPIES:
            remove(copy)
        raise SteunwijzerError(
            f"In {folder} kan niet worden geschreven, en een kopie elders lukt niet: {why(error)}.",
            "Wijs met TMPDIR een map aan waarin je mag schrijven, of maak ruimte vrij.",
        ) from error
    return copy


def remove(copy: Path) -> None:
    """Delete a copy; one that is half gone already is no failure."""
    shutil.rmtree(copy, ignore_errors=True)
    _COPIES.discard(copy)


@atexit.register
def remove_all() -> None:
    """Delete every copy of this process."""
    for copy in list(_COPIES):
        remove(copy)
