"""What Gradio sends in English is Dutch when it comes to people."""

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from ui import texts_pages
from ui.web.dutch_page import DutchPage, in_dutch

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_the_page_is_dutch_and_says_something_without_scripts() -> None:
    page = in_dutch(b'<html lang="en"><body><p lang="en">x</p></body></html>')
    assert page.startswith(b'<html lang="nl"><body><p lang="en">x</p><div id="sw-geen-script">')
    assert page.endswith(b"</script></body></html>")
    assert in_dutch(b"no page") == b"no page"


def there(_: Request) -> Response:
    return JSONResponse({"is": "there"})


def gone(_: Request) -> Response:
    return HTMLResponse("<p>Dit document is er niet.</p>", 404)


def json_gone(_: Request) -> Response:
    raise HTTPException(404)


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/er", there), Route("/document/x", gone), Route("/api/x", json_gone)]
    app = Starlette(routes=routes)
    app.add_middleware(DutchPage, root_path="/steun")
    return TestClient(app)


@pytest.mark.parametrize("path", ["/beheer/nergens", "/x", "/steun/x"])
def test_people_are_told_in_dutch_that_a_page_is_not_there(client: TestClient, path: str) -> None:
    reply = client.get(path, headers=BROWSER)
    assert reply.status_code == 404
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert texts_pages.MISSING_TITLE in reply.text
    assert '<a href="/steun/">' in reply.text
    assert "Not Found" not in reply.text


def test_what_is_there_or_has_a_page_of_its_own_is_sent_as_it_is(client: TestClient) -> None:
    assert client.get("/er", headers=BROWSER).json() == {"is": "there"}
    assert client.get("/document/x", headers=BROWSER).text == "<p>Dit document is er niet.</p>"


def test_programs_are_told_as_ever(client: TestClient) -> None:
    asked = [client.get("/x"), client.post("/x", headers=BROWSER)]
    asked += [client.get(path, headers=BROWSER) for path in ("/api/x", "/steun/api/x", "/mcp")]
    for reply in asked:
        assert reply.status_code == 404
        assert reply.text == "Not Found"
