"""Answers -> how many there were of each outcome, and how fast; nothing of what was asked.

Told in the text format of Prometheus.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

if TYPE_CHECKING:
    from assistant.answer.answer import Answer

METRICS_TYPE: Final = CONTENT_TYPE_LATEST
"""Content type of what `told` gives."""
_SECONDS: Final = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """Counts since the start of this process; safe for use by several threads."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._answers = Counter(
            "steunwijzer_answers",
            "Answers, by outcome and by who chose the sentences.",
            ("outcome", "author"),
            registry=self._registry,
        )
        self._failures = Counter(
            "steunwijzer_failures",
            "Answers that say that Steunwijzer failed.",
            registry=self._registry,
        )
        self._seconds = Histogram(
            "steunwijzer_answer_seconds",
            "From question to whole answer.",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._requests = Counter(
            "steunwijzer_requests",
            "Requests of programs, by route and status.",
            ("route", "status"),
            registry=self._registry,
        )
        self._model = Gauge(
            "steunwijzer_chat_model_well",
            "1 if there is no chat model or it does well, else 0.",
            registry=self._registry,
        )

    def count(self, answer: "Answer", elapsed_s: float) -> None:
        """An answer was given."""
        self._answers.labels(str(answer.outcome), str(answer.author)).inc()
        self._seconds.observe(elapsed_s)
        if answer.complaint:
            self._failures.inc()

    def count_request(self, route: str, status: int) -> None:
        """A program was served; `route` is the pattern of a path, never a path that was asked."""
        self._requests.labels(route, str(status)).inc()

    def told(self, *, is_model_well: Callable[[], bool]) -> bytes:
        """All of it, as Prometheus reads it."""
        self._model.set(is_model_well())
        return generate_latest(self._registry)
