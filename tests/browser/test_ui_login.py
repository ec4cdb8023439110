"""Signing in and out in a real browser, and whether everybody can."""

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from running_page import SCREENS, serving
from ui import texts_access
from ui.service.accounts import accounts_of, add_account

PASSWORD = "vier losse woorden hier"


def test_somebody_signs_in_by_keyboard_asks_and_signs_out(browser: Browser, tmp_path: Path) -> None:
    add_account(accounts_of(tmp_path), "noor", "reader", PASSWORD)
    with serving(DATA=str(tmp_path)) as (address, _):
        page = browser.new_page(viewport=SCREENS["narrow"])
        page.goto(address)
        expect(page).to_have_url(f"{address}/login")
        assert Axe().run(page).violations_count == 0
        page.get_by_label(texts_access.NAME_LABEL).fill("noor")
        page.get_by_label(texts_access.PASSWORD_LABEL).fill("fout")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_have_text(texts_access.LOGIN_WRONG)
        assert Axe().run(page).violations_count == 0
        expect(page.get_by_label(texts_access.NAME_LABEL)).to_have_value("noor")
        page.get_by_label(texts_access.PASSWORD_LABEL).fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{address}/")
        expect(page.get_by_role("textbox").first).to_be_visible()
        page.goto(f"{address}/logout")
        expect(page.get_by_text(re.compile("ingelogd als noor"))).to_be_visible()
        page.get_by_role("button", name=texts_access.LOGOUT).click()
        expect(page).to_have_url(f"{address}/login")
        page.goto(address)
        expect(page).to_have_url(f"{address}/login")
        page.close()
