"""The server around the chat page, asked without a browser and with a page open."""

import signal
import subprocess
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Browser, expect

from ui import texts


def test_headers_keep_the_page_to_itself(address: str) -> None:
    with urllib.request.urlopen(address) as response:
        policy = response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'self'" in policy
    assert "connect-src 'self'" in policy
    assert "http" not in policy


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/monitoring"])
def test_pages_that_are_not_ours_are_off(address: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(address + path)
    refused.value.close()
    assert refused.value.code in (403, 404)


def test_files_are_not_accepted(address: str) -> None:
    body = (
        b'--grens\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n'
        b"Content-Type: text/plain\r\n\r\ngeheim\r\n--grens--\r\n"
    )
    request = urllib.request.Request(
        f"{address}/gradio_api/upload",
        body,
        {"Content-Type": "multipart/form-data; boundary=grens"},
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    refused.value.close()
    assert refused.value.code == 413


def test_ctrl_c_with_a_page_open_ends_quietly_and_the_page_says_so(
    own_server: tuple[str, subprocess.Popen[str]], browser: Browser
) -> None:
    address, process = own_server
    with browser.new_context(locale="nl-NL") as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_role("button", name=texts.EXAMPLES[0]).click()
        page.locator("#beurt-1 .sw-inleiding").wait_for()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
        page.get_by_label(texts.QUESTION_LABEL).fill("En dan?")
        page.get_by_role("button", name=texts.ASK).click()
        expect(page.get_by_text(texts.LOST)).to_be_visible()
