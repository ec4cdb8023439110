"""A file as it came in -> what is made of it, read in a process of its own with limits."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from ingest.corpus.convert.converted import Converted
from ingest.corpus.convert.sort import Sort, sort_of
from ingest.corpus.convert.written_here import as_written
from ingest.text.errors import CorpusError

MOST_SECONDS: Final = 300.0
_MADE: Final = TypeAdapter(Converted)


def convert(path: Path, most_seconds: float = MOST_SECONDS) -> Converted:
    """Read a file, however broken it is: nothing of it runs or stays in this process.

    Raises:
        CorpusError: it cannot be read, is of a sort that cannot be brought in, holds no text, or
            takes too much time or memory.
    """
    if sort_of(path) is Sort.MARKDOWN and (written := as_written(path)):
        return written
    command = [sys.executable, "-m", "ingest.corpus.convert.worker", str(path.absolute())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=most_seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise CorpusError(
            f"{path.name} lezen duurt langer dan {most_seconds:.0f} seconden.",
            "Sla het op met minder plaatjes, of breng het in delen in.",
        ) from error
    try:
        result = json.loads(done.stdout)
    except ValueError as error:
        raise _too_heavy(path, done.stderr) from error
    if "converted" in result:
        return _MADE.validate_python(result["converted"])
    if result.get("too_heavy"):
        raise _too_heavy(path, done.stderr)
    failure = CorpusError(result["failure"], "")
    failure.add_note(result.get("cause", ""))
    raise failure


def _too_heavy(path: Path, said: bytes) -> CorpusError:
    """The failure of a file on which the process that read it broke down."""
    failure = CorpusError(
        f"{path.name} is te zwaar om te lezen, of zo beschadigd dat het lezen afbreekt.",
        "Open het in het programma waarmee het gemaakt is, en sla het opnieuw en kleiner op.",
    )
    failure.add_note(said.decode(errors="replace")[-2000:])
    return failure
