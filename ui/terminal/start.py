"""What `serve` does: take the port, answer, see that there is an index, and then show the page."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EADDRINUSE
from typing import TYPE_CHECKING, Final

import typer

from ingest.text.errors import SteunwijzerError
from ui import texts
from ui.service.steps import AS_STEPS, OWN_COMMAND, read_step
from ui.terminal import dutch
from ui.terminal.command import INTERRUPTED, say
from ui.terminal.signals import ending_too, ending_with

if TYPE_CHECKING:
    from ingest.text.settings import Settings
    from ui.service.workspace import Workspace
    from ui.web.preparing import Preparing

INGEST: Final = (*OWN_COMMAND, "ingest", AS_STEPS)
_STOP_S: Final = 5
"""Seconds that an ingest gets to stop after Ctrl-C: it finishes the texts it has in hand."""


def listen(host: str, port: int) -> socket.socket:
    """Take the port before the slow imports, so that a taken one is said at once.

    Raises:
        SteunwijzerError: the port is taken, or the address is not ours.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family)
    except OSError as error:
        raise SteunwijzerError(*dutch.address_unusable(host, port)) from error
    try:
        if os.name != "nt":
            # A port whose last connections are still closing may be taken again at once; on
            # Windows the option would let two servers share one.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # Until it listens, another process may bind the same port.
        listener.listen()
    except OSError as error:
        listener.close()
        is_taken = error.errno == EADDRINUSE
        failure = dutch.port_taken if is_taken else dutch.address_unusable
        raise SteunwijzerError(*failure(host, port)) from error
    return listener


def serve(settings: "Settings", listener: socket.socket) -> None:
    """Serve on a bound socket until Ctrl-C; until questions can be answered, say how far it is.

    Raises:
        SteunwijzerError: a setting is wrong, or the index, the embedder or the Chroma server cannot
            be used.
        typer.Exit: the first ingest failed, and has said why.
    """
    from ui.service.roles import VISITOR
    from ui.service.workspace import Workspace
    from ui.web.access import shown_address
    from ui.web.server import serving

    workspace = Workspace(VISITOR, settings)
    bound = listener.getsockname()[0]
    with serving(settings, listener) as server, ending_with(server.stop):
        address = shown_address(settings, bound)
        with telling_failures(server.preparing):
            ingest_first(workspace, server.preparing, address)
            server.preparing.starting()
            workspace.open()
            workspace.warm_up()
            from ui.web.app import build_app, mounted

            page = build_app(workspace, settings, bound)
            # A server is stopped by Ctrl-C, also where a shell has its jobs ignore it.
            signal.signal(signal.SIGINT, signal.default_int_handler)
            server.show(page, mounted(page).stop_event.set)
        say(dutch.serving(address))
        server.wait()


@contextmanager
def telling_failures(preparing: "Preparing") -> Iterator[None]:
    """Let whoever is looking at the page know why it goes no further, before the server ends."""
    try:
        yield
    except Exception as error:
        # An ingest in a process of its own has told why it ended.
        if not isinstance(error, typer.Exit):
            is_expected = isinstance(error, SteunwijzerError)
            preparing.fail(str(error) if is_expected else texts.PREPARING_FAILED_SEE)
        preparing.until_told()
        raise


def ingest_first(workspace: "Workspace", preparing: "Preparing", address: str) -> None:
    """Make the index if there is none that this version can read.

    It is made in a process of its own: building slows down answering.

    Raises:
        typer.Exit: the ingest failed, and has said why.
    """
    if not workspace.status().is_ready:
        say(dutch.ingest_first(address))
        preparing.making()
        _ingest(preparing)


def _ingest(preparing: "Preparing") -> None:
    why = texts.PREPARING_FAILED_SEE
    with ending_too(lambda: subprocess.Popen(INGEST, stdout=subprocess.PIPE)) as process:
        try:
            assert process.stdout
            for line in process.stdout:
                step = read_step(line)
                if step and step.failure:
                    why = step.failure
                elif step:
                    preparing.making(step.stage, step.done, step.total)
            code = process.wait()
        except KeyboardInterrupt:
            raise typer.Exit(_interrupted(process)) from None
    if code:
        preparing.fail(why)
        raise typer.Exit(code)


def _interrupted(process: "subprocess.Popen[bytes]") -> int:
    """The exit code of an ingest that is interrupted as we are; a terminal's Ctrl-C reaches both.

    We say so, and it does not: so it is said once, however long it takes to end.
    """
    try:
        process.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
    say(dutch.STOPPED_INGEST)
    return INTERRUPTED
