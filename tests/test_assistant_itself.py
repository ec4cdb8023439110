"""Small talk and questions about the assistant: true of the settings, and danger first."""

from collections import Counter
from pathlib import Path

import pytest

from assistant.answer.answer import Answer, NoticeKind, Outcome
from assistant.answer.itself import IN_BROWSER, filled
from assistant.assistant import Assistant
from assistant.question.follow_up import Turn
from ingest.corpus.talk import BLANKS
from ingest.index.embed.embedder import Embedder, open_embedder
from ingest.index.embed.vectors import QuestionVectors
from ingest.text.settings import Settings
from small_corpus import FakeEmbedder
from ui.outline import about_itself
from ui.texts_asking import KEPT_HOURS

KEEPS_NOTHING = "Steunwijzer bewaart je vragen niet op de server."


@pytest.fixture(scope="module")
def assistant(handreiking: Settings) -> Assistant:
    return Assistant(handreiking)


def facts(settings: Settings, **chosen: object) -> dict[str, str]:
    release = Assistant(settings, lambda _: FakeEmbedder())._live  # type: ignore[arg-type,return-value]
    with release.reading() as known:
        return filled(known.release, settings.model_copy(update=chosen))


def test_every_blank_is_filled(indexed: Settings) -> None:
    assert facts(indexed).keys() == BLANKS


def test_nothing_kept_or_sent_is_said_where_it_is_so(indexed: Settings) -> None:
    known = facts(indexed)
    assert known["kept"] == f"{KEEPS_NOTHING} {IN_BROWSER}"
    assert "gaat niet naar internet" in known["leaves"]
    assert "geen taalmodel" in known["model"]


def test_a_log_and_opinions_are_told(indexed: Settings, tmp_path: Path) -> None:
    logged = facts(indexed, log=tmp_path / "log.jsonl")["kept"]
    assert KEEPS_NOTHING not in logged
    assert "logboek" in logged
    asked = facts(indexed, feedback=True)
    assert "zonder je naam" in asked["kept"]
    assert "Onder elk antwoord" in asked["feedback"]
    assert "Onder elk antwoord" not in facts(indexed)["feedback"]


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"chat": "openai:gpt"}, ["taalmodel"]),
        ({"chroma_url": "http://chroma"}, ["server"]),
        ({"chat": "openai:gpt", "chroma_url": "http://chroma"}, ["taalmodel", "server"]),
    ],
)
def test_what_goes_elsewhere_is_told(
    indexed: Settings, chosen: dict[str, str], told: list[str]
) -> None:
    leaves = facts(indexed, **chosen)["leaves"]
    assert "gaat niet naar internet" not in leaves
    assert all(each in leaves for each in told)


def test_a_model_in_the_process_chooses_sentences_but_gets_nothing_sent(indexed: Settings) -> None:
    known = facts(indexed, chat="local:/model.gguf")
    assert "taalmodel dat je beheerder heeft ingesteld, kiest de zinnen" in known["model"]
    assert "gaat niet naar internet" in known["leaves"]


def test_a_model_that_cannot_be_opened_is_not_told_of(indexed: Settings) -> None:
    chosen = indexed.model_copy(update={"chat": "local:/nowhere.gguf"})
    assert Assistant(chosen, lambda _: FakeEmbedder())._settings.chat == ""  # type: ignore[arg-type,return-value]


def test_sources_are_named_with_their_edition(assistant: Assistant) -> None:
    said = about_itself(assistant.ask("Wat zijn je bronnen?"))
    with assistant._live.reading() as known:
        for source in (each.source for each in known.release.published):
            assert f"{source.title} ({source.edition})" in said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("hoi", "Hallo!"),
        ("thx", "Graag gedaan"),
        ("doei", "Tot de volgende keer"),
        ("ben je een robot", "computerprogramma"),
        ("kan mn baas dit zien", KEEPS_NOTHING),
        ("WORDEN MIJN VRAGEN BEWAARD", KEEPS_NOTHING),
        ("werkt dit offline", "gaat niet naar internet"),
        ("mag ik cliëntgegevens invullen", "Typ liever geen namen"),
        ("heb je altijd gelijk?", "niet altijd gelijk"),
        ("wat kun je allemaal", "Ik zoek antwoorden"),
    ],
)
def test_talk_gets_what_is_true(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.ITSELF
    assert said in about_itself(answer)
    assert (answer.sentences, answer.citations, answer.hits) == ((), (), ())


@pytest.mark.parametrize(
    "question",
    [
        "Bedankt, en wat is een JIM?",
        "kan mijn leidinggevende zien met wie ik sprak over een gezin",
        "mag ik gegevens delen",
        "wie ben jij voor het kind?",
        "hoe oud moet een kind zijn",
        "ik ben er klaar mee",
        "ik kan niet meer",
        "doei allemaal, ik stap eruit",
    ],
)
def test_what_looks_like_talk_is_searched_for(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).outcome is not Outcome.ITSELF


def test_thanks_before_a_question_do_not_change_its_answer(assistant: Assistant) -> None:
    sections = [
        {each.section.id for each in assistant.ask(text).citations}
        for text in ("Bedankt, en wat is een JIM?", "Wat is een JIM?")
    ]
    assert sections[0] & sections[1]


def test_danger_comes_first_and_has_no_kind_word(assistant: Assistant) -> None:
    answer = assistant.ask("Doei iedereen, ik maak er een eind aan")
    assert answer.notices[0].kind is NoticeKind.DANGER
    assert answer.outcome is not Outcome.ITSELF


def test_thanks_lean_on_nothing(assistant: Assistant) -> None:
    turn = Turn("Wat is een JIM?", "Een JIM is een persoon.")
    assert assistant.ask("dank je wel", [turn]).outcome is Outcome.ITSELF
    assert assistant.ask("Vertel eens meer", [turn]).outcome is not Outcome.ITSELF


@pytest.mark.parametrize(
    ("question", "is_talk"),
    [
        ("Kun je dat uitleggen?", False),
        ("Kun je het laatste toelichten?", False),
        ("is daar een hulpmiddel voor", False),
        ("Ben je daar zeker van?", True),
        ("Heb je daar een bron van?", True),
    ],
)
def test_what_leans_on_an_answer_asks_on_unless_it_is_about_who_answers(
    assistant: Assistant, question: str, *, is_talk: bool
) -> None:
    turn = Turn("Wat is een JIM?", "Een JIM is een persoon.")
    assert (assistant.ask(question, [turn]).outcome is Outcome.ITSELF) is is_talk


def test_no_text_of_a_question_is_embedded_twice(handreiking: Settings) -> None:
    embedded: Counter[str] = Counter()

    def counting(name: str) -> Embedder:
        embedder = open_embedder(name)
        embed = embedder.embed_question

        def embed_question(text: str) -> QuestionVectors:
            embedded[text] += 1
            return embed(text)

        embedder.embed_question = embed_question  # type: ignore[method-assign]
        return embedder

    told = Assistant(handreiking, counting)
    turn = Turn("Wat is een JIM?", "Een JIM is een persoon.")
    for question, history in (
        ("Wat is een burgervoogd?", []),
        ("En hoe begin je daarmee?", [turn]),
    ):
        embedded.clear()
        told.ask(question, history)
        assert max(embedded.values()) == 1


def spoken(answer: Answer) -> bool:
    return any(each.kind is NoticeKind.DUTCH_SOURCE for each in answer.notices)


def test_who_asks_in_english_hears_that_the_source_is_dutch(assistant: Assistant) -> None:
    assert spoken(assistant.ask("What is a JIM?"))
    assert not spoken(assistant.ask("Wat is een JIM?"))


def test_what_is_said_of_the_browser_is_what_the_page_does() -> None:
    assert f" {KEPT_HOURS} uur in je eigen browser" in IN_BROWSER
