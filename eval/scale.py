"""Generated corpora of growing size -> what ingest and search cost at each.

By hand: `python3 -m eval.scale`, or with other numbers of passages. Words are drawn from an
invented vocabulary by Zipf's law; vectors are sums of random ones by word, as embedding takes time
that depends on the model alone. The figures belong in LOG.md.
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import psutil

from assistant.assistant import Assistant
from eval.machine import machine
from ingest.corpus.plain import plain_snapshot
from ingest.corpus.snapshot import Snapshot
from ingest.index.build import build
from ingest.index.embed.late import WHOLE
from ingest.index.embed.vectors import DIMENSIONS as SHORT
from ingest.index.embed.vectors import QuestionVectors, ShortVectors, Vectors, units
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.index.search import search
from ingest.text.document import Kind, PageMark, Reuse, Section, Source, Standing
from ingest.text.settings import Settings

SIZES: Final = (10_000, 100_000)
DIMENSIONS: Final = 384
VOCABULARY: Final = 30_000
WORDS: Final = 28
"""Of a passage, which is one sentence, and so two vectors; questions have a quarter as many."""
SECTIONS: Final = 100
"""Of a document; each is one passage."""
QUESTIONS: Final = 300
WARMING: Final = 20
ANSWERS: Final = 15
SHAPES: Final = {
    "answer": "Wat is {one} {other}?",
    "comparison": "Wat is het verschil tussen {one} en {other}?",
    "all of a kind": "Welke vormen van {one} zijn er?",
}
"""Questions that are answered in ways of their own."""
SYNTHETIC: Final = "synthetic"
_SYLLABLES: Final = (
    "ba be dij do fen ga hel in jo kaar lo mens no op plei ra steun te uit voog".split()
)


@dataclass(frozen=True, slots=True)
class Built:
    """What an ingest took: seconds, of CPU too, and megabytes, at most in memory and on disk."""

    seconds: float
    cpu_s: float
    peak_mb: float
    release_mb: float
    vectors: int


@dataclass(frozen=True, slots=True)
class Searched:
    """What a process that searches takes: to open, in memory, and milliseconds a question."""

    open_s: float
    memory_mb: float
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    answers_ms: dict[str, float]


class SyntheticEmbedder:
    """Vectors of the words of a text."""

    threads = 1

    def __init__(self) -> None:
        self._known: dict[str, Vectors] = {}

    def embed_queries(self, texts: list[str]) -> list[Vectors]:
        """Vectors of unit length."""
        return [self._vector(text) for text in texts]

    embed_documents = embed_towards_text = embed_queries

    def embed_words(self, texts: list[str]) -> list[ShortVectors]:
        """One for each word."""
        return [np.rint(WHOLE * self._short(text)).astype(np.int8) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return [float(each) for each in self._vector(text)]

    def embed_question(self, text: str) -> QuestionVectors:
        """The vector of a question, and one for each of its words."""
        tokens = self._short(text)
        return QuestionVectors(self.embed_query(text), tokens=tokens / np.float32(len(tokens)))

    def count_tokens(self, text: str) -> int:
        """About as many as there are words."""
        return len(text.split())

    def _vector(self, text: str) -> Vectors:
        total = np.sum([self._of(word) for word in text.lower().split()], axis=0)
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)

    def _short(self, text: str) -> Vectors:
        return units(np.stack([self._of(word)[:SHORT] for word in text.lower().split()]))

    def _of(self, word: str) -> Vectors:
        if word not in self._known:
            draw = np.random.default_rng(list(word.encode()))
            self._known[word] = draw.normal(size=DIMENSIONS).astype(np.float32)
        return self._known[word]


class InventedWords:
    """An invented language; the same each time."""

    def __init__(self, seed: int) -> None:
        self._draw = np.random.default_rng(seed)
        fixed = np.random.default_rng(0)
        parts = fixed.integers(len(_SYLLABLES), size=(VOCABULARY, 4))
        self._known = ["".join(_SYLLABLES[each] for each in own) for own in parts]
        self._summed = np.cumsum(1 / np.arange(20, VOCABULARY + 20))

    def some(self, count: int) -> str:
        """So many words."""
        drawn = self._draw.uniform(0, self._summed[-1], size=count)
        return " ".join(self._known[each] for each in np.searchsorted(self._summed, drawn))


def generated(passages: int) -> Snapshot:
    """A corpus of so many passages, of which nothing more is known."""
    words, sources, sections = InventedWords(1), [], []
    for number in range(passages):
        document = f"d{number // SECTIONS}"
        if number % SECTIONS == 0:
            sources.append(_source(document, words.some(2)))
        told = f"{words.some(WORDS).capitalize()}."
        name, marks = f"{document}/s{number}", (PageMark(0, 1),)
        heading = (words.some(2).capitalize(),)
        sections.append(Section(name, document, heading, Kind.BODY, "", "", marks, told))
    return plain_snapshot(tuple(sources), tuple(sections))


def _source(name: str, title: str) -> Source:
    return Source(name, title, "1", 2026, "Wij", "", Reuse.ATTRIBUTION, Standing.CURRENT)


def _opened(_: str) -> Any:
    return SyntheticEmbedder()


def built(settings: Settings, passages: int) -> Built:
    """Ingest a generated corpus; run in a process of its own, of which memory is told."""
    snapshot = generated(passages)
    wall, cpu = time.perf_counter(), time.process_time()
    report = build(settings, snapshot, lambda *_: None, open_embedder=_opened, shipped_file=None)
    return Built(
        time.perf_counter() - wall,
        time.process_time() - cpu,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
        _size_mb(current_release(settings.data)),
        report.vectors,
    )


def searched(settings: Settings, questions: int) -> Searched:
    """Open the release in use and ask it; run in a process of its own."""
    start, words, embedder = time.perf_counter(), InventedWords(2), SyntheticEmbedder()
    asked = [words.some(WORDS // 4) for _ in range(questions + WARMING)]
    embedded = [embedder.embed_question(text) for text in asked]
    start = time.perf_counter()
    with closing(Release(settings, current_release(settings.data))) as release:
        open_s, times, cpu = time.perf_counter() - start, [], 0.0
        for number, (text, vectors) in enumerate(zip(asked, embedded, strict=True)):
            if number == WARMING:
                cpu = time.process_time()
            start = time.perf_counter()
            search(release, release.query(text, vectors))
            times.append(1000 * (time.perf_counter() - start))
        cpu_ms = 1000 * (time.process_time() - cpu) / questions
        memory_mb = psutil.Process().memory_info().rss / 1e6
    answers_ms = {name: _answer_ms(settings, shape, words) for name, shape in SHAPES.items()}
    p50, p95 = np.percentile(times[WARMING:], (50, 95))
    return Searched(open_s, memory_mb, float(p50), float(p95), cpu_ms, answers_ms)


def _answer_ms(settings: Settings, shape: str, words: InventedWords) -> float:
    """CPU of a whole answer to a question of a shape; the median."""
    times = []
    with closing(Assistant(settings, _opened)) as assistant:
        for _ in range(ANSWERS):
            one, other = words.some(1), words.some(1)
            start = time.process_time()
            assistant.ask(shape.format(one=one, other=other))
            times.append(1000 * (time.process_time() - start))
    return float(np.median(times))


def _size_mb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _alone(function: Any, *arguments: Any) -> Any:
    """What a function gives in a fresh process."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def main() -> None:
    """Measure every size, and print a row of a table for each."""
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    print(machine())  # noqa: T201
    columns = (
        "passages | vectors | ingest s (CPU) | passages/s | ingest MB | on disk MB | open s "
        "| search MB | p50 ms | p95 ms | CPU ms | "
    ) + " | ".join(f"{name}, CPU ms" for name in SHAPES)
    print(f"| {columns} |\n|{'---|' * (columns.count('|') + 1)}", flush=True)  # noqa: T201
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(data=Path(folder), embedder=SYNTHETIC)
            made: Built = _alone(built, settings, size)
            found: Searched = _alone(searched, settings, QUESTIONS)
        print(_row(size, made, found), flush=True)  # noqa: T201


def _row(size: int, made: Built, found: Searched) -> str:
    cells = (
        f"{size:,}",
        f"{made.vectors:,}",
        f"{made.seconds:.0f} ({made.cpu_s:.0f})",
        f"{size / made.seconds:.0f}",
        f"{made.peak_mb:.0f}",
        f"{made.release_mb:.0f}",
        f"{found.open_s:.1f}",
        f"{found.memory_mb:.0f}",
        f"{found.p50_ms:.1f}",
        f"{found.p95_ms:.1f}",
        f"{found.cpu_ms:.1f}",
        *(f"{each:.0f}" for each in found.answers_ms.values()),
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
