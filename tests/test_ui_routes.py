"""Only what the page needs can be asked for, and no input makes a file of the server."""

import json
from pathlib import Path
from typing import Any

import pytest
from gradio.context import LocalContext
from gradio.exceptions import InvalidPathError
from gradio.processing_utils import _check_allowed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from own_loop import finished
from running_page import functions, join, listen, request
from ui.api.paths import (
    ASK,
    CARD,
    DESCRIBED,
    DOCUMENT,
    MCP,
    METRICS,
    OPENAPI,
    OTHER,
    READY,
    SEARCH,
    SOURCES,
)
from ui.web.app import build_app, mounted
from ui.web.routes import (
    ABOUT,
    CHOICE,
    EXPORT,
    FILES,
    HEALTH,
    JOIN,
    KEPT,
    LISTEN,
    LOGIN,
    LOGOUT,
    PAGE_FILES,
    STATIC_FILES,
    files_route,
    is_own_page,
    walk,
)
from ui.web.routes import DOCUMENT as READER
from ui_fakes import FakeAssistant, workspace_of

SECRET = "geheim dat nergens mag staan"  # no password

GONE = """
/config /config/ /info /login /logout /monitoring /monitoring/summary /docs /redoc
/openapi.json /robots.txt /manifest.json /pwa_icon /pwa_icon/64 /svelte/x /queue/data
/queue/join /user /token /gradio_api/file=/etc/hosts /gradio_api/file/etc/hosts
/file=/etc/hosts /file/etc/hosts /gradio_api/proxy=http://127.0.0.1/ /proxy=http://127.0.0.1/
/gradio_api/upload /upload /gradio_api/upload_progress?upload_id=x
/gradio_api/deep_link?session_hash=x /deep_link?session_hash=x /gradio_api/info
/gradio_api/openapi.json /gradio_api/run/ask /gradio_api/run/predict /run/ask /api/ask
/gradio_api/api/ask /gradio_api/call/ask /gradio_api/call/v2/ask /gradio_api/call/ask/1
/call/ask /gradio_api/user /gradio_api/token /gradio_api/login_check /gradio_api/dev/reload
/gradio_api/cancel /gradio_api/reset /gradio_api/component_server /gradio_api/startup-events
/gradio_api/theme.css /gradio_api/custom_component/x/client/component/index.js
/gradio_api/stream/x /gradio_api/stream/x/close /gradio_api/stream/a/b/1/playlist.m3u8
/gradio_api/stream/a/b/1/playlist-file /gradio_api/runs /gradio_api/run-history/records
/gradio_api/process_recording /gradio_api/vibe-edit /gradio_api/vibe-code
/gradio_api/profiling/traces /gradio_api/mcp /gradio_api/mcp/sse /gradio_api/queue/status
/feedback /gradio_api/ /gradio_api /static/ /assets/ /static/img/logo.svg
""".split()


def test_there_are_no_other_routes_than_those_of_the_list() -> None:
    async def build() -> set[tuple[str, str]]:
        return set(walk(build_app(workspace_of(FakeAssistant())).routes))

    # Gradio wants an event loop, and leaves one behind if there is none.
    found = finished(build())
    pages = {each for each in found if is_own_page(each[0])}
    own = {
        (path, method)
        for path in (ABOUT, CHOICE, HEALTH, PAGE_FILES, READER, LOGIN, LOGOUT)
        for method in ("GET", "HEAD")
    }
    # The door keeps those to sign in shut where there are no accounts.
    own |= {(path, "POST") for path in (MCP, ASK, SEARCH, EXPORT, LOGIN, LOGOUT)}
    read = {SOURCES, DOCUMENT, CARD, OPENAPI, DESCRIBED, READY, METRICS}
    own |= {(path, "GET") for path in read}
    own |= {(OTHER, method) for method in ("GET", "POST", "PUT", "PATCH", "DELETE")}
    assert found - pages == KEPT | FILES | own
    assert {method for _, method in pages} == {"GET", "HEAD", "POST"}


def test_gradio_itself_lets_in_no_other_site() -> None:
    async def names() -> list[str]:
        inner = mounted(build_app(workspace_of(FakeAssistant())))
        return [getattr(each.cls, "__name__", "") for each in inner.user_middleware]

    assert finished(names()) == ["BrotliMiddleware"]


def test_gradio_itself_reads_no_file_that_was_not_uploaded() -> None:
    async def read() -> None:
        blocks = mounted(build_app(workspace_of(FakeAssistant()))).get_blocks()
        token = LocalContext.blocks.set(blocks)
        try:
            _check_allowed("/etc/hosts", check_in_upload_folder=True)
        finally:
            LocalContext.blocks.reset(token)

    with pytest.raises(InvalidPathError):
        finished(read())


@pytest.mark.parametrize("path", GONE)
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_path_that_is_not_on_the_list_is_not_there(address: str, method: str, path: str) -> None:
    assert request(address, method, path, b"{}").status in {404, 405}


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/"), ("PUT", JOIN), ("GET", JOIN), ("POST", LISTEN), ("POST", "/theme.css")],
)
def test_a_route_has_only_its_own_methods(address: str, method: str, path: str) -> None:
    assert request(address, method, path).status in {405, 422}


@pytest.mark.parametrize(
    "name",
    [
        "../index.html",
        "%2e%2e/index.html",
        "..%2findex.html",
        "%2e%2e%2f%2e%2e%2f%2e%2e%2froutes.py",
        "..%5cindex.html",
        "%252e%252e/index.html",
        "//etc/hosts",
        "%2fetc%2fhosts",
        "/etc/hosts",
        "C:%5cWindows%5cwin.ini",
        "file:///etc/hosts",
        "%00",
        "js/../js/iframeResizer.contentWindow.min.js",
        "",
        ".",
        "~root",
    ],
)
@pytest.mark.parametrize("folder", ["assets", "static"])
def test_no_name_leads_out_of_the_folder_of_files(address: str, folder: str, name: str) -> None:
    assert request(address, "GET", f"/{folder}/{name}").status == 404


def test_files_of_the_page_are_served(address: str) -> None:
    assert request(address, "GET", f"/static/{STATIC_FILES[0]}").status == 200


def test_a_link_in_the_folder_leads_nowhere(tmp_path: Path) -> None:
    outside = tmp_path / "buiten.txt"
    outside.write_text(SECRET)
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "binnen.txt").write_text("binnen")
    (folder / "link.txt").symlink_to(outside)
    route = files_route("/x/{name:path}", folder, ["binnen.txt", "link.txt", "../buiten.txt"])
    client = TestClient(Starlette(routes=[route]))
    names = ("binnen.txt", "link.txt", "%2e%2e/buiten.txt")
    assert [client.get(f"/x/{name}").status_code for name in names] == [200, 404, 404]


def test_a_file_in_any_input_of_any_function_yields_no_file(address: str, tmp_path: Path) -> None:
    file = tmp_path / "geheim.txt"
    file.write_text(SECRET)
    shapes: list[Any] = [
        {"path": str(file), "meta": {"_type": "gradio.FileData"}},
        {"path": str(file), "url": "x", "orig_name": "x", "meta": {"_type": "gradio.FileData"}},
        [{"path": str(file), "meta": {"_type": "gradio.FileData"}}],
        {"a": {"path": str(file), "meta": {"_type": "gradio.FileData"}}},
        {"name": str(file), "is_file": True, "data": None},
        {"path": str(file), "is_stream": True, "meta": {"_type": "gradio.FileData"}},
    ]
    assert functions(address)
    for number, inputs in functions(address):
        for place in range(inputs):
            for shape in shapes:
                data: list[Any] = ["vraag"] * inputs
                data[place] = shape
                answer = join(address, data, "bestand", function=number)
                assert (answer.status, answer.text) == (422, "Unprocessable Entity")
    assert listen(address, "bestand") == "Not Found"


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["/etc/hosts", "gradio.FileData", "\ud800"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=JSON, data=JSON, number=JSON, session=JSON)
def test_no_body_breaks_the_server(
    address: str, body: Any, data: Any, number: Any, session: Any
) -> None:
    for each in (body, {"data": data, "fn_index": number, "session_hash": session}):
        answer = request(address, "POST", JOIN, json.dumps(each).encode())
        assert (answer.status, answer.text) == (422, "Unprocessable Entity")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b"9" * 100_000,
        b'{"data": [NaN], "fn_index": 0, "session_hash": "x"}',
        b'{"data": ["a", "b"], "fn_index": 1e9999, "session_hash": "x"}',
        b'{"data": ["a", "b"], "fn_index": 0, "fn_index": 0, "session_hash": "x"}',
        b'{"data": ["a", "b"], "fn_index": true, "session_hash": "x"}',
        b'{"data": ["a", "b"], "fn_index": 0, "session_hash": "x", "batched": true}',
        b'{"data": ["a", "b"], "fn_index": 0, "session_hash": "../x"}',
        b'{"data": ["a", "b"], "fn_index": 0, "session_hash": "x\\n"}',
        b'{"data": ["a", "b"], "fn_index": 99, "session_hash": "x"}',
        b'{"data": ["a", "b"], "fn_index": -1, "session_hash": "x"}',
        b'{"data": ["a", "b"], "fn_index": 0}',
        b'{"data": ["a"], "fn_index": 0, "session_hash": "x"}',
    ],
)
def test_a_body_that_the_page_does_not_send_is_refused(address: str, body: bytes) -> None:
    answer = request(address, "POST", JOIN, body)
    assert (answer.status, answer.text) == (422, "Unprocessable Entity")
