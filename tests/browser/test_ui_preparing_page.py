"""The page that a newcomer sees while the first index is made, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from preparing_server import Led, preparing
from ui import texts
from ui.service.steps import Step
from ui_fakes import PROFILE

WIDTHS = [360, 960, 1440]
HALF = Step("embed", 50, 100).line()
STORED = Step("store", 1, 1).line()


@pytest.fixture
def led(tmp_path: Path) -> Iterator[Led]:
    """A server whose first ingest waits for the test."""
    with preparing(tmp_path) as server:
        yield server


@pytest.fixture
def context(browser: Browser, led: Led) -> Iterator[BrowserContext]:
    """A browser that goes nowhere else."""
    with browser.new_context(locale="nl-NL", viewport={"width": 960, "height": 700}) as context:
        context.route(lambda url: not url.startswith(led.address), lambda route: route.abort())
        yield context


def opened(context: BrowserContext, led: Led) -> Page:
    page = context.new_page()
    page.goto(led.address)
    return page


def bar(page: Page) -> float:
    return float(page.get_by_role("progressbar").evaluate("bar => bar.value"))


def test_the_page_says_how_far_it_is_and_becomes_the_chat_page(
    context: BrowserContext, led: Led
) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = opened(context, led)
    expect(page).to_have_title(f"{texts.PREPARING} · {texts.NAME}")
    expect(page.get_by_role("heading", level=2)).to_have_text(texts.PREPARING)
    assert bar(page) == 0
    # Whoever looks at the page, or has it read out, keeps it: it is not loaded anew.
    page.evaluate("window.kept = true")
    led.say(HALF)
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 17)
    expect(page.get_by_role("status")).to_have_text(texts.preparing_step(0, 3, "embed"))
    led.say(STORED)
    expect(page.get_by_role("status")).to_have_text(texts.preparing_step(1, 3, "store"))
    assert page.evaluate("window.kept")
    led.say("end 0")
    page.get_by_role("button", name=PROFILE.examples[0]).wait_for()
    page.get_by_role("button", name=PROFILE.examples[0]).click()
    expect(page.locator("#bronnen-1 article")).to_have_count(5)
    assert {url for url in asked if not url.startswith(led.address)} <= {"data:,"}


def test_a_new_step_is_read_out_once_and_the_share_is_not(
    context: BrowserContext, led: Led
) -> None:
    page = opened(context, led)
    page.evaluate(
        "window.said = 0; new MutationObserver(changes => window.said += changes.length)"
        ".observe(document.querySelector('[role=status]'), {childList: true, subtree: true})"
    )
    for done in (10, 40, 70):
        led.say(Step("embed", done, 100).line())
        expect(page.get_by_role("progressbar")).to_have_js_property("value", round(done / 3))
    assert page.evaluate("window.said") == 0
    led.say(STORED)
    expect(page.get_by_role("status")).to_have_text(texts.preparing_step(1, 3, "store"))
    assert page.evaluate("window.said") <= 2  # out with the old words, in with the new


def test_it_works_without_scripts(browser: Browser, led: Led) -> None:
    with browser.new_context(java_script_enabled=False, locale="nl-NL") as context:
        page = context.new_page()
        page.goto(led.address)
        expect(page.get_by_role("heading", level=2)).to_have_text(texts.PREPARING)
        led.say(STORED)
        expect(page.get_by_role("status")).to_have_text(
            texts.preparing_step(1, 3, "store"), timeout=15_000
        )


def test_a_first_ingest_that_fails_is_told_on_the_page_too(
    context: BrowserContext, led: Led
) -> None:
    page = opened(context, led)
    why = "De schijf is vol <b>echt</b>. Maak ruimte."
    led.say(Step(failure=why).line())
    led.say("end 1")
    expect(page.get_by_role("heading", level=2)).to_have_text(texts.PREPARING_FAILED)
    expect(page.get_by_role("status")).to_have_text(why)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    assert led.process.wait(timeout=20) != 0
    # The words stay when the server is gone.
    page.wait_for_timeout(1500)
    expect(page.get_by_role("status")).to_have_text(why)


def test_a_server_that_went_away_is_said(context: BrowserContext, led: Led) -> None:
    page = opened(context, led)
    led.process.kill()
    expect(page.get_by_role("status")).to_have_text(texts.PREPARING_LOST)


@pytest.mark.parametrize("state", ["begun", "half", "failed"])
@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_use_it_at_any_width(
    context: BrowserContext, led: Led, width: int, state: str
) -> None:
    page = opened(context, led)
    page.set_viewport_size({"width": width, "height": 700})
    if state == "half":
        led.say(HALF)
        expect(page.get_by_role("progressbar")).to_have_js_property("value", 17)
    if state == "failed":
        led.say(
            Step(failure="Het bestand /een/heel/lang/pad" * 8 + " is weg. Zet het terug.").line()
        )
        led.say("end 1")
        expect(page.get_by_role("heading", level=2)).to_have_text(texts.PREPARING_FAILED)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
