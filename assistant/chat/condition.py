"""What came of asking a chat model -> how it does, and one line in the log when that changes."""

import logging
import threading
from typing import Final

from assistant.chat.failure import FailureReason, ModelFailure

NO_MODEL: Final = "none"
UNTRIED: Final = "untried"
WELL: Final = "ok"
_LOG: Final = logging.getLogger(__name__)


class Condition:
    """How the operator's chat model does; safe for use by several threads.

    `now` is `none` without a model, `untried`, `ok`, or the reason why it last failed.
    """

    def __init__(self, now: str = NO_MODEL) -> None:
        self._lock = threading.Lock()
        self._now = str(now)

    @property
    def now(self) -> str:
        """How it does."""
        return self._now

    @property
    def why(self) -> str:
        """Why it last failed and what to do, in Dutch; empty where it did not."""
        is_failure = self._now in set(FailureReason)
        return str(ModelFailure(FailureReason(self._now))) if is_failure else ""

    def failed(self, failure: ModelFailure) -> None:
        """It gave no answer that can be used: told once, until it gives one or fails otherwise."""
        if self._was(failure.reason) != failure.reason:
            _LOG.warning("Antwoorden komen nu zonder taalmodel tot stand. %s", failure)

    def answered(self) -> None:
        """It gave an answer that can be used."""
        if self._was(WELL) in set(FailureReason):
            _LOG.warning("Het taalmodel antwoordt weer.")

    def _was(self, now: str) -> str:
        """How it did until now."""
        with self._lock:
            before, self._now = self._now, str(now)
            return before
