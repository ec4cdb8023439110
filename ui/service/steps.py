"""How far long work is, as a line of JSON from the process that does it to the one that waits."""

import json
import sys
from dataclasses import asdict, dataclass
from typing import Final

OWN_COMMAND: Final = (sys.executable, "-P", "-m", "ui.terminal.cli")
"""-P: a folder named `ui` where the command is run must not be imported."""
AS_STEPS: Final = "--stappen"
"""By this a command writes steps on its standard output, and nothing else."""


@dataclass(frozen=True, slots=True)
class Step:
    """So many of a stage's total are done; or else `failure` says in Dutch why it ended."""

    stage: str = ""
    done: int = 0
    total: int = 0
    failure: str = ""

    def line(self) -> str:
        """The step on one line, without line end."""
        return json.dumps(asdict(self))


def read_step(line: bytes) -> Step | None:
    """The step on a line; None for half a line of a process that was killed."""
    try:
        return Step(**json.loads(line))
    except (ValueError, TypeError):
        return None
