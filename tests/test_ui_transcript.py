"""A conversation taken along: what the browser keeps of it, and the report in each form."""

import json
import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import datetime
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from markdown_it import MarkdownIt
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ui import texts_reading
from ui.mcp import one_by_one
from ui.transcript import Style, ToldTurn, report_parts, told_turn
from ui.web.export import MOST_LINES, MOST_SOURCES, MOST_TURNS, Form, export_route
from ui.web.export_markdown import markdown
from ui.web.export_page import printed_html
from ui.web.export_word import word
from ui_fakes import (
    CITATIONS,
    PUBLISHED,
    SOURCE,
    FakeAssistant,
    answered,
    in_parts,
    itself,
    not_found,
    workspace_of,
)

NOW = datetime(2026, 3, 5, 9, 7)
BASE = "https://steun.example/hulp/"
TURNS = (
    told_turn(answered("Wat is een JIM?")),
    told_turn(not_found("Hoe is het weer?")),
    told_turn(in_parts("En dan?")),
    told_turn(itself("Wie ben je?")),
)


def mask(text: str) -> str:
    return text.replace("Kees", "[naam]")


def blocks_of(*turns: ToldTurn, published: Any = (PUBLISHED,)) -> list[tuple[Style, str]]:
    blocks = report_parts(turns, published, mask, NOW, BASE)
    return [(block.style, block.text) for block in blocks]


REPORT = report_parts(TURNS, (PUBLISHED,), mask, NOW, BASE)


def test_a_report_says_when_it_was_made_and_what_it_is() -> None:
    assert blocks_of()[:3] == [
        (Style.TITLE, "Gesprek met Steunwijzer"),
        (Style.ABOUT, "Gemaakt op 5 maart 2026 om 09.07 uur."),
        (Style.ABOUT, texts_reading.REPORT_ABOUT),
    ]
    assert texts_reading.REPORT_ABOUT.startswith("Dit zijn letterlijke citaten")


def test_every_sentence_stands_there_with_its_sources() -> None:
    told = blocks_of(TURNS[0])
    assert (Style.QUESTION, "Vraag 1: Wat is een JIM?") in told
    assert (Style.ITEM, "Transformatie en besparing in de (jeugd)zorg. [1]") in told
    assert (Style.INTRO, "Woorden van Saad (20):") in told
    assert (Style.WORDS, "Met mijn JIM is dat doorbroken. [3]") in told
    sources = [text for style, text in told if style is Style.SOURCE]
    assert len(sources) == len(CITATIONS)
    assert sources[0] == (
        "[1] Handreiking informele steun (mei 2022, bijgewerkt in 2023), geldt nu, p. 5, "
        "1 De meerwaarde van het inzetten van informele steun › Voordelen."
    )
    assert (Style.NOTICE, texts_reading.NOT_VERBATIM) not in told


def test_sources_of_every_turn_are_there_with_their_links() -> None:
    sources = [block for block in REPORT if block.style is Style.SOURCE]
    assert len(sources) == 2 * len(CITATIONS)
    assert all(block.link.startswith(f"{BASE}?bron={SOURCE.id}&plek=") for block in sources)
    headings = [block.text for block in REPORT if block.style is Style.SOURCES]
    assert headings == ["Bronnen bij vraag 1", "Bronnen bij vraag 3"]


def test_notices_go_along() -> None:
    told = blocks_of(TURNS[0])
    for notice in answered("x").notices:
        assert (Style.NOTICE, notice.text) in told


def test_a_question_is_masked_once_more() -> None:
    turn = TURNS[0].model_copy(update={"question": "Waar is Kees?"})
    assert (Style.QUESTION, "Vraag 1: Waar is [naam]?") in blocks_of(turn)


def test_words_that_are_not_in_the_source_are_said_not_to_be() -> None:
    line = TURNS[0].lines[0]
    made_up = line.model_copy(
        update={"said": [line.said[0].model_copy(update={"text": "Dit is verzonnen."})]}
    )
    told = blocks_of(TURNS[0].model_copy(update={"lines": [made_up]}))
    at = told.index((Style.ITEM, "Dit is verzonnen. [1]"))
    assert told[at + 1] == (Style.NOTICE, texts_reading.NOT_VERBATIM)


def test_a_source_that_changed_since_is_said_to_have() -> None:
    changed = tuple(replace(each, text="Anders.") for each in PUBLISHED.sections)
    for published in ((replace(PUBLISHED, sections=changed),), ()):
        told = blocks_of(TURNS[0], published=published)
        sources = [text for style, text in told if style is Style.SOURCE]
        assert all(each.endswith(texts_reading.SOURCE_CHANGED) for each in sources)
        assert told.count((Style.NOTICE, texts_reading.NOT_VERBATIM)) == len(TURNS[0].lines)


def test_parts_stand_under_their_headings() -> None:
    unders = [text for style, text in blocks_of(TURNS[2]) if style is Style.UNDER]
    assert unders == [
        "Voordelen",
        "Informele steun heeft in zichzelf waarde",
        "JIM",
        "Richtlijn Kindermishandeling (samenvatting uit 2022):",
        "Richtlijn Crisisplaatsing (samenvatting uit 2022 van een inmiddels herziene richtlijn):",
    ]


# The forms.


def words_of(text: str) -> list[str]:
    return re.sub(r"https?://\S+", "", text).replace(texts_reading.OPEN, "").split()


TOLD = [word for block in REPORT for word in words_of(block.text)]


def without_marks(words: list[str]) -> list[str]:
    return [each for each in words if each not in {"-", "1.", "2."}]


def test_word_holds_the_same_words_and_its_links() -> None:
    document = Document(BytesIO(word(REPORT)))
    text = " ".join(each.text for each in document.paragraphs)
    assert without_marks(words_of(text)) == without_marks(TOLD)
    links = [each.target_ref for each in document.part.rels.values() if each.is_external]
    assert sorted(set(links)) == sorted({block.link for block in REPORT if block.link})
    styles = [each.style.name for each in document.paragraphs if each.style]
    assert (styles[0], styles.count("Heading 1")) == ("Title", len(TURNS))
    assert document.core_properties.author == "Steunwijzer"


def test_markdown_means_the_same_words() -> None:
    html = MarkdownIt().render(markdown(REPORT))
    assert without_marks(words_of(unescape(re.sub(r"<[^>]+>", " ", html)))) == without_marks(TOLD)
    assert html.count("<h1>") == 1
    assert html.count("<h2>") == len(TURNS)


def test_the_printed_page_holds_the_same_words() -> None:
    html = printed_html(REPORT).partition("<main>")[2]
    assert without_marks(words_of(unescape(re.sub(r"<[^>]+>", " ", html)))) == without_marks(TOLD)


HOSTILE = "<img src=x onerror=1> # kop *ster* [a](http://b) \x00\x07 | ` _x_ &amp; ​"


def test_no_text_becomes_markup() -> None:
    turn = TURNS[0].model_copy(
        update={"question": HOSTILE, "lead": HOSTILE, "notices": [HOSTILE, "- lijst", "1. een"]}
    )
    blocks = report_parts([turn], (PUBLISHED,), mask, NOW, BASE)
    page = printed_html(blocks)
    assert "<img" not in page
    rendered = MarkdownIt().render(markdown(blocks))
    assert "<img" not in rendered
    assert 'href="http://b"' not in rendered
    assert "<em>" not in rendered
    assert rendered.count("<h1>") == 1
    assert "<ol>" not in rendered
    Document(BytesIO(word(blocks)))


# The route.


@pytest.fixture(scope="module")
def client() -> TestClient:
    route = export_route(workspace_of(FakeAssistant()), "/hulp", one_by_one, lambda: NOW)
    return TestClient(Starlette(routes=[route]), base_url="https://steun.example")


def body_of(form: str, *turns: ToldTurn) -> dict[str, Any]:
    return {"form": form, "turns": [json.loads(each.model_dump_json()) for each in turns]}


@pytest.mark.parametrize(
    ("form", "end", "kind"),
    [
        (Form.WORD, "docx", "wordprocessingml"),
        (Form.MARKDOWN, "md", "markdown"),
        ("print", "html", "text/html"),
    ],
)
def test_a_conversation_comes_back_as_a_file(
    client: TestClient, form: str, end: str, kind: str
) -> None:
    reply = client.post("/export", json=body_of(form, *TURNS))
    assert reply.status_code == 200
    assert kind in reply.headers["content-type"]
    named = f'attachment; filename="steunwijzer-2026-03-05.{end}"'
    assert reply.headers["content-disposition"] == named


def test_links_lead_back_to_where_the_page_was_asked_for(client: TestClient) -> None:
    reply = client.post("/export", json=body_of("markdown", TURNS[0]))
    assert f"<{BASE}?bron={SOURCE.id}&plek=1%2Fvoordelen" in reply.text


def many(lines: int, sources: int) -> list[ToldTurn]:
    """Turns that together have so many lines and sources."""
    first = TURNS[0]
    parted = [
        first.model_copy(update={"lines": [line] * min(500, lines - at), "sources": []})
        for line in first.lines[:1]
        for at in range(0, lines, 500)
    ]
    return parted + [
        first.model_copy(update={"lines": [], "sources": [source] * min(100, sources - at)})
        for source in first.sources[:1]
        for at in range(0, sources, 100)
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        json.dumps(body_of("word")).encode(),
        json.dumps(body_of("pdf", TURNS[0])).encode(),
        json.dumps({**body_of("word", TURNS[0]), "extra": 1}).encode(),
        json.dumps(body_of("word", *TURNS[:1] * (MOST_TURNS + 1))).encode(),
        json.dumps(body_of("word", *many(MOST_LINES + 1, 0))).encode(),
        json.dumps(body_of("word", *many(0, MOST_SOURCES + 1))).encode(),
    ],
)
def test_what_the_page_does_not_send_is_refused(client: TestClient, body: bytes) -> None:
    assert client.post("/export", content=body).status_code == 422


def test_a_long_conversation_that_the_page_sends_is_taken(client: TestClient) -> None:
    body = body_of("markdown", *many(MOST_LINES, MOST_SOURCES))
    assert client.post("/export", json=body).status_code == 200


def test_a_file_is_made_when_it_is_the_turn_of_who_wants_it() -> None:
    asked: list[str] = []

    async def in_turn(visit: str, make: Callable[[], Iterator[Any]]) -> AsyncIterator[Any]:
        asked.append(visit)
        for each in make():
            yield each

    route = export_route(workspace_of(FakeAssistant()), "", in_turn)
    with TestClient(Starlette(routes=[route])) as own:
        assert own.post("/export", json=body_of("markdown", TURNS[0])).status_code == 200
    assert asked == ["bezoeker /export"]
