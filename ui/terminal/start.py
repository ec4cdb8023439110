"""What `serve` does before its slow imports: take the port, and see that there is an index."""

import os
import socket
import subprocess
import sys
from errno import EADDRINUSE
from typing import Final

import typer

from ingest.index.record import read_record
from ingest.index.releases import current_release
from ingest.text.errors import IndexUnusableError, SteunwijzerError
from ingest.text.settings import Settings
from ui import texts
from ui.terminal.command import INTERRUPTED, say
from ui.terminal.signals import ending_too

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
        raise SteunwijzerError(*texts.address_unusable(host, port)) from error
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
        failure = texts.port_taken if is_taken else texts.address_unusable
        raise SteunwijzerError(*failure(host, port)) from error
    return listener


def ingest_first(settings: Settings) -> None:
    """Make the index if there is none that this version can read.

    It is made in a process of its own: building slows down answering.

    Raises:
        typer.Exit: the ingest failed, and has said why.
    """
    try:
        read_record(current_release(settings.data))
    except IndexUnusableError:
        say(texts.INGEST_FIRST)
        _ingest()


def _ingest() -> None:
    # -P: a folder named `ui` where the command is run must not be imported.
    command = [sys.executable, "-P", "-m", "ui.terminal.cli", "ingest"]
    with ending_too(lambda: subprocess.Popen(command)) as process:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            raise typer.Exit(_interrupted(process)) from None
    if code:
        raise typer.Exit(code)


def _interrupted(process: "subprocess.Popen[bytes]") -> int:
    """The exit code of an ingest that is interrupted as we are."""
    try:
        # A terminal's Ctrl-C reaches it as well: it says so itself.
        return process.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        say(texts.STOPPED_INGEST)
        return INTERRUPTED
