"""The page behind a proxy: under a path, with a login, and in a frame of the intranet."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from running_page import request, serving
from small_proxy import proxied
from ui import texts
from ui_fakes import PROFILE


@pytest.fixture(scope="module")
def guarded() -> Iterator[str]:
    """The page for who is logged in."""
    with serving(
        ROOT_PATH="/steun",
        USER_HEADER="X-User",
        FRAME_ANCESTORS="https://intranet.example",
    ) as (address, _):
        yield address


def opened(browser: Browser, shown: str, asked: list[str]) -> Page:
    page = browser.new_page(locale="nl-NL")
    page.on("request", lambda each: asked.append(each.url))
    page.on("response", lambda each: asked.append(f"{each.status}") if not each.ok else None)
    page.goto(shown)
    return page


@pytest.mark.parametrize(
    ("is_kept", "end"),
    # A proxy that takes the path off adds the slash itself, or it would not know the path.
    [(True, "/"), (True, ""), (False, "/")],
    ids=["kept", "kept, no slash", "taken off"],
)
def test_the_page_works_under_a_path(
    browser: Browser, guarded: str, is_kept: bool, end: str
) -> None:
    asked: list[str] = []
    with proxied(guarded, "/steun", is_kept=is_kept, headers={"X-User": "anna"}) as shown:
        page = opened(browser, shown + end, asked)
        page.get_by_role("button", name=PROFILE.examples[0]).click()
        expect(page.locator("#bronnen-1 article")).to_have_count(5)
        page.get_by_label(texts.QUESTION_LABEL).fill("En hoe begin je daarmee?")
        page.get_by_role("button", name=texts.ASK).click()
        expect(page.locator("#beurt-2")).to_contain_text("Ik zocht op")
        page.close()
        strayed = [url for url in asked if not url.startswith(shown)]
        assert strayed in ([], ["307"])


def test_who_does_not_come_through_the_proxy_does_not_come_in(guarded: str) -> None:
    for headers in ({}, {"X-User": ""}, {"X-Forwarded-User": "anna"}):
        assert request(guarded, "GET", "/steun/", headers=headers).status == 403
    reply = request(guarded, "GET", "/steun/", headers={"X-User": "anna"})
    assert reply.status == 200
    assert "frame-ancestors https://intranet.example" in reply.headers["content-security-policy"]
