from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from ingest.text.document import Published, Section
from ingest.text.place import Place, Span
from ingest.text.sentences import sentence_spans
from ui.links import Still, document_link, find_place, place_name, same_start, shared_link
from ui_fakes import PUBLISHED, SECTIONS, SOURCE, SUMMARY, VALUE, VOICE


def with_sections(*sections: Section) -> Published:
    return replace(PUBLISHED, sections=sections)


def name_of(section: Section, words: str) -> str:
    start = section.text.index(words)
    return place_name(section, Place(section.id, start, start + len(words)))


QUOTE = "Met mijn JIM is dat doorbroken."


@pytest.mark.parametrize("section", SECTIONS, ids=lambda each: each.headings[-1])
def test_every_sentence_is_found_where_it_is(section: Section) -> None:
    for span in sentence_spans(section.text):
        found = find_place(PUBLISHED, place_name(section, Place(section.id, *span)))
        assert found
        assert (found.section, found.span, found.still) == (section, span, Still.HERE)


def test_a_section_is_found_as_a_whole() -> None:
    found = find_place(PUBLISHED, place_name(VALUE))
    assert found
    assert (found.section, found.span, found.still) == (VALUE, None, Still.HERE)


def test_a_sentence_that_stands_elsewhere_in_its_section_is_still_there() -> None:
    later = replace(VOICE, text=f"Iets nieuws. {VOICE.text}")
    found = find_place(with_sections(VALUE, later), name_of(VOICE, QUOTE))
    assert found
    assert found.span
    assert (found.span.of(later.text), found.still) == (QUOTE, Still.HERE)


def test_a_sentence_that_stands_under_another_heading_has_moved() -> None:
    emptied = replace(VOICE, text="Iets heel anders.")
    moved = replace(VALUE, text=f"{VALUE.text}\n\n- {QUOTE}")
    found = find_place(with_sections(emptied, moved), name_of(VOICE, QUOTE))
    assert found
    assert found.span
    assert (found.section, found.span.of(moved.text)) == (moved, QUOTE)
    assert found.still is Still.MOVED


def test_of_what_is_gone_the_nearest_heading_is_found() -> None:
    changed = replace(VOICE, text="Ik voelde mij zo alleen.")
    found = find_place(with_sections(VALUE, SUMMARY, changed), name_of(VOICE, QUOTE))
    assert found
    assert (found.section, found.span, found.still) == (changed, None, Still.GONE)


def test_of_a_section_that_is_gone_the_nearest_above_is_found() -> None:
    beside = replace(VOICE, id=f"{SOURCE.id}/2/jim", text="Een JIM.")
    found = find_place(with_sections(VALUE, beside, SUMMARY), place_name(VOICE))
    assert found
    assert (found.section, found.still) == (beside, Still.GONE)


@pytest.mark.parametrize(
    "name", ["", "a b", "1/waarde_5", "1/waarde_1-2_zzzzzzzz", "é", "x" * 500, "1/waarde_1-2_", "<"]
)
def test_what_is_no_name_leads_nowhere(name: str) -> None:
    assert find_place(PUBLISHED, name) is None


@pytest.mark.parametrize("span", [(5, 5), (9, 5), (0, 9_999_999)])
def test_a_span_of_no_words_is_gone(span: tuple[int, int]) -> None:
    start, end = span
    found = find_place(PUBLISHED, f"1/waarde_{start}-{end}_00000000")
    assert found
    assert (found.section, found.still) == (VALUE, Still.GONE)


def test_a_link_carries_names_and_goes_to_the_place() -> None:
    names = [place_name(VALUE), name_of(VOICE, QUOTE)]
    link = urlsplit(document_link(SOURCE.id, names))
    assert link.path == f"document/{SOURCE.id}"
    assert parse_qs(link.query)["plek"] == names
    assert link.fragment == "plek"
    assert document_link("a/b?c") == "document/a%2Fb%3Fc"


def test_a_shared_link_names_source_and_place() -> None:
    assert parse_qs(shared_link("a&b", "c_1-2_d").removeprefix("?")) == {
        "bron": ["a&b"],
        "plek": ["c_1-2_d"],
    }


def test_parts_in_common_end_at_the_first_that_differs() -> None:
    assert same_start("abcd", "abxd") == 2
    assert same_start("ab", "abc") == 2
    assert same_start("xb", "ab") == 0


def test_a_name_holds_where_its_words_stood() -> None:
    name = name_of(VOICE, QUOTE)
    span = Span(VOICE.text.index(QUOTE), len(VOICE.text))
    assert name.startswith(f"2/jim/citaat_{span.start}-{span.end}_")
