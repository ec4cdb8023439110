"""Host, origin, user and size of a request, held against what the operator allowed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Final

from ui.web.asgi import AsgiMessage, Refused, values
from ui.web.hosts import Authority, authority, origin

BODY_BYTES: Final = 1_000_000
UPLOAD_BYTES: Final = 210_000_000
"""A file that is brought in, with what is said of it; `convert` takes 200 MB."""
_SAFE: Final = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Rules:
    """What a request must fit.

    Attributes:
        hosts: the hosts that are served, as `hosts.plain_host` spells them.
        named: addresses that the operator named, whose pages may call this server too.
        root_path: the path under which a proxy shows the page; empty means none.
        user_header: header in which a proxy says who is logged in; empty means nobody is.
        proxy: networks from which that header is believed, and the scheme of the visitor.
        headers: what is added to every response.
        inputs: for each function of the page how many inputs it has.
        is_alone: whether only who is at this machine can come in.
    """

    hosts: frozenset[str]
    named: frozenset[Authority] = frozenset()
    root_path: str = ""
    user_header: bytes = b""
    proxy: tuple[IPv4Network | IPv6Network, ...] = ()
    headers: tuple[tuple[bytes, bytes], ...] = ()
    inputs: Mapping[int, int] = field(default_factory=dict)
    is_alone: bool = False


def host_of(scope: AsgiMessage, rules: Rules) -> Authority:
    """The host that was asked for: a name that leads here by somebody else's doing is not ours."""
    named = values(scope, b"host")
    place = authority(named[0]) if len(named) == 1 else None
    if place is None or place.host not in rules.hosts or not scope["path"].startswith("/"):
        raise Refused(HTTPStatus.MISDIRECTED_REQUEST)
    return place


def own_path(scope: AsgiMessage, rules: Rules) -> str:
    """The path as our own routes spell it, without that of a proxy.

    Raises:
        Refused: it lacks the slash at the end, elsewhere.
    """
    path = str(scope["path"])
    if rules.root_path and f"{path}/".startswith(f"{rules.root_path}/"):
        path = path.removeprefix(rules.root_path)
        if not path:
            # Without the slash at the end the page would look for its files one folder up.
            query = scope["query_string"].decode("latin-1")
            place = f"{rules.root_path}/?{query}" if query else f"{rules.root_path}/"
            raise Refused(HTTPStatus.TEMPORARY_REDIRECT, place)
    return path


def check_origin(scope: AsgiMessage, rules: Rules, place: Authority) -> None:
    """No page of another site may use a visitor's browser to get at this server."""
    named = values(scope, b"origin")
    if not named:
        is_foreign = any(
            site in {"cross-site", "same-site"} for site in values(scope, b"sec-fetch-site")
        )
        if is_foreign and scope["method"] not in _SAFE:
            raise Refused(HTTPStatus.FORBIDDEN)
        return
    page = origin(named[0]) if len(named) == 1 else None
    if page is None or not any(page.is_at(each) for each in (place, *rules.named)):
        raise Refused(HTTPStatus.FORBIDDEN)


def comes_from_proxy(scope: AsgiMessage, rules: Rules) -> bool:
    """Whether the request comes from the operator's own proxy."""
    try:
        address = ip_address((scope.get("client") or ("",))[0].partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return any((mapped or address) in network for network in rules.proxy)


def check_user(scope: AsgiMessage, rules: Rules, *, is_from_proxy: bool) -> None:
    """Only who the proxy knows comes in."""
    users = values(scope, rules.user_header)
    if not is_from_proxy or len(users) != 1 or not users[0]:
        raise Refused(HTTPStatus.FORBIDDEN)


def length_of(scope: AsgiMessage, most_bytes: int = BODY_BYTES) -> int:
    """Bytes that were announced; 0 if none were.

    Raises:
        Refused: it is no number, or more than anybody needs.
    """
    named = values(scope, b"content-length") or ["0"]
    if len(named) != 1 or not (named[0].isascii() and named[0].isdigit()):
        raise Refused(HTTPStatus.BAD_REQUEST)
    # Of thousands of digits Python makes no number.
    digits = named[0].lstrip("0") or "0"
    if len(digits) > len(str(most_bytes)) or int(digits) > most_bytes:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return int(digits)
