"""Bytes -> a file on disk: whole or not at all, and there after a power cut."""

import os
import shutil
from contextlib import suppress
from pathlib import Path


def flush(path: Path) -> None:
    """Have a file or folder on disk, so that a power cut cannot lose it."""
    if path.is_dir() and os.name == "nt":
        return  # Windows flushes folders by itself and offers no way to ask for it
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_file(path: Path, data: bytes) -> None:
    """Have a file hold these bytes, with the rights that it had; it need not be there yet.

    Whatever stops this leaves the old file as it was.

    Raises:
        OSError: the file cannot be written.
    """
    # Hidden, and without the suffix by which files of a corpus are known: a crash may leave it.
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.unlink(missing_ok=True)
        with beside.open("xb") as file:
            if path.exists():
                shutil.copymode(path, beside)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    flush(path.parent)
