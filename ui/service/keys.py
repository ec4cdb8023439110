"""Keys by which programs come in: random, shown once, and kept as a hash."""

import hashlib
import hmac
import secrets
from pathlib import Path
from typing import Final

from ui.service.credentials import Credential, Credentials
from ui.service.roles import Actor

PREFIX: Final = "sw_"
"""By this a key is told from others, also by who finds it where it should not be."""
_BYTES: Final = 32


def keys_of(data: Path) -> Credentials:
    """The keys that are kept in a data folder."""
    return Credentials(data / "keys.json")


def add_key(keys: Credentials, name: str, role: str) -> str:
    """Make a key; it is not kept, only its hash.

    Raises:
        SteunwijzerError: as `Credentials.add`.
    """
    key = PREFIX + secrets.token_urlsafe(_BYTES)
    keys.add(name, role, _hash(key))
    return key


def holder(keys: Credentials, key: str) -> Actor | None:
    """Whose key this is; None if it is nobody's.

    Raises:
        SteunwijzerError: as `Credentials.by_name`.
    """
    given = _hash(key)
    found: Credential | None = None
    for each in keys.by_name().values():
        if hmac.compare_digest(each.secret_hash, given):
            found = each
    return found.actor if found else None


def _hash(key: str) -> str:
    """A key is random and long: no guess is made faster by a fast hash."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()
