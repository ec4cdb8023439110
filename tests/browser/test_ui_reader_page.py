"""From an answer to its source, in a real browser: the document, links, copies and files."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from playwright.sync_api import Browser, Page, expect

from ui import texts, texts_reading
from ui.links import document_link, place_name, shared_link
from ui_fakes import CITATIONS, ONWARD, PUBLISHED, SOURCE, SUMMARY, VALUE

QUOTED = CITATIONS[2]
NAMES = [place_name(each.section, each.place) for each in (QUOTED, CITATIONS[0], CITATIONS[4])]
SIZES = {"wide": (1440, 900), "low": (960, 600), "narrow": (320, 640), "zoomed": (320, 256)}


def ask(page: Page, question: str, number: int = 1) -> None:
    page.get_by_label(texts.QUESTION_LABEL).fill(question)
    page.get_by_role("button", name=texts.ASK).click()
    page.locator(f"#beurt-{number} .sw-meenemen").wait_for()


@pytest.fixture(params=list(SIZES))
def document(
    request: pytest.FixtureRequest, browser: Browser, address: str, errors: list[str]
) -> Iterator[Page]:
    """The page of a document at a cited place, on screens of four sizes, light and dark."""
    width, height = SIZES[request.param]
    scheme = "dark" if request.param in ("low", "narrow") else "light"
    with browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="nl-NL"
    ) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{address}/{document_link(SOURCE.id, NAMES)}")
        yield page


def test_a_document_opens_at_the_cited_sentence(document: Page, errors: list[str]) -> None:
    mark = document.locator("#plek")
    expect(mark).to_have_text(QUOTED.quote)
    expect(mark).to_be_in_viewport()
    expect(document.locator("mark.ook").first).to_have_text(CITATIONS[0].quote)
    expect(document).to_have_title(f"{SOURCE.title} · {texts.NAME}")
    assert errors == []


def test_a_document_is_accessible_and_stays_within_the_screen(document: Page) -> None:
    result = Axe().run(document)
    assert result.violations_count == 0, result.generate_report()
    assert document.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def test_the_cited_sentence_is_not_below_head_or_bar(document: Page) -> None:
    boxes = [document.locator(each).bounding_box() for each in (".sw-kop", "#plek", ".balk")]
    head, mark, bar = boxes
    assert head
    assert mark
    assert bar
    assert head["y"] + head["height"] <= mark["y"]
    assert mark["y"] + mark["height"] <= max(bar["y"], document.evaluate("innerHeight") * 0.4)


def test_the_passages_of_an_answer_follow_each_other(document: Page) -> None:
    document.get_by_role("link", name="Vorige passage").click()
    expect(document.locator("#plek")).to_have_text(CITATIONS[0].quote)
    expect(document.locator("#plek")).to_be_in_viewport()
    document.get_by_role("link", name="Volgende passage").click()
    expect(document.locator("#plek")).to_have_text(QUOTED.quote)


def test_a_link_to_the_place_is_copied_and_leads_back_to_it(document: Page, address: str) -> None:
    document.context.grant_permissions(["clipboard-read", "clipboard-write"])
    document.get_by_role("link", name=texts_reading.LINK_TO_PLACE).click()
    expect(document.get_by_role("status")).to_have_text(texts_reading.LINK_COPIED)
    link = document.evaluate("navigator.clipboard.readText()")
    assert link == f"{address}/{shared_link(SOURCE.id, NAMES[0])}"
    document.goto("about:blank")
    document.goto(link)
    expect(document.locator("#plek")).to_have_text(QUOTED.quote)
    expect(document.locator("#plek")).to_be_in_viewport()


def test_a_document_is_read_and_searched_without_scripts(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False, locale="nl-NL") as context:
        page = context.new_page()
        page.goto(f"{address}/{document_link(SOURCE.id, NAMES[:1])}")
        expect(page.locator("#plek")).to_be_in_viewport()
        page.get_by_label(texts_reading.SEARCH_LABEL).fill("basisbehoeften")
        page.get_by_role("button", name=texts_reading.SEARCH).click()
        page.get_by_role("link", name=VALUE.headings[-1]).first.click()
        expect(page.locator("#vondst-1")).to_be_in_viewport()
        expect(page.locator("mark.hier")).to_have_count(1)
        page.get_by_role("navigation", name=texts_reading.OUTLINE).get_by_role(
            "link", name=SUMMARY.headings[-1]
        ).click()
        expect(page.get_by_role("heading", name=SUMMARY.headings[-1])).to_be_in_viewport()
        page.get_by_role("link", name=texts.NAME).click()
        assert page.url == f"{address}/"


def test_only_the_text_is_printed(document: Page) -> None:
    document.emulate_media(media="print")
    for gone in (".zij", ".balk", ".sw-naam"):
        expect(document.locator(gone)).to_be_hidden()
    expect(document.locator(".uitgave")).to_be_visible()
    expect(document.locator("#plek")).to_be_visible()


def test_a_card_opens_its_document_beside_the_conversation(
    page: Page, outside: list[str], errors: list[str]
) -> None:
    ask(page, "Wat is een JIM?")
    with page.expect_popup() as opened:
        page.locator("#kaart-1-3 .sw-open").click()
    expect(opened.value.locator("#plek")).to_have_text(QUOTED.quote)
    assert parse_qs(urlsplit(opened.value.url).query)["plek"][0] == NAMES[0]
    expect(page.locator("#beurt-1")).to_be_visible()
    assert (outside, errors) == ([], [])


def test_a_citation_unfolds_its_passage(page: Page) -> None:
    ask(page, "Wat is een JIM?")
    mark = page.locator("#bron-1-4")
    expect(mark).to_be_hidden()
    page.get_by_role("link", name="Bron 4", exact=True).click()
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport()


def test_cards_lead_to_each_other_with_the_keyboard(page: Page) -> None:
    ask(page, "Wat is een JIM?")
    page.locator("#kaart-1-1").get_by_role("button", name="Volgende bron").press("Enter")
    expect(page.locator("#kaart-1-2")).to_be_focused()
    page.locator("#kaart-1-2").get_by_role("button", name="Vorige bron").press("Enter")
    expect(page.locator("#kaart-1-1")).to_be_focused()
    page.get_by_role("link", name="Bron 2", exact=True).click()
    page.locator("#kaart-1-2").get_by_role("link", name=texts.BACK).click()
    expect(page.get_by_role("link", name="Bron 2", exact=True)).to_be_focused()


READ_CLIPBOARD = """async () => {
  const [item] = await navigator.clipboard.read();
  const read = async (type) => (await item.getType(type)).text();
  return [await read("text/plain"), await read("text/html")];
}"""


def test_an_answer_is_copied_with_its_sources(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "Wat is een JIM?")
    page.get_by_role("button", name=texts_reading.COPY).click()
    expect(page.locator("#beurt-1 .sw-meegenomen")).to_have_text(texts_reading.COPIED)
    text, html = page.evaluate(READ_CLIPBOARD)
    lines = text.splitlines()
    assert lines[0] == "- Transformatie en besparing in de (jeugd)zorg. [1]"
    assert f"{QUOTED.quote} [3]" in lines
    source = (
        f"[3] {SOURCE.title} ({SOURCE.edition}), geldt nu, {texts_reading.PAGE_UNKNOWN}, "
        f"2 Vormen van informele steun › JIM. {address}/{shared_link(SOURCE.id, NAMES[0])}"
    )
    assert lines[lines.index(texts_reading.SOURCES) :][3] == source
    assert f'<a href="{address}/?bron=' in html
    assert f"{QUOTED.quote} [3]" in html


def test_a_conversation_is_taken_along_with_the_sources_of_every_turn(
    page: Page, tmp_path: Path
) -> None:
    ask(page, "Waar is Kees?")
    ask(page, "Hoe is het weer morgen", 2)
    ask(page, "Wat is een JIM?", 3)
    page.locator("#beurt-3").get_by_text(texts_reading.SAVE).click()
    with page.expect_download() as saved:
        page.get_by_role("button", name=texts_reading.SAVE_WORD).click()
    assert saved.value.suggested_filename.startswith("steunwijzer-")
    content = Path(saved.value.path()).read_bytes()
    told = [each.text for each in Document(BytesIO(content)).paragraphs]
    assert "Vraag 1: Waar is [naam]?" in told
    assert "Vraag 2: Hoe is het weer morgen" in told
    assert "Bronnen bij vraag 3" in told
    assert texts_reading.REPORT_ABOUT in told
    assert texts_reading.NOT_VERBATIM not in told
    with page.expect_download() as saved:
        page.get_by_role("button", name=texts_reading.SAVE_MARKDOWN).click()
    assert "## Vraag 3: Wat is een JIM?" in Path(saved.value.path()).read_text(encoding="utf-8")
    expect(page.locator("#beurt-3 .sw-meegenomen")).to_have_text(texts_reading.SAVED)


def test_a_conversation_is_printed_from_a_tab_of_its_own(page: Page) -> None:
    page.context.add_init_script("window.print = () => { window.printed = true; }")
    ask(page, "Wat is een JIM?")
    page.locator("#beurt-1").get_by_text(texts_reading.SAVE).click()
    with page.expect_popup() as opened:
        page.get_by_role("button", name=texts_reading.SAVE_PRINT).click()
    expect(opened.value.get_by_role("heading", name=texts_reading.REPORT)).to_be_visible()
    expect(opened.value.get_by_text(f"{QUOTED.quote} [3]")).to_be_visible()


def test_a_question_to_go_on_with_is_asked_by_a_click(page: Page, errors: list[str]) -> None:
    ask(page, "Wat is een JIM?")
    page.get_by_label(texts.QUESTION_LABEL).fill("Half getypt")
    buttons = page.get_by_role("group", name=texts_reading.ONWARD).get_by_role("button")
    expect(buttons).to_have_text(list(ONWARD))
    buttons.nth(1).click()
    page.locator("#beurt-2 .sw-meenemen").wait_for()
    expect(page.locator("#vraag-2")).to_contain_text(ONWARD[1])
    expect(page.get_by_label(texts.QUESTION_LABEL)).to_have_value("Half getypt")
    expect(page.get_by_role("group", name=texts_reading.ONWARD)).to_have_count(1)
    assert errors == []


def test_a_question_of_a_link_is_filled_in_and_not_asked(page: Page, address: str) -> None:
    page.goto(f"{address}/?vraag=Wat+is+een+%3Cb%3EJIM%3F")
    field = page.get_by_label(texts.QUESTION_LABEL)
    expect(field).to_have_value("Wat is een <b>JIM?")
    expect(page.get_by_text(texts_reading.FROM_LINK)).to_be_visible()
    assert page.url == f"{address}/"
    expect(page.locator(".sw-beurt")).to_have_count(0)
    page.get_by_role("button", name=texts.ASK).click()
    expect(page.locator("#vraag-1")).to_contain_text("Wat is een <b>JIM?")
    expect(page.get_by_text(texts_reading.FROM_LINK)).to_have_count(0)


@pytest.mark.parametrize("name", ["weg_0-9_00000000", "geen plek!"])
def test_a_link_to_what_is_not_there_says_so(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/{shared_link(SOURCE.id, name)}")
    expect(page.locator(".let-op").first).to_be_in_viewport()
    page.goto(f"{address}/{shared_link('weg', name)}")
    expect(page.get_by_role("heading", level=1)).to_have_text(texts_reading.NO_DOCUMENT_TITLE)
    expect(page.get_by_role("listitem")).to_have_count(1)
    assert PUBLISHED.source.title in page.get_by_role("listitem").inner_text()
