"""Releases of the index: folders of which the file CURRENT names the one in use.

    <data>/index/CURRENT            the id of the release in use
    <data>/index/PUBLISHED          what was put in use before; see published.py
    <data>/index/<id>/              a release; see record.py

A release is never changed once it is sealed, so a reader needs no lock and a crash while building
leaves the one in use as it is. To publish is to name another.
"""

import re
import secrets
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import filelock

from ingest.index.published import (
    NOBODY,
    By,
    Publication,
    announce,
    check_rehearsal,
    publications,
    rehearsal_of,
)
from ingest.index.record import closed_to_us, read_content, read_record
from ingest.text.disk import replace_file
from ingest.text.document import Section
from ingest.text.errors import INGEST, IndexUnusableError, SteunwijzerError, why

_MOMENT: Final = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class KeptRelease:
    """A release that is kept: its id, when it was made (ISO 8601, UTC), and if it is in use.

    `published` says how it last was put in use; None if it is made and never was, or long ago.
    """

    id: str
    created: str
    is_in_use: bool
    published: Publication | None = None


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
            "Er loopt al een andere ingest, preview of publish.",
            "Wacht tot die klaar is en probeer het opnieuw.",
        ) from error
    except OSError as error:
        raise unwritable(data, error) from error
    try:
        yield folder
    finally:
        lock.release()


def _new_release(folder: Path, data: Path) -> Path:
    try:
        release = folder / f"{_moment(folder):{_MOMENT}}-{secrets.token_hex(3)}"
        release.mkdir()
    except OSError as error:
        raise unwritable(data, error) from error
    return release


def _moment(folder: Path) -> datetime:
    """Now, or just after the newest release where the clock was set back: names tell the order."""
    moments = [datetime.now(UTC)]
    for path in folder.iterdir():
        with suppress(ValueError):
            made = datetime.strptime(path.name.partition("-")[0], _MOMENT).replace(tzinfo=UTC)
            moments.append(made + timedelta(microseconds=1))
    return max(moments)


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


def put_in_use(release: Path, by: By, *, is_back: bool = False) -> None:
    """Put a sealed release in use, and write down who did.

    Raises:
        OSError: it cannot be written.
    """
    data, record = release.parent.parent, read_record(release)
    publication = Publication(
        release=release.name,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        who=by.who,
        note=by.note,
        reason=by.reason,
        is_back=is_back,
        corpus=record.fingerprint,
        texts=record.texts,
        sections=record.sections,
        rehearsal=rehearsal_of(release),
    )
    announce(release.parent, _name_in_use(data), publication)
    publish(release)


def _name_in_use(data: Path) -> str:
    try:
        return current_release(data).name
    except IndexUnusableError:
        return ""


def roll_back(data: Path, name: str = "", by: By = NOBODY) -> KeptRelease:
    """Put an earlier release in use again: the one before, or the one with this id.

    Raises:
        IndexUnusableError: there is no index.
        SteunwijzerError: there is no such release, it was never in use and fell below a floor, or
            somebody else is at work.
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
        release = in_use.with_name(chosen[0].id)
        if not (chosen[0].published or chosen[0].is_in_use):
            check_rehearsal(release, by)
        try:
            put_in_use(release, by, is_back=True)
        except OSError as error:
            raise unwritable(data, error) from error
    return chosen[0]


def kept_releases(data: Path) -> list[KeptRelease]:
    """The releases that can be put in use, oldest first.

    Raises:
        IndexUnusableError: there is no index.
    """
    in_use = current_release(data)
    last = {each.release: each for each in published(data)}
    return [
        KeptRelease(path.name, read_record(path).created, path == in_use, last.get(path.name))
        for path in sealed_releases(data)
    ]


def published(data: Path) -> list[Publication]:
    """All that was put in use, oldest first, also what is not kept any more."""
    return publications(releases_folder(data), _name_in_use(data))


def kept_release(data: Path, name: str) -> Path:
    """The folder of a release that is kept.

    Raises:
        SteunwijzerError: there is none with this id.
    """
    found = [path for path in sealed_releases(data) if path.name == name]
    if not found:
        raise SteunwijzerError(
            f"Er is geen index '{name}'.", "Zie welke er zijn met: steunwijzer history"
        )
    return found[0]


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
    folder = releases_folder(data)
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def _is_sealed(release: Path) -> bool:
    try:
        read_record(release)
    except IndexUnusableError:
        return False
    return True
