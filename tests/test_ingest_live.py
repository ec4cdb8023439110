"""The release in use is followed while it is read, and let go of when nobody reads it any more."""

import logging
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ingest.index.live import Live
from ingest.index.record import Record, seal
from ingest.index.release import Release
from ingest.index.releases import building, current_release, publish
from ingest.index.search import search
from ingest.text.errors import IndexUnusableError, SteunwijzerError
from ingest.text.settings import Settings
from small_corpus import DOCUMENT, FakeEmbedder, ingest, write_corpus

RECORD = Record(
    fingerprint="",
    embedder="",
    chroma_url="",
    texts=0,
    sections=0,
    parts={},
    vectors=0,
    scales={},
    noise_mean=0.0,
    noise_deviation=1.0,
    files={},
    created="",
)


@dataclass
class Made:
    """What a reader gets of a release that holds nothing."""

    id: str
    closed: list[str]

    def close(self) -> None:
        self.closed.append(self.id)


@dataclass
class Opener:
    """Opens releases that hold nothing, but for those that cannot be."""

    opened: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def __call__(self, folder: Path) -> Made:
        if folder.name in self.broken:
            raise IndexUnusableError("De index is stuk.", "Maak hem.")
        self.opened.append(folder.name)
        return Made(folder.name, self.closed)


def published(data: Path) -> str:
    """The id of a new release in use."""
    with building(data) as release:
        seal(release, RECORD)
        publish(release)
    return release.name


@pytest.fixture
def opener() -> Opener:
    return Opener()


def test_what_is_open_is_not_opened_again(tmp_path: Path, opener: Opener) -> None:
    first = published(tmp_path)
    live = Live(tmp_path, opener)
    for _ in range(3):
        with live.reading() as read:
            assert read.id == first
    assert (opener.opened, opener.closed) == ([first], [])


def test_a_new_release_is_followed_and_the_one_before_closed(
    tmp_path: Path, opener: Opener
) -> None:
    first = published(tmp_path)
    live = Live(tmp_path, opener)
    second = published(tmp_path)
    with live.reading() as read:
        assert read.id == second
    assert (opener.opened, opener.closed) == ([first, second], [first])
    live.close()
    assert opener.closed == [first, second]


def test_a_release_is_closed_once_after_the_last_of_its_readers(
    tmp_path: Path, opener: Opener
) -> None:
    first = published(tmp_path)
    live = Live(tmp_path, opener)
    with live.reading():
        with live.reading() as read:
            second = published(tmp_path)
            with live.reading() as after:
                assert (read.id, after.id) == (first, second)
        assert opener.closed == []
    assert opener.closed == [first]


def test_a_reader_that_fails_is_done_too(tmp_path: Path, opener: Opener) -> None:
    first = published(tmp_path)
    live = Live(tmp_path, opener)
    with pytest.raises(ZeroDivisionError), live.reading():
        1 // len(published(tmp_path)[:0])
    with live.reading():
        assert opener.closed == [first]


def test_to_publish_the_one_before_is_to_go_back(tmp_path: Path, opener: Opener) -> None:
    first = published(tmp_path)
    live = Live(tmp_path, opener)
    second = published(tmp_path)
    with live.reading() as read:
        assert read.id == second
    publish(current_release(tmp_path).with_name(first))
    with live.reading() as read:
        assert read.id == first
    assert opener.opened == [first, second, first]


def test_one_that_cannot_be_opened_leaves_the_one_before_in_use_and_is_said_once(
    tmp_path: Path, opener: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    first = published(tmp_path)
    live = Live(tmp_path, opener)
    opener.broken.add(published(tmp_path))
    for _ in range(3):
        with live.reading() as read:
            assert read.id == first
    assert caplog.messages == ["De vorige index blijft in gebruik. De index is stuk. Maak hem."]
    assert opener.closed == []
    third = published(tmp_path)
    with live.reading() as read:
        assert read.id == third


def test_one_that_is_built_but_not_published_is_not_followed(
    tmp_path: Path, opener: Opener
) -> None:
    first = published(tmp_path)
    live = Live(tmp_path, opener)
    with building(tmp_path) as release:
        seal(release, RECORD)
    with live.reading() as read:
        assert read.id == first


def first_text(live: Live[Release]) -> str:
    with live.reading() as release:
        return release.chunks[0].text


def test_a_new_text_is_read_without_a_restart(indexed: Settings, embedder: FakeEmbedder) -> None:
    live = Live(indexed.data, lambda folder: Release(indexed, folder))
    assert "Hij vangt een kind op." in first_text(live)
    write_corpus(indexed.corpus, DOCUMENT.replace("Hij vangt een kind op.", "Zij past op."))
    ingest(indexed, embedder)
    assert "Zij past op." in first_text(live)
    live.close()


def test_many_readers_while_releases_change(indexed: Settings, embedder: FakeEmbedder) -> None:
    live = Live(indexed.data, lambda folder: Release(indexed, folder))
    stop, failures = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            try:
                with live.reading() as release:
                    vector = embedder.embed_question("wat is een steunouder")
                    query = release.query("wat is een steunouder", vector)
                    release.near_parts([hit.chunk for hit in search(release, query).hits], query)
            except SteunwijzerError as error:
                failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(3):
        ingest(indexed, embedder, is_forced=True)
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    live.close()
