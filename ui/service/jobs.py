"""Work that takes minutes -> a process of its own, one at a time, that outlives who looks at it.

It goes on when a page is closed or reloaded, slows down answering less than a thread would, and is
stopped in one step: what it had in hand is left as an interrupted command leaves it.
"""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from ingest.text.errors import SteunwijzerError
from ingest.text.settings import PREFIX, Settings, as_kept
from ui import texts_pages
from ui.service.steps import AS_STEPS, OWN_COMMAND, Step, read_step

STOP_S: Final = 5.0
"""Seconds that work gets to end after it was told to stop."""


class JobKind(StrEnum):
    """What the work is."""

    PUBLISH = "publish"
    REHEARSE = "rehearse"
    MEASURE = "measure"


class JobState(StrEnum):
    """How work is going, or how it ended."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Job:
    """Work and how far it is: `done` of the `total` of a stage, both 0 before the first stage.

    `about` names what it makes, `failure` says in Dutch why it failed, `began` is in seconds since
    the epoch.
    """

    kind: JobKind
    about: str
    began: float
    state: JobState = JobState.RUNNING
    stage: str = ""
    done: int = 0
    total: int = 0
    failure: str = ""

    @property
    def is_running(self) -> bool:
        """Whether it goes on."""
        return self.state is JobState.RUNNING


class Jobs:
    """The work of this process, one at a time; safe for use by several threads."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = threading.Lock()
        self._now: Job | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def now(self) -> Job | None:
        """The work that goes on, or else what was done last; None if nothing ever was."""
        return self._now

    def start(
        self,
        kind: JobKind,
        arguments: Sequence[str],
        about: str = "",
        command: Sequence[str] = OWN_COMMAND,
    ) -> None:
        """Begin a command of ours, which has to tell how far it is.

        Raises:
            SteunwijzerError: other work goes on.
        """
        with self._lock:
            if self._process:
                raise SteunwijzerError(*texts_pages.BUSY)
            process = subprocess.Popen(
                (*command, *arguments, AS_STEPS),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                env=os.environ | _folders(self._settings),
            )
            self._now, self._process = Job(kind, about, self._clock()), process
        threading.Thread(target=self._follow, args=(process,), daemon=True).start()

    def stop(self, *kinds: JobKind, wait_s: float = STOP_S) -> None:
        """Stop what goes on, if anything does; it gets so many seconds to end by itself.

        Raises:
            SteunwijzerError: it is of another kind than those that are named, if any.
        """
        with self._lock:
            process = self._process
            if process is None or self._now is None:
                return
            if kinds and self._now.kind not in kinds:
                raise SteunwijzerError(*texts_pages.OTHER_WORK)
            self._now = replace(self._now, state=JobState.STOPPED)
        _end(process, wait_s)

    def _follow(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout
        with process.stdout:
            for line in process.stdout:
                if step := read_step(line):
                    self._tell(step)
        self._ended(process.wait())

    def _tell(self, step: Step) -> None:
        with self._lock:
            if self._now and step.failure:
                self._now = replace(self._now, failure=step.failure)
            elif self._now:
                self._now = replace(self._now, stage=step.stage, done=step.done, total=step.total)

    def _ended(self, code: int) -> None:
        with self._lock:
            self._process = None
            if self._now and self._now.is_running:
                state = JobState.FAILED if code else JobState.DONE
                failure = (self._now.failure or texts_pages.JOB_FAILED_SEE) if code else ""
                self._now = replace(self._now, state=state, failure=failure)


def _folders(settings: Settings) -> dict[str, str]:
    """The folders that work is done on, as they are now: a library may have begun meanwhile."""
    own = {"DATA": settings.data, "CORPUS": as_kept(settings).corpus}
    return {f"{PREFIX}{name}": str(path) for name, path in own.items()}


def _end(process: "subprocess.Popen[bytes]", wait_s: float) -> None:
    """Ask a process to end, and end it if it does not listen."""
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        process.wait(wait_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
