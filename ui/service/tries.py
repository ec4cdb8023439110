"""Who tried to sign in lately -> whether they may try again: by name, and all together.

Names that nobody has count as those that somebody has, so that nobody learns which there are. They
are remembered apart: however many are invented, they take no more room than there is for them, and
of the names that somebody has none is forgotten for them.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final, NamedTuple

from ui.service.credentials import NAME_CHARS

PER_NAME: Final = 5
"""Wrong passwords for one name in `WITHIN_S`; then it has to wait."""
TOGETHER: Final = 50
"""Wrong passwords for all names together in that time; then every name has one try.

So nobody keeps the others out with wrong passwords for a name, and who tries one password on many
names gets one try a minute at each."""
WITHIN_S: Final = 60.0
INVENTED: Final = 5000
"""Tries of names that nobody has that are remembered; no machine looks at so many in that time."""


class TooManyTriesError(Exception):
    """Too many wrong passwords were given lately."""


class Try(NamedTuple):
    """When a name was tried, and whether somebody has it."""

    at: float
    name: str
    is_known: bool


class Tries:
    """The tries of late; safe for use by several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known: deque[Try] = deque()
        self._invented: deque[Try] = deque(maxlen=INVENTED)

    def begin(self, name: str, *, is_known: bool) -> Try:
        """Count a try of a name in small letters.

        Raises:
            TooManyTriesError: there were too many lately; this one does not count.
        """
        # Nobody has a longer one, and of what is invented not all is kept.
        made = Try(self._clock(), name if is_known else name[: NAME_CHARS + 1], is_known)
        with self._lock:
            self._forget_before(made.at - WITHIN_S)
            own = self._of(made)
            of_name = sum(each.name == made.name for each in own)
            together = len(self._known) + len(self._invented)
            if of_name >= (PER_NAME if together < TOGETHER else 1):
                raise TooManyTriesError
            own.append(made)
        return made

    def forget(self, made: Try) -> None:
        """A password was right after all: it does not count."""
        with self._lock:
            if made in self._of(made):
                self._of(made).remove(made)

    def _of(self, made: Try) -> deque[Try]:
        return self._known if made.is_known else self._invented

    def _forget_before(self, moment: float) -> None:
        for each in (self._known, self._invented):
            while each and each[0].at <= moment:
                each.popleft()
