"""Releases of the index: folders of which the file CURRENT names the one in use.

    <data>/index/CURRENT            the id of the release in use
    <data>/index/<id>/              a release; see record.py

A release is never changed once it is sealed, so a reader needs no lock and a crash while building
leaves the one in use as it is. To publish is to name another.
"""

import re
import secrets
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import filelock

from ingest.index.record import closed_to_us, read_content, read_record
from ingest.text.disk import replace_file
from ingest.text.document import Section
from ingest.text.errors import INGEST, IndexUnusableError, SteunwijzerError, why


@dataclass(frozen=True, slots=True)
class KeptRelease:
    """A release that is kept: its id, when it was made (ISO 8601, UTC), and if it is in use."""

    id: str
    created: str
    is_in_use: bool


def releases_folder(data: Path) -> Path:
    """Where the releases and CURRENT are."""
    return data / "index"


def collection_name(release: Path) -> str:
    """What the names of a release's Chroma collections begin with."""
    return f"steunwijzer-{release.name}"


def current_release(data: Path) -> Path:
    """Folder of the release in use.

    Raises:
        IndexUnusableError: none was ever published, or its folder is gone.
    """
    folder = releases_folder(data)
    try:
        name = (folder / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise IndexUnusableError("Er is nog geen index.", INGEST) from error
    except (PermissionError, NotADirectoryError) as error:
        raise closed_to_us(data, error) from error
    except (OSError, UnicodeDecodeError) as error:
        raise IndexUnusableError(f"De index in {folder} is niet te lezen.", INGEST) from error
    if not re.fullmatch(r"[\w-]+", name) or not (folder / name).is_dir():
        raise IndexUnusableError(f"De index in {folder} is beschadigd.", INGEST)
    return folder / name


def sections_in_use(data: Path) -> dict[str, Section]:
    """The sections of the release in use, by id.

    Raises:
        IndexUnusableError: there is none that this version can read.
    """
    return read_content(current_release(data)).snapshot.sections_by_id()


def sections_kept(data: Path, release_id: str) -> dict[str, Section]:
    """The sections of a release that is kept, by id; none where it is not, or not readable."""
    try:
        named = [each for each in sealed_releases(data) if each.name == release_id]
        return read_content(named[0]).snapshot.sections_by_id() if named else {}
    except OSError:
        return {}


@contextmanager
def building(data: Path) -> Iterator[Path]:
    """Give a new, empty release folder, with nobody else at work on this data folder.

    Raises:
        SteunwijzerError: the folder cannot be written, or somebody else is at work.
    """
    with _alone(data) as folder:
        yield _new_release(folder, data)


@contextmanager
def _alone(data: Path) -> Iterator[Path]:
    """The folder of the releases, in which nobody else makes or changes anything meanwhile."""
    folder = releases_folder(data)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / "LOCK", timeout=0)
        lock.acquire()
    except filelock.Timeout as error:
        raise SteunwijzerError(
            "Er loopt al een andere ingest.", "Wacht tot die klaar is en probeer het opnieuw."
        ) from error
    except OSError as error:
        raise unwritable(data, error) from error
    try:
        yield folder
    finally:
        lock.release()


def _new_release(folder: Path, data: Path) -> Path:
    release = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(3)}"
    try:
        release.mkdir()
    except OSError as error:
        raise unwritable(data, error) from error
    return release


def unwritable(data: Path, error: BaseException | None = None) -> SteunwijzerError:
    """The failure of a data folder in which nothing can be written, and what that leaves."""
    reason = f": {why(error)}" if isinstance(error, OSError) else ""
    kept = "De vorige index blijft in gebruik. " if _has_index(data) else ""
    return SteunwijzerError(
        f"In de map {data} kan niet worden geschreven{reason}. {kept}",
        "Geef jezelf schrijfrechten, maak ruimte vrij, of kies een andere map: STEUNWIJZER_DATA.",
    )


def _has_index(data: Path) -> bool:
    try:
        read_record(current_release(data))
    except SteunwijzerError:
        return False
    return True


def publish(release: Path) -> None:
    """Put a sealed release in use, in one step that a crash cannot cut in two."""
    replace_file(release.parent / "CURRENT", release.name.encode())


def roll_back(data: Path, name: str = "") -> KeptRelease:
    """Put an earlier release in use again: the one before, or the one with this id.

    Raises:
        IndexUnusableError: there is no index.
        SteunwijzerError: there is no such release, or somebody else is at work.
    """
    in_use = current_release(data)
    with _alone(data):
        kept = kept_releases(data)
        earlier = [each for each in kept if each.id < in_use.name]
        chosen = [each for each in kept if each.id == name] if name else earlier[-1:]
        if not chosen:
            told = f"Er is geen index '{name}'" if name else "Er is geen eerdere index"
            raise SteunwijzerError(
                f"{told} om naar terug te gaan.", "Zie welke er zijn met: steunwijzer history"
            )
        try:
            publish(in_use.with_name(chosen[0].id))
        except OSError as error:
            raise unwritable(data, error) from error
    return chosen[0]


def kept_releases(data: Path) -> list[KeptRelease]:
    """The releases that can be put in use, oldest first.

    Raises:
        IndexUnusableError: there is no index.
    """
    in_use = current_release(data)
    return [
        KeptRelease(path.name, read_record(path).created, is_in_use=path == in_use)
        for path in sealed_releases(data)
    ]


def sealed_releases(data: Path) -> list[Path]:
    """All releases that can be put in use, oldest first."""
    return [path for path in _folders(data) if _is_sealed(path)]


def stale_releases(data: Path, keep: Collection[Path | None]) -> list[Path]:
    """Releases outside `keep`, unfinished ones among them."""
    return [path for path in _folders(data) if path not in keep]


def remove(release: Path) -> None:
    """Delete a release's folder; one that is half gone already is no failure."""
    shutil.rmtree(release, ignore_errors=True)


def _folders(data: Path) -> list[Path]:
    return sorted(path for path in releases_folder(data).iterdir() if path.is_dir())


def _is_sealed(release: Path) -> bool:
    try:
        read_record(release)
    except IndexUnusableError:
        return False
    return True
