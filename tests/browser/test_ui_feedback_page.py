"""What a reader says of an answer, in a real browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from ui import texts, texts_feedback

PLACE = "each => [each.offsetLeft, each.offsetTop]"


def test_a_reader_says_with_the_keyboard_what_is_wrong_and_what_fails_takes_nothing_away(
    page: Page, errors: list[str]
) -> None:
    page.get_by_label(texts.QUESTION_LABEL).fill("Wat is een JIM?")
    page.get_by_role("button", name=texts.ASK).click()
    turn = page.locator("#beurt-1")
    right, wrong, other = (
        turn.get_by_role("button", name=name) for name in texts_feedback.OPINIONS.values()
    )
    field = turn.get_by_label(texts_feedback.REMARK_LABEL)
    told = turn.locator(".sw-gezegd")
    wrong.wait_for()
    expect(field).to_be_hidden()
    before = other.evaluate(PLACE)
    wrong.press("Enter")
    expect(told).to_have_text(texts_feedback.KEPT)
    expect(wrong).to_have_attribute("aria-pressed", "true")
    expect(wrong).to_be_focused()
    after = other.evaluate(PLACE)
    assert before == after
    assert Axe().run(page).violations_count == 0
    page.route("**/feedback", lambda route: route.abort())
    field.fill("Kees klopt niet")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(told).to_have_text(texts_feedback.LOST)
    expect(field).to_have_value("Kees klopt niet")
    right.click()
    expect(told).to_have_text(texts_feedback.LOST)
    expect(wrong).to_have_attribute("aria-pressed", "true")
    expect(turn).to_contain_text("Dit staat in de handreiking:")
    page.unroute("**/feedback")
    turn.get_by_role("button", name=texts_feedback.SEND_REMARK).press("Enter")
    expect(field).to_have_value("")
    expect(turn.locator("summary", has_text=texts_feedback.REMARK)).to_be_focused()
    assert errors == []
