"""Who comes in, and as whom: every route of the application, asked without a word of who asks."""

import asyncio
import itertools
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest
from starlette.testclient import TestClient

from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from own_loop import finished
from ui import texts, texts_access
from ui.api.paths import ASK, CARD, DESCRIBED, MCP, METRICS, OPENAPI, READY, SEARCH, SOURCES
from ui.service import accounts, tries
from ui.service.accounts import accounts_of, add_account
from ui.service.credentials import Credentials
from ui.service.keys import add_key, keys_of
from ui.service.roles import VISITOR, Actor, Role
from ui.web.access import check_access
from ui.web.app import build_app
from ui.web.asgi import AsgiMessage, Refused
from ui.web.door import PUBLIC, Door
from ui.web.hosts import Authority
from ui.web.routes import (
    ABOUT,
    CHOICE,
    EXPORT,
    FEEDBACK,
    HEALTH,
    JOIN,
    LISTEN,
    LOGIN,
    LOGOUT,
    MAINTAIN,
    MEASURE,
    is_own_page,
    walk,
)
from ui.web.rules import Rules
from ui.web.signed_in import COOKIE, IDLE_S, LONGEST_S, MOST_OF_ONE, SignedIn
from ui_fakes import FakeAssistant, workspace_of

PASSWORD = "vier losse woorden hier"
RULES = Rules(hosts=frozenset({"testserver"}))
QUESTION = {"question": "Wat is een JIM?"}
Client = TestClient


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def noor(data: Path) -> Credentials:
    known = accounts_of(data)
    add_account(known, "Noor", "maintainer", PASSWORD)
    return known


def routes_of(client: Client) -> Iterator[tuple[str, str]]:
    """Method and path of every route, with something in place of what varies."""
    for path, method in sorted(set(walk(client.app.routes))):  # type: ignore[attr-defined]
        yield method, re.sub(r"\{.*?\}", "x", path)


def client_of(data: Path, bound: str = "127.0.0.1", **chosen: Any) -> Client:
    settings = Settings(data=data, hosts="testserver", **chosen)

    async def build() -> Any:
        workspace = workspace_of(FakeAssistant(), settings=settings)
        return build_app(workspace, settings, bound)

    return TestClient(
        finished(build()),
        follow_redirects=False,
        client=("127.0.0.1", 5000),
        base_url="http://testserver",
    )


def test_without_an_account_no_route_but_those_to_sign_in_gives_anything(
    data: Path, noor: Credentials
) -> None:
    client = client_of(data)
    asked = list(routes_of(client))
    assert len(asked) > 20
    assert {HEALTH, READY, LOGIN} == PUBLIC
    for method, path in asked:
        reply = client.request(method, path, json={})
        if path in PUBLIC:
            assert reply.status_code != 401, path
        else:
            assert (reply.status_code, reply.headers["www-authenticate"]) == (401, "Bearer"), path


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-User": ""},
        {"X-User": "noor", "X-Role": "operator"},
        {"X-User": "noor", "X-Role": "baas"},
        {"X-User": "noor", "X-Role": ""},
        {"X-Role": "maintainer"},
        {"Authorization": "Bearer sw_x"},
        {"Authorization": "Basic bm9vcjpub29y"},
        {"Authorization": ""},
        {"Cookie": f"{COOKIE}=x"},
    ],
)
def test_behind_a_proxy_no_route_at_all_is_open_without_its_word(
    data: Path, headers: Mapping[str, str]
) -> None:
    client = client_of(data, user_header="X-User", role_header="X-Role")
    for method, path in routes_of(client):
        reply = client.request(method, path, json={}, headers=headers)
        assert reply.status_code in {401, 403}, (path, headers)


def test_a_wrong_key_is_refused_everywhere_also_where_none_is_needed(data: Path) -> None:
    client = client_of(data)
    headers = {"Authorization": "Bearer sw_niets"}
    for method, path in routes_of(client):
        assert client.request(method, path, json={}, headers=headers).status_code == 401, path


FOR_ALL = frozenset(
    {
        "/",
        "/favicon.ico",
        "/theme.css",
        "/gradio_api/app_id",
        JOIN,
        LISTEN,
        "/assets/x",
        "/static/x",
    }
    | {"/pages/x", ABOUT, CHOICE, HEALTH, "/document/x", EXPORT, FEEDBACK, LOGIN, LOGOUT}
    | {ASK, SEARCH, SOURCES, "/api/v1/documents/x", CARD, OPENAPI, DESCRIBED, "/api/x"}
    | {READY, METRICS, MCP}
)
"""What every reader may ask for. A path that is not here is for some roles alone."""


@pytest.mark.parametrize(
    ("role", "shut"),
    [
        ("reader", (MAINTAIN, MEASURE)),
        ("maintainer", (MEASURE,)),
        ("evaluator", (MAINTAIN,)),
    ],
)
def test_every_route_of_the_application_is_shut_for_whom_it_is_not(
    data: Path, noor: Credentials, role: str, shut: tuple[str, ...]
) -> None:
    """Also of who has a key, and with whatever is put in place of what varies."""
    client = client_of(data, feedback=True)
    headers = {"Authorization": f"Bearer {add_key(keys_of(data), role, role)}"}
    paths = {path for _, path in routes_of(client)}
    assert paths >= FOR_ALL
    others = paths - FOR_ALL
    assert len(others) > 25
    assert all(is_own_page(path) for path in others)
    for method, path in routes_of(client):
        if path in others:
            reply = client.request(method, path, headers=headers)
            assert (reply.status_code == 403) or not path.startswith(shut), (method, path)
            told = f"jij bent hier {texts.ROLES[Role(role)]}"
            assert (told in reply.text) is (path.startswith(shut) and method != "HEAD"), path


def test_on_this_machine_a_program_needs_a_key_as_soon_as_there_is_one(data: Path) -> None:
    client = client_of(data)
    assert client.post(ASK, json=QUESTION).status_code == 200
    key = add_key(keys_of(data), "rapport", "reader")
    refused = client.post(ASK, json=QUESTION)
    assert (refused.status_code, refused.json()["detail"]) == (401, texts_access.NEED_KEY)
    assert client.get(METRICS).status_code == 401
    assert client.get("/").status_code == client.get(HEALTH).status_code == 200
    headers = {"Authorization": f"Bearer {key}"}
    assert client.post(ASK, json=QUESTION, headers=headers).status_code == 200
    keys_of(data).remove("rapport")
    assert client.post(ASK, json=QUESTION, headers=headers).status_code == 401


HERE = Authority("127.0.0.1", 7860)


def scope_of(*headers: tuple[str, str]) -> AsgiMessage:
    return {"headers": [(name.lower().encode(), value.encode()) for name, value in headers]}


def door_of(data: Path, bound: str = "127.0.0.1", **chosen: Any) -> Door:
    return Door(Settings(data=data, **chosen), bound, SignedIn(accounts_of(data)))


def come(door: Door, *headers: tuple[str, str], path: str = "/", user: bytes = b"") -> Actor:
    rules = Rules(hosts=frozenset(), user_header=user)
    return door.actor(scope_of(*headers), path, rules, HERE, is_from_proxy=True)


@pytest.mark.parametrize("role", ["reader", "maintainer", "evaluator"])
def test_a_key_gives_the_role_that_it_was_made_with(data: Path, role: str) -> None:
    key = add_key(keys_of(data), "rapport", role)
    door = door_of(data, bound="10.0.0.1", user_header="X-User")
    found = come(door, ("Authorization", f"bearer  {key} "), path=ASK, user=b"x-user")
    assert found == Actor("rapport", Role(role))


@pytest.mark.parametrize("role", ["reader", "maintainer", "evaluator"])
def test_a_proxy_gives_the_role_that_it_names_and_else_that_of_a_reader(
    data: Path, role: str
) -> None:
    door = door_of(data, user_header="X-User", role_header="X-Role")
    named = come(door, ("X-User", "noor"), ("X-Role", role), user=b"x-user")
    assert named == Actor("noor", Role(role))
    assert come(door, ("X-User", "noor"), user=b"x-user") == Actor("noor", Role.READER)
    with pytest.raises(Refused):
        come(door, ("X-User", "noor"), ("X-Role", role), ("X-Role", role), user=b"x-user")


@pytest.mark.parametrize("passed_on", ["Basic bm9vcjpub29y", "Bearer eyJhbGciOi", "Negotiate YII"])
def test_what_somebody_told_the_proxy_is_no_key_of_ours(data: Path, passed_on: str) -> None:
    door = door_of(data, user_header="X-User")
    told = ("Authorization", passed_on)
    assert come(door, ("X-User", "noor"), told, user=b"x-user") == Actor("noor", Role.READER)
    with pytest.raises(Refused):
        come(door, told, user=b"x-user")
    with pytest.raises(Refused):
        come(door_of(data), told)


def test_who_is_not_the_proxy_cannot_say_who_they_are(data: Path) -> None:
    rules = Rules(hosts=frozenset(), user_header=b"x-user")
    with pytest.raises(Refused):
        door_of(data, user_header="X-User").actor(
            scope_of(("X-User", "noor")), "/", rules, HERE, is_from_proxy=False
        )


def test_on_another_address_nobody_comes_in_without_a_word(data: Path, noor: Credentials) -> None:
    door = door_of(data, bound="0.0.0.0")
    with pytest.raises(Refused):
        come(door)
    noor.remove("Noor")
    with pytest.raises(Refused):
        come(door)
    with pytest.raises(Refused):
        come(door_of(data, bound="0.0.0.0"))
    is_open = door_of(data, bound="0.0.0.0", open_to_anyone_without_login=True)
    assert come(is_open) == VISITOR
    # An account that is made meanwhile counts for more: everybody signs in then.
    add_account(noor, "noor", "reader", PASSWORD)
    with pytest.raises(Refused):
        come(is_open)


def test_accounts_are_word_enough_to_listen_where_others_are(data: Path, noor: Credentials) -> None:
    settings = Settings(data=data, host="0.0.0.0")
    check_access(settings, "0.0.0.0")
    noor.remove("Noor")
    with pytest.raises(SteunwijzerError, match="accounts add"):
        check_access(settings, "0.0.0.0")


@pytest.mark.parametrize("bound", ["127.0.0.1", "0.0.0.0"])
def test_what_opens_to_anybody_is_refused_beside_what_asks_to_sign_in(
    data: Path, bound: str
) -> None:
    is_open = Settings(data=data, open_to_anyone_without_login=True)
    check_access(is_open, bound)
    with pytest.raises(SteunwijzerError, match="STEUNWIJZER_USER_HEADER") as refused:
        check_access(is_open.model_copy(update={"user_header": "X-User"}), bound)
    assert "\n" not in str(refused.value)
    add_account(accounts_of(data), "noor", "reader", PASSWORD)
    with pytest.raises(SteunwijzerError, match="Er zijn accounts") as refused:
        check_access(is_open, bound)
    assert "\n" not in str(refused.value)


def test_behind_a_proxy_that_says_who_comes_an_account_opens_nothing(
    data: Path, noor: Credentials
) -> None:
    check_access(Settings(data=data, user_header="X-User"), "127.0.0.1")
    client = client_of(data, user_header="X-User")
    assert client.get(LOGIN).status_code == 403
    assert client.get(LOGIN, headers={"X-User": "evi"}).status_code == 404
    secret = SignedIn(noor).begin(Actor("Noor", Role.MAINTAINER))
    assert client.get("/", headers={"Cookie": f"{COOKIE}={secret}"}).status_code == 403


def test_a_role_without_a_user_is_a_mistake(data: Path) -> None:
    with pytest.raises(SteunwijzerError, match="ROLE_HEADER"):
        check_access(Settings(data=data, role_header="X-Role"), "127.0.0.1")


def test_keys_that_cannot_be_read_let_nobody_in(
    data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of(data)
    keys_of(data).path.write_text("kapot")
    assert client.post(ASK, json=QUESTION).status_code == 503
    assert "keys.json is beschadigd" in caplog.text


def test_accounts_that_cannot_be_read_any_more_let_nobody_in(data: Path) -> None:
    client = client_of(data)
    assert client.get("/").status_code == 200
    accounts_of(data).path.write_text("kapot")
    assert client.get("/").status_code == client.get(LOGIN).status_code == 503


def form(client: Client) -> dict[str, str]:
    """What is in the form to sign in with."""
    page = client.get(LOGIN).text
    found = re.search(r'name="token" value="(\w+)"', page)
    assert found
    return {"token": found[1]}


def enter(client: Client, name: str = "noor", password: str = PASSWORD) -> Any:
    return client.post(LOGIN, data={**form(client), "name": name, "password": password})


def test_who_signs_in_may_ask_until_they_sign_out(data: Path, noor: Credentials) -> None:
    client = client_of(data)
    entered = enter(client)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = next(each for each in entered.headers.get_list("set-cookie") if COOKIE in each)
    assert all(each in cookie for each in ("HttpOnly", "SameSite=strict", "Path=/"))
    assert client.get("/").status_code == client.get(SOURCES).status_code == 200
    shown = client.get(LOGOUT).text
    assert "Noor (redacteur)" in shown
    assert client.post(LOGOUT, data={"token": "x"}).status_code == 403
    assert client.get("/").status_code == 200
    token = re.search(r'name="token" value="(\w+)"', shown)
    kept = client.cookies[COOKIE]
    assert token
    assert client.post(LOGOUT, data={"token": token[1]}).headers["location"] == LOGIN
    assert client.get("/", headers={"Cookie": f"{COOKIE}={kept}"}).status_code == 401


def test_a_cookie_is_secure_over_https(data: Path, noor: Credentials) -> None:
    client = client_of(data)
    forwarded = {"X-Forwarded-Proto": "https"}
    told = client.get(LOGIN, headers=forwarded).headers["set-cookie"]
    assert "Secure" in told
    assert "Secure" not in client.get(LOGIN).headers["set-cookie"]


def test_a_wrong_password_is_told_as_a_wrong_name_is(data: Path, noor: Credentials) -> None:
    client = client_of(data)
    told = [enter(client, name, password) for name, password in (("noor", "x"), ("piet", PASSWORD))]
    assert [each.status_code for each in told] == [401, 401]
    texts = [re.sub(r"\w{96}", "", each.text.replace("piet", "noor")) for each in told]
    assert texts[0] == texts[1]
    assert texts_access.LOGIN_WRONG in texts[0]
    assert PASSWORD not in texts[1]
    assert client.get("/").status_code == 401


def test_what_was_typed_comes_back_as_text(data: Path, noor: Credentials) -> None:
    told = enter(client_of(data), '"><script>', "x").text
    assert "<script>" not in told
    assert "&quot;&gt;&lt;script&gt;" in told


def test_a_form_of_another_visitor_does_not_count(data: Path, noor: Credentials) -> None:
    client = client_of(data)
    foreign = form(client)
    client.cookies.clear()
    for fields in (foreign, {"token": ""}, {}):
        sent = {**fields, "name": "noor", "password": PASSWORD}
        assert client.post(LOGIN, data=sent).status_code == 403
        client.cookies.clear()
    own = {**form(client), "name": "noor", "password": PASSWORD}
    site = {"Origin": "https://kwaad.example"}
    assert client.post(LOGIN, data=own, headers=site).status_code == 403
    assert client.post(LOGIN, data=own).status_code == 303


def test_a_password_is_not_taken_where_others_can_read_it(data: Path, noor: Credentials) -> None:
    client = client_of(data)
    far = TestClient(client.app, client=("10.0.0.9", 5000), follow_redirects=False)
    sent = {**form(far), "name": "noor", "password": PASSWORD}
    refused = far.post(LOGIN, data=sent)
    assert (refused.status_code, texts_access.LOGIN_OPEN in refused.text) == (403, True)
    # Whoever is not the proxy cannot say that it was https.
    assert far.post(LOGIN, data=sent, headers={"X-Forwarded-Proto": "https"}).status_code == 403


@pytest.mark.parametrize(
    "headers", [{"X-Forwarded-Proto": "http"}, {"X-Forwarded-For": "10.0.0.9"}, {"Via": "1.1 a"}]
)
def test_a_proxy_on_this_machine_that_did_no_tls_gets_no_password(
    data: Path, noor: Credentials, headers: Mapping[str, str]
) -> None:
    client = client_of(data)
    sent = {**form(client), "name": "noor", "password": PASSWORD}
    assert client.post(LOGIN, data=sent, headers=headers).status_code == 403
    told = {**headers, "X-Forwarded-Proto": "https"}
    assert client.post(LOGIN, data=sent, headers=told).status_code == 303


def test_who_guesses_has_to_wait_and_is_told_so(
    data: Path, noor: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "PER_NAME", 1)
    client = client_of(data)
    assert enter(client, password="x").status_code == 401
    refused = enter(client)
    assert (refused.status_code, texts_access.LOGIN_OFTEN in refused.text) == (429, True)


class Slow:
    """Looks at passwords for a while; remembers which."""

    seen: ClassVar[list[str]] = []

    def hash(self, password: str) -> str:
        return password

    def verify(self, kept: str, password: str) -> bool:
        time.sleep(0.02)
        self.seen.append(password)
        return kept == password


def test_a_flood_from_one_address_keeps_no_other_from_signing_in(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "PasswordHasher", Slow)
    add_account(accounts_of(data), "noor", "reader", PASSWORD)
    app = client_of(data).app

    def browser(address: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app, client=(address, 5000))
        return httpx.AsyncClient(transport=transport, base_url="https://testserver")

    async def form_of(one: httpx.AsyncClient) -> dict[str, str]:
        found = re.search(r'name="token" value="(\w+)"', (await one.get(LOGIN)).text)
        assert found
        return {"token": found[1]}

    async def flooded() -> int:
        async with browser("10.0.0.6") as many, browser("10.0.0.7") as one:
            forged, own = await form_of(many), await form_of(one)
            flood = [
                asyncio.ensure_future(many.post(LOGIN, data={**forged, "name": f"x{number}"}))
                for number in range(60)
            ]
            while len(Slow.seen) < 2:
                await asyncio.sleep(0.01)
            before = len(Slow.seen)
            typed = {**own, "name": "noor", "password": PASSWORD}
            assert (await one.post(LOGIN, data=typed)).status_code == 303
            assert {each.status_code for each in await asyncio.gather(*flood)} <= {401, 503}
            return Slow.seen.index(PASSWORD) - before

    assert finished(flooded()) < 10


def test_a_browser_is_led_to_where_one_signs_in(data: Path, noor: Credentials) -> None:
    client = client_of(data, root_path="/steun")
    reply = client.get("/steun/", headers={"Accept": "text/html,*/*"})
    assert reply.status_code == 401
    assert 'content="0; url=/steun/login"' in reply.text
    assert 'action="/steun/login"' in client.get("/steun/login").text


def test_nothing_in_the_page_to_sign_in_comes_from_elsewhere(data: Path, noor: Credentials) -> None:
    reply = client_of(data).get(LOGIN)
    assert "://" not in reply.text
    assert "script-src 'none'" in reply.text
    assert "<script" not in reply.text
    assert "frame-ancestors 'none'" in reply.headers["content-security-policy"]
    assert reply.headers["cache-control"] == "no-store"


def signed(data: Path) -> tuple[SignedIn, list[float], AsgiMessage]:
    now = [0.0]
    known = SignedIn(accounts_of(data), lambda: now[0])
    secret = known.begin(Actor("Noor", Role.MAINTAINER))
    return known, now, scope_of(("Cookie", f"a=b; {COOKIE}={secret}"))


def test_a_removed_account_is_signed_out_also_if_it_comes_back(
    data: Path, noor: Credentials
) -> None:
    known, _, scope = signed(data)
    assert known.actor_of(scope) == Actor("Noor", Role.MAINTAINER)
    noor.remove("noor")
    add_account(noor, "noor", "evaluator", PASSWORD)
    assert known.actor_of(scope) is None


def test_who_does_nothing_for_an_hour_is_signed_out(data: Path, noor: Credentials) -> None:
    known, now, scope = signed(data)
    now[0] = IDLE_S - 1
    assert known.actor_of(scope)
    now[0] += IDLE_S
    assert known.actor_of(scope) is None
    now[0] -= 1
    assert known.actor_of(scope) is None


def test_nobody_is_signed_in_for_longer_than_half_a_day(data: Path, noor: Credentials) -> None:
    known, now, scope = signed(data)
    while now[0] < LONGEST_S:
        assert known.actor_of(scope)
        now[0] += IDLE_S / 2
    assert known.actor_of(scope) is None


def test_who_signs_in_again_and_again_signs_out_nobody_else(data: Path, noor: Credentials) -> None:
    add_account(noor, "Evi", "evaluator", PASSWORD)
    known, _, first = signed(data)
    evi = known.begin(Actor("Evi", Role.EVALUATOR))
    for _ in range(MOST_OF_ONE - 1):
        last = known.begin(Actor("Noor", Role.MAINTAINER))
    assert known.actor_of(first)
    known.begin(Actor("Noor", Role.MAINTAINER))
    assert known.actor_of(first) is None
    assert all(known.actor_of(scope_of(("Cookie", f"{COOKIE}={each}"))) for each in (evi, last))


def test_a_form_for_nobody_counts_for_nobody(data: Path, noor: Credentials) -> None:
    known, _, _ = signed(data)
    assert known.is_token("a", known.token("a"))
    assert not known.is_token("", known.token(""))


def test_two_cookies_are_none(data: Path, noor: Credentials) -> None:
    known, _, scope = signed(data)
    twice = {"headers": [*scope["headers"], *scope["headers"]]}
    assert known.actor_of(twice) is None


@pytest.mark.parametrize(
    "other", ['a={"b":1}', "a=b c", "a[1]=b", "a", "=", f"{COOKIE}x=y", "a=\u00e9", ""]
)
def test_cookies_of_other_applications_keep_nobody_out(
    data: Path, noor: Credentials, other: str
) -> None:
    known, _, scope = signed(data)
    ours = dict(scope["headers"])[b"cookie"].decode()
    for both in (f"{other}; {ours}", f"{ours}; {other}", f"{ours}; {COOKIE}=x"):
        assert known.actor_of(scope_of(("Cookie", both))), both
    assert known.actor_of(scope_of(("Cookie", f"{COOKIE}=x; {ours}"))) is None


def test_only_accounts_bring_the_pages_to_sign_in(data: Path) -> None:
    client = client_of(data)
    for method, path in itertools.product(("GET", "POST"), (LOGIN, LOGOUT)):
        assert client.request(method, path).status_code == 404
    proxied = client_of(data, user_header="X-User")
    assert proxied.get(LOGIN).status_code == 403
    assert proxied.get(LOGIN, headers={"X-User": "noor"}).status_code == 404


@pytest.mark.parametrize("told", [{}, {"X-Forwarded-Proto": "https"}])
def test_the_first_account_shuts_a_server_that_runs_and_opens_it_to_its_owner(
    data: Path, told: dict[str, str]
) -> None:
    client = client_of(data)
    client.headers.update(told)
    assert client.get("/").status_code == client.post(ASK, json=QUESTION).status_code == 200
    add_account(accounts_of(data), "Noor", "maintainer", PASSWORD)
    for path in ("/", SOURCES, MAINTAIN, MEASURE):
        assert client.get(path).status_code == 401, path
    client.base_url = "https://testserver" if told else client.base_url  # for a secure cookie
    assert enter(client).status_code == 303
    assert client.get("/").status_code == client.get(MAINTAIN).status_code == 200


def test_what_an_account_shut_stays_shut_when_it_is_removed(data: Path, noor: Credentials) -> None:
    client = client_of(data)
    noor.remove("noor")
    assert client.get("/").status_code == 401
    noor.path.unlink()
    assert client.get("/").status_code == 401
    add_account(noor, "noor", "reader", PASSWORD)
    assert enter(client).status_code == 303
