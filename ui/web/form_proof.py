"""Somebody -> what a form carries that was given to them, which no page of another site can know.

It is another one every time. Pages are compressed, by us or by a proxy: who can have a page made
with words of theirs in it and sees how long it becomes, finds a secret that stays (BREACH).
"""

import hashlib
import hmac
import secrets
from typing import Final

_BYTES: Final = 16
_ONCE: Final = 2 * _BYTES
"""So many characters come before what seals them."""


class FormProof:
    """Makes proofs and knows its own again, for as long as the process runs."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(hashlib.sha256().digest_size)

    def make(self, who: str) -> str:
        """A proof for somebody; any that was made for them will do."""
        once = secrets.token_hex(_BYTES)
        return once + self._seal(once, who)

    def is_of(self, who: str, given: str) -> bool:
        """Whether it was made for them."""
        once, seal = given[:_ONCE], given[_ONCE:]
        return hmac.compare_digest(self._seal(once, who).encode(), seal.encode(errors="replace"))

    def _seal(self, once: str, who: str) -> str:
        sealed = f"{once}\0{who}".encode(errors="replace")
        return hmac.new(self._key, sealed, hashlib.sha256).hexdigest()
