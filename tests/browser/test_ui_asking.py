"""Asking on the chat page in a real browser: nothing that was typed is ever lost."""

import re
import subprocess
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from test_ui_chat import ask, ask_and_wait, wait_for_turn

from assistant.question.typed import QUESTION_CHARS
from ui import texts, texts_asking
from ui_fakes import PROFILE, SLOW_S

SLOW = "Vertel langzaam over een JIM"


def field(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_label(texts.QUESTION_LABEL)


def test_shift_enter_breaks_the_line_and_enter_asks(page: Page) -> None:
    field(page).press_sequentially("Wat is")
    field(page).press("Shift+Enter")
    field(page).press_sequentially("een JIM?")
    expect(field(page)).to_have_value("Wat is\neen JIM?")
    expect(page.locator(".sw-beurt")).to_have_count(0)
    field(page).press("Enter")
    wait_for_turn(page, 1)
    expect(page.locator("#vraag-1")).to_contain_text("Wat is\neen JIM?", use_inner_text=True)


@pytest.mark.parametrize("way", ["Escape", "button"])
def test_an_answer_can_be_stopped_and_its_question_asked_again(page: Page, way: str) -> None:
    ask(page, SLOW)
    page.locator("#beurt-1 .sw-inleiding").wait_for()
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name=texts_asking.STOP).click()
    turn = page.locator("#beurt-1")
    expect(turn).to_contain_text(texts_asking.STOPPED)
    expect(turn.locator(".sw-bezig")).to_have_count(0)
    expect(page.get_by_role("button", name=texts_asking.STOP)).to_be_hidden()
    page.wait_for_timeout(SLOW_S * 1000 + 500)
    expect(page.locator(".sw-beurt")).to_have_count(1)
    expect(turn).not_to_contain_text("Met mijn JIM is dat doorbroken.")
    turn.get_by_role("button", name=texts_asking.AGAIN).click()
    wait_for_turn(page, 2)
    expect(page.locator("#beurt-2")).to_contain_text("Met mijn JIM is dat doorbroken.")


def test_the_next_question_does_not_wait_for_one_that_was_stopped(page: Page) -> None:
    ask(page, SLOW)
    page.locator("#beurt-1 .sw-inleiding").wait_for()
    page.keyboard.press("Escape")
    ask(page, "Wat is een JIM?")
    page.locator("#beurt-2[data-af]").wait_for(timeout=SLOW_S * 1000 - 300)


def test_arrow_up_brings_back_the_last_question_in_an_empty_field_only(page: Page) -> None:
    ask_and_wait(page, "Wat doet Kees?")
    field(page).press("ArrowUp")
    expect(field(page)).to_have_value("Wat doet Kees?")
    field(page).fill("Iets anders")
    field(page).press("ArrowUp")
    expect(field(page)).to_have_value("Iets anders")


def test_an_edited_question_is_asked_with_the_history_of_the_first(page: Page) -> None:
    ask_and_wait(page, "Wat is een JIM?")
    ask_and_wait(page, "En hoe begin je daarmee?", 2)
    field(page).fill("Al getypt")
    page.locator("#beurt-2").get_by_role("button", name=texts_asking.EDIT).click()
    expect(field(page)).to_have_value("En hoe begin je daarmee?")
    expect(page.get_by_text(texts_asking.ASIDE)).to_be_visible()
    field(page).fill("En hoe stop je daarmee?")
    field(page).press("Enter")
    wait_for_turn(page, 3)
    searched = "Ik zocht op: Wat is een JIM? En hoe stop je daarmee?"
    expect(page.locator("#beurt-3")).to_contain_text(searched)
    expect(field(page)).to_have_value("Al getypt")


def test_editing_the_question_that_runs_stops_it(page: Page) -> None:
    ask(page, SLOW)
    page.locator("#beurt-1 .sw-inleiding").wait_for()
    page.get_by_role("button", name=texts_asking.EDIT).click()
    expect(page.locator("#beurt-1")).to_contain_text(texts_asking.STOPPED)
    expect(field(page)).to_have_value(SLOW)


def test_a_follow_up_can_be_searched_for_without_the_conversation(page: Page) -> None:
    ask_and_wait(page, "Wat is een JIM?")
    expect(page.locator(".sw-zonder")).to_have_count(0)
    ask_and_wait(page, "En hoe begin je daarmee?", 2)
    page.get_by_role("button", name=texts_asking.WITHOUT_HISTORY).click()
    wait_for_turn(page, 3)
    expect(page.locator("#vraag-3")).to_contain_text("En hoe begin je daarmee?")
    expect(page.locator("#beurt-3")).not_to_contain_text("Ik zocht op")


def test_what_waits_can_be_taken_back_and_changed(page: Page) -> None:
    ask(page, SLOW)
    page.locator("#beurt-1").wait_for()
    for question in ("Eerste", "Tweede"):
        field(page).fill(question)
        field(page).press("Enter")
    rows = page.locator("#sw-wachtrij li")
    expect(rows).to_have_count(2)
    rows.nth(1).get_by_role("button", name=texts_asking.EDIT).click()
    expect(field(page)).to_have_value("Tweede")
    rows.nth(0).get_by_role("button", name=texts_asking.DROP).click()
    expect(rows).to_have_count(0)
    wait_for_turn(page, 1)
    page.wait_for_timeout(300)
    expect(page.locator(".sw-beurt")).to_have_count(1)


def test_a_question_that_is_too_long_says_by_how_much(page: Page) -> None:
    field(page).fill("x" * (QUESTION_CHARS + 7))
    expect(page.get_by_text(texts_asking.TOO_LONG.replace("%", "7"))).to_be_visible()
    expect(field(page)).to_have_attribute("aria-invalid", "true")
    field(page).fill("x" * 10)
    expect(page.locator("#sw-telling")).to_have_text("")


def test_a_new_conversation_gives_back_what_waited(page: Page, errors: list[str]) -> None:
    ask(page, SLOW)
    page.locator("#beurt-1").wait_for()
    field(page).fill("Wacht nog")
    field(page).press("Enter")
    field(page).fill("Half getypt")
    page.get_by_role("button", name=texts.NEW_CONVERSATION).click()
    expect(field(page)).to_have_value("Wacht nog\n\nHalf getypt")
    page.wait_for_timeout(SLOW_S * 1000 + 500)
    expect(page.locator(".sw-beurt")).to_have_count(0)
    assert errors == []


def test_a_conversation_is_there_again_after_a_reload(page: Page) -> None:
    ask_and_wait(page, "Wat is Kees?")
    ask_and_wait(page, "En hoe begin je daarmee?", 2)
    before = page.evaluate(SHOWN)
    page.reload()
    page.locator("#beurt-2").wait_for()
    assert page.evaluate(SHOWN) == before
    page.locator("#citaat-1-3-1").click()
    expect(page.locator("#bron-1-3")).to_be_focused()
    ask_and_wait(page, "En daarna?", 3)
    expect(page.locator("#beurt-3")).to_contain_text("Ik zocht op: En hoe begin je daarmee?")


SHOWN = """[...document.querySelectorAll('.sw-beurt, .sw-bronnen')].map(each => each.textContent)"""
STORED = "JSON.stringify([{...localStorage}, {...sessionStorage}])"


def test_only_masked_words_are_kept(page: Page) -> None:
    ask(page, "Kees vertelt langzaam")
    page.locator("#beurt-1 .sw-inleiding").wait_for()
    field(page).fill("Kees wacht")
    field(page).press("Enter")
    field(page).fill("Kees typt")
    wait_for_turn(page, 2)
    stored = page.evaluate(STORED)
    assert "[naam] vertelt" in stored
    assert "Kees" not in stored


def test_a_reload_in_the_middle_of_an_answer_says_so(page: Page) -> None:
    ask(page, SLOW)
    page.locator("#beurt-1 .sw-inleiding").wait_for()
    page.reload()
    turn = page.locator("#beurt-1")
    expect(turn).to_contain_text(SLOW)
    expect(turn).to_contain_text(texts_asking.CUT_SHORT)
    expect(turn.locator(".sw-bezig")).to_have_count(0)


# The server says late that this was all; and what was kept as soon as the answer was whole.
END_LATE = r"""() => {
  const { read } = ReadableStreamDefaultReader.prototype;
  const late = new WeakMap();
  ReadableStreamDefaultReader.prototype.read = async function () {
    const value = late.get(this);
    if (value) {
      late.delete(this);
      await new Promise((go) => setTimeout(go, 500));
      return { value, done: false };
    }
    const got = await read.call(this);
    const end = `${got.value}`.search(/data: [^\n]*process_completed/);
    if (end < 0) return got;
    late.set(this, got.value.slice(end));
    return { value: got.value.slice(0, end), done: false };
  };
}"""
LOOK_ONCE_WHOLE = """() => new MutationObserver((changes, observer) => {
  if (!document.querySelector("#beurt-1[data-af]")) return;
  observer.disconnect();
  window.keptByThen = Object.values(localStorage).join();
}).observe(document, { childList: true, subtree: true, attributeFilter: ["data-af"] })"""


def test_an_answer_is_kept_as_soon_as_it_is_whole(page: Page) -> None:
    page.evaluate(END_LATE)
    page.evaluate(LOOK_ONCE_WHOLE)
    ask_and_wait(page, "Wat is een JIM?")
    assert "data-af" in page.evaluate("keptByThen")


def test_another_tab_goes_on_with_it_and_both_are_kept(page: Page) -> None:
    ask_and_wait(page, "Wat is een JIM?")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name=re.compile("^Verder met je gesprek van .*JIM")).click()
    ask_and_wait(other, "En hoe begin je daarmee?", 2)
    ask_and_wait(page, "Wat is een burgervoogd?", 2)
    for tab, last in ((page, "burgervoogd"), (other, "begin je")):
        tab.reload()
        expect(tab.locator("#vraag-2")).to_contain_text(last)


def test_a_new_conversation_leaves_the_old_one_within_reach(page: Page) -> None:
    ask_and_wait(page, "Wat is een JIM?")
    page.get_by_role("button", name=texts.NEW_CONVERSATION).click()
    page.reload()
    expect(page.get_by_role("button", name=PROFILE.examples[0])).to_be_visible()
    page.get_by_role("button", name=re.compile("^Verder met je gesprek")).click()
    expect(page.locator("#beurt-1")).to_contain_text("Dit staat in de handreiking:")


def test_keeping_can_be_switched_off_and_wiped_in_one_click(page: Page) -> None:
    ask_and_wait(page, "Wat is een JIM?")
    page.get_by_text(texts_asking.KEPT_TITLE).click()
    page.get_by_role("button", name=texts_asking.WIPE).click()
    expect(page.get_by_text(texts_asking.WIPED)).to_be_visible()
    assert "JIM" not in page.evaluate(STORED)
    ask_and_wait(page, "Wat is een JIM?", 2)
    assert "JIM" in page.evaluate(STORED)
    page.get_by_label(texts_asking.KEEP).uncheck()
    expect(page.get_by_text(texts_asking.KEPT_OFF)).to_be_visible()
    ask_and_wait(page, "Wat is een JIM?", 3)
    assert "JIM" not in page.evaluate(STORED)
    page.reload()
    expect(page.get_by_label(texts.QUESTION_LABEL)).to_be_visible()
    expect(page.locator(".sw-beurt")).to_have_count(0)


def test_what_is_too_old_is_gone(page: Page) -> None:
    ask_and_wait(page, "Wat is een JIM?")
    page.wait_for_function(f"{STORED}.includes('JIM')")
    address = page.url
    # While the page is away it keeps nothing anew.
    page.goto("about:blank")
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(hours=texts_asking.KEPT_HOURS))
    page.goto(address)
    page.wait_for_function(f"!{STORED}.includes('JIM')")
    expect(page.locator(".sw-beurt")).to_have_count(0)


def test_a_question_waits_for_a_server_that_is_gone_for_a_while(
    own_server: tuple[str, subprocess.Popen[str]], browser: Browser
) -> None:
    address, _ = own_server
    host = urlsplit(address).netloc
    with browser.new_context(locale="nl-NL") as context:
        page = context.new_page()
        page.goto(address)
        ask_and_wait(page, "Wat is een JIM?")
        context.route(f"**//{host}/**", lambda route: route.abort())
        ask(page, "En dan?")
        expect(page.get_by_text(texts.LOST)).to_be_visible()
        expect(page.get_by_text(f"{texts_asking.WAITS_FOR_SERVER} En dan?")).to_be_visible()
        context.unroute(f"**//{host}/**")
        wait_for_turn(page, 2)
        expect(page.get_by_text(texts.LOST)).to_be_hidden()
        expect(page.locator(".toast-item")).to_have_count(0)


def test_a_question_that_is_refused_is_in_the_field_again(page: Page) -> None:
    page.route("**/queue/join*", lambda route: route.fulfill(status=403))
    ask(page, "Wat is een JIM?")
    expect(page.get_by_text(texts_asking.REFUSED)).to_be_visible()
    expect(field(page)).to_have_value("Wat is een JIM?")
