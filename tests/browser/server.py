"""Serves the real page with the fake assistant: `python server.py PORT`."""

import sys
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import ui.app
from ingest.settings import Settings
from ui.start import listen
from ui_fakes import FakeAssistant


def _say_ready() -> None:
    sys.stdout.write("klaar\n")
    sys.stdout.flush()


if __name__ == "__main__":
    ui.app.Assistant = lambda settings: FakeAssistant()
    port = int(sys.argv[1])
    with listen("127.0.0.1", port) as listener, suppress(KeyboardInterrupt):
        ui.app.serve(Settings(), listener, _say_ready)
