"""A GGUF file -> a server in this process that only this process can use.

The only module that knows xllamacpp, which is llama.cpp as a Python package.
"""

import atexit
import functools
import secrets
import threading
from pathlib import Path
from typing import Any, Final, NamedTuple

from ingest.text.errors import SteunwijzerError

PING_S: Final = 1
"""llama.cpp sees that its reader is gone when it writes, and by itself writes only each 30 s."""
_MAGIC: Final = b"GGUF"
_STARTING: Final = threading.Lock()


class LocalServer(NamedTuple):
    """A running server: where it listens, on loopback, and the key that it asks for."""

    url: str
    key: str
    server: Any


def start_local_server(path: Path, window: int) -> LocalServer:
    """Start the server of a GGUF file, or give the one that runs; it stops when the process ends.

    `window` is for how many tokens it has room.

    Raises:
        SteunwijzerError: there is no such file, it is no GGUF, it does not load, or the extra
            `local` is not installed.
    """
    file = path.expanduser().absolute()
    if not file.is_file():
        raise SteunwijzerError(f"Het modelbestand {file} bestaat niet.", "Controleer het pad.")
    with file.open("rb") as start:
        if start.read(len(_MAGIC)) != _MAGIC:
            raise _unusable(file, "is geen GGUF-bestand")
    with _STARTING:
        return _started(file, window)


@functools.cache
def _started(file: Path, window: int) -> LocalServer:
    try:
        import xllamacpp
    except ImportError as error:
        raise SteunwijzerError(
            "Voor een model in een bestand ontbreekt het pakket xllamacpp.",
            "Installeer: pip install 'steunwijzer[local]'",
        ) from error
    key = secrets.token_urlsafe()
    try:
        server = xllamacpp.Server(_params(xllamacpp.CommonParams(), file, key, window))
    except RuntimeError as error:
        raise _unusable(file, "laadt niet") from error
    # Left to the interpreter, the server outlives what it uses: a crash if it is still writing.
    atexit.register(_started.cache_clear)
    return LocalServer(f"{server.listening_address}/v1", key, server)


def _params(params: Any, file: Path, key: str, window: int) -> Any:
    params.model.path = str(file)
    params.n_ctx = window
    params.n_parallel = 1
    params.enable_reasoning = 0
    params.offline = True
    params.hostnames = ["127.0.0.1"]
    params.api_keys = [key]
    params.ui = params.endpoint_slots = False
    params.cache_ram_mib = 0  # would keep earlier questions, up to 8 GB of them
    params.sse_ping_interval = PING_S
    params.verbosity = 0  # more would print questions
    return params


def _unusable(file: Path, what: str) -> SteunwijzerError:
    return SteunwijzerError(f"Het modelbestand {file} {what}.", "Kies een heel GGUF-bestand.")
