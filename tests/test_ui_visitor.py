"""Who may open the pages for maintainers and evaluators: whoever is at this machine, alone."""

from typing import Any

import pytest

from ingest.text.settings import Settings
from ui.service.roles import VISITOR, person_here
from ui.web.access import is_alone, rules_of
from ui.web.hosts import Authority
from ui.web.visitor import actor_of, address_of

HERE: dict[str, Any] = {"http_version": "1.1", "client": ("127.0.0.1", 5000), "headers": []}


def actor(settings: Settings | None = None, host: str = "127.0.0.1", **scope: Any) -> object:
    rules = rules_of(settings or Settings(), "127.0.0.1", {})
    return actor_of({**HERE, **scope}, rules, Authority(host))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_who_is_at_this_machine_may_do_all(host: str) -> None:
    assert actor(host=host) == person_here()


@pytest.mark.parametrize(
    "scope",
    [
        {"client": ("10.0.0.5", 5000)},
        {"client": None},
        {"client": ("geen adres", 1)},
        {"http_version": "1.0"},
        {"headers": [(b"X-Forwarded-For", b"10.0.0.5")]},
        {"headers": [(b"forwarded", b"for=10.0.0.5")]},
        {"headers": [(b"via", b"1.1 proxy")]},
        {"headers": [(b"x-real-ip", b"10.0.0.5")]},
        {"host": "steun.example"},
    ],
)
def test_who_comes_from_elsewhere_or_by_a_proxy_may_ask(scope: dict[str, Any]) -> None:
    assert actor(**scope) is VISITOR


@pytest.mark.parametrize(
    "setting",
    [
        {"user_header": "X-User"},
        {"hosts": "steun.example"},
        {"root_path": "/steun"},
        {"proxy": "10.0.0.0/8"},
        {"open_to_anyone_without_login": True},
    ],
)
def test_where_the_operator_lets_others_in_nobody_may_do_more_than_ask(
    setting: dict[str, Any],
) -> None:
    assert actor(Settings(**setting)) is VISITOR
    assert not is_alone(Settings(**setting), "127.0.0.1")


@pytest.mark.parametrize(
    ("client", "named", "is_from_proxy", "address"),
    [
        ("10.0.0.5", [], False, "10.0.0.5"),
        ("::ffff:10.0.0.5", [], False, "10.0.0.5"),
        ("2001:db8::1", [], False, "2001:db8::/64"),
        ("fe80::1%eth0", [], False, "fe80::/64"),
        ("10.0.0.5", ["10.9.9.9"], False, "10.0.0.5"),
        ("10.0.0.5", ["10.9.9.9"], True, "10.9.9.9"),
        ("10.0.0.5", ["verzonnen, 10.9.9.9", "10.8.8.8,10.7.7.7"], True, "10.7.7.7"),
        ("10.0.0.5", ["onbekend"], True, "10.0.0.5"),
        ("10.0.0.5", [""], True, "10.0.0.5"),
        ("testclient", [], False, ""),
    ],
)
def test_an_address_is_told_by_the_proxy_alone(
    client: str, named: list[str], is_from_proxy: bool, address: str
) -> None:
    headers = [(b"x-forwarded-for", each.encode()) for each in named]
    scope = {"client": (client, 1), "headers": headers}
    assert address_of(scope, is_from_proxy=is_from_proxy) == address
    assert address_of({"client": None, "headers": []}, is_from_proxy=True) == ""


def test_an_address_that_others_can_reach_is_not_alone() -> None:
    assert is_alone(Settings(), "::1")
    assert not is_alone(Settings(), "0.0.0.0")
