"""Parsing: sections of the kinds, pages and words of the source; and every complaint.

`UPDATE_GOLDEN=1 pytest tests/test_ingest_parse.py` writes golden/outline.txt anew; read its diff.
"""

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golden_files import assert_golden
from ingest.corpus.manifest import load_documents, load_entries
from ingest.corpus.parse import check_voices, parse
from ingest.text.document import Document, Kind, PageMark, Reuse, Section, Source, Standing
from ingest.text.errors import CorpusError
from ingest.text.settings import BUNDLED_CORPUS


def document(markdown: str) -> Document:
    source = Source(
        id="gids",
        title="Gids",
        edition="1e druk",
        year=2024,
        publisher="Uitgever",
        url="https://voorbeeld.nl/",
        reuse=Reuse.ATTRIBUTION,
        standing=Standing.CURRENT,
    )
    return Document(source, markdown)


def sections_of(body: str) -> list[Section]:
    return parse(document(f"# Gids\n\n{body}"))


def text_of(body: str) -> str:
    (section,) = sections_of(f"## Kop\n\n{body}")
    return section.text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("een **vet** en *schuin* woord", "een vet en schuin woord"),
        ("zie [de site](https://voorbeeld.nl)", "zie de site"),
        ("een\nregel\\\nverder", "een regel verder"),
        ("een\n\ntwee", "een\n\ntwee"),
        ("voor:\n\n- a\n- b\n\nna", "voor:\n\n- a\n- b\n\nna"),
        ("- a\n\n- b\n\n  meer", "- a\n- b meer"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("- a\n  - b\n  - c\n- d", "- a\n  - b\n  - c\n- d"),
        ("voor\n\n| a | b |\n|---|---|\n| c |  |\n\nna", "voor\n\na | b\nc |\n\nna"),
        ("een[^1] twee.\n\n[^1]: *Bron* A", "een¹ twee.\n\n¹ Bron A"),
        ("een[^12].\n\n[^12]: A\n\nverder", "een¹².\n\nverder\n\n¹² A"),
        ("een[^1]\n\n[^1]: A[^2]\n\n[^2]: B", "een¹\n\n¹ A²\n\n² B"),
        (r"5 \* 3 &amp; `x`", "5 * 3 & x"),
        ("[a]: https://voorbeeld.nl", "[a]: https://voorbeeld.nl"),
        ("een <!-- pagina: 3 -->\ntwee", "een twee"),
    ],
)
def test_text_is_the_words_without_markup(markdown: str, text: str) -> None:
    assert text_of(markdown) == text


def test_headings_leave_out_the_title() -> None:
    sections = sections_of("Vooraf.\n\n## 1 Één\n\n### Deel\n\nA.\n\n## 2 Twee\n\nB.")
    assert [(section.headings, section.id) for section in sections] == [
        ((), "gids"),
        (("1 Één", "Deel"), "gids/een/deel"),
        (("2 Twee",), "gids/twee"),
    ]


def test_long_heading_is_cut_between_words() -> None:
    (section,) = sections_of("## Methodieken voor het versterken van het natuurlijke netwerk\n\nA.")
    assert section.id == "gids/methodieken-voor-het-versterken-van-het"


def test_ids_are_unique() -> None:
    sections = sections_of("## Kop\n\nA.\n\n## Kop\n\nB.\n\n## ?!\n\nC.\n\n## 2\n\nD.")
    assert [section.id for section in sections] == [
        "gids/kop",
        "gids/kop-2",
        "gids/deel",
        "gids/2",
    ]


def test_boxes_and_quotes_follow_the_whole_body() -> None:
    body = (
        "## Kop\n\nVoor.\n\n::: kader Titel\nKader.\n:::\n\n::: citaat Saad (20)\nCitaat.\n:::\n\n"
        "::: kader\nZonder titel.\n:::\n\n::: citaat Gio\nNog een.\n:::\n\nNa."
    )
    assert [(s.id, s.kind, s.voice, s.headings, s.text) for s in sections_of(body)] == [
        ("gids/kop", Kind.BODY, "", ("Kop",), "Voor.\n\nNa."),
        ("gids/kop/titel", Kind.BOX, "", ("Kop", "Titel"), "Kader."),
        ("gids/kop/citaat", Kind.QUOTE, "Saad (20)", ("Kop",), "Citaat."),
        ("gids/kop/kader", Kind.BOX, "", ("Kop",), "Zonder titel."),
        ("gids/kop/citaat-2", Kind.QUOTE, "Gio", ("Kop",), "Nog een."),
    ]


def test_summary_lasts_until_a_heading_of_the_same_level() -> None:
    body = (
        "## Bijlage\n\nA.\n\n### Een\n<!-- richtlijn: een -->\n\nB.\n\n"
        "::: kader\nC.\n:::\n\n::: citaat Wie\nD.\n:::\n\n#### Deel\n\nE.\n\n### Twee\n\nF."
    )
    assert [(s.text, s.kind, s.voice) for s in sections_of(body)] == [
        ("A.", Kind.BODY, ""),
        ("B.", Kind.SUMMARY, "een"),
        ("C.", Kind.BOX, ""),
        ("D.", Kind.QUOTE, "Wie"),
        ("E.", Kind.SUMMARY, "een"),
        ("F.", Kind.BODY, ""),
    ]


def test_missing_belongs_to_the_text_before_it() -> None:
    body = (
        "## Kop\n\nA.\n<!-- ontbreekt: De figuur. -->\n\n"
        "::: kader\nB.\n<!-- ontbreekt: De lijst. -->\n<!-- ontbreekt: Het plaatje. -->\n:::"
    )
    assert [s.missing for s in sections_of(body)] == ["De figuur.", "De lijst. Het plaatje."]


def test_pages_change_at_the_first_word_after_a_marker() -> None:
    body = (
        "## Een\n\nA.\n\n<!-- pagina: 4 -->\n\n## Twee\n\nB. <!-- pagina: 5 -->\nC[^1].\n\n"
        "<!-- pagina: ? -->\n\nD.\n\n[^1]: E"
    )
    one, two = sections_of(body)
    assert one.pages == (PageMark(0, None),)
    assert two.text == "B. C¹.\n\nD.\n\n¹ E"
    assert two.pages == (PageMark(0, 4), PageMark(3, 5), PageMark(8, None), PageMark(12, 5))


def test_page_that_stays_the_same_is_no_change() -> None:
    (section,) = sections_of("<!-- pagina: 4 -->\n\n## Een\n\nA.\n\n<!-- pagina: 4 -->\n\nB.")
    assert section.pages == (PageMark(0, 4),)


def test_footnote_stands_in_the_quote_that_refers_to_it() -> None:
    _, quote = sections_of("## Kop\n\nA.\n\n::: citaat Wie\nB[^1].\n:::\n\n[^1]: C")
    assert quote.text == "B¹.\n\n¹ C"


def test_section_without_text_is_left_out() -> None:
    assert [s.headings for s in sections_of("## Leeg\n\n## Vol\n\nA.")] == [("Vol",)]


@pytest.mark.parametrize(
    ("body", "line", "problem"),
    [
        ("## Kop\n\n<!-- auteur: ik -->", 5, "'<!-- auteur: ik -->' is geen markering."),
        ("## Kop\n\n<div>A.</div>", 5, "'<div>A.</div>' is geen markering."),
        ("## Kop\n\n<!-- pagina: 3 --> A.", 5, "'<!-- pagina: 3 --> A.' is geen markering."),
        ("## Kop\n\n<!-- pagina: 3a -->", 5, "'3a' is geen pagina."),
        ("## Kop\n\nA.\nB <b>c</b>", 6, "'<b>' kan niet midden in een tekst staan."),
        ("## Kop\n\nA <!-- richtlijn: x -->", 5, "'<!-- richtlijn: x -->' kan niet midden"),
        ("## Kop\n\nA.\n\n<!-- richtlijn: x -->", 7, "'richtlijn' staat niet direct"),
        ("<!-- richtlijn: x -->", 3, "'richtlijn' staat niet direct onder een kop."),
        ("## Kop\n\n<!-- ontbreekt: X. -->", 5, "'ontbreekt' staat bij een stuk zonder tekst."),
        ("## Kop\n\n::: kader\nA.", 5, "dit kader of citaat wordt niet gesloten."),
        ("## Kop\n\n::: kader\nA.\n\n \n  ", 5, "dit kader of citaat wordt niet gesloten."),
        ("## Kop\n\n::: kader\n## Kop\n:::", 6, "een kop kan niet in een kader, citaat"),
        ("## Kop\n\n::: kader\nA.\n\n::: kader\nB.\n:::", 8, "een kader of citaat kan niet in"),
        ("## Kop\n\n::: citaat\nA.\n:::", 5, "dit citaat heeft geen spreker."),
        ("## Kop\n\n::: blok\nA.\n:::", 5, "':::' opent of sluit hier niets."),
        ("## Kop\n\nA.\n\n:::", 7, "':::' opent of sluit hier niets."),
        ("## Kop\n\n#### Deel", 5, "deze kop slaat een niveau over."),
        ("### Kop", 3, "deze kop slaat een niveau over."),
        ("# Nog een titel", 3, "een document heeft één titel ('# '), bovenaan."),
        ("##", 3, "een kop heeft tekst, en geen voetnoot of markering."),
        ("## Kop[^1]\n\n[^1]: A", 3, "een kop heeft tekst, en geen voetnoot of markering."),
        ("## Kop\n\nA.\nB[^7].", 6, "voetnoot [^7] heeft geen tekst."),
        ("## Kop\n\nA.\n\n[^7]: B", 7, "nergens in de tekst staat [^7]."),
        ("## Kop\n\nA[^x].\n\n[^x]: B", 7, "voetnoot [^x] heeft geen nummer of geen tekst."),
        ("## Kop\n\nA[^1].\n\n[^1]: B\n[^1]: C", 8, "voetnoot [^1] staat er twee keer"),
        ("## Kop\n\n> A.", 5, "'blockquote' kan niet in een document staan."),
        ("## Kop\n\n```\nA.\n```", 5, "'fence' kan niet in een document staan."),
        ("## Kop\n\nA ![b](c.png)", 5, "'image' kan niet in een tekst staan."),
    ],
)
def test_mistake_names_file_and_line(body: str, line: int, problem: str) -> None:
    with pytest.raises(CorpusError) as caught:
        sections_of(body)
    assert str(caught.value).startswith(f"documents/gids.md, regel {line}: {problem}")


@pytest.mark.parametrize("markdown", ["Tekst.", "## Kop", "::: kader\nA.\n:::"])
def test_document_starts_with_its_title(markdown: str) -> None:
    with pytest.raises(CorpusError, match=r"documents/gids\.md, regel 1: e.*titel"):
        parse(document(markdown))


def test_summary_of_an_unknown_source_is_refused() -> None:
    sections = sections_of("## Kop\n<!-- richtlijn: pleegzorg -->\n\nA.")
    with pytest.raises(CorpusError) as caught:
        check_voices(sections, [document("").source])
    assert str(caught.value) == (
        "documents/gids.md, onder de kop 'Kop': '<!-- richtlijn: pleegzorg -->' noemt een bron die"
        " manifest.toml niet kent. Verbeter het id of zet de bron in het manifest."
    )


WORDS = st.lists(
    st.text(st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=8), min_size=1, max_size=6
).map(" ".join)
BLOCKS = st.lists(WORDS, min_size=1, max_size=3)
CHAPTERS = st.lists(
    st.tuples(WORDS, BLOCKS, st.lists(st.tuples(st.sampled_from(["kader", "citaat"]), BLOCKS))),
    min_size=1,
    max_size=4,
)


@settings(deadline=None)
@given(CHAPTERS)
def test_no_word_is_lost(
    chapters: list[tuple[str, list[str], list[tuple[str, list[str]]]]],
) -> None:
    lines: list[str] = []
    for heading, paragraphs, boxes in chapters:
        lines += [f"## {heading}", *paragraphs]
        for name, inside in boxes:
            lines += ["\n".join([f"::: {name} Naam", "\n\n".join(inside), ":::"])]
    words = [
        word
        for _, paragraphs, boxes in chapters
        for block in chain(paragraphs, *(inside for _, inside in boxes))
        for word in block.split()
    ]
    sections = sections_of("\n\n".join(lines))
    assert [word for section in sections for word in section.text.split()] == words
    assert len({section.id for section in sections}) == len(sections)
    assert all(section.pages[0].start == 0 for section in sections)


def outline(sections: list[Section]) -> str:
    """One line for each section: id | kind | voice | pages | characters | first 60 of them."""
    rows = []
    for section in sections:
        pages = ", ".join("?" if mark.page is None else str(mark.page) for mark in section.pages)
        start = section.text[:60].replace("\n", "⏎")
        fields = (section.id, section.kind, section.voice, pages, str(len(section.text)), start)
        rows.append(" | ".join(fields) + "\n")
    return "".join(rows)


@pytest.fixture(scope="module")
def handreiking() -> Document:
    return load_documents(BUNDLED_CORPUS)[0]


def test_outline_of_the_handreiking(handreiking: Document) -> None:
    assert_golden("outline.txt", outline(parse(handreiking)))


def test_summaries_of_the_handreiking_name_known_sources(handreiking: Document) -> None:
    check_voices(parse(handreiking), [each.source() for each in load_entries(BUNDLED_CORPUS)])


def test_handreiking_parses_the_same_each_time(handreiking: Document) -> None:
    assert parse(handreiking) == parse(handreiking)
