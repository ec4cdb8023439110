"""Speaks MCP as `steunwijzer mcp` does, with the fake assistant."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from assistant import assistant
from ui.terminal.cli import main
from ui_fakes import FakeAssistant

if __name__ == "__main__":
    assistant.Assistant = lambda settings: FakeAssistant()  # type: ignore[assignment, misc]
    sys.argv = ["steunwijzer", "mcp"]
    main()
