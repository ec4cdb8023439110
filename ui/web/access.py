"""Settings and the address that is listened on -> who may come in, and under which names."""

import re
import socket
from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Final

import psutil

from ingest.text.errors import SteunwijzerError
from ingest.text.settings import PREFIX, Settings
from ui import texts, texts_access
from ui.service.accounts import has_accounts
from ui.web.hosts import LOOPBACK, Authority, authority, in_url, plain_host
from ui.web.routes import FIRST_PARTS
from ui.web.rules import Rules

_THIS_MACHINE: Final = "127.0.0.0/8 ::1"
_SEPARATOR: Final = re.compile(r"[\s,]+")
_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_CSP: Final = (
    "default-src 'self'",
    # Gradio's page has inline scripts, and its HTML component compiles templates.
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "form-action 'self'",
    "base-uri 'self'",
    "object-src 'none'",
)


def check_access(settings: Settings, bound: str) -> None:
    """See that nobody can come in whom the operator did not mean.

    Raises:
        SteunwijzerError: other machines can reach the address, and nothing was said of who may; or
            it was said that nobody has to sign in, and also how they do.
    """
    if settings.role_header and not settings.user_header:
        raise SteunwijzerError(*texts_access.ROLE_WITHOUT_USER)
    are_accounts = has_accounts(settings.data)
    if settings.open_to_anyone_without_login and settings.user_header:
        raise SteunwijzerError(*texts_access.OPEN_WITH_USER)
    if settings.open_to_anyone_without_login and are_accounts:
        raise SteunwijzerError(*texts_access.OPEN_WITH_ACCOUNTS)
    is_guarded = settings.user_header or settings.open_to_anyone_without_login or are_accounts
    if not (is_guarded or ip_address(plain_host(bound)).is_loopback):
        raise SteunwijzerError(*texts.open_to_anyone(settings.host))


def is_alone(settings: Settings, bound: str) -> bool:
    """Whether only who is at this machine can come in, as far as the operator says."""
    others = (
        settings.user_header,
        settings.hosts,
        settings.root_path,
        settings.proxy,
        settings.open_to_anyone_without_login,
    )
    return ip_address(plain_host(bound)).is_loopback and not any(others)


def rules_of(settings: Settings, bound: str, inputs: Mapping[int, int]) -> Rules:
    """What a request must fit; `bound` is the address that is listened on.

    Raises:
        SteunwijzerError: a setting names something that it cannot mean.
    """
    named = _named_hosts(settings)
    if settings.root_path.split("/")[1:2] and settings.root_path.split("/")[1] in FIRST_PARTS:
        raise SteunwijzerError(*texts.root_path_taken(settings.root_path))
    return Rules(
        hosts=frozenset({*own_names(settings.host, bound), *(each.host for each in named)}),
        named=frozenset(named),
        root_path=settings.root_path,
        user_header=settings.user_header.lower().encode(),
        proxy=_proxies(settings),
        headers=((b"content-security-policy", _policy(settings).encode()), *_HEADERS),
        inputs=inputs,
        is_alone=is_alone(settings, bound),
    )


def own_names(host: str, bound: str) -> frozenset[str]:
    """The names by which the page is reached without the operator naming any."""
    names = {*LOOPBACK, plain_host(bound), plain_host(host)}
    if ip_address(plain_host(bound)).is_unspecified:
        names |= {plain_host(socket.gethostname()), *map(plain_host, _own_addresses())}
    # Nobody is reached under the name of all addresses.
    return frozenset(name for name in names if name and not _is_unspecified(name))


def shown_address(settings: Settings, bound: str) -> str:
    """The address that people open, in this machine's browser or in that of another."""
    host = settings.host
    if ip_address(plain_host(bound)).is_unspecified:
        named = [in_url(each.host) for each in _named_hosts(settings)]
        reached = [in_url(each) for each in sorted(_own_addresses(), key=_reach) if _reach(each)]
        host = next(iter([*named, *reached]), socket.gethostname())
        return f"http://{host}:{settings.port}{settings.root_path}"
    return f"http://{in_url(host)}:{settings.port}{settings.root_path}"


def _reach(address: str) -> int:
    """Order of a machine's addresses: those of IPv4 first; 0 if others cannot use it."""
    read = ip_address(address)
    return 0 if read.is_loopback or read.is_link_local else read.version


def _own_addresses() -> Iterator[str]:
    for addresses in psutil.net_if_addrs().values():
        for each in addresses:
            if each.family in {socket.AF_INET, socket.AF_INET6}:
                yield each.address.partition("%")[0]


def _is_unspecified(name: str) -> bool:
    try:
        return ip_address(name).is_unspecified
    except ValueError:
        return name == "0"


def _named_hosts(settings: Settings) -> list[Authority]:
    """The hosts of a setting, in its order."""
    words = [each for each in _SEPARATOR.split(settings.hosts) if each]
    # An IPv6 address is written without brackets everywhere but before a port.
    read = [authority(each) or authority(f"[{each}]") for each in words]
    for word, host in zip(words, read, strict=True):
        if host is None or _is_unspecified(host.host):
            raise SteunwijzerError(*texts.setting_wrong(f"{PREFIX}HOSTS", word))
    return [host for host in read if host]


def _proxies(settings: Settings) -> tuple[IPv4Network | IPv6Network, ...]:
    words = [each for each in _SEPARATOR.split(settings.proxy or _THIS_MACHINE) if each]
    try:
        return tuple(ip_network(word, strict=False) for word in words)
    except ValueError as error:
        raise SteunwijzerError(*texts.setting_wrong(f"{PREFIX}PROXY", settings.proxy)) from error


def _policy(settings: Settings) -> str:
    """The content security policy: who may show the page in a frame, and the rest."""
    framers = _SEPARATOR.sub(" ", settings.frame_ancestors).strip() or "'none'"
    return "; ".join((*_CSP, f"frame-ancestors {framers}"))
