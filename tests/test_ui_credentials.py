"""Keys and accounts: what is kept of them, who comes in with them, and who guesses."""

import stat
import tracemalloc
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.text.errors import SteunwijzerError
from ui import texts_access
from ui.service import accounts, tries
from ui.service.accounts import Passwords, accounts_of, add_account, has_accounts
from ui.service.credentials import GIVEN
from ui.service.keys import add_key, holder, keys_of
from ui.service.roles import Actor, Role
from ui.service.tries import PER_NAME, TOGETHER, WITHIN_S, TooManyTriesError
from ui.terminal.cli import app

PASSWORD = "vier losse woorden hier"


class Clock:
    """Says what it is told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STEUNWIJZER_DATA", str(tmp_path))
    return tmp_path


def test_a_key_opens_with_its_role_until_it_is_removed(data: Path) -> None:
    keys = keys_of(data)
    key = add_key(keys, "rapport", "evaluator")
    assert holder(keys_of(data), key) == Actor("rapport", Role.EVALUATOR)
    assert holder(keys, key[:-1]) is None
    assert holder(keys, "") is None
    keys_of(data).remove("Rapport")
    assert holder(keys, key) is None


def test_every_key_is_another_and_only_its_hash_is_kept_for_its_owner(data: Path) -> None:
    keys = keys_of(data)
    made = [add_key(keys, name, "reader") for name in ("a", "b")]
    assert made[0] != made[1]
    text = keys.path.read_text()
    assert all(each not in text and each[3:] not in text for each in made)
    assert stat.S_IMODE(keys.path.stat().st_mode) == 0o600
    assert [holder(keys, each) for each in made] == [
        Actor("a", Role.READER),
        Actor("b", Role.READER),
    ]


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, "a/b", "a\n", "<b>"])
def test_a_name_that_cannot_be_is_refused_in_one_line(data: Path, name: str) -> None:
    with pytest.raises(SteunwijzerError, match="geen naam"):
        add_key(keys_of(data), name, "reader")


def test_a_name_is_given_once_however_it_is_spelled(data: Path) -> None:
    add_key(keys_of(data), "Noor", "reader")
    with pytest.raises(SteunwijzerError, match="al in gebruik"):
        add_key(keys_of(data), "noor", "reader")
    with pytest.raises(SteunwijzerError, match="Bekend: Noor"):
        keys_of(data).remove("piet")


@pytest.mark.parametrize("role", ["operator", "beheerder", ""])
def test_nobody_gets_the_role_of_the_operator(data: Path, role: str) -> None:
    assert Role.OPERATOR not in GIVEN
    with pytest.raises(SteunwijzerError, match="geen rol"):
        add_key(keys_of(data), "noor", role)


def test_a_damaged_file_lets_nobody_in(data: Path) -> None:
    add_key(keys_of(data), "noor", "reader")
    keys_of(data).path.write_text('[{"name": "x"}]')
    with pytest.raises(SteunwijzerError, match="beschadigd"):
        holder(keys_of(data), "x")


def test_a_password_opens_its_own_account_alone(data: Path) -> None:
    known = accounts_of(data)
    assert not has_accounts(data)
    add_account(known, "Noor", "maintainer", PASSWORD)
    assert has_accounts(data)
    assert PASSWORD not in known.path.read_text()
    assert "$argon2id$" in known.path.read_text()
    passwords = Passwords(known)
    assert passwords.holder("noor", PASSWORD) == Actor("Noor", Role.MAINTAINER)
    assert passwords.holder("noor", PASSWORD + "x") is None
    assert passwords.holder("piet", PASSWORD) is None
    assert passwords.holder("piet", "niemand") is None
    known.remove("Noor")
    assert passwords.holder("noor", PASSWORD) is None


def test_a_letter_typed_in_two_ways_is_one_letter(data: Path) -> None:
    add_account(accounts_of(data), "noor", "reader", "ééééééééééé é")
    assert Passwords(accounts_of(data)).holder("noor", "e\u0301" * 11 + " e\u0301")


@pytest.mark.parametrize("password", ["", "x" * 11, "x" * 1001])
def test_a_short_or_endless_password_is_refused(data: Path, password: str) -> None:
    with pytest.raises(SteunwijzerError, match="minstens 12"):
        add_account(accounts_of(data), "noor", "reader", password)
    add_account(accounts_of(data), "noor", "reader", "x" * 12)


class Plain:
    """Hashes nothing: for what is only counted."""

    def hash(self, password: str) -> str:
        return password

    def verify(self, kept: str, password: str) -> bool:
        return kept == password


def counting(data: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Passwords, Clock]:
    monkeypatch.setattr(accounts, "PasswordHasher", Plain)
    add_account(accounts_of(data), "noor", "reader", PASSWORD)
    clock = Clock()
    return Passwords(accounts_of(data), clock), clock


def test_who_guesses_at_one_name_has_to_wait_and_others_do_not(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passwords, clock = counting(data, monkeypatch)
    for _ in range(PER_NAME):
        assert passwords.holder("piet", "raad") is None
    with pytest.raises(TooManyTriesError):
        passwords.holder("Piet", "raad")
    assert passwords.holder("noor", PASSWORD)
    clock.now = WITHIN_S - 0.1
    with pytest.raises(TooManyTriesError):
        passwords.holder("piet", "raad")
    clock.now = WITHIN_S
    assert passwords.holder("piet", "raad") is None


def test_who_guesses_at_many_names_has_one_try_at_each_and_keeps_nobody_out(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passwords, _ = counting(data, monkeypatch)
    for number in range(TOGETHER - 1):
        assert passwords.holder(f"naam{number}", "raad") is None
    for _ in range(2):
        assert passwords.holder("noor", PASSWORD)
    assert passwords.holder("noor", "raad") is None
    for name in ("naam0", "noor"):
        with pytest.raises(TooManyTriesError):
            passwords.holder(name, PASSWORD)
    assert passwords.holder("nieuw", "raad") is None
    with pytest.raises(TooManyTriesError):
        passwords.holder("nieuw", "raad")


def test_a_flood_of_invented_names_takes_no_room_and_keeps_nobody_out(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "INVENTED", 200)
    passwords, clock = counting(data, monkeypatch)
    add_account(accounts_of(data), "evi", "reader", PASSWORD)
    for _ in range(PER_NAME):
        assert passwords.holder("noor", "raad") is None
    tracemalloc.start()
    for number in range(2000):
        assert passwords.holder(f"{number}{'x' * 100_000}", "raad") is None
    room, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert room < 1_000_000
    # What was guessed at a name that somebody has is not forgotten for it.
    with pytest.raises(TooManyTriesError):
        passwords.holder("noor", PASSWORD)
    assert passwords.holder("evi", PASSWORD)
    clock.now = WITHIN_S
    assert passwords.holder("noor", PASSWORD)


@pytest.mark.parametrize("name", ["noor", "piet"])
@pytest.mark.parametrize(("flood", "allowed"), [(0, PER_NAME), (TOGETHER, 1)])
def test_a_name_that_nobody_has_is_held_back_as_one_that_somebody_has(
    data: Path, monkeypatch: pytest.MonkeyPatch, name: str, flood: int, allowed: int
) -> None:
    passwords, _ = counting(data, monkeypatch)
    for number in range(flood):
        assert passwords.holder(f"verzonnen{number}", "raad") is None
    for _ in range(allowed):
        assert passwords.holder(name, "raad") is None
    with pytest.raises(TooManyTriesError):
        passwords.holder(name, "raad")


def test_the_right_password_does_not_count(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passwords, _ = counting(data, monkeypatch)
    for _ in range(TOGETHER + 1):
        assert passwords.holder("noor", PASSWORD)


def test_a_key_is_shown_once(data: Path) -> None:
    made = CliRunner().invoke(app, ["keys", "add", "rapport", "--role", "evaluator"])
    key = made.stdout.strip()
    assert holder(keys_of(data), key) == Actor("rapport", Role.EVALUATOR)
    listed = CliRunner().invoke(app, ["keys", "list"])
    assert listed.stdout.startswith("rapport  beoordelaar  20")
    assert key not in listed.output
    assert CliRunner().invoke(app, ["keys", "remove", "rapport"]).exit_code == 0
    assert "geen sleutels" in CliRunner().invoke(app, ["keys", "list"]).stderr


def test_an_account_takes_its_password_from_standard_input(data: Path) -> None:
    made = CliRunner().invoke(app, ["accounts", "add", "noor"], input=PASSWORD + "\n")
    assert "noor kan nu inloggen als lezer" in made.stderr
    assert PASSWORD not in made.output
    assert Passwords(accounts_of(data)).holder("noor", PASSWORD) == Actor("noor", Role.READER)
    assert "noor  lezer  20" in CliRunner().invoke(app, ["accounts", "list"]).stdout
    assert texts_access.SIGN_IN_NOW in made.stderr
    assert CliRunner().invoke(app, ["accounts", "add", "evi"], input=PASSWORD).exit_code == 0
    removed = CliRunner().invoke(app, ["accounts", "remove", "evi"])
    assert (removed.exit_code, texts_access.STILL_SIGN_IN in removed.stderr) == (0, False)
    removed = CliRunner().invoke(app, ["accounts", "remove", "noor"])
    assert (removed.exit_code, texts_access.STILL_SIGN_IN in removed.stderr) == (0, True)
    assert "geen accounts" in CliRunner().invoke(app, ["accounts", "list"]).stderr
    short = CliRunner().invoke(app, ["accounts", "add", "noor"], input="kort\n")
    assert (short.exit_code, "minstens 12" in short.stderr) == (1, True)
