"""Serves as `steunwijzer serve` does, with an ingest that a test leads by the hand.

`python preparing_server.py PORT SETTINGS_AS_JSON`; what the test writes to standard input the
ingest says on its own: a step a line, or `end CODE`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent
LED = """
import sys
for line in sys.stdin:
    word, _, code = line.partition(" ")
    if word == "end":
        sys.exit(int(code))
    print(line, end="", flush=True)
"""


@dataclass(frozen=True, slots=True)
class Led:
    """A server that is being prepared."""

    address: str
    process: "subprocess.Popen[str]"

    def say(self, line: str) -> None:
        """Let the ingest say this."""
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()


@contextmanager
def preparing(
    data: Path, *, first: Callable[[], object] | None = None, **environment: str
) -> Iterator[Led]:
    """A server with a port of its own and no data; `first()` is done in its process."""
    from running_page import free_port

    port = free_port()
    pipe = subprocess.PIPE
    pipes: dict[str, Any] = {"stdin": pipe, "stdout": pipe, "stderr": pipe, "text": True}
    chosen = json.dumps({"DATA": str(data), **environment})
    command = [sys.executable, __file__, str(port), chosen]
    with subprocess.Popen(command, preexec_fn=first, **pipes) as process:
        try:
            assert process.stderr
            # It has taken the port by then, so that a request waits until it is answered.
            assert "Er is nog geen index" in process.stderr.readline()
            yield Led(f"http://127.0.0.1:{port}", process)
        finally:
            process.kill()


def main() -> None:
    """Serve until Ctrl-C."""
    sys.path.insert(0, str(TESTS))
    from contextlib import suppress

    from assistant import assistant
    from ingest.text.settings import PREFIX, load_settings
    from ui.terminal import start
    from ui.terminal.signals import end_on_signals
    from ui_fakes import FakeAssistant

    os.environ.update({PREFIX + name: value for name, value in json.loads(sys.argv[2]).items()})
    end_on_signals()
    start.INGEST = (sys.executable, "-c", LED)
    assistant.Assistant = lambda settings: FakeAssistant()
    settings = load_settings().model_copy(update={"port": int(sys.argv[1])})
    with start.listen("127.0.0.1", settings.port) as listener, suppress(KeyboardInterrupt):
        start.serve(settings, listener)


if __name__ == "__main__":
    main()
