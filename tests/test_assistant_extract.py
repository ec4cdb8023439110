"""Answers from evidence: chosen, completed and ordered, on hand-made evidence."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from assistant.evidence import Evidence
from assistant.extract import extract
from ingest.document import Kind, PageMark, Reuse, Section, Source, Standing
from ingest.index import Index
from ingest.sentences import Span


def source(name: str) -> Source:
    return Source(name, name, "1", 2026, "Wij", "", Reuse.ATTRIBUTION, Standing.CURRENT)


INDEX = cast("Index", SimpleNamespace(sources={name: source(name) for name in ("een", "twee")}))


def section(document: str, name: str, text: str) -> Section:
    return Section(
        f"{document}/{name}", document, (name,), Kind.BODY, "", "", (PageMark(0, 1),), text
    )


def evidence(where: Section, words: str, score: float, direction: int, **more: Any) -> Evidence:
    start = where.text.index(words)
    vector = np.eye(8, dtype=np.float32)[direction]
    span = Span(start, start + len(words))
    return Evidence(where, span, vector, score, is_list=more.get("is_list", False))


def quotes(*items: Evidence) -> list[str]:
    sentences, citations = extract(INDEX, sorted(items, key=lambda item: -item.score))
    assert [item.quote for item in citations] == [item.text for item in sentences]
    return [item.text for item in sentences]


def test_sources_are_not_mixed() -> None:
    one, other = section("een", "a", "Eerst."), section("een", "b", "Later.")
    two = section("twee", "c", "Ander.")
    found = quotes(
        evidence(one, "Eerst.", 9.0, 0),
        evidence(two, "Ander.", 8.9, 1),
        evidence(other, "Later.", 8.8, 2),
    )
    assert found == ["Eerst.", "Later.", "Ander."]


def test_what_is_much_weaker_or_says_the_same_is_left_out() -> None:
    text = section("een", "a", "Sterk.\n\nZwak.\n\nHetzelfde.")
    found = quotes(
        evidence(text, "Sterk.", 9.0, 0),
        evidence(text, "Hetzelfde.", 8.9, 0),
        evidence(text, "Zwak.", 7.0, 1),
    )
    assert found == ["Sterk."]


def test_a_sentence_brings_the_one_that_it_leans_on() -> None:
    text = section("een", "a", "Een JIM is een mentor. Hij helpt de jongere.")
    assert quotes(evidence(text, "Hij helpt de jongere.", 9.0, 0)) == [
        "Een JIM is een mentor.",
        "Hij helpt de jongere.",
    ]


def test_a_sentence_left_out_between_two_is_brought_back() -> None:
    text = section("een", "a", "Plaats een kind daar. Geef extra hulp. Het is riskant.")
    found = quotes(
        evidence(text, "Plaats een kind daar.", 9.0, 0),
        evidence(text, "Het is riskant.", 8.9, 1),
    )
    assert found == ["Plaats een kind daar.", "Geef extra hulp.", "Het is riskant."]


def test_an_announcement_brings_its_list() -> None:
    text = section("een", "a", "Het kan zo:\n\n- praktisch;\n- emotioneel.")
    assert quotes(evidence(text, "Het kan zo:", 9.0, 0)) == [text.text]


def test_a_list_is_told_once_and_sets_no_bar_for_sentences() -> None:
    text = section("een", "a", "- praktisch;\n- emotioneel.\n\nEen zin ernaast.")
    found = quotes(
        evidence(text, "- praktisch;\n- emotioneel.", 12.0, 0, is_list=True),
        evidence(text, "emotioneel.", 8.9, 1),
        evidence(text, "Een zin ernaast.", 9.0, 2),
    )
    assert found == ["- praktisch;\n- emotioneel.", "Een zin ernaast."]


def test_no_more_than_five_are_given() -> None:
    text = section("een", "a", "\n\n".join(f"Zin {number}." for number in range(8)))
    items = [evidence(text, f"Zin {number}.", 9.0, number) for number in range(8)]
    assert len(quotes(*items)) == 5
