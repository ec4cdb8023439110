"""The page of a document: its whole text, marks, outline, search, and what it says first."""

import base64
import hashlib
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ingest.corpus.library import Library
from ingest.text.document import Kind, PageMark, Published, Section, Source, Standing
from ingest.text.place import Place, Span
from ingest.text.sentences import CELL_EDGE
from ingest.text.settings import BUNDLED_CORPUS
from ui import texts_reading
from ui.links import Still, find_place, place_name
from ui.web.reader import reader_route
from ui.web.reader_outline import entries_of, outline_html
from ui.web.reader_page import OpenDocument, document_html
from ui.web.reader_search import MOST_SHOWN, find_words
from ui.web.reader_text import Mark, SectionText, page_html
from ui_fakes import (
    ADVANTAGES,
    OUTDATED,
    PUBLISHED,
    SECTIONS,
    SOURCE,
    SUMMARY,
    VALUE,
    VOICE,
    FakeAssistant,
    workspace_of,
)

GUIDANCE = Path(__file__).parent.parent / "eval" / "guidance"
LISTED = replace(
    VALUE,
    pages=(PageMark(0, 6), PageMark(30, 7)),
    text=(
        "Begin:\n\n- een\n  1. een a\n  2. een b\n- twee\n\nnaam | jaar | plaats\nAb | 2020 | Ede"
        "\nBo | 2021 | Lo\n\nSlot.¹\n\n¹ De noot."
    ),
)


class Shape(HTMLParser):
    """The elements of a page, and their ids; raises where they do not nest."""

    VOID = frozenset({"meta", "link", "input", "br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[dict[str, str | None]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.append(dict(attrs))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    @property
    def ids(self) -> list[str]:
        return [str(each["id"]) for each in self.attributes if "id" in each]


def drawn(section: Section, *marks: Mark, page: int | None = None) -> str:
    return SectionText(section, marks, page).html()


def words_of(html: str) -> str:
    """What is read, without the pages that are told in between."""
    html = re.sub(r'<span class="bladzijde".*?</span>', "", html)
    return unescape(re.sub(r"<[^>]+>", " ", html))


def plain(text: str) -> str:
    """A section's words without the marks of lists and cells, which the page draws."""
    text = re.sub(r"^ *(?:-|\d+\.) ", "", text, flags=re.MULTILINE)
    return "".join(text.replace(CELL_EDGE, " ").split())


@pytest.mark.parametrize("corpus", [BUNDLED_CORPUS, GUIDANCE], ids=["handreiking", "guidance"])
def test_every_word_of_every_section_is_there_in_order(corpus: Path) -> None:
    for section in Library(corpus).snapshot().sections:
        half = len(section.text) // 2
        marks = (Mark(Span(half, half + 40), "hier", "plek"),)
        html = drawn(section, *marks)
        assert "".join(words_of(html).split()) == plain(section.text)
        Shape(html)


def test_lists_tables_and_footnotes_are_drawn_as_such() -> None:
    html = drawn(LISTED, page=6)
    assert (
        '<ul><li>een<ol><li value="1">een a</li><li value="2">een b</li></ol></li>'
        "<li>twee</li></ul>"
    ) in html.replace(page_html(7), "")
    assert '<thead><tr><th scope="col">naam</th>' in html
    assert "<tr><td>Bo</td><td>2021</td><td>Lo</td></tr>" in html
    assert '<p class="voetnoot">¹ De noot.</p>' in html


def test_bullets_and_numbers_are_two_lists() -> None:
    html = drawn(replace(VALUE, text="- een\n1. twee\n2. drie\n\n1. vier"))
    assert html.count("<ul>") == 1
    assert html.count("<ol>") == 2


def test_a_page_is_told_once_where_it_begins() -> None:
    html = drawn(LISTED, page=6)
    assert re.findall(r'aria-label="(pagina \d+)"', html) == ["pagina 7"]
    assert re.findall(r'aria-label="(pagina \d+)"', drawn(LISTED)) == ["pagina 6", "pagina 7"]
    cut = replace(VALUE, pages=(PageMark(0, 5), PageMark(8, 6)), text="Een twee drie.")
    assert drawn(cut, page=5) == f"<p>Een twee{page_html(6)} drie.</p>"


def test_the_mark_is_the_words_and_its_id_is_there_once() -> None:
    text = LISTED.text
    span = Span(text.index("een"), text.index("Ab"))
    html = drawn(LISTED, Mark(span, "hier", "plek"), page=7)
    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", html)
    assert " ".join(marked) == "een een a een b twee naam jaar plaats"
    assert html.count('id="plek"') == 1
    assert html.index('id="plek"') < html.index("een a")


def sections(*paths: str, pages: tuple[int | None, ...] = ()) -> list[Section]:
    known = pages or (None,) * len(paths)
    return [
        replace(VALUE, id=f"d/{at}", headings=tuple(path.split("/")), pages=(PageMark(0, page),))
        for at, (path, page) in enumerate(zip(paths, known, strict=True))
    ]


def test_each_heading_is_told_once_with_its_level_and_page() -> None:
    entries = entries_of(sections("A/a", "A/a", "A/b/x", "B/b", pages=(4, 5, None, 7)))
    told = [(each.section, each.level, each.heading, each.page) for each in entries]
    assert told == [
        (0, 1, "A", 4),
        (0, 2, "a", 4),
        (2, 2, "b", 5),
        (2, 3, "x", 5),
        (3, 1, "B", 7),
        (3, 2, "b", 7),
    ]


def test_the_outline_is_a_tree() -> None:
    html = outline_html(entries_of(sections("A", "A/a", "A/a/x", "A/b", "B")), current=3)
    bare = re.sub(r'<div class="regel">|</div>|<a [^>]*>|</a>', "", html)
    assert bare == ("<ol><li>A<ol><li>a<ol><li>x</li></ol></li><li>b</li></ol></li><li>B</li></ol>")
    assert re.findall(r'aria-current="location">(\w)<', html) == ["x"]


def page_of(published: Published = PUBLISHED, *names: str, query: str = "") -> str:
    places = tuple((name, found) for name in names if (found := find_place(published, name)))
    return document_html(OpenDocument(published, places, query))


def name_of(section: Section, words: str) -> str:
    start = section.text.index(words)
    return place_name(section, Place(section.id, start, start + len(words)))


FIRST = name_of(ADVANTAGES, "Transformatie en besparing in de (jeugd)zorg.")
SECOND = name_of(VOICE, "Met mijn JIM is dat doorbroken.")


def test_title_edition_and_standing_stand_on_top() -> None:
    top, _, _ = page_of().partition('<div class="blad">')
    for said in (SOURCE.title, SOURCE.edition, texts_reading.STANDINGS["current"]):
        assert said in top


def test_a_replaced_edition_says_so_and_what_to_read() -> None:
    old = replace(SOURCE, standing=Standing.SUPERSEDED)
    new = replace(SOURCE, id="nieuw", title="De nieuwe", edition="2026")
    html = page_of(replace(PUBLISHED, source=old, later=(new,)))
    assert "Lees liever: De nieuwe (2026)." in html
    assert texts_reading.STANDINGS["superseded"] in html
    assert "Lees liever" not in page_of()
    assert "deze uitgave is vervangen." in page_of(replace(PUBLISHED, source=old))


@pytest.mark.parametrize("standing", list(Standing))
def test_every_standing_has_its_words(standing: Standing) -> None:
    html = page_of(replace(PUBLISHED, source=replace(SOURCE, standing=standing)))
    assert texts_reading.STANDINGS[standing] in html


def test_the_cited_sentence_is_marked_and_led_to() -> None:
    html = page_of(PUBLISHED, SECOND, FIRST)
    assert '<mark class="hier" id="plek" tabindex="-1">Met mijn JIM is dat doorbroken.' in html
    assert '<mark class="ook">Transformatie en besparing' in html
    assert Shape(html).ids.count("plek") == 1
    assert len(set(Shape(html).ids)) == len(Shape(html).ids)


def steps(html: str) -> list[tuple[str, list[str]]]:
    """What is said of the steps, and the places they lead to."""
    links = re.findall(r'<a href="\?([^"#]*)#plek">(Vorige|Volgende)<', html)
    return [(said, parse_qs(unescape(query))["plek"]) for query, said in links]


def test_cited_passages_follow_each_other_as_in_the_text() -> None:
    third = name_of(SUMMARY, "praktische ondersteuning;")
    html = page_of(PUBLISHED, SECOND, third, FIRST)
    assert texts_reading.cited_place(2, 3) in html
    assert steps(html) == [
        ("Vorige", [FIRST, SECOND, third]),
        ("Volgende", [third, SECOND, FIRST]),
    ]
    assert steps(page_of(PUBLISHED, FIRST, SECOND)) == [("Volgende", [SECOND, FIRST])]


def test_beside_one_passage_are_the_sections_around_it() -> None:
    html = page_of(PUBLISHED, SECOND)
    assert steps(html) == [("Vorige", [place_name(VALUE)]), ("Volgende", [place_name(SUMMARY)])]
    assert steps(page_of(PUBLISHED, FIRST)) == [("Volgende", [place_name(VALUE)])]


def test_a_sentence_that_moved_says_under_which_heading_it_is_now() -> None:
    moved = replace(VALUE, text=f"{VALUE.text}\n\nMet mijn JIM is dat doorbroken.")
    now = replace(PUBLISHED, sections=(ADVANTAGES, moved))
    html = page_of(now, SECOND)
    assert texts_reading.moved(VALUE.headings[-1]) in unescape(html)
    assert '<mark class="hier" id="plek"' in html


def test_a_place_that_is_gone_says_so_at_the_nearest_heading() -> None:
    now = replace(PUBLISHED, sections=(ADVANTAGES, replace(VOICE, text="Iets anders."), SUMMARY))
    html = page_of(now, SECOND)
    said = texts_reading.gone(VOICE.headings[-1])
    assert f'id="plek" tabindex="-1">{said}</p><h2' in unescape(html)
    assert "<mark" not in html.replace("<mark>", "")


def test_a_section_as_a_whole_is_led_to_without_a_mark() -> None:
    html = page_of(PUBLISHED, place_name(SUMMARY))
    assert '<span id="plek" tabindex="-1"></span><h2' in html
    assert "<mark" not in html


def test_whose_words_it_are_is_said() -> None:
    html = page_of()
    assert "<figcaption>Woorden van Saad (20):</figcaption><blockquote><p>Ik voelde" in html
    assert '<div class="kader"><ul>' in html
    assert html.count(texts_reading.OUTDATED_SUMMARY) == 1
    assert html.index(OUTDATED.headings[-1]) < html.index(texts_reading.OUTDATED_SUMMARY)
    assert "Dit is een samenvatting van: Kindermishandeling (" in html


def test_what_was_lost_is_said() -> None:
    html = page_of(replace(PUBLISHED, sections=(replace(VALUE, missing="Het <figuur>."),)))
    assert f"{texts_reading.MISSING} Het &lt;figuur&gt;." in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("jim", ["JIM"]),
        ("INFORMELE  steun", ["informele steun"] * 3),
        ("geïsoleerd", []),
        ("doorbroken jim", ["Met mijn JIM is dat doorbroken."]),
        ("gezondheids", ["gezondheids"]),
        ("  ", []),
    ],
)
def test_words_are_found_where_they_stand(query: str, found: list[str]) -> None:
    spots = find_words(SECTIONS, query)
    assert [spot.span.of(spot.section.text) for spot in spots if spot.section != OUTDATED] == found
    for spot in spots:
        assert spot.span.is_within(spot.sentence)


def test_accents_make_no_difference() -> None:
    section = replace(VALUE, text="De crèche en het crisisplan: coördinator.")
    for query in ("creche", "Crèche", "coordinator"):
        (spot,) = find_words([section], query)
        assert len(spot.span.of(section.text)) == len(query)


def test_what_was_found_is_listed_and_marked() -> None:
    html = page_of(PUBLISHED, FIRST, query="jim")
    assert texts_reading.found(1, MOST_SHOWN, "jim") in html
    assert '<a href="#vondst-1">2 Vormen van informele steun › JIM</a>' in html
    assert '<mark class="vondst" id="vondst-1" tabindex="-1">JIM</mark>' in html
    assert f'name="plek" value="{FIRST}"' in html
    many = replace(VALUE, text="nu " * 100)
    html = page_of(replace(PUBLISHED, sections=(many,)), query="nu")
    assert html.count('class="vondst"') == MOST_SHOWN
    assert texts_reading.found(100, MOST_SHOWN, "nu") in html


def test_words_within_the_cited_sentence_leave_its_mark_whole() -> None:
    html = page_of(PUBLISHED, SECOND, query="jim")
    assert '<mark class="hier" id="plek" tabindex="-1">Met mijn JIM is dat doorbroken.<' in html
    assert "Vondst" not in html


HOSTILE = st.text(alphabet=st.sampled_from("<>&\"'`a ={}$/!\n[]()|-"), min_size=1)


@given(HOSTILE)
def test_no_text_becomes_an_element(text: str) -> None:
    source = Source(
        id=SOURCE.id,
        title=f"x{text}",
        edition=text,
        year=None,
        publisher=text,
        url=text,
        reuse=SOURCE.reuse,
        standing=Standing.SUPERSEDED,
    )
    hostile = tuple(
        replace(each, headings=(f"x{text}", f"y{text}"), voice=text, text=f"z{text}", missing=text)
        for each in SECTIONS
        if each.kind is not Kind.SUMMARY
    )
    published = Published(source, (source,), hostile)
    names = [place_name(hostile[0]), place_name(hostile[0], Place(hostile[0].id, 0, 1))]
    for name in names:
        found = find_place(published, name)
        assert found
        assert found.still is Still.HERE
        shape = Shape(document_html(OpenDocument(published, ((name, found),), text.strip())))
        assert not {"img", "iframe", "b"} & set(shape.tags)
        assert shape.tags.count("script") == 1
        assert not any(key.startswith("on") for each in shape.attributes for key in each)


def test_the_only_script_that_runs_is_that_of_the_page() -> None:
    page = document_html(OpenDocument(PUBLISHED))
    script = page.partition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = page.partition('Security-Policy" content="')[2].partition('"')[0]
    assert f"script-src 'sha256-{digest}';" in policy
    assert "data-kopieer" in script
    assert "default-src 'none'" in policy
    # Before anything that could run.
    assert page.index(policy) < page.index("<title>")


# The route.


@pytest.fixture(scope="module")
def client() -> TestClient:
    workspace = workspace_of(FakeAssistant())
    return TestClient(Starlette(routes=[reader_route(workspace)]), base_url="http://127.0.0.1")


def test_a_document_is_served(client: TestClient) -> None:
    reply = client.get(f"/document/{SOURCE.id}", params={"plek": [SECOND, FIRST], "zoek": "steun"})
    assert reply.status_code == 200
    assert 'class="hier"' in reply.text
    assert 'class="ook"' in reply.text
    assert 'class="vondst"' in reply.text
    assert texts_reading.BAD_LINK not in reply.text


def test_a_place_that_is_none_is_told(client: TestClient) -> None:
    reply = client.get(f"/document/{SOURCE.id}", params={"plek": "<x>"})
    assert reply.status_code == 200
    assert texts_reading.BAD_LINK in reply.text


def test_a_document_that_is_not_there_names_those_that_are(client: TestClient) -> None:
    reply = client.get("/document/<b>")
    assert reply.status_code == 404
    assert "&lt;b&gt;" in reply.text
    assert f'href="../document/{SOURCE.id}"' in reply.text
