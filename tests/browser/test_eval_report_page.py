"""The report of a benchmark in a real browser: it can be filtered, opened and read by all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from eval.report import html
from eval_fakes import with_judge, worse


@pytest.fixture(params=[(1280, 800), (360, 740)], ids=["wide", "narrow"])
def report(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A report opened from disk; what it asks for or complains of fails the test."""
    path = tmp_path / "report.html"
    path.write_text(html(with_judge(), worse()))
    width, height = request.param
    asked: list[str] = []
    errors: list[str] = []
    with browser.new_page(viewport={"width": width, "height": height}) as page:
        page.on("request", lambda each: asked.append(each.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(path.as_uri())
        yield page
        assert [url for url in asked if not url.startswith(("data:", "file:"))] == []
        assert errors == []


def test_questions_can_be_filtered(report: Page) -> None:
    shown = report.locator("#questions tbody:visible")
    expect(shown).to_have_count(8)
    report.locator("#kind").select_option("Dichtbij, geen antwoord")
    expect(shown).to_have_count(2)
    report.locator("#ending").select_option("alles wat fout is")
    expect(shown).to_have_count(1)
    expect(report.get_by_role("status")).to_have_text("1 vraag")
    report.locator("#kind").select_option("alle")
    report.get_by_label("Zoek in de vraag").fill("F4")
    expect(shown).to_have_count(1)


def test_a_question_opens_and_closes_by_keyboard(report: Page) -> None:
    button = report.locator("#questions button").first
    detail = report.locator("#d1")
    expect(detail).to_be_hidden()
    button.press("Enter")
    expect(detail).to_contain_text("Wat het antwoord zou moeten zijn")
    expect(button).to_have_attribute("aria-expanded", "true")
    button.press("Enter")
    expect(detail).to_be_hidden()


def test_pictures_are_drawn_and_nothing_runs_off_the_page(report: Page) -> None:
    drawn = report.evaluate("[...document.images].every(each => each.naturalWidth > 0)")
    assert drawn
    assert report.locator("img").count() == 5
    assert report.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def test_the_report_is_accessible(report: Page) -> None:
    report.locator("#questions button").first.click()
    results = Axe().run(report)
    assert results.violations_count == 0, results.generate_report()
