import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golden_files import assert_golden
from ingest.corpus.contacts import Contact
from ingest.text.place import Place
from ui.web.conversation import TurnPlace
from ui.web.frame import start_html
from ui.web.page import (
    Exchange,
    earlier_html,
    now_html,
    panel_html,
    sources_html,
    turn_html,
)
from ui_fakes import (
    CITATIONS,
    PROFILE,
    SOURCE,
    answered,
    in_parts,
    itself,
    not_found,
    perhaps,
    unusable,
)

TALK = "0123456789abcdef0123456789abcdef"
CONVERSATION = (
    Exchange("Wat is een JIM?", answered("Wat is een JIM?")),
    Exchange("Hoe is het weer", not_found("Hoe is het weer")),
    Exchange("", unusable("")),
    Exchange("Dit is kapot", "Er ging iets mis."),
    Exchange("En dan?", None),
)


def conversation_html(exchanges: Sequence[Exchange]) -> str:
    """The page as the browser puts it together: the last turn in the log."""
    turns = [
        turn_html(TurnPlace(TALK, number), each) for number, each in enumerate(exchanges, start=1)
    ]
    earlier = earlier_html().replace("></div>", f">{''.join(turns[:-1])}</div>")
    return f"{start_html(PROFILE)}{earlier}{now_html(''.join(turns[-1:]))}"


def all_sources_html(exchanges: Sequence[Exchange]) -> str:
    """The panel with the sources of every turn."""
    return panel_html() + "".join(
        sources_html(TurnPlace(TALK, number), each)
        for number, each in enumerate(exchanges, start=1)
    )


class Elements(HTMLParser):
    """The elements of a page: their attributes, and whether they nest well."""

    VOID = frozenset({"br", "img", "input"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.attributes: list[dict[str, str | None]] = []
        self.tags: list[str] = []
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


def elements(*exchanges: Exchange) -> Elements:
    return Elements(conversation_html(exchanges) + all_sources_html(exchanges))


@pytest.mark.parametrize(
    ("name", "html"),
    [
        ("ui_conversation.html", conversation_html(CONVERSATION)),
        ("ui_sources.html", all_sources_html(CONVERSATION)),
        (
            "ui_itself.html",
            conversation_html(
                [Exchange("Kan mijn baas dit zien?", itself("Kan mijn baas dit zien?"))]
            ),
        ),
        ("ui_perhaps.html", conversation_html([Exchange("Vraag?", perhaps("Vraag?"))])),
        ("ui_in_parts.html", conversation_html([Exchange("Vraag?", in_parts("Vraag?"))])),
    ],
)
def test_page_is_as_it_was(name: str, html: str) -> None:
    assert_golden(name, re.sub(r"(?=<(?:h\d|p|li|article|section|div))", "\n", html) + "\n")


def test_ids_are_unique_and_every_link_leads_somewhere() -> None:
    attributes = elements(*CONVERSATION, *CONVERSATION).attributes
    ids = [each["id"] for each in attributes if "id" in each]
    links = [str(each["href"]) for each in attributes if "href" in each]
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in links if link.startswith("#")} <= set(ids)
    assert links


def test_two_links_to_one_source_have_their_own_ids() -> None:
    answer = answered("Vraag?")
    twice = replace(answer, sentences=answer.sentences[:1] * 2)
    ids = [each.get("id") for each in elements(Exchange("Vraag?", twice)).attributes]
    assert {"citaat-1-1-1", "citaat-1-1-2"} <= set(ids)


def test_only_turns_that_were_searched_for_have_sources() -> None:
    ids = [str(each.get("id")) for each in elements(*CONVERSATION).attributes]
    assert [each for each in ids if re.fullmatch(r"bronnen-\d", each)] == ["bronnen-1", "bronnen-2"]


def test_a_turn_carries_what_a_follow_up_needs_of_it() -> None:
    turns = [
        each for each in elements(*CONVERSATION).attributes if each.get("data-gesprek") == TALK
    ]
    kept = [turn.get("data-vraag") for turn in turns if str(turn["id"]).startswith("beurt-")]
    assert kept == ["Wat is een JIM?", "Hoe is het weer", None, None, None]
    assert str(turns[0]["data-antwoord"]).startswith(CITATIONS[0].quote)


def test_why_a_question_cannot_be_searched_for_is_said_behind_whom_to_call() -> None:
    answer = replace(unusable("x"), contacts=(Contact("112", "nu", "112", "altijd", ""),))
    page = turn_html(TurnPlace(TALK, 1), Exchange("x", answer))
    assert 0 < page.index("tel:112") < page.index("Je hebt nog geen vraag gesteld.")


def test_the_mark_is_the_quote() -> None:
    html = all_sources_html(CONVERSATION[:1])
    marks = re.findall(r"<mark [^>]*>(?:<span[^>]*>[^<]*</span>){2}(.*?)</mark>", html, re.DOTALL)
    assert [unescape(mark) for mark in marks] == [citation.quote for citation in CITATIONS]


HOSTILE = st.text(alphabet=st.sampled_from("<>&\"'`a ={}$/!\n[]()"), min_size=1)


@given(HOSTILE)
def test_no_text_becomes_an_element(text: str) -> None:
    """Question, corpus, model and notices all hold the same hostile text."""
    source = replace(SOURCE, title=f"x{text}", edition=text)
    section = replace(
        CITATIONS[2].section, headings=(f"x{text}", f"y{text}"), voice=text, text=f"z{text}"
    )
    citation = replace(
        CITATIONS[2],
        number=1,
        source=source,
        section=section,
        place=Place(section.id, 0, len(section.text)),
    )
    answer = answered(text)
    hostile = replace(
        answer,
        sentences=(replace(answer.sentences[0], text=citation.quote, citations=(1,)),),
        citations=(citation,),
        notices=(replace(answer.notices[0], text=text),),
    )
    nearest = tuple(replace(near, section=section, source=source) for near in answer.hits)
    empty = replace(not_found(text), hits=nearest)
    found = elements(Exchange(text, hostile), Exchange(text, empty), Exchange(text, text))
    assert set(found.tags) <= set(
        "a article blockquote button details div h2 h3 h4 li mark ol p q section span strong "
        "summary ul".split()
    )
    assert not any(name.startswith("on") for each in found.attributes for name in each)


def test_a_very_long_question_is_cut() -> None:
    assert len(conversation_html([Exchange("x" * 100_000, "Te lang.")])) < 5_000


def test_each_number_to_call_is_a_link_of_its_own() -> None:
    contacts = (
        Contact("112", "bij direct gevaar", "112", "dag en nacht", ""),
        Contact("113", "bij gedachten aan zelfmoord", "113 of 0800-0113", "dag en nacht", ""),
    )
    page = conversation_html([Exchange("vraag", replace(answered("vraag"), contacts=contacts))])
    assert re.findall(r'href="tel:(\d+)"', page) == ["112", "113", "08000113"]
    assert page.index("tel:112") < page.index("Dit staat in")
