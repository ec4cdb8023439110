"""Who has signed in: a cookie whose secret this process alone knows, for as long as it runs.

A secret of a cookie is kept as a hash; what its account may do is looked up anew every time, so
that an account that was removed or got another role is so at once.
"""

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ui.service.credentials import Credentials
from ui.service.roles import Actor
from ui.web.asgi import AsgiMessage, values
from ui.web.form_proof import FormProof

COOKIE: Final = "steunwijzer-inlog"
IDLE_S: Final = 3600.0
"""After so long without a request one has to sign in again,"""
LONGEST_S: Final = 12 * 3600.0
"""and after so long anyway."""
_MOST: Final = 10_000
MOST_OF_ONE: Final = 20
"""So often one account is signed in; at once more the first goes, and nobody else does."""
_BYTES: Final = 32


@dataclass(slots=True)
class _Visit:
    name: str
    secret_hash: str
    began: float
    seen: float


class SignedIn:
    """Those who signed in; safe for use by several threads."""

    def __init__(self, accounts: Credentials, clock: Callable[[], float] = time.monotonic) -> None:
        self._accounts = accounts
        self._clock = clock
        self._lock = threading.Lock()
        self._proof = FormProof()
        self._visits: dict[str, _Visit] = {}

    def begin(self, actor: Actor) -> str:
        """Somebody signed in; returns the secret of their cookie."""
        secret = secrets.token_urlsafe(_BYTES)
        account = self._accounts.by_name()[actor.name.casefold()]
        now = self._clock()
        with self._lock:
            own = [key for key, each in self._visits.items() if each.name == account.name]
            if len(own) >= MOST_OF_ONE or len(self._visits) >= _MOST:
                del self._visits[next(iter(own or self._visits))]
            self._visits[_hash(secret)] = _Visit(account.name, account.secret_hash, now, now)
        return secret

    def end(self, scope: AsgiMessage) -> None:
        """Whoever makes this request is signed in no more."""
        with self._lock:
            self._visits.pop(_hash(cookie_of(scope, COOKIE)), None)

    def actor_of(self, scope: AsgiMessage) -> Actor | None:
        """Who makes a request, if they are signed in.

        Raises:
            SteunwijzerError: the accounts cannot be read.
        """
        key = _hash(cookie_of(scope, COOKIE))
        with self._lock:
            visit = self._visits.get(key)
            if visit is None:
                return None
            now = self._clock()
            account = self._accounts.by_name().get(visit.name.casefold())
            is_over = now - visit.seen >= IDLE_S or now - visit.began >= LONGEST_S
            # Who was removed and came back with another password signs in anew.
            if is_over or account is None or account.secret_hash != visit.secret_hash:
                del self._visits[key]
                return None
            visit.seen = now
            return account.actor

    def token(self, secret: str) -> str:
        """What a form carries that was made for who has this secret in a cookie; see FormProof."""
        return self._proof.make(secret)

    def is_token(self, secret: str, given: str) -> bool:
        """Whether a form was made for who has this secret; never for who has none."""
        return bool(secret) and self._proof.is_of(secret, given)


def cookie_of(scope: AsgiMessage, name: str) -> str:
    """The value of a cookie; empty if there is none, or they come in more than one header.

    What other applications of the same host put in theirs is no reason to lose ours, and of two of
    one name a browser sends the one that is meant for this path first.
    """
    given = values(scope, b"cookie")
    pairs = (each.partition("=") for each in given[0].split(";")) if len(given) == 1 else ()
    return next((value.strip() for key, _, value in pairs if key.strip() == name), "")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
