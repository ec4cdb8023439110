"""The process that reads a file: foreign files are read by nobody else.

`python -m ingest.corpus.convert.worker FILE` writes one JSON object to standard output: what was
made of it, or why nothing could be.
"""

import contextlib
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from ingest.corpus.convert.read import read
from ingest.corpus.convert.sort import damaged
from ingest.text.errors import CorpusError

MOST_MEMORY_BYTES: Final = 3_000_000_000


def main() -> None:
    """Read the file that the command line names."""
    _limit_memory()
    with contextlib.redirect_stdout(sys.stderr):
        result = result_of(Path(sys.argv[1]))
    sys.stdout.write(json.dumps(result))


def result_of(path: Path) -> dict[str, Any]:
    """What was made of a file (`converted`), or why nothing could be (`failure`, in Dutch)."""
    try:
        return {"converted": asdict(read(path))}
    except CorpusError as error:
        return {"failure": str(error)}
    except MemoryError:
        return {"failure": "", "too_heavy": True}
    # Whatever a library makes of a file that somebody broke: of those there is no list.
    except Exception as error:  # noqa: BLE001
        return {"failure": str(damaged(path)), "cause": repr(error)}


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))


if __name__ == "__main__":
    main()
