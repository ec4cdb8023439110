"""What a command works on: the settings of this machine, and the workspace of who types it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.terminal import dutch_corpus
from ui.terminal.command import say

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


def own_workspace(name: str = "") -> "Workspace":
    """The use cases, for whoever may type commands here, or for whom the page does, by `name`.

    Raises:
        SteunwijzerError: as `own_settings`.
    """
    from ui.service.roles import person_here
    from ui.service.workspace import Workspace

    actor = person_here()
    return Workspace(replace(actor, name=name or actor.name), own_settings())


def upgraded_workspace(name: str = "") -> "Workspace":
    """The same, once what a newer installation brought is taken over, and told.

    Raises:
        SteunwijzerError: as `own_settings`, or a file of the corpus cannot be read or written.
    """
    workspace = own_workspace(name)
    for line in dutch_corpus.upgraded(workspace.take_upgrade()):
        say(line)
    return workspace
