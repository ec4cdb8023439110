"""The pages for maintainers and evaluators, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

import eval_fakes
from annotated_corpus import annotated
from eval.report import write_report
from ingest.corpus.library import Library
from ingest.corpus.notes import PassageNote, SectionNotes
from rendered import paper_of, write_pdf
from running_page import serving
from small_corpus import write_corpus
from ui import texts_pages
from ui.service.reporting import REPORTS

GUIDE = "# Wijzer\n\n<!-- pagina: 1 -->\n\n## Mentor\n\nEen mentor steunt een kind.\n"
TEXT = "Tekst, zoals Steunwijzer hem leest"
PATHS = (
    "/beheer",
    "/beheer/publiceren",
    "/beheer/tekst/gids",
    "/beheer/bron/gids",
    "/beheer/voorstellen",
    "/beheer/vragen",
    "/meten",
    "/meten/feedback",
    "/meten/meting/een",
    "/meten/meting/een/vraag/2",
    "/meten/meting/een/oordeel/noor",
    "/meten/vergelijk/een/een",
    "/meten/meting/weg",
)
PUBLISHED_MS = 120_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a report, and a corpus of which all is accepted."""
    folder = tmp_path_factory.mktemp("office")
    annotated(write_corpus(folder / "corpus"))
    write_report(folder / "data" / REPORTS / "een", eval_fakes.measured(), None)
    return folder


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[str]:
    """Where the pages are served."""
    folders = {"DATA": str(folder / "data"), "CORPUS": str(folder / "corpus")}
    with serving(FEEDBACK="true", **folders) as (address, _):
        yield address


@pytest.fixture
def context(browser: Browser, office: str) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=office, locale="nl-NL", reduced_motion="reduce") as context:
        yield context


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Page]:
    """A page of which no script complains, and that asks for nothing that it may not have."""
    complaints: list[str] = []
    tab = context.new_page()
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits_every_screen(tab: Page, scheme: str) -> None:
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in PATHS:
        tab.goto(path)
        for width in (320, 960, 1920):
            tab.set_viewport_size({"width": width, "height": 700})
            wider = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wider <= 0, (path, width)
        found = Axe().run(tab)
        assert found.violations_count == 0, (path, found.generate_report())
        assert tab.locator("h1").count() == 1
        # Whatever is pressed is large enough.
        low = "each => [...each].map(one => one.getBoundingClientRect().height).filter(Boolean)"
        assert all(high >= 24 for high in tab.locator("button, input, select").evaluate_all(low))


def test_the_chat_page_leads_to_the_others(tab: Page) -> None:
    tab.goto("/")
    places = tab.get_by_role("navigation", name=texts_pages.PLACES_LABEL)
    expect(places.get_by_role("link", name="Vragen")).to_have_attribute("aria-current", "page")
    places.get_by_role("link", name="Beheer").click()
    expect(tab.get_by_role("heading", name="Beheer", exact=True)).to_be_visible()


def test_a_file_becomes_a_text_that_is_in_use_and_a_reload_changes_nothing(
    tab: Page, folder: Path, tmp_path: Path
) -> None:
    write_pdf(paper_of(GUIDE), tmp_path / "wijzer.pdf")
    tab.goto("/beheer")
    tab.get_by_label("Bestand").set_input_files(tmp_path / "wijzer.pdf")
    tab.get_by_role("button", name="Lees het bestand").click()
    tab.get_by_label("Wie gaf hem uit?").fill("Zij")
    tab.get_by_role("button", name="Voeg toe en kijk na").click()
    expect(tab.get_by_text(texts_pages.ADDED)).to_be_visible()
    text = tab.get_by_label(TEXT)
    expect(tab.frame_locator("iframe").locator("embed, body").first).to_be_attached()
    text.fill(text.input_value().replace("steunt een kind", "helpt een kind"))
    tab.get_by_role("button", name="Bewaar de tekst").click()
    expect(tab.get_by_text(texts_pages.SAVED)).to_be_visible()
    assert "helpt een kind" in Library(folder / "corpus").document("wijzer").markdown
    tab.get_by_role("button", name="Ik heb hem nagekeken: aanvaard").click()
    expect(tab.get_by_text(texts_pages.accepted(1))).to_be_visible()
    tab.goto("/beheer/publiceren")
    tab.get_by_label("Wat is er anders, en waarom?").fill("Een wijzer erbij")
    tab.get_by_role("button", name="Neem in gebruik").click()
    expect(tab.get_by_text(texts_pages.JOBS["publish"])).to_be_visible()
    tab.reload()
    # Where the work is on a slow machine nobody knows: it goes on, or it is done.
    done = tab.get_by_text(texts_pages.JOBS_DONE["publish"])
    expect(done.or_(tab.get_by_text(texts_pages.JOBS["publish"]))).to_be_visible()
    expect(done).to_be_visible(timeout=PUBLISHED_MS)
    expect(tab.get_by_text("Alles is gelijk aan wat nu in gebruik is")).to_be_visible()
    tab.goto("/beheer")
    expect(tab.get_by_text("“Een wijzer erbij”")).to_be_visible()
    tab.get_by_role("link", name="Wat er veranderde").click()
    expect(tab.get_by_role("heading", name="Wat er toen veranderde")).to_be_visible()
    assert Axe().run(tab).violations_count == 0


def test_answers_are_judged_with_the_keyboard_alone(tab: Page, folder: Path) -> None:
    tab.goto("/meten/meting/een")
    tab.get_by_label("Wie oordeelt er?").fill("Toets")
    tab.keyboard.press("Enter")
    for done, key in enumerate("gef"):
        expect(tab.get_by_text(f"{done} van 3 zinnen beoordeeld")).to_be_visible()
        tab.wait_for_load_state()  # its script listens by then
        tab.keyboard.press(key)
    expect(tab.get_by_text("Je hebt alle zinnen beoordeeld")).to_be_visible()
    kept = (folder / "data" / REPORTS / "een" / "oordelen-toets.csv").read_text("utf-8-sig")
    assert [line.rpartition(";")[2] for line in kept.splitlines()[1:]] == [
        "goed",
        "ernaast",
        "fout",
    ]


def test_questions_of_a_run_can_be_sifted_by_how_they_ended(tab: Page) -> None:
    tab.goto("/meten/meting/een")
    expect(tab.locator("#geteld")).to_have_text("8 vragen")
    tab.get_by_label("Toon").select_option("fout: gevonden, maar geweigerd")
    expect(tab.locator("#geteld")).to_have_text("1 vraag")
    expect(tab.locator("#vragen tbody tr:visible")).to_have_count(1)


def test_a_heading_of_the_outline_is_shown_in_the_text(tab: Page) -> None:
    tab.goto("/beheer/tekst/gids")
    tab.get_by_text("Koppen, pagina's en aantal woorden").click()
    tab.locator("[data-zoek=Burgervoogd]").first.click()
    text = tab.get_by_label(TEXT)
    expect(text).to_be_focused()
    chosen = text.evaluate("each => each.value.slice(each.selectionStart, each.selectionEnd)")
    assert "Burgervo" in chosen


def test_all_of_it_works_without_scripts(browser: Browser, office: str, folder: Path) -> None:
    with browser.new_context(base_url=office, java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto("/beheer/tekst/gids")
        text = tab.get_by_label(TEXT)
        before = text.input_value()
        library = Library(folder / "corpus")
        assert before == library.document("gids").markdown
        for kept in (before.replace("dichtbij", "heel dichtbij"), before):
            text.fill(kept)
            tab.get_by_role("button", name="Bewaar de tekst").click()
            expect(tab.get_by_text(texts_pages.SAVED)).to_be_visible()
            assert library.document("gids").markdown == kept


def test_drafts_are_looked_at_with_the_keyboard_alone(tab: Page, folder: Path) -> None:
    library = Library(folder / "corpus")
    sections = library.snapshot().sections_by_id()
    known = library.notes("gids/burgervoogd")
    assert known
    more = known.passage[0].model_copy(update={"questions": ("Wie?",)})
    other = PassageNote(quote="Mijn", plain="Iets.", terms=(), questions=("Wie?",))
    for name, own in (("burgervoogd", more), ("burgervoogd/citaat", other)):
        library.put_draft(sections[f"gids/{name}"], SectionNotes(plain="Iets.", passage=(own,)))
    tab.goto("/beheer/voorstellen")
    tab.keyboard.press("b")
    expect(tab.get_by_text("Voorstel 1 van 2")).to_be_visible()
    tab.wait_for_load_state()
    assert Axe().run(tab).violations_count == 0
    tab.keyboard.press("1")
    expect(tab.get_by_label("Vragen die hij beantwoordt")).to_be_focused()
    tab.keyboard.press("Escape")
    tab.keyboard.press("v")
    expect(tab.get_by_text("Voorstel 2 van 2")).to_be_visible()
    tab.wait_for_load_state()  # its script listens by then
    tab.keyboard.press("w")
    expect(tab.get_by_text("Voorstel 1 van 1")).to_be_visible()
    tab.wait_for_load_state()
    tab.keyboard.press("1")
    tab.keyboard.press("Control+End")
    tab.keyboard.press("Enter")
    tab.keyboard.type("Wat doet hij? [2]")
    tab.keyboard.press("Control+Enter")
    expect(tab.get_by_text("Er wacht niets meer")).to_be_visible()
    notes = library.notes("gids/burgervoogd")
    assert notes
    assert notes.passage[0].questions == ("Wie?",)
    assert [each.told for each in notes.passage[0].asked] == [(1,), (2,)]
    assert library.notes("gids/burgervoogd/citaat") is None
