"""A request -> who makes it, and from where: who is at this machine may do all, others may ask."""

from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Final

from ui.service.roles import VISITOR, Actor, person_here
from ui.web.asgi import AsgiMessage, values
from ui.web.hosts import LOOPBACK, Authority, plain_host
from ui.web.rules import Rules

HERE: Final = "steunwijzer.here"
"""Where a request carries whether it comes from this machine, on its way through the gate."""
ADDRESS: Final = "steunwijzer.address"
"""Where a request carries from which address it comes, for who has to tell them apart."""
_NETWORK_BITS: Final = 64
"""Of an IPv6 address all that begin so are somebody's own."""
_PASSED_BY: Final = (b"forwarded", b"via", b"x-forwarded-", b"x-real-ip")
"""What the headers of a proxy begin with."""
_DIRECT: Final = "1.1"
"""Browsers speak this version of HTTP here; a proxy that was not set up speaks 1.0."""


def actor_of(scope: AsgiMessage, rules: Rules, place: Authority) -> Actor:
    """Who makes a request for this host.

    Who is at the machine may type commands as well, and so may do here what they do.
    """
    is_here = rules.is_alone and place.host in LOOPBACK and is_from_here(scope)
    return person_here() if is_here else VISITOR


def address_of(scope: AsgiMessage, *, is_from_proxy: bool) -> str:
    """The address that a request comes from, or the one that the operator's own proxy names."""
    own = (scope.get("client") or ("",))[0]
    named = values(scope, b"x-forwarded-for") if is_from_proxy else []
    for each in (*(line.rpartition(",")[2].strip() for line in named[-1:]), own):
        try:
            address = ip_address(each.partition("%")[0])
        except ValueError:
            continue
        if isinstance(address, IPv6Address) and not address.ipv4_mapped:
            return str(IPv6Network((address, _NETWORK_BITS), strict=False))
        return plain_host(str(address))
    return ""


def is_from_here(scope: AsgiMessage) -> bool:
    """Whether a request comes from a browser on this machine, with nothing in between."""
    names = [name.lower() for name, _ in scope["headers"]]
    if scope.get("http_version") != _DIRECT or any(each.startswith(_PASSED_BY) for each in names):
        return False
    try:
        return ip_address((scope.get("client") or ("",))[0]).is_loopback
    except ValueError:
        return False
