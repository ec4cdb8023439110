"""Content and vectors -> the files of a release, all but its record."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ingest.index.content import Content, content_json
from ingest.index.earlier import ASKED, LEARNT, EarlierRelease
from ingest.index.embed.vectors import Vectors
from ingest.index.embedded import Embedded
from ingest.index.late import FOLDER as LATE
from ingest.index.late import WordVectors
from ingest.index.pointer import Pointer
from ingest.index.record import CONTENT
from ingest.index.release import (
    CHROMA,
    POINTER,
    SAME,
    SENTENCES,
    SIGNAL_FILES,
    SORTS,
    WORDS,
)
from ingest.index.releases import collection_name, unwritable
from ingest.index.scales import sample, scales
from ingest.index.sentence_matcher import learn_sentences
from ingest.index.signals.every import SIGNALS
from ingest.index.signals.matcher import MatcherSignal
from ingest.index.signals.signal import Scale, Signal
from ingest.index.sorts import Sorts, phrasing_of_sorts
from ingest.index.start import Start
from ingest.index.store import QUESTION, TEXT, Taken, VectorStore, create_store, open_store
from ingest.index.topics import Topics
from ingest.index.vocabulary import Vocabulary
from ingest.text.errors import IndexUnusableError
from ingest.text.settings import Settings


def write_release(
    settings: Settings,
    release: Path,
    content: Content,
    vectors: Embedded,
    pointer: Pointer,
    earlier: EarlierRelease,
    start: Start,
    keys: dict[str, str],
    advance: Callable[[int, int], None],
) -> dict[str, Scale]:
    """Write all of a release but its record; gives the scale of each signal."""
    (release / CONTENT).write_bytes(content_json(content))
    words = Vocabulary.build(content)
    words.save(release / WORDS)
    asked, begun = vectors.sampled.asked, start.matcher(content)
    signals: list[Signal] = [
        MatcherSignal.begun(content, vectors.rows, asked, begun)
        if kind is MatcherSignal
        else kind.build(content, vectors.rows, asked, words)
        for kind in SIGNALS
    ]
    (release / SIGNAL_FILES).mkdir()
    for signal in signals:
        signal.save(release / SIGNAL_FILES)
    learn_sentences(content, asked).save(release / SENTENCES)
    pointer.save(release / POINTER)
    WordVectors.build(content, vectors.words).save(release / LATE)
    _learn(release / SORTS, content, vectors, earlier.folder(LEARNT, keys[LEARNT]), start)

    taken = earlier.collections(keys[ASKED], CHROMA)
    if taken and not _is_whole(settings, taken, asked):
        taken = None
    try:
        store = create_store(
            settings, release / CHROMA, collection_name(release), {QUESTION: taken} if taken else {}
        )
        with closing(store):
            _fill(store, vectors.rows, asked[: 0 if taken else len(asked)], advance)
    except IndexUnusableError as error:  # nothing was damaged: Chroma could not write
        raise unwritable(settings.data) from error
    return scales(signals, sample(content, vectors, words))


def _is_whole(settings: Settings, taken: Taken, asked: Vectors) -> bool:
    """Whether the questions of an earlier release can still be read, to the last."""
    try:
        with closing(open_store(settings, taken.folder, taken.name)) as store:
            last = len(asked) - 1
            found = store.vectors(QUESTION, [last]) if len(asked) else {}
            return not len(asked) or (
                last in found and store.nearest(found[last], QUESTION, 1).best > SAME
            )
    except IndexUnusableError:
        return False


def _learn(
    folder: Path, content: Content, vectors: Embedded, earlier: Path | None, start: Start
) -> None:
    """Write what is learnt of questions, or what `earlier` learnt of the same ones."""
    if earlier:
        shutil.copytree(earlier / SORTS, folder)
        return
    folder.mkdir()
    phrasing = phrasing_of_sorts(content)
    for learnt in (Sorts, Topics):
        learnt.build(content, vectors.sampled, phrasing, start.sorts).save(folder)


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
