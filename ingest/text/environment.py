"""Environment variables as operators and their tools write them -> values as they are meant."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_QUOTES: Final = ('""', "''", "“”", "‘’", "„”", "‚’")
"""`docker --env-file` and systemd's shell-like files keep them; who pastes brings curly ones."""
_PORT: Final = r"PORT_\d+_(TCP|UDP|SCTP)"
_LINKS: Final = (
    (r"SERVICE_HOST", r"\S+"),
    (r"SERVICE_PORT(_\w+)?", r"\d+"),
    (r"PORT", r"(tcp|udp|sctp)://\S+"),
    (_PORT, r"(tcp|udp|sctp)://\S+"),
    (rf"{_PORT}_PROTO", r"(tcp|udp|sctp)"),
    (rf"{_PORT}_PORT(_START|_END)?", r"\d+"),
    (rf"{_PORT}_ADDR", r"\S+"),
    (r"NAME", r"/\S+/\S+"),
)
"""Ends of names, and values, of what Kubernetes and Docker set for a service or a linked container.
https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables"""
_NO_HOME: Final = "/nonexistent"
"""Debian's home for users that have none. In a folder for all, like /tmp, others may put things."""
_SWITCHES: Final = {
    "ja": "true",
    "aan": "true",
    "waar": "true",
    "nee": "false",
    "uit": "false",
    "onwaar": "false",
}
_SWITCH_WORDS: Final = frozenset(
    "true false yes no y n t f on off enabled disabled none null nil - 0 1".split()
) | {*_SWITCHES, "j", "geen", "niets"}


def cleaned(value: str) -> str:
    """A value without the space and the matching quotes around it; empty if nothing is left."""
    value = value.strip()
    while len(value) > 1 and value[0] + value[-1] in _QUOTES:
        value = value[1:-1].strip()
    return value


def switched(value: str) -> str:
    """A switch in Dutch as one that everybody reads; anything else as it is."""
    return _SWITCHES.get(value.casefold(), value)


def is_switch(value: str) -> bool:
    """Whether a value only says yes or no, and so names nothing."""
    return value.casefold() in _SWITCH_WORDS


def is_quoted_on_one_side(value: str) -> bool:
    """Whether a quote opens or closes that has no other half."""
    return any(value.startswith(opens) or value.endswith(closes) for opens, closes in _QUOTES)


def has_control(value: str) -> bool:
    """Whether a line end or another character stands in it that nobody can see."""
    return any(ord(letter) < 0x20 or ord(letter) == 0x7F for letter in value)


def ensure_home() -> None:
    """Give libraries a home folder to look in, where the user has none: one that is not there.

    A container may run as a number without a name. Chroma then breaks on import, and others would
    write into a folder called `~`.
    """
    try:
        has_home = Path.home().is_absolute()
    except RuntimeError:
        has_home = False
    if not has_home:
        os.environ["HOME"] = _NO_HOME


def link_variables(environment: Mapping[str, str], prefix: str) -> frozenset[str]:
    """Names that Kubernetes or Docker set for a service whose name begins like our variables.

    Those are no settings, whatever the rest of that name is.
    """
    ours = [name for name in environment if name.startswith(prefix)]
    links = {name for name in ours if _is_link(name, environment[name], prefix)}
    # Docker also copies the environment of a linked container, behind the same alias.
    aliases = {name.removesuffix("NAME") for name in links if name.endswith("_NAME")}
    copied = {name for name in ours if any(name.startswith(f"{each}ENV_") for each in aliases)}
    return frozenset(links | copied)


def _is_link(name: str, value: str, prefix: str) -> bool:
    return any(
        re.fullmatch(rf"{re.escape(prefix)}(\w+_)?{end}", name) and re.fullmatch(form, value)
        for end, form in _LINKS
    )
