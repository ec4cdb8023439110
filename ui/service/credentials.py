"""Names with a role and the hash of a secret <-> a file in the data folder, for its owner alone.

The same for the keys of programs and the accounts of people; what differs is how a secret is
hashed. The secret itself is never kept.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import filelock
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ingest.text.disk import replace_file
from ingest.text.errors import SteunwijzerError, why
from ui import texts_access
from ui.service.roles import Actor, Role

GIVEN: Final = (Role.READER, Role.MAINTAINER, Role.EVALUATOR)
"""Roles that can be given: who operates the machine needs no key to it."""
NAME_CHARS: Final = 64
"""Longest name of somebody."""
_NAME: Final = re.compile(rf"[\w.@-]{{1,{NAME_CHARS}}}")
_OWNER_ONLY: Final = 0o600
_WAIT_S: Final = 5


class Credential(BaseModel):
    """Somebody who may come in; `created` is ISO 8601 in UTC, in minutes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=_NAME.pattern)]
    role: Role
    secret_hash: str
    created: str

    @property
    def actor(self) -> Actor:
        """Who comes in with it."""
        return Actor(self.name, self.role)


_FILE: Final = TypeAdapter(list[Credential])


class Credentials:
    """A file of credentials, read anew whenever it changed; safe for use by several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: tuple[tuple[int, int, int], dict[str, Credential]] | None = None

    def by_name(self) -> dict[str, Credential]:
        """All of them, by name in small letters; none where there is no file.

        Raises:
            SteunwijzerError: the file cannot be read, or is damaged.
        """
        try:
            status = self.path.stat()
            mark = (status.st_mtime_ns, status.st_size, status.st_ino)
            if self._read is None or self._read[0] != mark:
                self._read = (mark, _by_name(_FILE.validate_json(self.path.read_bytes())))
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise SteunwijzerError(*texts_access.file_unusable(self.path, why(error))) from error
        except ValidationError as error:
            raise SteunwijzerError(*texts_access.file_damaged(self.path)) from error
        return self._read[1]

    def add(self, name: str, role: str, secret_hash: str) -> Credential:
        """Keep a new one.

        Raises:
            SteunwijzerError: the name or the role cannot be, or the file cannot be used.
        """
        if not _NAME.fullmatch(name):
            raise SteunwijzerError(*texts_access.name_unusable(name))
        if role not in GIVEN:
            raise SteunwijzerError(*texts_access.role_unknown(role))
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")
        made = Credential(name=name, role=Role(role), secret_hash=secret_hash, created=now)
        with self._changing() as known:
            if name.casefold() in known:
                raise SteunwijzerError(*texts_access.name_taken(name))
            known[name.casefold()] = made
        return made

    def remove(self, name: str) -> None:
        """Forget one.

        Raises:
            SteunwijzerError: there is none of that name, or the file cannot be used.
        """
        with self._changing() as known:
            if known.pop(name.casefold(), None) is None:
                names = [each.name for each in known.values()]
                raise SteunwijzerError(*texts_access.name_unknown(name, names))

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Credential]]:
        """What is there, to be changed; written when that is done, with nobody else at it."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with filelock.FileLock(f"{self.path}.lock", timeout=_WAIT_S):
                known = dict(self.by_name())
                yield known
                self._write(_FILE.dump_json(list(known.values()), indent=1))
        except (OSError, filelock.Timeout) as error:
            reason = why(error) if isinstance(error, OSError) else "iets anders schrijft erin"
            raise SteunwijzerError(*texts_access.file_unusable(self.path, reason)) from error

    def _write(self, data: bytes) -> None:
        if not self.path.exists():
            # What replaces a file gets its rights; a new one is for nobody else from the start.
            with os.fdopen(os.open(self.path, os.O_CREAT | os.O_WRONLY, _OWNER_ONLY), "wb") as file:
                file.write(b"[]")
        replace_file(self.path, data)


def _by_name(credentials: list[Credential]) -> dict[str, Credential]:
    return {each.name.casefold(): each for each in credentials}
