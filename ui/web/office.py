"""What the pages of our own share: for whom they are, what work goes on, what is still to tell."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from ui import texts_pages
from ui.service.jobs import Jobs
from ui.service.roles import Actor
from ui.service.workspace import Workspace
from ui.web.form_proof import FormProof
from ui.web.inbox import Inbox

READ_AT_ONCE: Final = 2
"""Files that are read at once: each may take gigabytes, and minutes in which others wait."""
TOLD_MOST: Final = 20
"""So many lines wait for somebody who does not come for them."""


class Office:
    """Shared by all requests; safe for use by several threads.

    `answering` is the workspace that has what answers open, `workspace_of` gives the use cases of
    an actor, and `root` is the path under which a proxy shows the pages.
    """

    def __init__(
        self,
        settings: Settings,
        answering: Workspace,
        workspace_of: Callable[[Actor], Workspace],
    ) -> None:
        self.answering = answering
        self.workspace_of = workspace_of
        self.jobs = Jobs(settings)
        self.inbox = Inbox()
        self.root = settings.root_path
        self.has_feedback = settings.feedback
        self._proof = FormProof()
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(READ_AT_ONCE)
        self._told: dict[str, list[str]] = defaultdict(list)

    def close(self, wait_s: float) -> None:
        """End the work that goes on, within so many seconds, and let go of what waits."""
        self.jobs.stop(wait_s=wait_s)
        self.inbox.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Keep a place while a file is read.

        Raises:
            SteunwijzerError: there is none now.
        """
        if not self._places.acquire(blocking=False):
            raise SteunwijzerError(*texts_pages.READING)
        try:
            yield
        finally:
            self._places.release()

    def token(self, actor: Actor) -> str:
        """What a form of this actor carries; see FormProof."""
        return self._proof.make(actor.name)

    def is_token(self, actor: Actor, given: str) -> bool:
        """Whether a form was one of this actor's."""
        return self._proof.is_of(actor.name, given)

    def tell(self, actor: Actor, line: str) -> None:
        """Have a line on the next page that this actor opens."""
        with self._lock:
            self._told[actor.name] = [*self._told[actor.name], line][-TOLD_MOST:]

    def told(self, actor: Actor) -> list[str]:
        """What is to be told to this actor now, once."""
        with self._lock:
            return self._told.pop(actor.name, [])
