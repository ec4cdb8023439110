"""What no page of ours sends, as forged forms and odd addresses, gets one clear line each."""

import itertools
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from httpx import Response
from starlette.testclient import TestClient
from test_ui_maintain import missed

import eval_fakes
from annotated_corpus import annotated
from eval.report import write_report
from ingest.text.settings import Settings
from office_fakes import PROOF
from own_loop import finished
from small_corpus import DOCUMENT, FAKE, write_corpus
from ui.api.paths import ASK, MCP, SEARCH
from ui.service.accounts import accounts_of, add_account
from ui.service.jobs import Jobs
from ui.service.keys import add_key, keys_of
from ui.service.reporting import REPORTS
from ui.service.roles import TERMINAL_USER, VISITOR, Actor, Role
from ui.service.workspace import Workspace
from ui.web.app import build_app
from ui.web.routes import (
    EXPORT,
    FEEDBACK,
    JOIN,
    LOGIN,
    LOGOUT,
    MAINTAIN,
    MEASURE,
    is_own_page,
    walk,
)
from ui.web.visit import PROOF as PROOF_FIELD
from ui_fakes import SOURCE, FakeAssistant, workspace_of

Fields = dict[str, str]
ROLES = (Role.READER, Role.MAINTAINER, Role.EVALUATOR)
ZIPPED = {"Accept-Encoding": "gzip"}
LONG = "x" * 5000
ODD = ("", "\0", "²", "9" * 5000, "é" * 120, "../x", "a\x1b\r\nb", f"Wie? [{'9' * 5000}]")
"""What is put in a field in place of what belongs there."""
FILE = {"bestand": ("wijzer.md", b"# Wijzer\n\n## Mentor\n\nEen mentor steunt een kind.\n")}
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
SOURCES = {
    "id": "wijzer",
    "titel": "Wijzer",
    "uitgever": "Zij",
    "uitgave": "1",
    "jaar": "2021",
    "adres": "https://example.org/",
    "overnemen": "Mag.",
    "geldt": "current",
}
WHOLE: Mapping[str, Fields] = {
    f"{MAINTAIN}/stop": {},
    f"{MAINTAIN}/toevoegen": {},
    f"{MAINTAIN}/nieuw/{{key}}": SOURCES,
    f"{MAINTAIN}/tekst/{{id}}": {"tekst": DOCUMENT, "was": DOCUMENT},
    f"{MAINTAIN}/tekst/{{id}}/aanvaard": {"origineel": "ja", "toch": "ja"},
    f"{MAINTAIN}/tekst/{{id}}/nalezen": {},
    f"{MAINTAIN}/publiceren": {"notitie": "Nieuw", "reden": "Zo"},
    f"{MAINTAIN}/proef": {},
    f"{MAINTAIN}/terug": {"index": "x"},
    f"{MAINTAIN}/voorstel/{{section:path}}": {"besluit": "aanvaard"},
    f"{MAINTAIN}/bron/{{id}}/vervangen": {"door": "boek", "zeker": "ja"},
    f"{MAINTAIN}/bron/{{id}}/geldt-weer": {},
    f"{MAINTAIN}/bron/{{id}}/weghalen": {"zeker": "ja"},
    f"{MAINTAIN}/vragen/{{id}}": {"sectie": "gids/burgervoogd", "begin": "dichtbij"},
    f"{MEASURE}/start": {"vragen": "dev", "vergelijk": "ja"},
    f"{MEASURE}/stop": {},
    f"{MEASURE}/vragen": {},
    f"{MEASURE}/vergelijk": {"voor": "een", "na": "een"},
    f"{MEASURE}/meting/{{name}}/oordeel": {"naam": "anna"},
    f"{MEASURE}/meting/{{name}}/oordeel/{{rater}}": {"zin": "0", "oordeel": "goed"},
}
"""Every form of the pages, and what is right in its fields."""
BRINGS = {
    f"{MAINTAIN}/toevoegen": FILE,
    f"{MEASURE}/vragen": {"bestand": ("vragen.csv", b"vraag\nWat?\n")},
}
"""What file comes with some."""
NOTHING_TO_DO = (f"{MAINTAIN}/terug", f"{MAINTAIN}/bron/{{id}}/geldt-weer")
"""Those of which the right form changes nothing in this corpus."""
PLACES = {
    "section:path": "gids/steunouders",
    "id": "gids",
    "name": "een",
    "number": "1",
    "file": "run.json",
    "rater": "anna",
    "at": "0",
    "before": "een",
    "after": "een",
    "document_id": SOURCE.id,
}
"""What is right in the parts of an address."""
ALERT = re.compile(r'<p class="melding fout" role="alert">([^<\n]+)</p>')


class Site(NamedTuple):
    """The whole application, with a corpus that is put back as it was before every route."""

    client: TestClient
    settings: Settings
    keys: Mapping[str, str]

    def ask(self, role: str, method: str, path: str, **sent: Any) -> Response:
        """What comes of a request by somebody of a role."""
        headers = {"Authorization": f"Bearer {self.keys[role]}", **sent.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **sent)

    def proof(self, role: str) -> str:
        """What a form of theirs carries."""
        found = PROOF.search(self.ask(role, "GET", place_of(role)).text)
        assert found
        return found[1]

    def put_back(self) -> None:
        shutil.rmtree(self.settings.corpus)
        shutil.copytree(kept(self.settings), self.settings.corpus)

    def routes(self, *methods: str) -> list[tuple[str, str]]:
        found = set(walk(self.client.app.routes))  # type: ignore[attr-defined]
        return sorted((path, method) for path, method in found if method in methods)


def kept(settings: Settings) -> Path:
    return settings.corpus.with_name("zoals-het-was")


def place_of(role: str) -> str:
    return MAINTAIN if role == Role.MAINTAINER else MEASURE


def role_of(path: str) -> str:
    if not is_own_page(path):
        return Role.READER
    return Role.MAINTAINER if path.startswith(MAINTAIN) else Role.EVALUATOR


def filled(path: str, places: Mapping[str, str]) -> str:
    return re.sub(r"\{([\w:]+)\}", lambda found: places.get(found[1], "x"), path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, small_index: Path) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    corpus = write_corpus(folder / "corpus")
    shutil.copytree(small_index, folder / "data")
    settings = Settings(
        data=folder / "data", corpus=corpus, embedder=FAKE, hosts="testserver", feedback=True
    )
    annotated(corpus)
    missed(settings)
    write_report(settings.data / REPORTS / "een", eval_fakes.measured(), None)
    workspace_of(FakeAssistant(), TERMINAL_USER, settings).propose_question(
        "gids/steunouders", "vangt een kind", "Wie vangt op?"
    )
    shutil.copytree(corpus, kept(settings))
    add_account(accounts_of(settings.data), "noor", Role.READER, "vier losse woorden hier")
    keys = {role: add_key(keys_of(settings.data), role, role) for role in ROLES}

    async def build() -> Any:
        def own(actor: Actor = VISITOR) -> Workspace:
            return workspace_of(FakeAssistant(), actor, settings)

        return build_app(own(), settings, workspace_of=own)

    with TestClient(finished(build()), follow_redirects=False) as client:
        yield Site(client, settings, keys)


@pytest.fixture
def site(whole: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The same as it was before any test, in which no work is begun."""
    monkeypatch.setattr(Jobs, "start", lambda *_: None)
    whole.put_back()
    return whole


def forged(fields: Fields) -> Iterator[dict[str, Any]]:
    """Forms in which one thing is not as a page sends it, as they are sent."""
    proof = {PROOF_FIELD: fields[PROOF_FIELD]}
    own = [name for name in fields if name != PROOF_FIELD]
    yield {"data": proof}
    yield {"data": fields, "files": FILE}
    yield {"data": fields, "files": {"bestand": ("", b"")}}
    for name, odd in itertools.product(own, ODD):
        yield {"data": {**fields, name: odd}}
    for name in own:
        others = {each: said for each, said in fields.items() if each != name}
        yield {"data": others}
        yield {"data": others, "files": {name: ("a.md", b"# A\n")}}
        twice = urlencode([*fields.items(), (name, "x"), (PROOF_FIELD, proof[PROOF_FIELD])])
        yield {"content": twice, "headers": {"Content-Type": FORM}}
    for name in ("\0", "..", f"{'a' * 250}.csv", f"{'é' * 120}.csv", f"{LONG}.csv"):
        yield {"data": proof, "files": {"bestand": (name, b"x")}}
    rest = urlencode(fields).encode()
    yield {"content": rest + b"&bestand=%ff&naam=\xff", "headers": {"Content-Type": FORM}}
    yield {"data": {**fields, **{f"veld{number}": "" for number in range(600)}}}


def unreadable(proof: str) -> Iterator[dict[str, Any]]:
    """Bodies that are no form."""
    sent = f"{PROOF_FIELD}={proof}".encode()
    begin = (
        f'--x\r\nContent-Disposition: form-data; name="{PROOF_FIELD}"\r\n\r\n{proof}\r\n'.encode()
    )
    field = b'--x\r\nContent-Disposition: form-data; name="zin"\r\n\r\n%s\r\n'
    for kind in ("application/json", "text/plain", "", ";;", f"{FORM}x"):
        yield {"content": sent, "headers": {"Content-Type": kind}}
    for body in (b"", b"x", begin, b"--x\r\n\r\n", begin + b"--x\r\n\r\nx\r\n--x--", b"\xff"):
        yield {"content": body, "headers": {"Content-Type": PARTS}}
    for kind in ("multipart/form-data", f"{PARTS}{LONG}"):
        yield {"content": begin + b"--x--\r\n", "headers": {"Content-Type": kind}}
    for coding in ("punycode", "unicode_escape", "undefined", "a\0b"):
        whole = begin + field % b"\\ud800" + b"--x--\r\n"
        yield {"content": whole, "headers": {"Content-Type": f"{PARTS}; charset={coding}"}}
    many = b"".join(field % b"1" for _ in range(600))
    yield {"content": begin + many + b"--x--\r\n", "headers": {"Content-Type": PARTS}}


BODIES = (
    b"",
    b"\xff",
    b"x",
    b"[" * 50_000,
    b'{"a":"\\ud800"}',
    b'{"a":' + b"9" * 5000 + b"}",
    b"a&" * 50,
)
"""What is sent to the other routes in place of what belongs there."""


def told(reply: Response) -> str:
    """The one line that says why a form was not taken."""
    (line,) = ALERT.findall(reply.text)
    return str(line)


def test_every_form_is_known_here(site: Site) -> None:
    assert {path for path, _ in site.routes("POST") if is_own_page(path)} == set(WHOLE)


def right(site: Site, path: str) -> tuple[str, Fields]:
    """The address of a form, and what a page of ours sends to it."""
    role = role_of(path)
    fields = {PROOF_FIELD: site.proof(role)}
    address = filled(path, PLACES | ({"id": "a1"} if "/vragen/" in path else {}))
    if "{key}" in path:
        reply = site.ask(role, "POST", f"{MAINTAIN}/toevoegen", data=fields, files=FILE)
        address = reply.headers["location"]
    if "/voorstel/" in path:
        page = site.ask(role, "GET", address).text
        fields |= dict(re.findall(r'name="([\w-]+)"(?: rows[^>]*>\n| value=")([^<"]*)', page))
    return address, fields | WHOLE[path]


@pytest.mark.parametrize("path", WHOLE)
def test_a_forged_form_is_refused_in_one_line_and_is_no_bug(site: Site, path: str) -> None:
    role = role_of(path)
    address, fields = right(site, path)
    first = site.ask(role, "POST", address, data=fields, files=BRINGS.get(path))
    assert (first.status_code == 303) is (path not in NOTHING_TO_DO), first.text
    site.put_back()
    address, _ = right(site, path)
    for sent in forged(fields):
        reply = site.ask(role, "POST", address, **sent)
        assert reply.status_code in {303, 400, 422}, (sent, reply.status_code)
        assert reply.status_code == 303 or told(reply), sent
        if reply.status_code == 303:
            site.put_back()
            address, _ = right(site, path)
    for sent in unreadable(fields[PROOF_FIELD]):
        reply = site.ask(role, "POST", address, **sent)
        assert reply.status_code in {400, 403, 415}, (sent, reply.status_code)
        assert told(reply)


def test_no_other_route_breaks_on_a_body_that_is_not_its_own(site: Site) -> None:
    others = [path for path, _ in site.routes("POST") if not is_own_page(path)]
    assert {LOGIN, LOGOUT, EXPORT, FEEDBACK, JOIN, ASK, SEARCH, MCP} <= set(others)
    for path, body, kind in itertools.product(others, BODIES, (FORM, PARTS, "application/json")):
        headers = {"Content-Type": kind}
        for role in site.keys:
            reply = site.ask(role, "POST", filled(path, {}), content=body, headers=headers)
            assert 400 <= reply.status_code < 500, (path, body[:20], kind, reply.status_code)


def test_no_page_holds_a_proof_that_another_holds(site: Site) -> None:
    """Pages are compressed, and show what was typed: a secret that stays could be guessed."""
    proofs: list[str] = []
    pages = [(path, role) for path, _ in site.routes("GET") if is_own_page(path) for role in ROLES]
    for (path, role), _ in itertools.product(pages, range(2)):
        reply = site.ask(role, "GET", f"{filled(path, PLACES)}?zoek=bewijs", headers=ZIPPED)
        proofs += set(PROOF.findall(reply.text))
    for _ in range(2):
        reply = site.client.post(LOGIN, data={"name": 'name="token" value="0'}, headers=ZIPPED)
        proofs += re.findall(r'name="token" value="(\w{96})"', reply.text)
    assert reply.headers["content-encoding"] == "gzip"
    assert len(proofs) == len(set(proofs)) > 15


QUERIES = (
    "",
    f"zoek={LONG}",
    "zoek=%00%1b%0d%0a%ff%ed%a0%80&zoek=b",
    f"plek={LONG}&plek=%00&plek=9:%D9%A3-%C2%B2_x",
    "&".join("plek=x" for _ in range(500)),
    "&".join(f"veld{number}=x" for number in range(1200)),
    "bron=%ff&plek=x",
    "bron=a&bron=b&vraag=%00",
    f"vraag={LONG}",
    "session_hash=%ff&session_hash=x",
    "%ff=%ff&=&=&;[]=1",
)
"""What no link of ours asks for."""
ENDS = (
    "%00",
    "%0d%0aX:1",
    "%ff",
    "%ed%a0%80",
    "..%2f..",
    "%2e%2e",
    LONG,
    "9" * 5000,
    "%C2%B2",
    "-1",
)
"""What stands in no address of ours."""


def odd_addresses(path: str) -> Iterator[str]:
    places = PLACES | ({"id": "a1"} if "/vragen/" in path else {})
    yield from (f"{filled(path, places)}?{query}" for query in QUERIES)
    for name, end in itertools.product(re.findall(r"\{([\w:]+)\}", path), ENDS):
        yield filled(path, {**places, name: end})


@pytest.mark.parametrize("role", ROLES)
def test_no_page_breaks_on_an_odd_address(site: Site, role: str) -> None:
    """Whose page it is asks for all of them; of who else does, one is refused as all are."""
    for path, _ in site.routes("GET"):
        addresses = odd_addresses(path)
        for address in addresses if role == role_of(path) else itertools.islice(addresses, 2):
            reply = site.ask(role, "GET", address)
            assert reply.status_code < 500, address[:80]
            is_refused = is_own_page(path) and reply.status_code in {403, 422}
            assert not is_refused or told(reply), address[:80]
