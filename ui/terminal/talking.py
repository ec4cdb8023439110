"""The command by which an assistant of somebody else talks to this one."""

import typer

from ui.terminal.command import DutchCommand, DutchGroup, examples
from ui.terminal.opened import own_settings

app = typer.Typer(cls=DutchGroup, rich_markup_mode=None)


@app.command("mcp", cls=DutchCommand, epilog=examples("mcp"))
def mcp_command() -> None:
    """Praat via standaardinvoer en -uitvoer met een programma dat MCP spreekt.

    Dat programma kan vragen stellen, zoeken en passages lezen. Stel het in als de opdracht
    'steunwijzer mcp'. Op standaarduitvoer staat niets anders dan het protocol.
    """
    from ui.api.caller import Pace
    from ui.mcp import mcp_server, one_by_one
    from ui.service.roles import VISITOR
    from ui.service.workspace import Workspace
    from ui.web.bug_report import report_bug

    workspace = Workspace(VISITOR, own_settings())
    workspace.open()
    mcp_server(workspace, one_by_one, Pace(), report_bug).run("stdio")
