"""What is in sight on the chat page at many sizes, and whether everybody can use it."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from test_ui_chat import ask, ask_and_wait

from ui import texts, texts_about, texts_asking
from ui_fakes import CONTACTS, PROFILE

WIDTHS = (320, 360, 480, 768, 960, 1280, 1440, 1920)
LEFT = """names => names.map(name => document.querySelector(name))
  .filter(each => each && each.checkVisibility())
  .map(each => each.getBoundingClientRect().left)"""
FIRST = (
    ".sw-kop h1",
    ".sw-welkom h3",
    ".sw-welkom .sw-let-op",
    ".sw-voorbeeld",
    ".sw-antwoord",
    ".sw-inleiding",
    ".sw-meldingen",
    ".sw-gevaar",
    "label[for=sw-vraag]",
    "#sw-vraag",
    ".sw-voet",
)


@pytest.fixture(params=["light", "dark"])
def seen(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The page in light and in dark."""
    with browser.new_context(
        viewport={"width": 960, "height": 600}, color_scheme=request.param, locale="nl-NL"
    ) as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_role("button", name=PROFILE.examples[0]).wait_for()
        yield page


def check(page: Page) -> None:
    expect(page.locator(".loading")).to_have_count(0)  # Gradio's own, while it builds the page
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


def test_what_stands_first_has_one_left_edge_at_every_width(page: Page) -> None:
    for is_asked in (False, True):
        if is_asked:
            ask_and_wait(page, "gevaar voor een JIM")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            edges = page.evaluate(LEFT, FIRST)
            assert len(edges) >= 7
            assert max(edges) - min(edges) <= 1, (width, edges)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "height"), [(915, 412), (960, 600), (360, 740)])
def test_whom_to_call_is_in_sight(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    ask_and_wait(page, "gevaar")
    expect(page.locator(".sw-gevaar")).to_be_in_viewport(ratio=1)
    for contact in CONTACTS:
        number = page.locator(f".sw-gevaar a[href='tel:{contact.phone.replace('-', '')}']")
        expect(number).to_be_in_viewport(ratio=1)
    first, *_ = page.locator(".sw-antwoord > *").all()
    expect(first).to_have_class("sw-gevaar")


@pytest.mark.parametrize(("width", "height"), [(960, 600), (1280, 800)])
def test_the_warning_of_the_start_page_is_in_sight(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    for text in (texts.privacy(PROFILE.clients), texts.caution(PROFILE.deciders)):
        expect(page.get_by_text(text)).to_be_in_viewport(ratio=1)
    for number in ("112", "0800-2000"):
        expect(page.locator(".sw-voet").get_by_role("link", name=number)).to_be_in_viewport()


def test_warnings_stand_before_the_words_they_are_about(page: Page) -> None:
    ask_and_wait(page, "Wat is een JIM?")
    warning, words = page.locator(".sw-meldingen"), page.locator(".sw-inleiding")
    above, below = warning.bounding_box(), words.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    expect(warning.locator("li").first).to_contain_text("herziene richtlijn")


def test_what_is_below_is_hinted_at(page: Page) -> None:
    page.set_viewport_size({"width": 960, "height": 520})
    ask_and_wait(page, "gevaar")
    hint = page.get_by_text(texts_asking.MORE_BELOW)
    expect(hint).to_be_visible()
    above, below = page.locator("#sw-gespreksvak").bounding_box(), hint.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"], "the hint hides a line of the conversation"
    page.locator("#sw-gespreksvak").evaluate("each => each.scrollTo(0, each.scrollHeight)")
    expect(hint).to_be_hidden()


def test_accessibility_rules_hold_in_every_state(seen: Page) -> None:
    check(seen)
    seen.get_by_text(texts_asking.KEPT_TITLE).click()
    check(seen)
    seen.get_by_text(texts_asking.KEPT_TITLE).click()
    ask(seen, "gevaar, vertel langzaam over een JIM")
    seen.locator("#beurt-1 .sw-inleiding").wait_for()
    ask(seen, "Wacht even")
    check(seen)
    seen.locator("#beurt-2[data-af]").wait_for()
    check(seen)
    seen.route("**/queue/**", lambda route: route.abort())
    ask(seen, "x" * 5000)
    expect(seen.get_by_text(texts.LOST)).to_be_visible()
    check(seen)


def test_accessibility_rules_hold_where_an_answer_was_stopped(seen: Page) -> None:
    ask(seen, "Vertel langzaam over een JIM")
    seen.locator("#beurt-1 .sw-inleiding").wait_for()
    seen.keyboard.press("Escape")
    check(seen)
    seen.reload()
    seen.locator("#beurt-1").wait_for()
    check(seen)


def test_every_control_is_large_enough_and_shows_the_focus(page: Page) -> None:
    ask_and_wait(page, "gevaar")
    ask_and_wait(page, "En hoe begin je daarmee?", 2)
    small = page.evaluate(
        """[...document.querySelectorAll("a, button, summary, input, textarea")]
          .filter(each => each.checkVisibility() && !each.matches(".sw-springlink"))
          .filter(each => { const box = each.getBoundingClientRect();
                            return box.width < 24 || box.height < 24; })
          .map(each => each.outerHTML.slice(0, 80))"""
    )
    assert small == []
    page.get_by_label(texts.QUESTION_LABEL).focus()
    for _ in range(12):
        outline = page.evaluate(
            """(({ outlineStyle, outlineWidth }) => [outlineStyle, outlineWidth])(
              getComputedStyle(document.activeElement))"""
        )
        assert outline == ["solid", "3px"]
        page.keyboard.press("Shift+Tab")


@pytest.mark.parametrize("zoom", [2, 4])
def test_nothing_is_lost_when_it_is_enlarged(page: Page, zoom: int) -> None:
    page.set_viewport_size({"width": 1280 // zoom, "height": 1024 // zoom})
    ask_and_wait(page, "gevaar")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 1280 // zoom
    page.get_by_label(texts.QUESTION_LABEL).scroll_into_view_if_needed()
    expect(page.get_by_role("button", name=texts.ASK)).to_be_in_viewport()


def test_without_scripts_the_page_says_so_in_dutch(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_text(texts_asking.NO_SCRIPTS)).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_where_answers_come_from_can_be_read_without_scripts(
    browser: Browser, address: str
) -> None:
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme=scheme, locale="nl-NL") as context:
            page = context.new_page()
            page.goto(f"{address}/over")
            expect(page.get_by_role("heading", level=1)).to_have_text(texts_about.TITLE)
            expect(page.locator("main")).to_contain_text("mei 2022, bijgewerkt in 2023")
            expect(page.locator("script")).to_have_count(0)
            check(page)


def test_what_colours_say_is_also_said_in_forced_colours(browser: Browser, address: str) -> None:
    with browser.new_context(forced_colors="active", locale="nl-NL") as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_role("button", name=PROFILE.examples[0]).wait_for()
        ask_and_wait(page, "gevaar voor een JIM")
        widths = {
            name: page.locator(name).first.evaluate(
                "each => parseFloat(getComputedStyle(each).borderTopWidth)"
            )
            for name in (".sw-gevaar", ".sw-meldingen", ".sw-vraag", "a.sw-citaat", ".sw-nummer")
        }
        assert widths.pop(".sw-gevaar") >= 3
        assert set(widths.values()) == {1}


def test_eight_tabs_work_at_once(page: Page) -> None:
    tabs = [page, *(page.context.new_page() for _ in range(7))]
    for tab in tabs[1:]:
        tab.goto(page.url)
    for tab in tabs:
        ask(tab, "Vertel langzaam over een JIM")
    for tab in tabs:
        expect(tab.locator("#beurt-1[data-af]")).to_contain_text("Met mijn JIM is dat doorbroken.")


def test_who_likes_a_dark_screen_gets_one(browser: Browser, address: str) -> None:
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme=scheme) as context:
            page = context.new_page()
            page.goto(address)
            page.get_by_label(texts.QUESTION_LABEL).wait_for()
            colour = page.evaluate(
                "getComputedStyle(document.documentElement).getPropertyValue('--sw-wit')"
            )
            assert colour == {"light": "#ffffff", "dark": "#182529"}[scheme]
