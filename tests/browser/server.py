"""Serves the real page with the fake assistant: `python server.py PORT SETTINGS_AS_JSON`."""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import ui.web.app
from ingest.text.settings import PREFIX, load_settings
from ui.terminal.start import listen
from ui_fakes import FakeAssistant


def _say_ready() -> None:
    sys.stdout.write("klaar\n")
    sys.stdout.flush()


if __name__ == "__main__":
    ui.web.app.Assistant = lambda settings: FakeAssistant()
    os.environ.update({PREFIX + name: value for name, value in json.loads(sys.argv[2]).items()})
    with listen("127.0.0.1", int(sys.argv[1])) as listener, suppress(KeyboardInterrupt):
        ui.web.app.serve(load_settings(), listener, _say_ready)
