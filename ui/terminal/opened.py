"""What a command works on: the settings of this machine, and the workspace of who types it."""

import getpass
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.text.settings import Settings
    from ui.service.workspace import Workspace


def own_settings() -> "Settings":
    """The settings of this machine.

    Raises:
        SteunwijzerError: one of them is wrong.
    """
    from ingest.text.settings import as_kept, load_settings

    return as_kept(load_settings())


def own_workspace() -> "Workspace":
    """The use cases, for whoever may type commands here.

    Raises:
        SteunwijzerError: as `own_settings`.
    """
    from ui.service.roles import TERMINAL_USER
    from ui.service.workspace import Workspace

    return Workspace(replace(TERMINAL_USER, name=_user()), own_settings())


def _user() -> str:
    """How the operating system calls who types; a container may not know."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
