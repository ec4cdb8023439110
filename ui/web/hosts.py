"""Text of a Host or Origin header -> the host that it names, or nothing if it is no such text."""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Final

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
"""What this machine calls itself."""
DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_AUTHORITY: Final = re.compile(
    r"(?:\[(?P<literal>[0-9a-f:.]+)\]|(?P<name>[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?)\.?)"
    r"(?::(?P<port>[0-9]{1,5}))?",
    re.IGNORECASE,
)
_ORIGIN: Final = re.compile(r"(?P<scheme>https?)://(?P<authority>[^/?#@\s]+)", re.IGNORECASE)
_LAST_PORT: Final = 65_535
_NAME_CHARS: Final = 253
"""Longest host name (RFC 1035)."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A host in one spelling, and its port if one was named."""

    host: str
    port: int | None = None

    def port_for(self, scheme: str) -> int | None:
        """The port that is meant in an address of this scheme."""
        return DEFAULT_PORTS.get(scheme) if self.port is None else self.port


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page comes from: scheme, host and port."""

    scheme: str
    authority: Authority

    def is_at(self, place: Authority) -> bool:
        """Whether it is the page at this address, of whatever scheme the origin has."""
        own = (self.authority.host, self.authority.port_for(self.scheme))
        return own == (place.host, place.port_for(self.scheme))


def authority(text: str) -> Authority | None:
    """Read `host` or `host:port`; None for user names, odd characters and impossible ports."""
    found = _AUTHORITY.fullmatch(text)
    if found is None or not text.isascii():
        return None
    port = int(found["port"]) if found["port"] else None
    host = _literal(found["literal"]) if found["literal"] else plain_host(found["name"])
    if not host or len(host) > _NAME_CHARS or port == 0 or (port or 0) > _LAST_PORT:
        return None
    return Authority(host, port)


def origin(text: str) -> Origin | None:
    """Read the value of an Origin header; None for `null` and for whatever is no web origin."""
    found = _ORIGIN.fullmatch(text)
    place = authority(found["authority"]) if found else None
    return Origin(found["scheme"].lower(), place) if found and place else None


def plain_host(name: str) -> str:
    """One spelling for a host: lower case, no final dot, addresses in their short form."""
    name = name.lower().removesuffix(".")
    try:
        address = ip_address(name.partition("%")[0])
    except ValueError:
        return name
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def _literal(text: str) -> str:
    """An IPv6 address between brackets, or nothing if it is none."""
    try:
        return plain_host(str(IPv6Address(text)))
    except ValueError:
        return ""


def in_url(host: str) -> str:
    """A host as it is written in an address."""
    return f"[{host}]" if ":" in host else host
