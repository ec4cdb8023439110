"""Clean clone -> seconds until the chat page answers, for the first `make run` and the second.

Needs git, make and a source tree, but nothing installed: `python3 -m eval.first_run` from the root.
"""

import http.client
import os
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
BARS_S: Final = {"first": 180, "second": 6}
TIMEOUT_S: Final = 1800
_POLL_S: Final = 0.1


def main() -> None:
    """Clone the committed tree to an empty folder, run it twice and print the times."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "steunwijzer"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)  # noqa: S607
        for name, bar_s in BARS_S.items():
            seconds = seconds_until_itanswers(clone, Path(folder) / "data")
            print(f"{name} make run: {seconds:.1f} s (< {bar_s})", flush=True)  # noqa: T201


def seconds_until_itanswers(clone: Path, data: Path) -> float:
    """Run `make run` until its page answers, then stop it."""
    port = free_port()
    environment = os.environ | {"STEUNWIJZER_DATA": str(data), "STEUNWIJZER_PORT": str(port)}
    start = time.perf_counter()
    process = subprocess.Popen(
        ["make", "run"],  # noqa: S607
        cwd=clone,
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    try:
        while not answers(port):
            if process.poll() is not None or time.perf_counter() - start > TIMEOUT_S:
                raise SystemExit("make run did not get as far as a page; see above.")
            time.sleep(_POLL_S)
        return time.perf_counter() - start
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        process.wait()


def free_port() -> int:
    """A TCP port on loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether the chat page answers on a port of loopback."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False


if __name__ == "__main__":
    main()
