"""What files of a corpus are to hold -> the files, with nobody's edit lost.

Each file is whole at every moment: the old one or the new. Files are written in the order in which
they are given, so what makes the others count comes last.
"""

import errno
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.text.disk import flush, replace_file
from ingest.text.errors import CorpusError, why
from ingest.text.text_file import is_there, read_file, unreadable

if sys.platform != "win32":
    import fcntl

WAIT_S: Final = 10.0
"""How long another may write before we give up; to write takes a fraction of a second."""
_POLL_S: Final = 0.02


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What a file of the corpus held when it was read, None if it was not there; and is to hold."""

    path: Path
    before: bytes | None
    after: bytes


def read_before(path: Path) -> bytes | None:
    """What a file holds before it is rewritten, None if it is not there.

    Raises:
        CorpusError: it cannot be read.
    """
    return read_file(path) if is_there(path) else None


def write(rewrites: Sequence[Rewrite]) -> None:
    """Write the files that are to hold something else, in this order.

    What stops this while it writes takes the files away again that were not there before.

    Raises:
        CorpusError: one is not as it was read any more, or cannot be written. Nothing is written
            then over what was there, unless it came to be so while others were being written.
    """
    changed = [each for each in rewrites if each.before != each.after]
    for each in changed:
        _check_as_read(each)
        _check_writable(each)
    with ExitStack() as undo:
        for each in changed:
            _check_as_read(each)
            if each.before is None:
                undo.callback(_undo, each.path)
            _put(each)
        undo.pop_all()


@contextmanager
def alone_in(corpus: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """With no other writer of ours in this folder, as far as the system can keep them apart.

    Raises:
        CorpusError: another goes on writing, or the folder cannot be opened.
    """
    if sys.platform == "win32":  # has no lock on a folder; that a file is as it was read is checked
        yield
        return
    try:
        folder = os.open(corpus, os.O_RDONLY)
    except FileNotFoundError as error:
        raise CorpusError(
            f"De map {corpus} is er niet.",
            "Maak die map, of wijs met STEUNWIJZER_CORPUS de goede aan.",
        ) from error
    except OSError as error:
        raise unreadable(corpus, error) from error
    try:
        _lock(corpus, folder, time.monotonic() + wait_s)
        yield
    finally:
        os.close(folder)


def take_away(corpus: Path, path: Path) -> None:
    """Have a file of the corpus gone, and the folders that are empty without it.

    Raises:
        CorpusError: it cannot be taken away.
    """
    try:
        path.with_name(f".{path.name}.new").unlink(missing_ok=True)  # of a write that was cut short
        path.unlink(missing_ok=True)
    except OSError as error:
        raise CorpusError(
            f"{path} kan niet worden weggehaald: {why(error)}.",
            "Geef jezelf schrijfrechten en probeer het opnieuw.",
        ) from error
    for folder in path.parents:
        if corpus not in folder.parents or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
    flush(next(folder for folder in path.parents if folder.is_dir()))


def changed_meanwhile(path: Path) -> CorpusError:
    """The failure of a file that does not say any more what it said to who changes it."""
    return CorpusError(
        f"{path} is intussen door iemand anders veranderd.",
        "Kijk wat er nu staat en probeer het opnieuw.",
    )


def _lock(corpus: Path, folder: int, until: float) -> None:
    """Lock an open folder; a file system that has no locks is no failure."""
    while True:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > until:
                raise CorpusError(
                    f"Iemand anders is aan het schrijven in {corpus}.",
                    "Wacht tot dat klaar is en probeer het opnieuw.",
                ) from error
            time.sleep(_POLL_S)
        except OSError:
            return
        else:
            return


def _check_as_read(own: Rewrite) -> None:
    if read_before(own.path) == own.before:
        return
    if own.before is None:
        raise CorpusError(f"{own.path} staat er al.", "Kies een andere naam, of haal het weg.")
    raise changed_meanwhile(own.path)


def _check_writable(own: Rewrite) -> None:
    """See that nothing stands in the way: even a protected file could be replaced."""
    try:
        if own.before is not None:
            own.path.open("r+b").close()
        folder = Path(os.path.realpath(own.path)).parent
        while not folder.exists():
            folder = folder.parent
        if not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, "")
    except OSError as error:
        raise _unwritable(own.path, error) from error


def _put(own: Rewrite) -> None:
    # Where a link leads, not the link.
    path = Path(os.path.realpath(own.path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, own.after)
    except OSError as error:
        raise _unwritable(own.path, error) from error


def _undo(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _unwritable(path: Path, error: OSError) -> CorpusError:
    return CorpusError(
        f"{path} kan niet worden geschreven: {why(error)}. Wat er stond, staat er nog.",
        "Geef jezelf schrijfrechten of maak ruimte vrij, en probeer het opnieuw.",
    )
