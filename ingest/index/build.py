"""Snapshot of a corpus -> a sealed release, put in use."""

import hashlib
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from ingest.corpus.library import Library, Snapshot
from ingest.corpus.lost import Lost, loss
from ingest.index.adapter import Adapter, OpenAdapter, adapter_for
from ingest.index.content import Content, content_json, represented
from ingest.index.embed.embedder import OpenEmbedder, embedder_identity, open_embedder
from ingest.index.embed.shipped import FILE
from ingest.index.embed.vectors import Vectors
from ingest.index.embedded import Embedded, embedded
from ingest.index.noise import calibrate
from ingest.index.record import CONTENT, FORMAT, Record, file_marks, read_record, seal
from ingest.index.release import ADAPTER, CHROMA, SIGNAL_FILES, SORTS, WORDS, Release
from ingest.index.releases import (
    building,
    collection_name,
    current_release,
    publish,
    remove,
    stale_releases,
    unwritable,
)
from ingest.index.scales import sample, scales
from ingest.index.signals.every import SIGNALS
from ingest.index.signals.signal import Scale
from ingest.index.sorts import Sorts, phrasing_of_sorts
from ingest.index.store import QUESTION, TEXT, VectorStore, create_store, drop_store
from ingest.index.topics import Topics
from ingest.index.vocabulary import Vocabulary
from ingest.text.errors import IndexUnusableError, SteunwijzerError
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


def ingest(
    settings: Settings,
    advance: Advance,
    *,
    is_forced: bool = False,
    without_lost: bool = False,
    open_embedder: OpenEmbedder = open_embedder,
    shipped_file: Path | None = FILE,
    open_adapter: OpenAdapter = adapter_for,
) -> Report:
    """Index the corpus and put the result in use; an unchanged corpus is left as it is.

    `without_lost` goes on without annotations that are not in the text any more. `open_embedder`,
    the vectors in `shipped_file`, if any, and what `open_adapter` gives must be of the model of the
    settings.

    Raises:
        CorpusError: a file of the corpus is wrong, or annotations are lost.
        SteunwijzerError: the data folder, the model or the Chroma server cannot be used.
    """
    snapshot = Library(settings.corpus).snapshot()
    return build(
        settings,
        snapshot,
        advance,
        is_forced=is_forced,
        without_lost=without_lost,
        open_embedder=open_embedder,
        shipped_file=shipped_file,
        open_adapter=open_adapter,
    )


def build(
    settings: Settings,
    snapshot: Snapshot,
    advance: Advance,
    *,
    is_forced: bool = False,
    without_lost: bool = False,
    open_embedder: OpenEmbedder = open_embedder,
    shipped_file: Path | None = FILE,
    open_adapter: OpenAdapter = adapter_for,
) -> Report:
    """Make a release of a snapshot and put it in use; what is unchanged is left as it is.

    Raises:
        CorpusError: annotations are lost, and it was not said to go on without.
        SteunwijzerError: the data folder, the model or the Chroma server cannot be used.
    """
    content = represented(snapshot)
    adapter = open_adapter(settings.embedder)
    fingerprint = _fingerprint(content, settings, adapter)
    with building(settings.data) as release:
        before = _in_use(settings)
        try:
            if not is_forced and (report := _unchanged(settings, content, fingerprint)):
                return report
            if snapshot.annotations.lost and not without_lost:
                raise loss(snapshot.annotations.lost)
            vectors = embedded(
                settings, content, open_embedder, partial(advance, Stage.EMBED), shipped_file
            )
            levels = _write(
                settings, release, content, vectors, adapter, partial(advance, Stage.STORE)
            )
            seal(
                release, _record(settings, release, content, fingerprint, vectors, adapter, levels)
            )
            publish(release)
            return _report(release.name, content, vectors.fresh, is_new=True)
        except OSError as error:
            raise unwritable(settings.data, error) from error
        finally:
            _tidy(settings, before)


def _write(
    settings: Settings,
    release: Path,
    content: Content,
    vectors: Embedded,
    adapter: Adapter,
    advance: Callable[[int, int], None],
) -> dict[str, Scale]:
    """Write all of a release but its record; gives the scale of each signal."""
    (release / CONTENT).write_bytes(content_json(content))
    words = Vocabulary.build(content)
    words.save(release / WORDS)
    signals = [kind.build(content, vectors.rows, vectors.sampled.asked, words) for kind in SIGNALS]
    (release / SIGNAL_FILES).mkdir()
    for signal in signals:
        signal.save(release / SIGNAL_FILES)
    adapter.save(release / ADAPTER)
    (release / SORTS).mkdir()
    phrasing = phrasing_of_sorts(content)
    for learnt in (Sorts, Topics):
        learnt.build(content, vectors.sampled, phrasing).save(release / SORTS)
    try:
        store = create_store(settings, release / CHROMA, collection_name(release))
        with closing(store):
            _fill(store, adapter(vectors.rows), vectors.sampled.asked, advance)
            return scales(signals, sample(content, vectors, adapter, words, store))
    except IndexUnusableError as error:  # nothing was damaged: Chroma could not write
        raise unwritable(settings.data) from error


def _fill(
    store: VectorStore, rows: Vectors, asked: Vectors, advance: Callable[[int, int], None]
) -> None:
    kinds = {TEXT: rows, QUESTION: asked}
    total, done = sum(map(len, kinds.values())), 0
    for kind, own in kinds.items():
        if len(own):
            store.add(kind, own)
            done += len(own)
            advance(done, total)


def _record(
    settings: Settings,
    release: Path,
    content: Content,
    fingerprint: str,
    vectors: Embedded,
    adapter: Adapter,
    levels: dict[str, Scale],
) -> Record:
    noise = calibrate(adapter(vectors.off_topic), adapter(vectors.rows))
    return Record(
        fingerprint=fingerprint,
        embedder=embedder_identity(settings.embedder),
        chroma_url=settings.chroma_url,
        vectors=len(content.rows) + len(content.questions),
        scales=levels,
        noise_mean=noise.mean,
        noise_deviation=noise.deviation,
        files=file_marks(release),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _unchanged(settings: Settings, content: Content, fingerprint: str) -> Report | None:
    """A report on the release in use, if it is whole and was made of the same."""
    try:
        release = current_release(settings.data)
        record = read_record(release)
        if record.fingerprint != fingerprint:
            return None
        Release(settings, release).close()
    except IndexUnusableError:
        return None
    return _report(release.name, content, 0, is_new=False)


def _fingerprint(content: Content, settings: Settings, adapter: Adapter) -> str:
    """Hash of all that a release is made of, and so of what the code makes of the corpus."""
    # The terms of the text alone: enough to see that the code makes others, and half the time.
    texts = content.texts()
    terms = Lexicon.of(texts).terms
    parts = (
        content_json(content).decode(),
        *(" ".join((*terms(each), *grams(each))) for each in texts),
        embedder_identity(settings.embedder),
        adapter.identity,
        settings.chroma_url,
        str(FORMAT),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _in_use(settings: Settings) -> Path | None:
    try:
        return current_release(settings.data)
    except IndexUnusableError:
        return None


def _tidy(settings: Settings, before: Path | None) -> None:
    """Remove all releases but the one in use and the one before, which may still be read."""
    for release in stale_releases(settings.data, keep=(before, _in_use(settings))):
        # A server that is away keeps its collection, and we the folder that names it.
        with suppress(SteunwijzerError):
            drop_store(_as_built(settings, release), collection_name(release))
            remove(release)


def _as_built(settings: Settings, release: Path) -> Settings:
    """The settings with the Chroma that a release was built in, where that is known."""
    try:
        return settings.model_copy(update={"chroma_url": read_record(release).chroma_url})
    except IndexUnusableError:
        return settings


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
