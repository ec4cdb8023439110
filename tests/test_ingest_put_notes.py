"""Notes of a section are put in the folder: the next snapshot holds them, all else stays."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotated_corpus import (
    BURGERVOOGD,
    STEUNOUDERS,
    annotated,
    changed,
    contents,
    edit,
    edit_text,
)
from ingest.corpus.library import Library
from ingest.corpus.note_text import new_notes, with_notes
from ingest.corpus.notes import AskedNote, PassageNote, SectionNotes, load_notes
from ingest.text.errors import CorpusError
from ingest.text.settings import BUNDLED_CORPUS
from small_corpus import write_corpus


@pytest.fixture
def library(corpus: Path) -> Library:
    return annotated(corpus)


def notes(*quotes: str) -> SectionNotes:
    return SectionNotes(plain="Alles.", passage=tuple(note(quote) for quote in quotes))


def note(quote: str, **others: Any) -> PassageNote:
    asked = (AskedNote(told=(1,), questions=("Wat?",)),)
    return PassageNote(**{"quote": quote, "plain": "Iets.", "terms": (), "asked": asked} | others)


def test_notes_are_read_as_they_were_written(library: Library) -> None:
    assert library.notes("gids/steunouders") == notes("Een steunouder is", "Hij vangt")
    assert library.notes("gids/burgervoogd/citaat") is None


def test_every_bundled_file_is_written_as_we_write_it() -> None:
    files = list(load_notes(BUNDLED_CORPUS))
    assert len(files) > 70
    for path, file in files:
        assert new_notes(file, path) == path.read_bytes()
        assert with_notes(path.read_bytes(), file, path) == path.read_bytes()


def test_notes_of_a_section_that_had_none_get_a_file_of_their_own(library: Library) -> None:
    before = contents(library)
    new = notes("Mijn burgervoogd")
    library.put_annotation("gids/burgervoogd/citaat", new, None)
    name = "annotations/gids/burgervoogd/citaat.toml"
    assert changed(library, before) == {name}
    assert library.notes("gids/burgervoogd/citaat") == new
    assert library.changes() == ()
    found = library.snapshot().annotations
    assert found.stale == ()
    assert [each.place for each in found.passages if each.place.section_id.endswith("citaat")] == [
        ("gids/burgervoogd/citaat", 0, 43)
    ]
    assert (
        contents(library)[name].decode().startswith('section = "gids/burgervoogd/citaat"\nsha256')
    )


def test_one_passage_changes_and_the_others_keep_their_words_and_comments(
    library: Library,
) -> None:
    was = notes("Een steunouder is", "Hij vangt")
    now = SectionNotes(plain="Nieuw.", passage=(was.passage[0], note("Hij vangt", plain="Anders.")))
    before = contents(library)
    library.put_annotation("gids/steunouders", now, was)
    assert changed(library, before) == {STEUNOUDERS}
    old, text = before[STEUNOUDERS].decode(), contents(library)[STEUNOUDERS].decode()
    kept = old[: old.index("# over Hij\n")].replace('plain = "Alles."', 'plain = "Nieuw."')
    assert text == (
        kept + '# over Hij\n[[passage]]\nquote = "Hij vangt"\nplain = "Anders."\nterms = []\n\n'
        '[[passage.asked]]\ntold = [1]\nquestions = [\n    "Wat?",\n]\n'
    )


def test_passages_may_come_go_and_change_places(library: Library) -> None:
    was = notes("Een steunouder is", "Hij vangt")
    now = SectionNotes(plain="Alles.", passage=(was.passage[1], note("Een steun")))
    library.put_annotation("gids/steunouders", now, was)
    text = contents(library)[STEUNOUDERS].decode()
    assert library.notes("gids/steunouders") == now
    assert text.count("# over Hij\n[[passage]]") == text.count("# over") == 1
    library.put_annotation("gids/steunouders", was, now)
    assert library.notes("gids/steunouders") == was


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_a_file_of_notes_keeps_its_line_ends(library: Library, end: bytes) -> None:
    path = library.folder / BURGERVOOGD
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", end))
    was = library.notes("gids/burgervoogd")
    library.put_annotation("gids/burgervoogd", notes("Een burgervoogd heeft", "Hij staat"), was)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# van hand")
    assert data.count(end) == len(data.replace(end, b"\n").splitlines())
    assert library.snapshot().annotations.stale == ()


def test_notes_are_accepted_for_the_text_as_it_is_now(library: Library) -> None:
    edit_text(library, "Hij vangt een kind op", "Zij vangt een kind op")
    was = library.notes("gids/steunouders")
    edit(library, "annotations/synthesis.toml", "Hij vangt", "Zij vangt")
    library.put_annotation("gids/steunouders", notes("Een steunouder is", "Zij vangt"), was)
    assert [each.file for each in library.changes()] == ["documents/gids.md"]


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (notes("Staat er niet"), f"In {STEUNOUDERS}: 'Staat er niet' staat niet in de sectie"),
        (notes("Een steun", "Een steunouder"), "beginnen op dezelfde plaats"),
        (
            SectionNotes(
                plain="x",
                passage=(note("Een", asked=(AskedNote(told=(1, 4), questions=("Wat?",)),)),),
            ),
            "heeft geen zin 4, maar 2",
        ),
    ],
)
def test_notes_that_do_not_hold_are_not_written(
    library: Library, new: SectionNotes, said: str
) -> None:
    before = contents(library)
    with pytest.raises(CorpusError, match=said):
        library.put_annotation("gids/steunouders", new, library.notes("gids/steunouders"))
    assert changed(library, before) == set()


@pytest.mark.parametrize("was", [None, notes("Een steunouder is")])
def test_notes_that_somebody_else_changed_are_left_alone(
    library: Library, was: SectionNotes | None
) -> None:
    before = contents(library)
    with pytest.raises(CorpusError, match=r"steunouders\.toml is intussen door iemand anders"):
        library.put_annotation("gids/steunouders", notes("Hij vangt"), was)
    assert changed(library, before) == set()


def test_notes_that_somebody_else_took_away_are_not_made_again(library: Library) -> None:
    was = library.notes("gids/steunouders")
    (library.folder / STEUNOUDERS).unlink()
    with pytest.raises(CorpusError, match=r"steunouders\.toml is intussen door iemand anders"):
        library.put_annotation("gids/steunouders", notes("Hij vangt"), was)


@pytest.mark.parametrize(
    ("section_id", "said"),
    [
        ("gids/weg", "De sectie 'gids/weg' staat niet in de tekst. Verbeter het id."),
        ("weg/weg", "'weg' is geen bron in corpus/manifest.toml. Kies uit: gids."),
        ("../weg", "'..' is geen bron in corpus/manifest.toml. Kies uit: gids."),
    ],
)
def test_notes_are_of_a_section_that_is_there(library: Library, section_id: str, said: str) -> None:
    before = contents(library)
    with pytest.raises(CorpusError) as caught:
        library.put_annotation(section_id, notes("Hij"), None)
    assert str(caught.value) == said
    assert changed(library, before) == set()


@pytest.mark.parametrize(
    "odd",
    [
        'passage = [{ quote = "Hij vangt", plain = "Iets.", terms = [], questions = ["Wat?"] }]\n',
        '[[passage]]\nquote = "Hij vangt"\nplain = """\n[[passage]]\n"""\nterms = []\n'
        'questions = ["Wat?"]\n',
        '[["p\\u0061ssage"]]\nquote = "Hij vangt"\nplain = "x"\nterms = []\nquestions = ["Wat?"]\n',
        '[["p\\u0061ssage"]]\nquote = "Hij vangt"\nplain = """\n[[passage]]\n"""\nterms = []\n'
        'questions = ["Wat?"]\n',
    ],
)
def test_passages_that_cannot_be_told_apart_are_left_to_people(library: Library, odd: str) -> None:
    path = library.folder / STEUNOUDERS
    path.write_text(f'section = "gids/steunouders"\nplain = "Alles."\n{odd}', encoding="utf-8")
    was = library.notes("gids/steunouders")
    before = contents(library)
    with pytest.raises(CorpusError, match=r"steunouders\.toml is zo geschreven dat het niet"):
        library.put_annotation("gids/steunouders", notes("Een steunouder"), was)
    assert changed(library, before) == set()


def test_a_text_that_looks_like_a_passage_is_not_taken_for_one(library: Library) -> None:
    looks = '[[passage]]\nquote = "Een"\nplain = "Iets."\nterms = []\nquestions = ["Wat?"]\n'
    path = library.folder / STEUNOUDERS
    path.write_text(
        'section = "gids/steunouders"\nplain = "Alles."\n\n[[passage]]\nquote = "Hij vangt"\n'
        f'terms = []\nquestions = ["Wat?"]\nplain = """\n{looks}# """\n\n'
        + looks.replace("[[passage]]", '[["p\\u0061ssage"]]').replace('"Een"', '"Een steunouder"'),
        encoding="utf-8",
    )
    was = library.notes("gids/steunouders")
    assert was
    before = contents(library)
    with pytest.raises(CorpusError, match=r"steunouders\.toml is zo geschreven dat het niet"):
        library.put_annotation(
            "gids/steunouders", was.model_copy(update={"passage": was.passage[1:]}), was
        )
    assert changed(library, before) == set()


def test_where_no_passage_changes_all_white_space_stays(library: Library) -> None:
    path = library.folder / STEUNOUDERS
    text = path.read_text(encoding="utf-8").replace("\n# over", "\n\n\n  \n# over").rstrip()
    path.write_text(text, encoding="utf-8")
    was = library.notes("gids/steunouders")
    assert was
    library.put_annotation("gids/steunouders", was.model_copy(update={"plain": "Nieuw."}), was)
    assert path.read_text(encoding="utf-8") == text.replace('"Alles."', '"Nieuw."')


def test_notes_are_not_accepted_where_a_question_over_several_sections_does_not_hold(
    library: Library,
) -> None:
    edit_text(library, "Hij staat dichtbij", "Zij staat dichtbij")
    was = library.notes("gids/burgervoogd")
    with pytest.raises(
        CorpusError, match=r"In annotations/synthesis\.toml: 'Hij staat' staat niet"
    ):
        library.put_annotation("gids/burgervoogd", notes("Een burgervoogd"), was)
    assert library.notes("gids/burgervoogd") == was


def test_a_document_called_as_a_file_of_questions_has_room_for_its_notes(corpus: Path) -> None:
    library = Library(corpus)
    for name in ("manifest.toml", "documents/gids.md"):
        text = (corpus / name).read_text(encoding="utf-8")
        text = text.replace('id = "gids"', 'id = "synthesis"').replace("nts/gids", "nts/synthesis")
        (corpus / name).write_text(
            text.replace("# Gids\n", "# Gids\n\nVooraf.\n"), encoding="utf-8"
        )
    (corpus / "documents" / "gids.md").rename(corpus / "documents" / "synthesis.md")
    library.accept("synthesis")
    library.put_annotation("synthesis", notes("Vooraf"), None)
    assert library.snapshot().annotations.passages[0].place == ("synthesis", 0, 7)


STARTS = ("Een steunouder is", "vrijwilliger", "Hij vangt", "een kind op")
LINE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).filter(str.strip)
ASKED = st.builds(
    AskedNote, told=st.just((1,)), questions=st.lists(LINE, min_size=1, max_size=2).map(tuple)
)
PASSAGE = st.builds(
    PassageNote,
    quote=st.sampled_from(STARTS),
    plain=LINE,
    terms=st.lists(LINE, max_size=2).map(tuple),
    questions=st.lists(LINE, min_size=1, max_size=2).map(tuple),
)
NOTES = st.builds(
    SectionNotes,
    plain=LINE,
    passage=st.lists(PASSAGE, min_size=1, max_size=4, unique_by=lambda passage: passage.quote).map(
        tuple
    ),
)


@settings(max_examples=30)
@given(NOTES, NOTES)
def test_the_notes_that_are_put_are_those_of_the_next_snapshot(
    tmp_path_factory: pytest.TempPathFactory, first: SectionNotes, second: SectionNotes
) -> None:
    library = Library(write_corpus(tmp_path_factory.mktemp("c")))
    library.put_annotation("gids/steunouders", first, None)
    before = contents(library)
    library.put_annotation("gids/steunouders", second, first)
    assert changed(library, before) <= {STEUNOUDERS}
    assert library.notes("gids/steunouders") == second
    found = library.snapshot().annotations
    assert found.stale == ()
    assert sorted((each.plain, each.terms) for each in found.passages) == sorted(
        (passage.plain, passage.terms) for passage in second.passage
    )
