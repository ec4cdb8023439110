"""A request -> who makes it: whoever is at this machine may do all, anybody else may ask."""

from ipaddress import ip_address
from typing import Final

from ui.service.roles import VISITOR, Actor, person_here
from ui.web.asgi import AsgiMessage
from ui.web.hosts import LOOPBACK, Authority
from ui.web.rules import Rules

HERE: Final = "steunwijzer.here"
"""Where a request carries whether it comes from this machine, on its way through the gate."""
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


def is_from_here(scope: AsgiMessage) -> bool:
    """Whether a request comes from a browser on this machine, with nothing in between."""
    names = [name.lower() for name, _ in scope["headers"]]
    if scope.get("http_version") != _DIRECT or any(each.startswith(_PASSED_BY) for each in names):
        return False
    try:
        return ip_address((scope.get("client") or ("",))[0]).is_loopback
    except ValueError:
        return False
