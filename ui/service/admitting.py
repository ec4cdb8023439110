"""The use cases of who decides which programs and people come in."""

from typing import TYPE_CHECKING

from ui import texts_access
from ui.service.deeds import Deeds
from ui.service.roles import check_role

if TYPE_CHECKING:
    from ui.service.credentials import Credential, Credentials


class Admitting(Deeds):
    """Use cases of the operator: keys for programs, accounts for people."""

    def add_key(self, name: str, role: str) -> str:
        """Make a key, which can be seen this once.

        Raises:
            SteunwijzerError: this is for the operator, the name or role cannot be, or it cannot be
                kept.
        """
        from ui.service.keys import add_key

        return add_key(self._keys(), name, role)

    def keys(self) -> "list[Credential]":
        """The keys that there are, without what they are.

        Raises:
            SteunwijzerError: this is for the operator, or they cannot be read.
        """
        return list(self._keys().by_name().values())

    def remove_key(self, name: str) -> None:
        """Let a key open nothing any more.

        Raises:
            SteunwijzerError: this is for the operator, there is none of that name, or the file
                cannot be used.
        """
        self._keys().remove(name)

    def add_account(self, name: str, role: str, password: str) -> None:
        """Make an account; from then on a server asks everybody to sign in, also one that runs.

        Raises:
            SteunwijzerError: this is for the operator, the name, role or password cannot be, or it
                cannot be kept.
        """
        from ui.service.accounts import add_account

        add_account(self._accounts(), name, role, password)

    def accounts(self) -> "list[Credential]":
        """The accounts that there are.

        Raises:
            SteunwijzerError: this is for the operator, or they cannot be read.
        """
        return list(self._accounts().by_name().values())

    def remove_account(self, name: str) -> None:
        """Let an account open nothing any more, also where somebody is signed in with it.

        Raises:
            SteunwijzerError: this is for the operator, there is none of that name, or the file
                cannot be used.
        """
        self._accounts().remove(name)

    def _keys(self) -> "Credentials":
        from ui.service.keys import keys_of

        check_role(self._actor, texts_access.TO_MANAGE)
        return keys_of(self._settings.data)

    def _accounts(self) -> "Credentials":
        from ui.service.accounts import accounts_of

        check_role(self._actor, texts_access.TO_MANAGE)
        return accounts_of(self._settings.data)
