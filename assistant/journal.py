"""Answers -> a log file, one JSON object a line, if the operator asked for one; always masked."""

import json
import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from assistant.answer import Answer
from ingest.errors import SteunwijzerError

_OWNER_ONLY: Final = 0o600


class Journal:
    """A log that is only added to; safe for use by several threads."""

    def __init__(self, path: Path) -> None:
        """Open the log; only its owner may read a new one.

        Raises:
            SteunwijzerError: the file cannot be written.
        """
        self._path = path
        self._lock = threading.Lock()
        self._add("")

    def write(self, answer: Answer) -> None:
        """Add a question and what was answered.

        Raises:
            SteunwijzerError: the file cannot be written any more.
        """
        entry = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "question": answer.question,
            "outcome": answer.outcome,
            "author": answer.author,
            "sentences": [sentence.text for sentence in answer.sentences],
            "sections": [citation.section.id for citation in answer.citations],
            "notices": [notice.kind for notice in answer.notices],
        }
        self._add(json.dumps(entry, ensure_ascii=False) + "\n")

    def _add(self, line: str) -> None:
        try:
            with self._lock:
                descriptor = os.open(
                    self._path, os.O_APPEND | os.O_CREAT | os.O_WRONLY, _OWNER_ONLY
                )
                with os.fdopen(descriptor, "a", encoding="utf-8") as file:
                    file.write(line)
        except OSError as error:
            raise SteunwijzerError(
                f"Naar het logboek {self._path} kan niet worden geschreven.",
                "Kies een ander bestand met STEUNWIJZER_LOG, of haal die instelling weg.",
            ) from error
