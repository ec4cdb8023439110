"""A request that fits the rules -> who makes it, or a refusal: the only place that lets people in.

In this order: a key of a program; whoever a proxy says it is; who has signed in; and where there
are no accounts, and nobody else can come or the operator said so, anybody as a reader. Once there
are keys, programs need one everywhere but there where a proxy or a sign-in says who asks: then they
can be told apart, and one can be removed. Without keys a program on this machine may ask what its
user may ask on the page; another site cannot, as hosts and origins are checked and a question has
to be JSON.
"""

from http import HTTPStatus
from ipaddress import ip_address
from typing import Final

from ingest.text.settings import Settings
from ui.api.paths import READY, is_for_programs
from ui.service.accounts import accounts_of
from ui.service.credentials import GIVEN
from ui.service.keys import PREFIX, holder, keys_of
from ui.service.roles import VISITOR, Actor, Role
from ui.web.asgi import AsgiMessage, Refused, values
from ui.web.hosts import Authority, plain_host
from ui.web.routes import HEALTH, LOGIN, LOGOUT
from ui.web.rules import Rules, check_user
from ui.web.signed_in import SignedIn
from ui.web.visitor import actor_of

PUBLIC: Final = frozenset({LOGIN, HEALTH, READY})
"""Paths for who did not sign in: how to, and whether the server does well."""
_BEARER: Final = "bearer "


class Door:
    """Tells who makes a request; `signed_in` are those who signed in here."""

    def __init__(self, settings: Settings, bound: str, signed_in: SignedIn) -> None:
        """Decide who may come in without a word, for as long as nobody has to sign in.

        Raises:
            SteunwijzerError: the accounts cannot be read.
        """
        is_here = ip_address(plain_host(bound)).is_loopback
        self._is_open = is_here or settings.open_to_anyone_without_login
        self._accounts = accounts_of(settings.data)
        self._had_accounts = bool(self._accounts.by_name())
        self._keys = keys_of(settings.data)
        self._role_header = settings.role_header.lower().encode()
        self._signed_in = signed_in

    def actor(
        self,
        scope: AsgiMessage,
        path: str,
        rules: Rules,
        place: Authority,
        *,
        is_from_proxy: bool,
    ) -> Actor:
        """Who makes a request for this path, as our own routes spell it, of the host `place`.

        Raises:
            Refused: nobody who may come in, or nobody signs in here.
            SteunwijzerError: keys or accounts cannot be read.
        """
        given = values(scope, b"authorization")
        # A proxy that asks who somebody is may pass on what they answered: that is no key of ours.
        if given and (not rules.user_header or any(map(_is_key, given))):
            return self._key_holder(given)
        if rules.user_header:
            check_user(scope, rules, is_from_proxy=is_from_proxy)
            return self._user(scope, rules)
        if path in (LOGIN, LOGOUT) and not self._is_signed_in_to():
            raise Refused(HTTPStatus.NOT_FOUND)
        known = self._signed_in.actor_of(scope)
        if known or path in PUBLIC:
            return known or VISITOR
        is_shut = self._is_signed_in_to() or not self._is_open
        if is_shut or (is_for_programs(path) and self._keys.by_name()):
            raise Refused(HTTPStatus.UNAUTHORIZED)
        return actor_of(scope, rules, place)

    def _is_signed_in_to(self) -> bool:
        """Whether people sign in: from the first account on, and also when the last was removed.

        Who removes an account may be about to make it anew, and that opens nothing meanwhile.
        """
        self._had_accounts = self._had_accounts or bool(self._accounts.by_name())
        return self._had_accounts

    def _key_holder(self, given: list[str]) -> Actor:
        is_bearer = len(given) == 1 and given[0].lower().startswith(_BEARER)
        found = holder(self._keys, given[0][len(_BEARER) :].strip()) if is_bearer else None
        if found is None:
            raise Refused(HTTPStatus.UNAUTHORIZED)
        return found

    def _user(self, scope: AsgiMessage, rules: Rules) -> Actor:
        """Who a proxy says it is; as a reader, unless it says that too."""
        (name,) = values(scope, rules.user_header)
        roles = values(scope, self._role_header) if self._role_header else []
        if len(roles) > 1 or any(each not in GIVEN for each in roles):
            raise Refused(HTTPStatus.FORBIDDEN)
        return Actor(name, Role(roles[0]) if roles else Role.READER)


def _is_key(given: str) -> bool:
    scheme, _, secret = given.partition(" ")
    return scheme.lower() == _BEARER.strip() and secret.strip().startswith(PREFIX)
