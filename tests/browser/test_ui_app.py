"""The server around the chat page, with a page open."""

import signal
import subprocess

from playwright.sync_api import Browser, expect

from ui import texts
from ui_fakes import PROFILE


def test_ctrl_c_with_a_page_open_ends_quietly_and_the_page_says_so(
    own_server: tuple[str, subprocess.Popen[str]], browser: Browser
) -> None:
    address, process = own_server
    with browser.new_context(locale="nl-NL") as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_role("button", name=PROFILE.examples[0]).click()
        page.locator("#beurt-1 .sw-inleiding").wait_for()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
        page.get_by_label(texts.QUESTION_LABEL).fill("En dan?")
        page.get_by_role("button", name=texts.ASK).click()
        expect(page.get_by_text(texts.LOST)).to_be_visible()
