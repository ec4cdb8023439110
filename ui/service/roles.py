"""Who does something here, and whether it is theirs to do."""

import getpass
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from ingest.text.errors import SteunwijzerError
from ui import texts


class Role(StrEnum):
    """What somebody is here for.

    Everybody may ask. A maintainer keeps the texts as well, an evaluator measures how good the
    answers are, and the operator of the machine may do all.
    """

    READER = "reader"
    MAINTAINER = "maintainer"
    EVALUATOR = "evaluator"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who does something: by what name, and what they are here for."""

    name: str
    role: Role


VISITOR: Final = Actor("bezoeker", Role.READER)
"""Whoever opens the page."""
TERMINAL_USER: Final = Actor("terminal", Role.OPERATOR)
"""Whoever types commands may read and replace all our files anyway."""


def person_here() -> Actor:
    """Whoever sits at this machine, by the name that its system has for them, if it has one."""
    try:
        return replace(TERMINAL_USER, name=getpass.getuser())
    except (OSError, KeyError):  # in a container
        return replace(TERMINAL_USER, name="")


class NotAllowedError(SteunwijzerError):
    """Something is not for this actor to do: a page answers with another status."""


def check_role(actor: Actor, deed: str, *roles: Role) -> None:
    """See that this is for the actor to do; `deed` says in Dutch what it is.

    Raises:
        NotAllowedError: it takes one of these roles, or the operator's, and the actor has another.
    """
    if actor.role not in (*roles, Role.OPERATOR):
        raise NotAllowedError(*texts.not_allowed(deed, roles, actor.role))
