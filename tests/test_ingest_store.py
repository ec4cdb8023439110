"""Vectors: what goes into Chroma comes out of it, embedded and on a real server."""

import gc
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as run_with
from hypothesis import strategies as st

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from ingest.index.store import KINDS, QUESTION, TEXT, create_store, open_store
from ingest.text.errors import IndexUnusableError, SteunwijzerError
from ingest.text.settings import Settings
from small_corpus import ingest


@run_with(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(1, 12), st.data())
def test_vectors_survive_chroma(
    tmp_path_factory: pytest.TempPathFactory, count: int, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("chroma")
    settings = Settings(data=folder)
    vectors = np.eye(16, dtype=np.float32)[data.draw(st.permutations(range(count)))]
    store = create_store(settings, folder, "steunwijzer-test")
    store.add(TEXT, vectors)
    store.close()
    opened = open_store(settings, folder, "steunwijzer-test")
    assert opened.count() == count
    for number, vector in enumerate(vectors):
        found = opened.nearest(vector, TEXT)
        assert sorted(found.numbers) == list(range(count))
        assert found.numbers[0] == number
        assert found.best == pytest.approx(1, abs=1e-5)
        assert found.last == pytest.approx(0 if count > 1 else 1, abs=1e-5)
        assert opened.vectors(TEXT, [number])[number].tolist() == vector.tolist()
    opened.close()


def test_kinds_of_vectors_are_kept_apart_and_numbered_from_zero(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with closing(create_store(settings, tmp_path, "steunwijzer-test")) as store:
        store.add(TEXT, np.eye(3, dtype=np.float32))
        store.add(QUESTION, np.eye(3, dtype=np.float32)[[2]])
        wanted = np.asarray([0, 0, 1], dtype=np.float32)
        assert store.nearest(wanted, TEXT, 1).numbers.tolist() == [2]
        assert store.nearest(wanted, QUESTION).numbers.tolist() == [0]
        assert store.count() == 4
        assert set(store.vectors(TEXT, [0, 2, 7])) == {0, 2}


def test_what_is_found_comes_nearest_first_by_its_cosine(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    vectors = np.asarray([[0, 1], [0.6, 0.8], [1, 0], [-1, 0]], dtype=np.float32)
    with closing(create_store(settings, tmp_path, "steunwijzer-test")) as store:
        store.add(TEXT, vectors)
        found = store.nearest(vectors[2], TEXT, 3)
    assert found.numbers.tolist() == [2, 1, 0]
    assert found.similarity == pytest.approx([1, 0.6, 0], abs=1e-5)


def test_a_collection_that_is_not_there_says_to_ingest(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusableError, match="steunwijzer ingest"):
        open_store(Settings(data=tmp_path), tmp_path, "steunwijzer-test")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a real Chroma server on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    chroma = Path(sys.executable).parent / "chroma"
    process = subprocess.Popen(
        [chroma, "run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urlopen(f"{address}/api/v2/heartbeat").close()
            break
        except URLError:
            assert process.poll() is None, "the Chroma server stopped"
            time.sleep(0.1)
    yield address
    process.terminate()
    process.wait(10)


def collections(address: str) -> int:
    with urlopen(
        f"{address}/api/v2/tenants/default_tenant/databases/default_database/collections_count"
    ) as reply:
        return int(reply.read())


def test_ingest_and_ask_work_through_a_server(settings: Settings, server: str) -> None:
    remote = settings.model_copy(update={"chroma_url": server})
    ingest(remote)
    with closing(Assistant(remote)) as assistant:
        answer = assistant.ask("Wat is een steunouder?")
    assert answer.outcome is Outcome.ANSWERED
    assert "steunouder" in answer.sentences[0].text
    for _ in range(3):
        ingest(remote, is_forced=True)
    assert collections(server) == 2 * len(KINDS)
    with pytest.raises(IndexUnusableError, match="andere Chroma"):
        Assistant(settings)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_headers_reach_the_server_and_a_refusal_is_named(settings: Settings) -> None:
    tokens: list[str | None] = []

    class Refuse(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tokens.append(self.headers["X-Chroma-Token"])
            self.send_error(401)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Refuse) as server:
        threading.Thread(target=server.serve_forever).start()
        remote = Settings(
            data=settings.data,
            corpus=settings.corpus,
            chroma_url=f"http://127.0.0.1:{server.server_port}",
            chroma_headers={"X-Chroma-Token": "geheim"},
        )
        with pytest.raises(SteunwijzerError, match="Chroma-server"):
            create_store(remote, settings.data, "steunwijzer-headers")
        server.shutdown()
    gc.collect()  # Chroma leaves the connection of a client that it could not make open
    assert set(tokens) == {"geheim"}
    assert "geheim" not in repr(remote)


def test_a_server_that_does_not_answer_is_named(settings: Settings) -> None:
    remote = settings.model_copy(update={"chroma_url": "http://127.0.0.1:9"})
    with pytest.raises(SteunwijzerError, match=r"server op http://127\.0\.0\.1:9 geeft geen"):
        ingest(remote)
