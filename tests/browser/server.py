"""Serves the real page with the fake assistant: `python server.py PORT SETTINGS_AS_JSON`."""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from ingest.text.settings import PREFIX, load_settings
from ui.terminal.start import listen
from ui.web.app import build_app, mounted
from ui.web.server import serving
from ui_fakes import FakeAssistant, workspace_of

if __name__ == "__main__":
    os.environ.update({PREFIX + name: value for name, value in json.loads(sys.argv[2]).items()})
    settings = load_settings()
    with (
        listen("127.0.0.1", int(sys.argv[1])) as listener,
        suppress(KeyboardInterrupt),
        serving(settings, listener) as server,
    ):
        page = build_app(workspace_of(FakeAssistant(), settings=settings), settings)
        server.show(page, mounted(page).stop_event.set)
        sys.stdout.write("klaar\n")
        sys.stdout.flush()
        server.wait()
