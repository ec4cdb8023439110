"""Drafts of annotations that people look at, one by one: accepted, changed or thrown away."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotated_corpus import annotated, contents
from ingest.corpus.library import Library
from ingest.corpus.notes import AskedNote, PassageNote, SectionNotes
from ingest.text.document import Kind, Section
from ingest.text.errors import CorpusError
from ingest.text.settings import Settings
from office_fakes import Desk
from small_corpus import DOCUMENT
from ui import texts_pages
from ui.web.note_form import form_of, notes_of, with_typed
from ui.web.routes import MAINTAIN

FIRST, SECOND = "gids/steunouders", "gids/burgervoogd"
OVERVIEW = f"{MAINTAIN}/voorstellen"


def page_of(section_id: str) -> str:
    return f"{MAINTAIN}/voorstel/{section_id}"


def passage(quote: str, *questions: str) -> PassageNote:
    asked = (AskedNote(told=(1,), questions=questions),)
    return PassageNote(quote=quote, plain="Iets.", terms=("oppas", "opvang"), asked=asked)


OF_FIRST = SectionNotes(
    plain="Over opvang.",
    passage=(passage("Een steunouder is", "Wie past op?"), passage("Hij vangt", "Wat doet hij?")),
)
OF_SECOND = SectionNotes(plain="Over voogdij.", passage=(passage("Een burgervoogd", "Wie voogd?"),))


def put(library: Library, **drafts: SectionNotes) -> None:
    """Have a chat model's drafts of sections in a corpus, by the last part of their ids."""
    sections = library.snapshot().sections_by_id()
    for name, notes in drafts.items():
        library.put_draft(sections[f"gids/{name}"], notes)


@pytest.fixture
def library(settings: Settings) -> Library:
    own = Library(settings.corpus)
    put(own, steunouders=OF_FIRST, burgervoogd=OF_SECOND)
    return own


@pytest.fixture
def desk(settings: Settings, library: Library) -> Desk:
    return Desk(settings)


def fields(page: str) -> dict[str, str]:
    """What the form of a draft would send, as it is."""
    texts = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    values = re.findall(r'name="(was|p\d+-termen)" value="([^"]*)"', page)
    kept = re.findall(r'name="(p\d+-houd)" value="ja" checked', page)
    return {**dict(texts), **dict(values), **dict.fromkeys(kept, "ja")}


def waiting(library: Library) -> list[str]:
    return [each.section.id for each in library.drafts()]


def test_drafts_are_accepted_one_after_another_as_they_are(desk: Desk, library: Library) -> None:
    assert "2 voorstellen wachten" in desk.get(MAINTAIN)
    assert f'href="{page_of(FIRST)}" data-toets="b"' in desk.get(OVERVIEW)
    page = desk.get(page_of(FIRST))
    assert "Voorstel 1 van 2" in page
    assert "<sup>1</sup>Hij vangt een kind op." in page
    page = desk.post(page_of(FIRST), **fields(page))
    assert texts_pages.draft_accepted("Steunouders") in page
    assert "Voorstel 1 van 1" in page
    assert library.notes(FIRST) == OF_FIRST
    page = desk.post(page_of(SECOND), **fields(page))
    assert "Er wacht niets meer" in page
    assert "Er wacht niets." in desk.get(MAINTAIN)
    passages = library.snapshot().annotations.passages
    assert [each.is_draft for each in passages] == [False] * 3
    assert not [name for name in contents(library) if name.startswith("drafts/")]


def test_a_draft_is_changed_and_a_passage_of_it_left_out(desk: Desk, library: Library) -> None:
    typed = fields(desk.get(page_of(FIRST)))
    del typed["p1-houd"]
    asked = "Wie vangt een kind op? [1]\r\nWie helpt?\r\n\r\n"
    desk.post(page_of(FIRST), **{**typed, "p2-vragen": asked, "p2-termen": " opvang;; huis "})
    notes = library.notes(FIRST)
    assert notes
    (own,) = notes.passage
    assert (own.quote, own.plain, own.terms) == ("Hij vangt", "Iets.", ("opvang", "huis"))
    assert own.questions == ("Wie helpt?",)
    assert own.asked == (AskedNote(told=(1,), questions=("Wie vangt een kind op?",)),)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"p1-vragen": " "}, texts_pages.no_question_at(1)[0]),
        ({"p1-gewoon": ""}, texts_pages.NO_PLAIN[0]),
        ({"p1-houd": "", "p2-houd": ""}, texts_pages.NO_PASSAGE_KEPT[0]),
        ({"p1-vragen": "Wie? [7]"}, "heeft geen zin 7, maar 1"),
    ],
)
def test_what_cannot_be_accepted_is_told_and_what_was_typed_stays(
    desk: Desk, library: Library, said: dict[str, str], why: str
) -> None:
    typed = {**fields(desk.get(page_of(FIRST))), "p2-gewoon": "Zelf getypt <b>", **said}
    page = desk.post(page_of(FIRST), 422, **typed)
    assert why in page
    assert "Zelf getypt &lt;b&gt;" in page
    assert waiting(library) == [FIRST, SECOND]
    assert library.notes(FIRST) is None


def test_a_draft_that_is_thrown_away_is_gone(desk: Desk, library: Library) -> None:
    typed = fields(desk.get(page_of(FIRST)))
    page = desk.post(page_of(FIRST), besluit="weg", **typed)
    assert texts_pages.draft_thrown_away("Steunouders") in page
    assert waiting(library) == [SECOND]
    assert library.notes(FIRST) is None
    assert texts_pages.NO_DRAFT[0] in desk.get(page_of(FIRST), 422)


def test_what_another_changed_meanwhile_is_not_lost(desk: Desk, library: Library) -> None:
    typed = fields(desk.get(page_of(FIRST)))
    before = library.drafts()[0]
    put(library, steunouders=OF_FIRST.model_copy(update={"plain": "Anders."}))
    for besluit in ("aanvaard", "weg"):
        page = desk.post(page_of(FIRST), 422, besluit=besluit, **typed)
        assert texts_pages.DRAFT_CHANGED[0] in page
    with pytest.raises(CorpusError, match="door iemand anders veranderd"):
        library.discard_draft(before)
    assert library.drafts()[0].draft.plain == "Anders."


def test_a_draft_waits_as_long_as_it_says_more_than_people_did_of_this_very_text(
    settings: Settings,
) -> None:
    library = annotated(settings.corpus)
    theirs = library.notes(FIRST)
    assert theirs
    put(library, steunouders=OF_FIRST)  # of before they wrote
    assert waiting(library) == []
    put(library, steunouders=theirs)
    assert waiting(library) == []
    first, second = theirs.passage
    more = first.model_copy(update={"questions": ("Wie past op?",)})
    put(library, steunouders=theirs.model_copy(update={"passage": (more, second)}))
    (own,) = library.drafts()
    assert (own.section.id, own.notes, own.new_questions) == (FIRST, theirs, ("Wie past op?",))
    library.accept_draft(own, own.draft)
    assert library.notes(FIRST) == own.draft
    assert waiting(library) == []


def test_a_draft_of_another_text_waits_no_more(library: Library) -> None:
    text = DOCUMENT.replace("Hij vangt", "Ook vangt hij")
    library.put_document("gids", text, DOCUMENT)
    assert waiting(library) == [SECOND]


LINE = st.text("abc ?[]", min_size=1, max_size=8).filter(lambda each: each.strip("[] "))
QUESTION = LINE.map(lambda each: " ".join(each.split()) + "?")
ASKED = st.dictionaries(st.sets(st.integers(1, 9), min_size=1).map(sorted).map(tuple), QUESTION)


@given(st.lists(QUESTION, min_size=1, unique=True), ASKED)
def test_notes_come_back_from_their_fields_as_they_were(
    questions: list[str], asked: dict[tuple[int, ...], str]
) -> None:
    said = tuple(AskedNote(told=told, questions=(each,)) for told, each in asked.items())
    own = PassageNote(quote="Een", plain="Iets.", terms=("a b",), questions=questions, asked=said)
    notes = SectionNotes(plain="Alles.", passage=(own,))
    section = Section("a/b", "a", ("B",), Kind.BODY, "", "", (), "Voor. Een zin. Nog een.")
    form = form_of(section, notes)
    assert [each.text for each in form.passages[0].sentences] == ["Een zin. ", "Nog een."]
    assert form.before == "Voor."
    assert notes_of(notes, form) == notes
    (only,) = form.passages
    typed = {
        "gewoon": form.plain,
        "p1-gewoon": only.plain,
        "p1-vragen": only.questions.replace("\n", "\r\n"),
        "p1-termen": only.terms,
        "p1-houd": "ja",
    }
    assert notes_of(notes, with_typed(form, typed)) == notes
