"""Answers -> a log file, one JSON object a line, if the operator asked for one; always masked.

The log is beside the answer: whatever is wrong with it, the reader gets the answer, and the
operator one line for each thing that is wrong.
"""

import json
import logging
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from assistant.answer.answer import Answer
from ingest.text.errors import why
from ui.service.line_file import LineFile

_LOG: Final = logging.getLogger(__name__)


class Journal:
    """A log that is only added to; safe for use by several threads."""

    def __init__(self, path: Path) -> None:
        """Try the log, so that the operator hears at once what is wrong with it.

        Only its owner may read a new one.
        """
        self._file = LineFile(path)
        self._lock = threading.Lock()
        self._reported: set[str] = set()
        self._add("")

    def write(self, answer: Answer) -> None:
        """Add a question and what was answered; an entry that cannot be written is lost."""
        entry = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "question": answer.question,
            "outcome": answer.outcome,
            "author": answer.author,
            "sentences": [sentence.text for sentence in answer.sentences],
            "sections": [citation.section.id for citation in answer.citations],
            "notices": [notice.kind for notice in answer.notices],
        }
        self._add(json.dumps(entry, ensure_ascii=False))

    def _add(self, line: str) -> None:
        with self._lock:
            try:
                self._file.append(line)
            except OSError as error:
                is_lost = isinstance(error, FileNotFoundError)
                self._report("de map is er niet" if is_lost else why(error))
            else:
                self._recover(is_written=bool(line))

    def _report(self, reason: str) -> None:
        """Tell the operator, once for each reason."""
        if reason not in self._reported:
            _LOG.warning(
                "Naar het logboek %s kan niet worden geschreven: %s. Antwoorden gaan door. Kies een"
                " ander bestand met STEUNWIJZER_LOG, of haal die instelling weg.",
                self._file.path,
                reason,
            )
        self._reported.add(reason)

    def _recover(self, *, is_written: bool) -> None:
        if self._reported and is_written:
            _LOG.warning("Naar het logboek %s kan weer worden geschreven.", self._file.path)
            self._reported.clear()
