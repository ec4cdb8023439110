"""Cards beside an answer: what each says of its source, where it leads, and what is folded."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from ingest.text.document import Standing
from ui import texts_reading
from ui.links import place_name
from ui.outline import at_once, outline
from ui.web.cards import cards_html, citation_link
from ui.web.conversation import TurnPlace
from ui.web.page import Exchange, turn_html
from ui_fakes import CITATIONS, SOURCE, SUMMARY, VALUE, answered, cite, nearest, not_found

ANSWER = answered("Vraag?")


def names_in(link: str) -> list[str]:
    return parse_qs(urlsplit(unescape(link)).query)["plek"]


def test_a_card_opens_its_own_place_first_and_marks_the_others() -> None:
    names = [place_name(each.section, each.place) for each in CITATIONS]
    links = re.findall(r'class="sw-open" href="([^"]+)" target="_blank"', cards_html(1, ANSWER))
    assert len(links) == len(CITATIONS)
    for at, link in enumerate(links):
        assert urlsplit(link).path == f"document/{SOURCE.id}"
        assert names_in(link)[0] == names[at]
        assert sorted(names_in(link)) == sorted(names)


def test_places_in_another_document_are_not_marked_in_this_one() -> None:
    other = replace(CITATIONS[1], source=replace(SOURCE, id="ander"))
    assert names_in(citation_link(CITATIONS[0], [CITATIONS[0], other])) == [
        place_name(CITATIONS[0].section, CITATIONS[0].place)
    ]


def test_a_nearest_passage_opens_where_it_stands() -> None:
    links = re.findall(r'class="sw-open" href="([^"]+)"', cards_html(1, not_found("Vraag?")))
    first = nearest()[0]
    assert names_in(links[0]) == [place_name(first.section, first.hit.chunk.place)]


def test_cards_lead_to_the_one_before_and_after() -> None:
    html = cards_html(2, ANSWER)
    steps = re.findall(r'data-naar="(kaart-2-\d)" aria-label="(\w+) bron"', html)
    assert steps == [
        ("kaart-2-2", "Volgende"),
        ("kaart-2-1", "Vorige"),
        ("kaart-2-3", "Volgende"),
        ("kaart-2-2", "Vorige"),
        ("kaart-2-4", "Volgende"),
        ("kaart-2-3", "Vorige"),
        ("kaart-2-5", "Volgende"),
        ("kaart-2-4", "Vorige"),
    ]


@pytest.mark.parametrize("standing", list(Standing))
def test_a_card_says_whether_its_source_still_counts(standing: Standing) -> None:
    old = replace(CITATIONS[0], source=replace(SOURCE, standing=standing))
    html = cards_html(1, replace(ANSWER, citations=(old,)))
    assert texts_reading.STANDINGS[standing] in html
    assert ("sw-stand" in html) == (standing is not Standing.CURRENT)


def test_a_passage_that_the_answer_says_whole_is_folded() -> None:
    (whole, part) = (cite(1, SUMMARY, SUMMARY.text), cite(1, VALUE, CITATIONS[1].quote))
    assert texts_reading.SHOW_PASSAGE in cards_html(1, replace(ANSWER, citations=(whole,)))
    assert texts_reading.SHOW_PASSAGE not in cards_html(1, replace(ANSWER, citations=(part,)))


def test_a_passage_of_which_half_is_said_is_not_folded() -> None:
    text = "a" * 50 + " " + "b" * 49
    section = replace(VALUE, text=text)
    for words, is_folded in (("a" * 50, False), (text[:62], True)):
        html = cards_html(1, replace(ANSWER, citations=(cite(1, section, words),)))
        assert (texts_reading.SHOW_PASSAGE in html) == is_folded


@pytest.mark.parametrize(
    ("pages", "label"),
    [
        ((12, 13), "p. 12-13"),
        ((12, None, 12), "p. 12"),
        ((15, 12, 13, 14), "p. 12-15"),
        ((5, 12, 13, 20), "p. 5, 12-13 en 20"),
        ((4, 6), "p. 4 en 6"),
        ((None,), texts_reading.PAGE_UNKNOWN),
    ],
)
def test_pages_that_follow_each_other_are_one_run(
    pages: tuple[int | None, ...], label: str
) -> None:
    assert texts_reading.pages_label(pages) == label


def test_what_an_answer_goes_on_with_is_counted_and_named() -> None:
    long = tuple(replace(each, text=" ".join([each.text] * 1)) for each in ANSWER.sentences)
    _, rest = at_once(outline(ANSWER))
    assert not rest
    section = replace(VALUE, text=f"{'woord ' * 79}eind. Kort. {'rest ' * 90}uit. Slot.")
    cited = (
        cite(1, section, section.text.split(" Kort.")[0]),
        cite(2, SUMMARY, "praktische ondersteuning;"),
        cite(3, section, f"{'rest ' * 90}uit."),
        cite(4, section, "Slot."),
    )
    sentences = tuple(replace(long[0], text=each.quote, citations=(each.number,)) for each in cited)
    answer = replace(ANSWER, citations=cited, sentences=sentences)
    html = turn_html(TurnPlace("0" * 32, 1), Exchange("Vraag?", answer))
    assert (
        "<summary>Nog 3 passages over ‘Richtlijn Kindermishandeling’ en "
        "‘Informele steun heeft in zichzelf waarde’</summary>"
    ) in html


@pytest.mark.parametrize(
    ("count", "headings", "said"),
    [
        (1, ["A"], "Nog 1 passage over ‘A’"),
        (2, ["A", "B"], "Nog 2 passages over ‘A’ en ‘B’"),
        (3, ["A", "B", "C"], "Nog 3 passages over ‘A’, ‘B’ en nog 1 onderwerp"),
        (9, list("ABCD"), "Nog 9 passages over ‘A’, ‘B’ en nog 2 onderwerpen"),
    ],
)
def test_more_names_two_headings(count: int, headings: list[str], said: str) -> None:
    assert texts_reading.more(count, headings) == said


def test_a_sentence_is_one_element_with_its_numbers() -> None:
    html = turn_html(TurnPlace("0" * 32, 1), Exchange("Vraag?", ANSWER))
    sentences = re.findall(r'<span class="sw-zin">(.*?)</span>', html)
    assert len(sentences) == len(CITATIONS)
    assert all(each.count('class="sw-citaat"') == 1 for each in sentences)
