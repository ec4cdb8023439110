"""Who may come in, and what the page is called."""

from typing import Any

import pytest

from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings, load_settings
from ui.terminal.start import listen
from ui.web.access import check_access, own_names, rules_of, shown_address


@pytest.mark.parametrize("bound", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_machine_itself_needs_no_login(bound: str) -> None:
    check_access(Settings(), bound)


@pytest.mark.parametrize("bound", ["0.0.0.0", "::", "10.0.0.5", "::ffff:10.0.0.5", "fd00::2"])
def test_others_come_in_only_as_the_operator_said(bound: str) -> None:
    with pytest.raises(SteunwijzerError, match="STEUNWIJZER_USER_HEADER") as refused:
        check_access(Settings(host=bound), bound)
    assert "\n" not in str(refused.value)
    check_access(Settings(user_header="X-User"), bound)
    check_access(Settings(open_to_anyone_without_login=True), bound)


@pytest.mark.parametrize("host", ["0", "0.0.0.0", "::", "::0"])
def test_every_spelling_of_all_addresses_is_refused(host: str) -> None:
    with listen(host, 0) as listener, pytest.raises(SteunwijzerError, match="zonder inloggen"):
        check_access(Settings(host=host), listener.getsockname()[0])


@pytest.mark.parametrize("host", ["localhost", "127.0.0.2", "::ffff:127.0.0.1", "127.1"])
def test_every_spelling_of_this_machine_is_let_through(host: str) -> None:
    with listen(host, 0) as listener:
        check_access(Settings(host=host), listener.getsockname()[0])


def test_the_page_answers_to_loopback_and_to_where_it_listens() -> None:
    loopback = {"127.0.0.1", "localhost", "::1"}
    assert own_names("127.0.0.1", "127.0.0.1") == loopback
    assert own_names("Steun.local.", "10.0.0.5") == {*loopback, "steun.local", "10.0.0.5"}
    everywhere = own_names("0.0.0.0", "0.0.0.0")
    assert everywhere > loopback
    assert not {"0.0.0.0", "::", "0", ""} & everywhere
    assert not {"0.0.0.0", "::", "0", ""} & own_names("0", "::")


def test_hosts_are_named_with_spaces_or_commas_and_in_any_spelling() -> None:
    named = Settings(hosts=" Steun.Example., fd00::2,[fd00::3]:8443\nintranet:8443 ")
    rules = rules_of(named, "127.0.0.1", {})
    assert {"steun.example", "fd00::2", "fd00::3", "intranet"} <= rules.hosts
    assert ("intranet", 8443) in {(each.host, each.port) for each in rules.named}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hosts", "*"),
        ("hosts", "*.example.nl"),
        ("hosts", "0.0.0.0"),
        ("hosts", "::"),
        ("hosts", "0"),
        ("hosts", "https://steun.example"),
        ("hosts", "steun.example/pad"),
        ("hosts", "a@b"),
        ("proxy", "10.0.0.0/99"),
        ("proxy", "proxy.example"),
        ("root_path", "/gradio_api"),
        ("root_path", "/assets/x"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_in_one_line(name: str, value: str) -> None:
    chosen: dict[str, Any] = {name: value}
    with pytest.raises(SteunwijzerError) as refused:
        rules_of(Settings(**chosen), "127.0.0.1", {})
    assert "\n" not in str(refused.value)
    assert name.upper() in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FRAME_ANCESTORS", "*"),
        ("FRAME_ANCESTORS", "https://*"),
        ("FRAME_ANCESTORS", "http://intranet.example"),
        ("FRAME_ANCESTORS", "https://a.nl; script-src *"),
        ("FRAME_ANCESTORS", "'self'"),
        ("FRAME_ANCESTORS", '"https://a.nl"x'),
        ("FRAME_ANCESTORS", "https://a.nl/pad"),
        ("ROOT_PATH", "steun"),
        ("ROOT_PATH", "/steun/"),
        ("ROOT_PATH", "/"),
        ("ROOT_PATH", "/../x"),
        ("ROOT_PATH", "//kwaad.example"),
        ("ROOT_PATH", "/a b"),
        ("USER_HEADER", "X-User: anna"),
        ("USER_HEADER", "X-User\r\nX-Y"),
        ("OPEN_TO_ANYONE_WITHOUT_LOGIN", "misschien"),
    ],
)
def test_a_value_of_another_form_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"STEUNWIJZER_{name}", value)
    with pytest.raises(SteunwijzerError, match=name):
        load_settings()


def policy(**chosen: Any) -> str:
    return dict(rules_of(Settings(**chosen), "127.0.0.1", {}).headers)[
        b"content-security-policy"
    ].decode()


def test_nobody_shows_the_page_in_a_frame_unless_the_operator_names_them() -> None:
    assert policy().endswith("frame-ancestors 'none'")
    named = policy(frame_ancestors=" https://intranet.example,https://b.example:8443 ")
    assert named.endswith("frame-ancestors https://intranet.example https://b.example:8443")


def test_a_proxy_is_on_this_machine_unless_it_is_named() -> None:
    default = rules_of(Settings(), "127.0.0.1", {})
    assert [str(each) for each in default.proxy] == ["127.0.0.0/8", "::1/128"]
    named = rules_of(Settings(user_header="X-User", proxy="10.0.0.0/8 fd00::1"), "10.0.0.5", {})
    assert [str(each) for each in named.proxy] == ["10.0.0.0/8", "fd00::1/128"]


@pytest.mark.parametrize("bound", ["0.0.0.0", "::"])
def test_the_printed_address_can_be_opened(bound: str) -> None:
    shown = shown_address(Settings(host=bound), bound)
    assert "//0.0.0.0" not in shown
    assert "[::]" not in shown
    named = shown_address(Settings(host=bound, hosts="steun.example", root_path="/steun"), bound)
    assert named == "http://steun.example:7860/steun"


def test_an_address_that_was_chosen_is_printed_as_it_is() -> None:
    assert shown_address(Settings(), "127.0.0.1") == "http://127.0.0.1:7860"
    assert shown_address(Settings(host="::1", port=8000), "::1") == "http://[::1]:8000"
