"""What a reader chose of the sources: nothing else is found, cited or told of."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from index_fakes import source

from assistant.answer.answer import Answer, NoticeKind, Outcome
from assistant.answer.notices import chosen_sources
from assistant.assistant import Assistant
from ingest.corpus.library import Library
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from small_corpus import FAKE, FakeEmbedder, ingest, opens, write_corpus
from ui.service.roles import VISITOR
from ui.service.workspace import Workspace

PROTOCOL = """
[[source]]
id = "protocol"
title = "Protocol Logeren"
edition = "2024"
publisher = "Wij"
url = "https://example.org/"
reuse = "attribution"
standing = "current"
checked = 2026-11-01

[source.text]
path = "documents/protocol.md"
original = "originals/gids.txt"
changes = "changes/gids.toml"
"""
TEXT = """# Protocol Logeren

## Steunouders

Een steunouder is hier een logeerouder. Hij is een vrijwilliger.

## Burgervoogd

Een burgervoogd kiest een logeerhuis.
"""
SPOKEN = "Wat is een steunouder?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Answers from two texts on the same subjects."""
    folder: Path = tmp_path_factory.mktemp("two")
    corpus = write_corpus(folder / "corpus")
    manifest = corpus / "manifest.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8") + PROTOCOL, encoding="utf-8")
    (corpus / "documents" / "protocol.md").write_text(TEXT, encoding="utf-8")
    Library(corpus).accept("protocol")
    settings = Settings(data=folder / "data", corpus=corpus, embedder=FAKE)
    embedder = FakeEmbedder()
    ingest(settings, embedder)
    with closing(Assistant(settings, opens(embedder))) as opened:
        yield opened


def shown(answer: Answer) -> set[str]:
    """The documents of which anything is shown."""
    return {each.source.id for each in (*answer.citations, *answer.hits)}


def said(answer: Answer, kind: NoticeKind) -> list[str]:
    return [each.text for each in answer.notices if each.kind is kind]


@pytest.mark.parametrize("chosen", ["gids", "protocol"])
@pytest.mark.parametrize(
    "question",
    [
        SPOKEN,
        "Welke soorten steun zijn er allemaal?",
        "Wat is het verschil tussen een steunouder en een burgervoogd?",
    ],
)
def test_nothing_is_shown_that_was_not_chosen(
    assistant: Assistant, chosen: str, question: str
) -> None:
    assert shown(assistant.ask(question)) == {"gids", "protocol"}
    assert shown(assistant.ask(question, sources=[chosen])) == {chosen}
    found = assistant.search(question, sources=[chosen])
    assert {each.source.id for each in found} == {chosen}


def test_an_answer_says_in_which_sources_was_searched(assistant: Assistant) -> None:
    answer = assistant.ask(SPOKEN, sources=["protocol"])
    assert said(answer, NoticeKind.CHOSEN_SOURCES) == [
        "Gezocht in 1 van de 2 bronnen: “Protocol Logeren (2024)”."
    ]


def test_who_chooses_all_sources_chooses_none(assistant: Assistant) -> None:
    assert assistant.ask(SPOKEN, sources=["protocol", "gids"]) == assistant.ask(SPOKEN)


def test_a_question_that_names_what_was_left_out_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("Wat zegt het protocol Logeren over een steunouder?", sources=["gids"])
    assert answer.outcome is Outcome.NOT_FOUND
    assert not answer.hits
    assert said(answer, NoticeKind.NOT_FOUND) == [
        "Niet gezocht in “Protocol Logeren (2024)”: dat heb je niet gekozen bij de bronnen."
    ]


def test_a_question_that_names_what_was_chosen_is_answered_from_that(assistant: Assistant) -> None:
    question = "Wat zegt het protocol Logeren over een steunouder?"
    answer = assistant.ask(question, sources=["protocol"])
    assert answer.outcome is Outcome.ANSWERED
    assert shown(answer) == {"protocol"}


def test_what_only_others_answer_is_not_found_in_the_chosen(assistant: Assistant) -> None:
    answer = assistant.ask("Wie kiest een logeerhuis?", sources=["gids"])
    assert answer.outcome is Outcome.NOT_FOUND
    assert "in de gekozen bronnen" in said(answer, NoticeKind.NOT_FOUND)[0]


def test_a_choice_of_what_is_not_there_shows_nothing(assistant: Assistant) -> None:
    assert not shown(assistant.ask(SPOKEN, sources=["weg"]))
    workspace = Workspace(VISITOR, Settings(), lambda _: assistant)
    asked: list[Callable[[], object]] = [
        lambda: workspace.ask(SPOKEN, (), ["weg"]),
        lambda: list(workspace.stream(SPOKEN, (), ["gids", "weg"])),
        lambda: workspace.search(SPOKEN, ["weg"]),
    ]
    for each in asked:
        with pytest.raises(SteunwijzerError, match="Er is geen document weg in gebruik"):
            each()


def test_of_many_chosen_sources_the_first_are_named() -> None:
    [notice] = chosen_sources([source(name) for name in "abcde"], 9)
    assert notice.text.startswith("Gezocht in 5 van de 9 bronnen: ")
    assert notice.text.endswith(" en nog 2 andere.")
