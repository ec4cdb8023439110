"""Whatever a file holds, what is written of it is a document that says the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.corpus.convert.block import (
    Block,
    Box,
    Gathered,
    Heading,
    Item,
    NoteMark,
    PageStart,
    Paragraph,
    Table,
    Words,
)
from ingest.corpus.convert.escape import one_line
from ingest.corpus.convert.house import titled, write
from ingest.corpus.parse import parse
from ingest.text.document import Document, Kind, Reuse, Section, Source, Standing

SOURCE = Source("bron", "Bron", "", None, "U", "", Reuse.NOT_STATED, Standing.CURRENT)
LETTERS = st.text(
    st.one_of(
        st.sampled_from("abc 19.)-*#_`[]<>&|:\\^!~+=\"'\t\n\u00ad\u200b\x00"), st.characters()
    ),
    max_size=30,
)
PARTS = st.one_of(
    LETTERS,
    st.sampled_from(["# kop", "1. een", "- punt", "::: kader", "<!-- pagina: 3 -->", "[^1]: noot"]),
    st.builds(PageStart, st.one_of(st.none(), st.integers(-5, 20000))),
    st.builds(NoteMark, st.sampled_from(["a", "b", "9"])),
)
WORDS = st.lists(PARTS, max_size=4).map(tuple)
PLAIN: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, WORDS),
    st.builds(Item, WORDS, st.integers(0, 4), st.one_of(st.none(), st.integers(0, 30))),
    st.builds(Heading, WORDS, st.integers(0, 9)),
    st.builds(
        Table,
        st.lists(st.lists(WORDS, max_size=3).map(tuple), max_size=3).map(tuple),
        st.booleans(),
    ),
    st.builds(PageStart, st.one_of(st.none(), st.integers(0, 99))),
)
BLOCKS = st.lists(
    st.one_of(PLAIN, st.builds(Box, st.lists(PLAIN, max_size=4).map(tuple), LETTERS, LETTERS)),
    max_size=8,
)


def sections(*blocks: Block, notes: dict[str, Words] | None = None) -> list[Section]:
    markdown = titled("Titel", write(Gathered(list(blocks), notes or {})))
    return parse(Document(SOURCE, markdown))


@given(BLOCKS, st.dictionaries(st.sampled_from(["a", "b"]), st.tuples(LETTERS)), LETTERS)
def test_whatever_is_read_is_written_as_a_document(
    blocks: list[Block], notes: dict[str, Words], title: str
) -> None:
    parse(Document(SOURCE, titled(title, write(Gathered(blocks, notes)))))


@given(st.lists(LETTERS.filter(one_line), min_size=1, max_size=4))
def test_no_letter_of_a_text_is_taken_for_markup(texts: list[str]) -> None:
    [section] = sections(*(Paragraph((text,)) for text in texts))
    assert section.text == "\n\n".join(map(one_line, texts))


@given(st.lists(st.tuples(LETTERS.filter(one_line)), min_size=1, max_size=4), st.booleans())
def test_every_cell_of_a_row_stays_in_it(row: list[Words], has_header: bool) -> None:
    [section] = sections(Table((tuple(row), (("x",),)), has_header))
    expected = " | ".join(one_line(cell[0]) for cell in row if isinstance(cell[0], str))
    assert section.text.split("\n")[0] == expected


def test_levels_that_are_left_out_are_closed_up() -> None:
    found = sections(
        Heading(("Een",), 2), Paragraph(("a",)), Heading(("Diep",), 9), Paragraph(("b",))
    )
    assert [each.headings for each in found] == [("Een",), ("Een", "Diep")]


def test_a_page_that_begins_within_a_paragraph_begins_there() -> None:
    [section] = sections(PageStart(4), Paragraph(("Dit is ", PageStart(5), "een zin.")))
    assert section.text == "Dit is een zin."
    assert [section.page_at(at) for at in (0, 6, 7, 14)] == [4, 4, 5, 5]


def test_a_page_that_begins_between_items_parts_no_list() -> None:
    [section] = sections(Item(("een",)), PageStart(8), Item(("twee",)))
    assert section.text == "- een\n- twee"
    assert section.page_at(section.text.index("twee")) == 8
    assert section.page_at(2) is None


def test_a_page_behind_a_list_begins_before_the_next_paragraph() -> None:
    [section] = sections(PageStart(1), Item(("een",)), PageStart(2), Paragraph(("Na.",)))
    assert (section.page_at(2), section.page_at(section.text.index("Na"))) == (1, 2)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([1, 2, 3], "1. a\n2. a\n3. a"),
        ([4, 5], "4. a\n5. a"),
        ([1, 3], "1. a\n\n3. a"),
        ([None, 2], "- a\n\n2. a"),
    ],
)
def test_items_keep_their_numbers(numbers: list[int | None], text: str) -> None:
    [section] = sections(*(Item(("a",), 0, number) for number in numbers))
    assert section.text == text


def test_a_list_in_a_list_belongs_to_its_item() -> None:
    [section] = sections(Item(("een",), 0, 12), Item(("diep",), 1), Item(("twee",), 0, 13))
    assert section.text == "12. een\n  - diep\n13. twee"


def test_footnotes_are_numbered_through_and_stand_in_their_section() -> None:
    notes: dict[str, Words] = {"7:1": ("Noot een.",), "8:1": ("Noot twee.",)}
    one, two = sections(
        Heading(("Een",), 1),
        Paragraph(("Tekst", NoteMark("7:1"), ".")),
        Heading(("Twee",), 1),
        Paragraph(("Meer", NoteMark("8:1"), ".")),
        notes=notes,
    )
    assert one.text == "Tekst¹.\n\n¹ Noot een."
    assert two.text == "Meer².\n\n² Noot twee."


def test_a_footnote_of_a_heading_moves_to_the_text_under_it() -> None:
    [section] = sections(
        Heading(("Kop", NoteMark("a")), 1), Paragraph(("Tekst.",)), notes={"a": ("Noot.",)}
    )
    assert (section.headings, section.text) == (("Kop",), "Tekst.¹\n\n¹ Noot.")


def test_a_box_and_the_words_of_somebody_are_kept_apart() -> None:
    body, box, quote = sections(
        Paragraph(("Tekst.",)),
        Box((Paragraph(("Let op.",)),), title="Tip"),
        Box((Paragraph(("Ik wil dat.",)),), speaker="Gio (16)"),
    )
    assert (body.kind, box.kind, quote.kind) == (Kind.BODY, Kind.BOX, Kind.QUOTE)
    assert (box.headings, box.text) == (("Tip",), "Let op.")
    assert (quote.voice, quote.text) == ("Gio (16)", "Ik wil dat.")


def test_a_box_with_nothing_but_a_title_keeps_it() -> None:
    [box] = sections(Box((), title="Alleen dit"))
    assert (box.kind, box.text) == (Kind.BOX, "Alleen dit")


def test_a_table_without_names_for_its_columns_has_none() -> None:
    [section] = sections(Table(((("Naam",), ("Gio",)), (("Leeftijd",), ("16",))), has_header=False))
    assert section.text == "Naam | Gio\nLeeftijd | 16"
