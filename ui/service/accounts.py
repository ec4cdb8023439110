"""Accounts by which people come in: their passwords as Argon2 hashes (RFC 9106), with a throttle.

Who guesses is slowed down, by name and all together: see Tries.
"""

import time
import unicodedata
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ingest.text.errors import SteunwijzerError
from ui import texts_access
from ui.service.credentials import Credentials
from ui.service.roles import Actor
from ui.service.tries import Tries

LONGEST: Final = 1000
"""Characters of a password: hashing longer ones takes time that others wait for."""


def accounts_of(data: Path) -> Credentials:
    """The accounts that are kept in a data folder."""
    return Credentials(data / "accounts.json")


def has_accounts(data: Path) -> bool:
    """Whether people have to sign in.

    Raises:
        SteunwijzerError: as `Credentials.by_name`.
    """
    return bool(accounts_of(data).by_name())


def add_account(accounts: Credentials, name: str, role: str, password: str) -> None:
    """Make an account.

    Raises:
        SteunwijzerError: the password is too short or too long, or as `Credentials.add`.
    """
    if not texts_access.PASSWORD_CHARS <= len(password) <= LONGEST:
        raise SteunwijzerError(*texts_access.PASSWORD_SHORT)
    accounts.add(name, role, PasswordHasher().hash(_one_spelling(password)))


class Passwords:
    """Tells whether a password is that of an account; safe for use by several threads."""

    def __init__(self, accounts: Credentials, clock: Callable[[], float] = time.monotonic) -> None:
        self._accounts = accounts
        self._hasher = PasswordHasher()
        self._tries = Tries(clock)

    def holder(self, name: str, password: str) -> Actor | None:
        """Whose name and password these are; None if they are nobody's.

        Raises:
            TooManyTriesError: too many wrong ones were given lately.
            SteunwijzerError: as `Credentials.by_name`.
        """
        name = name.casefold()
        account = self._accounts.by_name().get(name)
        # Counted before it is looked at: else all of many at once would be looked at.
        tried = self._tries.begin(name, is_known=account is not None)
        nobody = self._nobody
        kept = account.secret_hash if account else nobody
        is_right = len(password) <= LONGEST and self._is_right(kept, password)
        if not (account and is_right):
            return None
        self._tries.forget(tried)
        return account.actor

    @cached_property
    def _nobody(self) -> str:
        """Whose password is looked at where nobody has a name: that takes as long."""
        return self._hasher.hash("niemand")

    def _is_right(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, _one_spelling(password))
        except (VerificationError, InvalidHashError):
            return False


def _one_spelling(password: str) -> str:
    """One spelling for letters that can be typed in two ways, as RFC 8265 has it."""
    return unicodedata.normalize("NFKC", password.encode(errors="replace").decode())
