"""The commands by which the operator lets programs and people in: keys and accounts."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ui import texts_access
from ui.terminal.command import DutchCommand, DutchGroup, examples, say
from ui.terminal.opened import own_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.service.credentials import Credential

Name = Annotated[str, typer.Argument(help="Van wie of waarvan.", metavar="NAAM")]
GivenRole = Annotated[
    str,
    typer.Option("--role", help="Als wat: reader, maintainer of evaluator.", metavar="ROL"),
]

keys = typer.Typer(
    cls=DutchGroup,
    name="keys",
    help="Sleutels waarmee programma's vragen stellen.",
    epilog=examples("keys add rapportage", "keys list"),
    rich_markup_mode=None,
)
accounts = typer.Typer(
    cls=DutchGroup,
    name="accounts",
    help="Accounts waarmee mensen inloggen.",
    epilog=examples("accounts add noor", "accounts list"),
    rich_markup_mode=None,
)


@keys.command("add", cls=DutchCommand, epilog=examples("keys add rapportage --role reader"))
def add_key_command(name: Name, *, role: GivenRole = "reader") -> None:
    """Maak een sleutel. Je ziet hem één keer; bewaard wordt alleen een hash."""
    key = own_workspace().add_key(name, role)
    say(texts_access.KEY_ONCE)
    typer.echo(key)


@keys.command("list", cls=DutchCommand, epilog=examples("keys list"))
def list_keys_command() -> None:
    """Toon welke sleutels er zijn, zonder de sleutels zelf."""
    _list(own_workspace().keys(), texts_access.NO_KEYS)


@keys.command("remove", cls=DutchCommand, epilog=examples("keys remove rapportage"))
def remove_key_command(name: Name) -> None:
    """Trek een sleutel in."""
    own_workspace().remove_key(name)
    say(texts_access.removed(name))


@accounts.command("add", cls=DutchCommand, epilog=examples("accounts add noor --role maintainer"))
def add_account_command(name: Name, *, role: GivenRole = "reader") -> None:
    """Maak een account; het wachtwoord typ je daarna, of geef je op standaardinvoer.

    Zijn er accounts, dan moet iedereen inloggen, ook als Steunwijzer al draait. Het wachtwoord
    wordt als Argon2-hash bewaard.
    """
    own_workspace().add_account(name, role, _password())
    say(texts_access.added(name, role))
    say(texts_access.SIGN_IN_NOW)


@accounts.command("list", cls=DutchCommand, epilog=examples("accounts list"))
def list_accounts_command() -> None:
    """Toon welke accounts er zijn."""
    _list(own_workspace().accounts(), texts_access.NO_ACCOUNTS)


@accounts.command("remove", cls=DutchCommand, epilog=examples("accounts remove noor"))
def remove_account_command(name: Name) -> None:
    """Verwijder een account; wie ermee is ingelogd, is dat niet meer."""
    workspace = own_workspace()
    workspace.remove_account(name)
    say(texts_access.removed(name))
    if not workspace.accounts():
        say(texts_access.STILL_SIGN_IN)


def _password() -> str:
    """Typed twice without being shown, or else the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    typed = typer.prompt(
        texts_access.PASSWORD_PROMPT,
        hide_input=True,
        confirmation_prompt=texts_access.PASSWORD_AGAIN,
    )
    return str(typed)


def _list(known: "Sequence[Credential]", none: str) -> None:
    for each in known:
        typer.echo(texts_access.line(each.name, each.role, each.created))
    if not known:
        say(none)
