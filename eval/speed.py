"""Speed and memory: what a person waits for, measured the way it is waited for.

Whole commands are timed as processes of their own; answers inside this process, with idle cores
and while another process keeps every core busy.
"""

import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Final

import numpy as np
import psutil

from assistant.assistant import Assistant
from eval.first_run import answers, free_port
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings

QUESTIONS: Final = (
    "Wat is een JIM?",
    "Wat zijn de voordelen van informele steun?",
    "mag ik de oma die meehelpt vertellen wat er in het dossier staat",
    "Hoe breng ik het netwerk van een gezin in kaart als moeder zegt dat ze niemand heeft?",
    "Welke richtlijnen noemen de inzet van een steunfiguur bij een dreigende uithuisplaatsing?",
    "burgervoogd verschil professionele voogd",
    "Wat doe ik als een tante meer wil weten dan ik mag delen, terwijl het kind graag wil dat zij "
    "bij het gesprek aanwezig is en de ouders dat niet willen?",
    "What does the guideline say about foster families from the network?",
    "Wat is de hoofdstad van Frankrijk?",
    "Hoe vraag ik een vrijwilliger voor een gezin met een baby?",
)
CASE: Final = (
    "Ik begeleid een gezin met drie kinderen en moeder zegt dat ze niemand heeft. Hoe kan ik samen "
    "met haar het netwerk in kaart brengen, en wat doe ik als ze niet wil dat familie iets weet "
    "van de hulp? "
)
"""A question of 200 characters."""
LONG_CHARS: Final = 4000
LONG: Final = (
    CASE,
    "[",
    "漢字",
    "e\u0301",
    "Aa. Bb? ",
    "steun",
    "Kerkstraat ",
    "06 ",
    "Kevin van ",
)
"""What questions of 4,000 characters are made of, ordinary and hostile."""
LATENCY_ROUNDS: Final = 20
START_RUNS: Final = 5
START_TIMEOUT_S: Final = 120
_POLL_S: Final = 0.02


@dataclass(frozen=True, slots=True)
class Timing:
    """Repeated measurements of one thing; `bar` is what the median or the p95 must stay under."""

    name: str
    unit: str
    values: tuple[float, ...]
    bar_p50: float | None = None
    bar_p95: float | None = None

    @property
    def p50(self) -> float:
        """Median."""
        return float(np.percentile(self.values, 50))

    @property
    def p95(self) -> float:
        """95th percentile; with few runs near the worst of them."""
        return float(np.percentile(self.values, 95))

    @property
    def headroom(self) -> float:
        """The bar divided by what was measured, the least of the two: 2 is twice as good."""
        pairs = ((self.bar_p50, self.p50), (self.bar_p95, self.p95))
        return min(bar / value for bar, value in pairs if bar is not None)

    @property
    def is_reached(self) -> bool:
        """Whether the figure stays under its bars."""
        return not (
            (self.bar_p50 is not None and self.p50 >= self.bar_p50)
            or (self.bar_p95 is not None and self.p95 >= self.bar_p95)
        )


def measure(settings: Settings, advance: Callable[[str], None]) -> Iterator[Timing]:
    """Measure everything against the bars; calls `advance(name)` before each figure.

    Uses a data folder of its own and Chroma in the process: the index in use is left alone.

    Raises:
        SteunwijzerError: a command failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        own = settings.model_copy(update={"data": Path(folder), "chroma_url": ""})
        environment = os.environ | {"STEUNWIJZER_DATA": folder, "STEUNWIJZER_CHROMA_URL": ""}

        def run(*arguments: str) -> float:
            return _run(arguments, environment)

        advance("ingest_first")
        yield Timing("ingest_first", "s", (run("ingest"),), bar_p50=120)
        advance("ingest_unchanged")
        yield Timing("ingest_unchanged", "s", _times(run, "ingest"), bar_p50=2)
        advance("ask_cold")
        yield Timing("ask_cold", "s", _times(run, "ask", QUESTIONS[0]), bar_p50=3)
        advance("serve_start")
        starts = [_serve(environment) for _ in range(START_RUNS)]
        yield Timing("serve_start", "s", tuple(start.seconds for start in starts), bar_p50=6)
        yield Timing("serve_memory", "MB", tuple(start.memory_mb for start in starts), bar_p50=500)
        with closing(Assistant(own)) as assistant:
            advance("answer_idle")
            yield Timing("answer_idle", "ms", _latencies(assistant), 60, 150)
            advance("answer_long")
            yield Timing("answer_long", "keer", _long_ratios(assistant), 3, 3)
            advance("answer_busy")
            with _busy_cores():
                yield Timing("answer_busy", "ms", _latencies(assistant), 60, 150)


def _times(run: Callable[..., float], *arguments: str) -> tuple[float, ...]:
    return tuple(run(*arguments) for _ in range(START_RUNS))


def _command(arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-P", "-m", "ui.terminal.cli", *arguments]


def _run(arguments: Sequence[str], environment: dict[str, str]) -> float:
    """Wall time of one command, in seconds."""
    start = time.perf_counter()
    done = subprocess.run(
        _command(arguments), env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SteunwijzerError(
            f"De opdracht 'steunwijzer {arguments[0]}' mislukte: {done.stderr.strip()}",
            "Los dat eerst op.",
        )
    return time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class _Start:
    """Seconds from start to a page that answers, and the memory that the process then holds."""

    seconds: float
    memory_mb: float


def _serve(environment: dict[str, str]) -> _Start:
    port = free_port()
    start = time.perf_counter()
    with subprocess.Popen(
        _command(["serve", "--port", str(port)]),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            while not answers(port):
                if process.poll() is not None or time.perf_counter() - start > START_TIMEOUT_S:
                    raise SteunwijzerError(
                        "De chatpagina start niet.", "Probeer: steunwijzer serve"
                    )
                time.sleep(_POLL_S)
            seconds = time.perf_counter() - start
            return _Start(seconds, psutil.Process(process.pid).memory_info().rss / 1e6)
        finally:
            process.terminate()


def _latencies(assistant: Assistant) -> tuple[float, ...]:
    """Milliseconds from question to extracted answer, after one round to warm up."""
    for question in QUESTIONS:
        assistant.ask(question)
    return tuple(
        _ask_ms(assistant, question) for _ in range(LATENCY_ROUNDS) for question in QUESTIONS
    )


def _ask_ms(assistant: Assistant, question: str) -> float:
    start = time.perf_counter()
    assistant.ask(question)
    return (time.perf_counter() - start) * 1000


def _long_ratios(assistant: Assistant) -> tuple[float, ...]:
    """CPU time of long questions, in times that of one of 200 characters."""
    short = min(_ask_cpu_s(assistant, CASE) for _ in range(START_RUNS))
    whole = ((piece * LONG_CHARS)[: LONG_CHARS - 1] for piece in LONG)
    return tuple(
        min(_ask_cpu_s(assistant, question) for _ in range(START_RUNS)) / short
        for question in whole
    )


def _ask_cpu_s(assistant: Assistant, question: str) -> float:
    start = time.process_time()
    assistant.ask(question)
    return time.process_time() - start


@contextmanager
def _busy_cores() -> Iterator[None]:
    """Keep every core busy with other processes."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    workers = [context.Process(target=_spin, args=(stop,)) for _ in range(os.cpu_count() or 1)]
    for worker in workers:
        worker.start()
    try:
        time.sleep(1)  # until they spin
        yield
    finally:
        stop.set()
        for worker in workers:
            worker.join()


def _spin(stop: Event) -> None:
    while not stop.is_set():
        sum(range(10_000))
