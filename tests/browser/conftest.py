"""A running page and a browser that may not leave the machine."""

import subprocess
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from running_page import SCREENS, serving

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]
expect.set_options(timeout=30_000)  # as long as Playwright waits for everything else


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page is served, with all that an operator can switch on."""
    data = str(tmp_path_factory.mktemp("data"))
    with serving(FEEDBACK="true", DATA=data) as (address, _):
        yield address


@pytest.fixture
def own_server() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server that a test may stop."""
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; where it is missing the tests fail."""
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS) as browser,
    ):
        yield browser


@pytest.fixture
def outside() -> list[str]:
    """Addresses outside this machine that the page asked for."""
    return []


@pytest.fixture
def errors() -> list[str]:
    """What the page's scripts complained about."""
    return []


@pytest.fixture
def page(
    request: pytest.FixtureRequest,
    browser: Browser,
    address: str,
    outside: list[str],
    errors: list[str],
) -> Iterator[Page]:
    """The start page: on a wide screen, or those of `each_width` where a test asks for them."""
    screen = SCREENS[getattr(request, "param", "wide")]
    with browser.new_context(viewport=screen, reduced_motion="reduce", locale="nl-NL") as context:

        def stay_here(route: Route) -> None:
            if urlsplit(route.request.url).netloc == urlsplit(address).netloc:
                route.continue_()
            else:
                outside.append(route.request.url)
                route.abort()

        context.route("**/*", stay_here)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        page.get_by_role("button", name="Wat is een JIM?").wait_for()
        yield page
