"""Releases on disk -> those that are kept: what is in use, may be again, or waits to be."""

from contextlib import suppress
from pathlib import Path

from ingest.index.record import read_record
from ingest.index.releases import (
    collection_name,
    current_release,
    published,
    remove,
    sealed_releases,
    stale_releases,
)
from ingest.index.store import drop_store
from ingest.text.errors import IndexUnusableError, SteunwijzerError
from ingest.text.settings import Settings


def in_use(settings: Settings) -> Path | None:
    """The release in use, if there is one."""
    try:
        return current_release(settings.data)
    except IndexUnusableError:
        return None


def waiting(settings: Settings) -> list[Path]:
    """Releases that were made and never put in use, newest first."""
    known = {each.release for each in published(settings.data)}
    known |= {path.name for path in [in_use(settings)] if path}
    return [path for path in reversed(sealed_releases(settings.data)) if path.name not in known]


def tidy(settings: Settings, before: Path | None, ready: Path | None) -> None:
    """Remove all releases but those that are kept.

    Those are the one in use, the one that was `before` this run, which may still be read, what is
    `ready` to be put in use, and as many earlier ones as the settings say.
    """
    keep = {before, ready, in_use(settings), *_earlier(settings)}
    for release in stale_releases(settings.data, keep=keep):
        # A server that is away keeps its collection, and we the folder that names it.
        with suppress(SteunwijzerError):
            drop_store(_as_built(settings, release), collection_name(release))
            remove(release)


def _earlier(settings: Settings) -> list[Path]:
    """The releases that were in use last, without the one that is."""
    now = in_use(settings)
    names = dict.fromkeys(each.release for each in reversed(published(settings.data)))
    paths = [path for name in names if now and (path := now.with_name(name)) != now]
    return [path for path in paths if path.is_dir()][: settings.keep]


def _as_built(settings: Settings, release: Path) -> Settings:
    """The settings with the Chroma that a release was built in, where that is known."""
    try:
        return settings.model_copy(update={"chroma_url": read_record(release).chroma_url})
    except IndexUnusableError:
        return settings
