"""Choosing which sources are searched, in a browser."""

import json
from dataclasses import replace

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from test_ui_chat import ask_and_wait

from ui import texts_asking
from ui.web.choice import choice_html
from ui.web.routes import CHOICE
from ui_fakes import PUBLISHED

OTHER = replace(PUBLISHED, source=replace(PUBLISHED.source, id="ander", title="Andere gids"))


def with_two(page: Page) -> list[list[str]]:
    """Open the page where there are two texts; returns what is asked of which, as it is sent."""
    asked: list[list[str]] = []

    def note(body: str | None) -> None:
        asked.append(json.loads(json.loads(body or "")["data"][1])["sources"])

    page.on("request", lambda each: note(each.post_data) if "queue/join" in each.url else None)
    html = choice_html([PUBLISHED, OTHER])
    page.route(f"**{CHOICE}", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.reload()
    page.locator("#sw-keuze summary").wait_for()
    return asked


def test_where_there_is_one_text_nothing_can_be_chosen(page: Page) -> None:
    ask_and_wait(page, "Wat is een JIM?")
    expect(page.locator("#sw-keuze")).to_be_hidden()


def test_a_choice_goes_along_is_kept_and_is_undone_by_one_click(page: Page) -> None:
    asked = with_two(page)
    said = page.locator("#sw-gekozen")
    expect(said).to_have_text("Ik zoek in alle 2 bronnen.")
    page.locator("#sw-keuze summary").click()
    page.get_by_label(PUBLISHED.source.title).check()
    expect(said).to_have_text(f"Ik zoek alleen in 1 van de 2 bronnen: “{PUBLISHED.source.title}”.")
    assert Axe().run(page).violations_count == 0
    page.reload()
    expect(said).to_contain_text("alleen in 1 van de 2")
    ask_and_wait(page, "Wat is een JIM?")
    expect(said).to_be_in_viewport()
    page.get_by_role("button", name=texts_asking.ALL_SOURCES).click()
    expect(said).to_have_text("Ik zoek in alle 2 bronnen.")
    expect(page.locator("#sw-keuze summary")).to_be_focused()
    ask_and_wait(page, "En hoe begin je daarmee?", 2)
    assert asked == [[PUBLISHED.source.id], []]


def test_what_waits_is_asked_of_what_was_chosen_then(page: Page) -> None:
    asked = with_two(page)
    page.locator("#sw-keuze summary").click()
    page.get_by_label(PUBLISHED.source.title).check()
    for question in ("Vertel langzaam over een JIM", "Wat is een JIM?"):
        page.locator("#sw-vraag").fill(question)
        page.keyboard.press("Enter")
    page.get_by_label(PUBLISHED.source.title).uncheck()
    page.locator("#beurt-2[data-af]").wait_for()
    assert asked == [[PUBLISHED.source.id]] * 2
