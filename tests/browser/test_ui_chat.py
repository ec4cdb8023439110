"""The chat page in a real browser, on a wide and on a narrow screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from assistant.question.typed import QUESTION_CHARS
from running_page import each_width
from ui import texts, texts_asking
from ui_fakes import PROFILE, SLOW_S

HOSTILE = (
    "<script>window.hacked=1</script><img src=x onerror=window.hacked=1> "
    "![](http://example.com/x.png) ${window.hacked=1} {{value}} &amp; \\` </h3>"
)


def ask(page: Page, question: str) -> None:
    page.get_by_label(texts.QUESTION_LABEL).fill(question)
    page.get_by_role("button", name=texts.ASK).click()


def wait_for_turn(page: Page, number: int) -> None:
    page.locator(f"#beurt-{number} .sw-antwoord > *").first.wait_for()
    expect(page.locator(f"#beurt-{number} .sw-bezig")).to_have_count(0)


def ask_and_wait(page: Page, question: str, number: int = 1) -> None:
    ask(page, question)
    wait_for_turn(page, number)
    page.locator(f"#beurt-{number}[data-af]").wait_for()


@each_width
def test_page_is_dutch_and_says_that_it_is_an_ai(page: Page) -> None:
    expect(page).to_have_title("Steunwijzer")
    assert page.evaluate("document.documentElement.lang") == "nl"
    about = texts.about(PROFILE.subject)
    for text in (about, texts.caution(PROFILE.deciders), texts.privacy(PROFILE.clients)):
        expect(page.get_by_text(text)).to_be_visible()
    assert "AI-assistent" in about


@each_width
def test_an_example_is_answered_with_sources(page: Page) -> None:
    page.get_by_role("button", name=PROFILE.examples[0]).click()
    wait_for_turn(page, 1)
    expect(page.locator("#beurt-1")).to_contain_text("Dit staat in de handreiking:")
    expect(page.locator("#bronnen-1 article")).to_have_count(5)
    expect(page.locator("#vraag-1")).to_be_focused()
    expect(page.get_by_text(texts.EXAMPLES_TITLE)).to_be_hidden()


def test_a_question_is_sent_again_until_a_page_that_is_still_being_built_hears_it(
    browser: Browser, address: str
) -> None:
    with browser.new_context(locale="nl-NL") as context:
        page = context.new_page()
        page.add_init_script(
            """window.presses = 0;
            window.addEventListener("click", (event) => {
              if (!event.target.closest("#sw-verstuur")) return;
              window.presses += 1;
              if (window.presses < 3) event.stopImmediatePropagation();
            }, { capture: true });"""
        )
        page.goto(address)
        page.get_by_role("button", name=PROFILE.examples[0]).click()
        page.locator("#beurt-1[data-af]").wait_for()
        assert page.evaluate("window.presses") >= 3
        expect(page.locator("#beurt-1 .sw-gevraagd")).to_have_text(PROFILE.examples[0])
        expect(page.locator(".sw-beurt")).to_have_count(1)


def test_enter_asks_and_keeps_the_focus_in_the_question(page: Page) -> None:
    field = page.get_by_label(texts.QUESTION_LABEL)
    field.fill("Wat is een JIM?")
    field.press("Enter")
    wait_for_turn(page, 1)
    expect(field).to_be_focused()
    expect(field).to_have_value("")


@each_width
@pytest.mark.parametrize("way", ["click", "Enter"])
def test_a_citation_leads_to_its_card_and_back(page: Page, way: str) -> None:
    ask_and_wait(page, "Wat is een JIM?")
    citation = page.get_by_role("link", name="Bron 2", exact=True)
    if way == "click":
        citation.click()
    else:
        citation.press("Enter")
    mark = page.locator("#bron-1-2")
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport()
    back = page.locator("#kaart-1-2").get_by_role("link", name=texts.BACK)
    if way == "click":
        back.click()
    else:
        back.press("Enter")
    expect(citation).to_be_focused()
    expect(citation).to_be_in_viewport()


@each_width
def test_the_quote_is_marked_in_its_passage(page: Page) -> None:
    ask_and_wait(page, "Wat is een JIM?")
    card = page.locator("#kaart-1-2")
    expect(card.locator("mark#bron-1-2")).to_contain_text("Niet de informele steun moet aanvullend")
    expect(card).to_contain_text("Bezien vanuit het perspectief van het kind")
    expect(card).to_contain_text("p. 6")
    expect(card).to_contain_text("Informele steun heeft in zichzelf waarde")


def test_citations_of_an_earlier_turn_keep_working(page: Page) -> None:
    ask_and_wait(page, "Wat is een JIM?")
    ask_and_wait(page, "En hoe begin je daarmee?", 2)
    expect(page.locator("#bronnen-2")).to_be_visible()
    expect(page.locator("#bronnen-1")).to_be_hidden()
    page.locator("#citaat-1-3-1").click()
    expect(page.locator("#bron-1-3")).to_be_focused()
    expect(page.locator("#bronnen-2")).to_be_hidden()
    ask_and_wait(page, "En daarna?", 3)
    expect(page.locator("#bronnen-3")).to_be_visible()
    expect(page.locator("#bronnen-1")).to_be_hidden()


def test_a_follow_up_is_asked_with_its_history(page: Page) -> None:
    ask_and_wait(page, "Wat is een JIM?")
    ask_and_wait(page, "En hoe begin je daarmee?", 2)
    expect(page.locator("#beurt-2")).to_contain_text(
        "Ik zocht op: Wat is een JIM? En hoe begin je daarmee?"
    )


@each_width
def test_not_found_shows_the_nearest_passages_as_no_answer(page: Page) -> None:
    ask_and_wait(page, "Hoe is het weer morgen")
    expect(page.locator("#beurt-1")).to_contain_text("Ik vind in de bronnen geen antwoord")
    panel = page.locator("#bronnen-1")
    expect(panel).to_contain_text(texts.NEAREST_TITLE)
    expect(panel).to_contain_text(texts.NEAREST_NOT_ANSWER)
    expect(panel.locator("article")).to_have_count(3)
    page.get_by_role("link", name=texts.NEAREST_IN_PANEL).click()
    expect(page.locator("#bron-1-1")).to_be_focused()
    page.locator("#bron-1-1").get_by_role("link", name=texts.BACK_TO_CONVERSATION).click()
    expect(page.get_by_role("link", name=texts.NEAREST_IN_PANEL)).to_be_focused()


@pytest.mark.parametrize(
    ("question", "sentence"),
    [("   ", "Je hebt nog geen vraag gesteld."), ("Dit is kapot", texts.FAILED)],
)
def test_a_failure_is_a_sentence_and_the_page_goes_on(
    page: Page, question: str, sentence: str
) -> None:
    ask_and_wait(page, question)
    expect(page.locator("#beurt-1 .sw-fout")).to_contain_text(sentence)
    ask_and_wait(page, "Wat is een JIM?", 2)
    expect(page.locator("#beurt-2")).to_contain_text("Dit staat in de handreiking:")


def test_a_question_is_shown_as_text(page: Page, outside: list[str], errors: list[str]) -> None:
    ask_and_wait(page, HOSTILE)
    expect(page.locator("#vraag-1")).to_contain_text(HOSTILE)
    assert page.evaluate("window.hacked") is None
    assert (outside, errors) == ([], [])


def test_nothing_leaves_the_machine(page: Page, outside: list[str], errors: list[str]) -> None:
    ask_and_wait(page, "Wat is een JIM?")
    page.get_by_role("link", name="Bron 1", exact=True).click()
    ask_and_wait(page, "Hoe is het weer morgen", 2)
    assert (outside, errors) == ([], [])
    assert page.context.cookies() == []


def test_a_new_conversation_starts_empty(page: Page) -> None:
    ask_and_wait(page, "Wat is een JIM?")
    page.get_by_role("button", name=texts.NEW_CONVERSATION).click()
    expect(page.get_by_role("button", name=PROFILE.examples[0])).to_be_visible()
    expect(page.locator(".sw-beurt")).to_have_count(0)
    expect(page.get_by_label(texts.QUESTION_LABEL)).to_be_focused()
    ask_and_wait(page, "En hoe begin je daarmee?")
    expect(page.locator("#beurt-1")).not_to_contain_text("Ik zocht op")


def test_a_new_conversation_ends_the_answer_that_is_being_written(
    page: Page, errors: list[str]
) -> None:
    ask(page, "Vertel langzaam over een JIM")
    page.locator("#beurt-1 .sw-inleiding").wait_for()
    page.get_by_role("button", name=texts.NEW_CONVERSATION).click()
    expect(page.locator(".sw-beurt")).to_have_count(0)
    ask_and_wait(page, "Wat is een burgervoogd?")
    expect(page.locator(".sw-beurt")).to_have_count(1)
    expect(page.locator("#vraag-1")).to_contain_text("burgervoogd")
    page.wait_for_timeout(SLOW_S * 1000 + 500)
    expect(page.locator(".sw-beurt")).to_have_count(1)
    expect(page.locator("#vraag-1")).to_contain_text("burgervoogd")
    expect(page.locator("#beurt-1")).not_to_contain_text("Ik zocht op")
    expect(page.locator(".toast-item")).to_have_count(0)
    assert errors == []


def test_a_new_conversation_ends_a_question_that_is_only_just_asked(
    page: Page, errors: list[str]
) -> None:
    page.get_by_label(texts.QUESTION_LABEL).fill("Vertel langzaam over een JIM")
    page.evaluate(
        "document.querySelector('#sw-vraag-stellen').click();"
        "setTimeout(() => document.querySelector('#sw-opnieuw').click(), 0)"
    )
    page.wait_for_timeout(SLOW_S * 1000 + 500)
    expect(page.locator(".sw-beurt")).to_have_count(0)
    ask_and_wait(page, "Wat is een burgervoogd?")
    expect(page.locator("#vraag-1")).to_contain_text("burgervoogd")
    expect(page.locator(".toast-item")).to_have_count(0)
    assert errors == []


def test_a_turn_of_another_conversation_is_not_let_in(page: Page) -> None:
    page.evaluate(
        """document.querySelector("#sw-nu .sw-beurten").innerHTML =
          '<article class="sw-beurt" data-gesprek="oud"><h3 class="sw-vraag">Oud</h3></article>'"""
    )
    expect(page.locator(".sw-beurt")).to_have_count(0)


def test_the_same_question_after_a_new_conversation_is_answered_anew(page: Page) -> None:
    for _ in range(2):
        ask_and_wait(page, "Wat is een JIM?")
        expect(page.locator("#bronnen-1 article")).to_have_count(5)
        page.get_by_role("button", name=texts.NEW_CONVERSATION).click()
        expect(page.get_by_text(texts.SOURCES_EMPTY)).to_be_visible()


def test_a_question_that_is_asked_during_an_answer_waits_in_sight(page: Page) -> None:
    ask(page, "Vertel langzaam over een JIM")
    field = page.get_by_label(texts.QUESTION_LABEL)
    expect(field).to_have_value("")
    page.locator("#beurt-1").wait_for()
    field.press_sequentially("En dan")
    expect(field).to_have_value("En dan")
    field.press("Enter")
    expect(field).to_have_value("")
    expect(page.get_by_text(f"{texts_asking.WAITS} En dan")).to_be_visible()
    expect(page.locator(".sw-beurt")).to_have_count(1)
    field.press_sequentially("Nog iets")
    wait_for_turn(page, 2)
    expect(page.locator("#vraag-2")).to_contain_text("En dan")
    expect(page.locator("#beurt-2")).to_contain_text("Ik zocht op: Vertel langzaam")
    expect(page.locator("#sw-wachtrij li")).to_have_count(0)
    expect(field).to_have_value("Nog iets")


def test_a_question_that_is_too_long_stays_whole(page: Page) -> None:
    long = "gevaar " + "woord " * QUESTION_CHARS
    ask_and_wait(page, long)
    expect(page.get_by_label(texts.QUESTION_LABEL)).to_have_value(long)
    expect(page.locator("#beurt-1 .sw-gevaar")).to_contain_text("112")
    expect(page.locator("#beurt-1 .sw-fout")).to_be_visible()


@pytest.mark.parametrize("question", ["Kees vraagt langzaam", "Kees is kapot"])
def test_personal_data_is_never_shown(page: Page, question: str) -> None:
    seen = page.evaluate(
        """() => {
          window.shown = "";
          new MutationObserver(() => {
            window.shown += document.querySelector("#sw-gespreksvak").innerHTML;
          }).observe(document.body, { childList: true, subtree: true, characterData: true });
        }"""
    )
    assert seen is None
    ask_and_wait(page, question)
    shown = page.evaluate("window.shown")
    assert "[naam]" in shown
    assert texts.WORKING in shown
    assert "Kees" not in shown


def test_each_conversation_has_a_key_that_only_the_page_knows(page: Page) -> None:
    keys = []

    def heard(request: Request) -> None:
        if "/queue/" in request.url:
            keys.append(request.headers.get("x-steunwijzer-visit"))

    page.on("request", heard)
    for number in (1, 2):
        ask_and_wait(page, "Wat is een JIM?", number)
    page.get_by_role("button", name=texts.NEW_CONVERSATION).click()
    ask_and_wait(page, "Wat is een JIM?")
    assert [len(str(key)) for key in keys] == [32] * 6
    assert [keys.index(key) for key in keys] == [0, 0, 0, 0, 4, 4]
    assert not any(str(key) in page.content() for key in keys)


def test_only_the_last_turn_is_read_out(page: Page) -> None:
    ask_and_wait(page, "Wat is een JIM?")
    ask_and_wait(page, "En hoe begin je daarmee?", 2)
    log = page.get_by_role("log")
    expect(log.locator(".sw-beurt")).to_have_count(1)
    expect(log.locator("#beurt-2")).to_be_visible()
    expect(page.locator("#sw-eerder #beurt-1")).to_be_visible()


@each_width
def test_nothing_sticks_out_sideways(page: Page) -> None:
    for number, question in enumerate(("Wat is een JIM?", "Hoe is het weer morgen", "x" * 500), 1):
        ask_and_wait(page, question, number)
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )


@each_width
def test_sources_stand_within_their_panel(page: Page) -> None:
    for number, question in enumerate(("Wat is een JIM?", "Hoe is het weer", "En dan?"), 1):
        ask_and_wait(page, question, number)
        panel = page.locator("#sw-paneel").bounding_box()
        card = page.locator(f"#bronnen-{number} article").first.bounding_box()
        assert panel
        assert card
        assert panel["x"] <= card["x"]
        assert card["x"] + card["width"] <= panel["x"] + panel["width"]
        assert panel["x"] + panel["width"] <= page.evaluate("window.innerWidth")


@each_width
def test_accessibility_rules_hold(page: Page) -> None:
    axe = Axe()
    found = [axe.run(page)]
    ask_and_wait(page, "Wat is een JIM?")
    found.append(axe.run(page))
    page.get_by_role("link", name="Bron 2", exact=True).click()
    found.append(axe.run(page))
    ask_and_wait(page, "Hoe is het weer morgen", 2)
    found.append(axe.run(page))
    for result in found:
        assert result.violations_count == 0, result.generate_report()


def test_the_address_of_the_newer_edition_can_be_followed(page: Page) -> None:
    ask_and_wait(page, "Wat is een JIM?")
    link = page.locator(".sw-meldingen a")
    expect(link).to_have_attribute("href", "https://richtlijnenjeugdhulp.nl/")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_css("text-decoration-line", "underline")
