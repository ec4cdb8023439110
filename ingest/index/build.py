"""Snapshot of a corpus -> a sealed release, put in use."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final

from ingest.corpus.library import Library
from ingest.corpus.lost import Lost, loss
from ingest.corpus.snapshot import Snapshot
from ingest.index.content import Content, content_json, represented
from ingest.index.earlier import EarlierRelease, part_keys
from ingest.index.embed.embedder import OpenEmbedder, embedder_identity, open_embedder
from ingest.index.embed.shipped import FILE
from ingest.index.embedded import Embedded, embedded
from ingest.index.noise import calibrate
from ingest.index.pointer import Pointer, pointer_for
from ingest.index.published import NOBODY, By, check_rehearsal
from ingest.index.record import FORMAT, Record, file_marks, read_record, seal
from ingest.index.release import Release
from ingest.index.releases import (
    building,
    put_in_use,
    sealed_releases,
    unwritable,
)
from ingest.index.signals.signal import Scale
from ingest.index.start import open_start
from ingest.index.tidy import in_use, tidy, waiting
from ingest.index.written import write_release
from ingest.text.errors import IndexUnusableError
from ingest.text.settings import Settings
from ingest.text.words import Lexicon, grams


class Stage(StrEnum):
    """What an ingest is doing, for a progress bar."""

    EMBED = "embed"
    STORE = "store"


Advance = Callable[[Stage, int, int], None]
"""Called as `advance(stage, done, total)`."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did.

    `embedded` counts texts; `is_new` is false if nothing had changed; `stale` names the sections
    whose text changed after their annotation was made, and `lost` what of it is not there any more.
    """

    release: str
    sections: int
    chunks: int
    vectors: int
    embedded: int
    is_new: bool
    stale: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()


@dataclass(frozen=True, slots=True)
class Making:
    """How a release is made; vectors must be of the model of the settings.

    `is_forced` makes all anew, `without_lost` goes on without annotations that are not in the text
    any more.
    """

    is_forced: bool = False
    without_lost: bool = False
    open_embedder: OpenEmbedder = open_embedder
    shipped_file: Path | None = FILE


def ingest(
    settings: Settings,
    advance: Advance,
    *,
    by: By = NOBODY,
    is_forced: bool = False,
    without_lost: bool = False,
    open_embedder: OpenEmbedder = open_embedder,
    shipped_file: Path | None = FILE,
) -> Report:
    """Index the corpus and put the result in use; an unchanged corpus is left as it is.

    `without_lost` goes on without annotations that are not in the text any more. `open_embedder`
    and the vectors in `shipped_file`, if any, must be of the model of the settings.

    Raises:
        CorpusError: a file of the corpus is wrong, or annotations are lost.
        SteunwijzerError: the data folder, the model or the Chroma server cannot be used, or a
            rehearsal fell below a floor and `by` gives no reason.
    """
    snapshot = Library(settings.corpus).snapshot()
    making = Making(is_forced, without_lost, open_embedder, shipped_file)
    return _made(settings, snapshot, advance, making, by)


def build(
    settings: Settings,
    snapshot: Snapshot,
    advance: Advance,
    *,
    is_forced: bool = False,
    without_lost: bool = False,
    open_embedder: OpenEmbedder = open_embedder,
    shipped_file: Path | None = FILE,
) -> Report:
    """Make a release of a snapshot and put it in use; what is unchanged is left as it is.

    Raises:
        CorpusError: annotations are lost, and it was not said to go on without.
        SteunwijzerError: the data folder, the model or the Chroma server cannot be used.
    """
    making = Making(is_forced, without_lost, open_embedder, shipped_file)
    return _made(settings, snapshot, advance, making, NOBODY)


USUAL: Final = Making()


def prepare(settings: Settings, advance: Advance, making: Making = USUAL) -> Report:
    """Make a release of the corpus and leave it ready; the next `ingest` puts it in use.

    Raises:
        CorpusError, SteunwijzerError: as `ingest`.
    """
    return _made(settings, Library(settings.corpus).snapshot(), advance, making, None)


def _made(
    settings: Settings, snapshot: Snapshot, advance: Advance, making: Making, by: By | None
) -> Report:
    """Make a release, and put it in use where somebody does so."""
    content = represented(snapshot)
    pointer = pointer_for(settings.embedder)
    fingerprint = _fingerprint(content, settings, pointer)
    with building(settings.data) as release:
        before, kept = in_use(settings), None
        try:
            if not making.is_forced and (same := _same(settings, before, fingerprint)):
                return _report(same.name, content, 0, is_new=False)
            if snapshot.annotations.lost and not making.without_lost:
                raise loss(snapshot.annotations.lost)
            ready, fresh = _ready(settings, release, content, fingerprint, pointer, advance, making)
            kept = ready
            if by:
                check_rehearsal(ready, by)
                kept = None
                put_in_use(ready, by)
            return _report(ready.name, content, fresh, is_new=True)
        except OSError as error:
            raise unwritable(settings.data, error) from error
        finally:
            tidy(settings, before, kept)


def _ready(
    settings: Settings,
    release: Path,
    content: Content,
    fingerprint: str,
    pointer: Pointer,
    advance: Advance,
    making: Making,
) -> tuple[Path, int]:
    """A sealed release of this content, and how many texts were embedded for it."""
    if not making.is_forced:
        for path in waiting(settings):
            if _same(settings, path, fingerprint):
                return path, 0
    vectors = embedded(
        settings, content, making.open_embedder, partial(advance, Stage.EMBED), making.shipped_file
    )
    sealed = sealed_releases(settings.data)
    earlier = EarlierRelease(
        sealed[-1] if sealed and not making.is_forced else None,
        embedder_identity(settings.embedder),
        settings.chroma_url,
    )
    start = open_start(embedder_identity(settings.embedder))
    keys = part_keys(content, vectors, start)
    levels = write_release(
        settings,
        release,
        content,
        vectors,
        pointer,
        earlier,
        start,
        keys,
        partial(advance, Stage.STORE),
    )
    seal(release, _record(settings, release, content, fingerprint, vectors, levels, keys))
    return release, vectors.fresh


def _record(
    settings: Settings,
    release: Path,
    content: Content,
    fingerprint: str,
    vectors: Embedded,
    levels: dict[str, Scale],
    keys: dict[str, str],
) -> Record:
    noise = calibrate(vectors.off_topic, vectors.rows)
    return Record(
        fingerprint=fingerprint,
        embedder=embedder_identity(settings.embedder),
        chroma_url=settings.chroma_url,
        texts=len(set(content.documents())),
        sections=len(content.snapshot.sections),
        vectors=len(content.rows) + len(content.questions),
        scales=levels,
        noise_mean=noise.mean,
        noise_deviation=noise.deviation,
        parts=keys,
        files=file_marks(release),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _same(settings: Settings, release: Path | None, fingerprint: str) -> Path | None:
    """A release, if it is whole and was made of the same."""
    if release is None:
        return None
    try:
        if read_record(release).fingerprint != fingerprint:
            return None
        Release(settings, release).close()
    except IndexUnusableError:
        return None
    return release


def _fingerprint(content: Content, settings: Settings, pointer: Pointer) -> str:
    """Hash of all that a release is made of, and so of what the code makes of the corpus."""
    # The terms of the text alone: enough to see that the code makes others, and half the time.
    texts = content.texts()
    terms = Lexicon.of(texts).terms
    parts = (
        content_json(content).decode(),
        *(" ".join((*terms(each), *grams(each))) for each in texts),
        embedder_identity(settings.embedder),
        pointer.identity,
        open_start(embedder_identity(settings.embedder)).identity,
        settings.chroma_url,
        str(FORMAT),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _report(release: str, content: Content, embedded: int, *, is_new: bool) -> Report:
    return Report(
        release,
        len(content.snapshot.sections),
        len(content.chunks),
        len(content.rows) + len(content.questions),
        embedded,
        is_new,
        content.snapshot.annotations.stale,
        content.snapshot.annotations.lost,
    )
