"""Answers on the real index: cited word for word, told apart by kind, or refused."""

import re
import unicodedata
from collections.abc import Callable
from contextlib import closing

import pytest

from assistant.answer.answer import Answer, NoticeKind, Outcome
from assistant.assistant import Assistant
from assistant.question.follow_up import Turn
from ingest.text.document import Kind
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from small_corpus import ingest, write_corpus
from ui.outline import plain_text
from ui.web.conversation import TurnPlace
from ui.web.page import Exchange, sources_html

QUESTIONS = [
    "Wat is een burgervoogd?",
    "Wat zijn de voordelen van informele steun?",
    "Moeder zegt dat ze niemand heeft, wat nu?",
    "Welke richtlijnen noemen JIM?",
    "netwerkpleeggezin risico mishandeling",
    "What is a JIM?",
    "Wat wensen ervaringsdeskundigen?",
    "Hoe ga ik om met privacy als een tante wil meepraten?",
]


@pytest.fixture(scope="module")
def assistant(handreiking: Settings) -> Assistant:
    return Assistant(handreiking)


def kinds(answer: Answer) -> set[NoticeKind]:
    return {notice.kind for notice in answer.notices}


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_sentence_is_a_slice_of_its_source(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert 1 <= len(answer.citations) <= 5
    assert [item.number for item in answer.citations] == list(range(1, len(answer.citations) + 1))
    by_number = {item.number: item for item in answer.citations}
    for sentence in answer.sentences:
        [number] = sentence.citations
        citation = by_number[number]
        assert sentence.text in citation.quote
        assert citation.place.span.of(citation.section.text) == citation.quote
        assert sentence.text.strip() == sentence.text != ""


@pytest.mark.parametrize("question", QUESTIONS)
def test_ten_hits_are_given_best_first(assistant: Assistant, question: str) -> None:
    hits = [nearest.hit for nearest in assistant.ask(question).hits]
    assert len({hit.chunk.id for hit in hits}) == 10
    assert sorted(hits, key=lambda hit: -hit.score) == hits
    assert all(0 <= value <= 1 for hit in hits for value in (hit.score, hit.dense, hit.lexical))


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_gets_the_same_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question) == assistant.ask(question)


@pytest.mark.parametrize(
    ("question", "words", "page"),
    [
        ("Wat is een burgervoogd?", "Een burgervoogd is een natuurlijke persoon", 11),
        ("Voor wie is @ease?", "jongeren tussen de 12-25 jaar", 9),
        ("wat zegt artikel 19 van de beroepscode?", "onderstreept artikel 19", 16),
        ("Wat is een moreel beraad?", "moreel beraad te organiseren", 15),
    ],
)
def test_a_plain_question_is_answered_with_the_page(
    assistant: Assistant, question: str, words: str, page: int
) -> None:
    first = assistant.ask(question).citations[0]
    assert words in first.quote
    assert first.page == page


def test_a_list_is_given_whole(assistant: Assistant) -> None:
    quotes = [
        item.quote for item in assistant.ask("Wat zijn de voordelen van informele steun?").citations
    ]
    assert any(quote.count("\n- ") == 8 and quote.startswith("- Het verbindt") for quote in quotes)


@pytest.mark.parametrize(
    "question",
    [
        "Wat is de hoofdstad van Frankrijk?",
        "Hoe bak ik een taart met kersen?",
        "How do I fix a flat tyre?",
        "Welke aandelen moet ik kopen?",
        "lorem ipsum dolor sit amet",
        "Hoe oud is de koning?",
    ],
)
def test_a_question_from_outside_the_field_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.sentences == answer.citations == ()
    assert NoticeKind.NOT_FOUND in kinds(answer)
    assert len(answer.hits) == 10


def test_a_quoted_person_is_introduced(assistant: Assistant) -> None:
    answer = assistant.ask("Wat zegt Gio's pupil over vertrouwen in zijn burgervoogd?")
    quoted = [item for item in answer.citations if item.section.kind is Kind.QUOTE]
    assert quoted
    assert [n.text for n in answer.notices if n.kind is NoticeKind.QUOTED_PERSON] == [
        f"Bron {item.number}: dit zijn woorden van {item.section.voice}, geen regel of aanbeveling."
        for item in quoted
    ]


def test_an_outdated_summary_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("Wat zegt de richtlijn pleegzorg over een netwerkgezin?")
    [notice] = [n for n in answer.notices if n.kind is NoticeKind.OUTDATED_SUMMARY]
    assert notice.text.startswith(
        "Richtlijn pleegzorg: dit is een samenvatting uit 2022 van een inmiddels herziene "
    )
    assert "https://richtlijnenjeugdhulp.nl/" in notice.text


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("Wat zegt de richtlijn KOPP/KOV over het sociale netwerk?", "Richtlijn KOPP/KOV"),
        (
            "wat zegt de scheidingsrichtlijn over het netwerk",
            "Richtlijn Scheiding en problemen van jeugdigen",
        ),
        ("Wat raadt GMCP aan over het netwerk?", "meervoudige en complexe problemen"),
    ],
)
def test_a_named_source_is_answered_from_alone(
    assistant: Assistant, question: str, heading: str
) -> None:
    answer = assistant.ask(question)
    assert answer.citations
    assert all(each.section.headings[-1].endswith(heading) for each in answer.citations)


def test_a_source_that_is_not_here_is_said_to_be_so(assistant: Assistant) -> None:
    answer = assistant.ask("Wat zegt de richtlijn ADHD over het sociale netwerk?")
    assert answer.outcome is Outcome.NOT_FOUND
    [notice] = [each for each in answer.notices if each.kind is NoticeKind.NOT_FOUND]
    assert "“richtlijn ADHD”" in notice.text
    assert "https://nji.nl/richtlijnen" in notice.text


@pytest.mark.parametrize(
    "question",
    ["Wat zijn de tien beschermende factoren?", "Welke vormen van mede-opvoederschap zijn er?"],
)
def test_lost_content_is_named(assistant: Assistant, question: str) -> None:
    assert NoticeKind.LOST_CONTENT in kinds(assistant.ask(question))


def test_a_follow_up_uses_the_history_and_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("En wie maken dat dan?", [Turn("Wat is een familiegroepsplan?", "")])
    assert answer.searched == "Wat is een familiegroepsplan? En wie maken dat dan?"
    assert any("familiegroepsplan" in item.section.id for item in answer.citations)
    assert NoticeKind.FOLLOW_UP in kinds(answer)


@pytest.mark.parametrize(
    ("before", "question", "section"),
    [
        ("Wat is @ease?", "Zit daar ook een hulpverlener bij?", "stichting-ease"),
        ("Wat is Moeders informeren Moeders?", "hoe vaak komen ze langs dan", "moeders-informeren"),
        ("Wat is een moreel beraad?", "En wie mogen daarbij zitten?", "veiligheid"),
        ("Wat is VoorZorg?", "Wat zegt de tekst over Homestart?", "homestart"),
    ],
)
def test_a_follow_up_is_answered_from_what_was_told(
    assistant: Assistant, before: str, question: str, section: str
) -> None:
    told = plain_text(assistant.ask(before))
    answer = assistant.ask(question, [Turn(before, told)])
    assert section in answer.citations[0].section.id


def test_an_ordinal_is_read_as_the_item_that_was_told(assistant: Assistant) -> None:
    told = "1. Bewustwording. 2. Een faciliterend beleidskader. 3. Professionele moed."
    answer = assistant.ask("vertel meer over de derde", [Turn("Welke voorwaarden zijn er?", told)])
    assert answer.searched == "Welke voorwaarden zijn er? vertel meer over Professionele moed"
    assert any("professionele-moed" in each.section.id for each in answer.citations)


def test_a_new_subject_is_answered_as_if_nothing_was_said(assistant: Assistant) -> None:
    history = [Turn("Wat is VoorZorg?", plain_text(assistant.ask("Wat is VoorZorg?")))]
    for question in ("Wat is een burgervoogd?", "Andere vraag: wat is een burgervoogd?"):
        assert assistant.ask(question, history) == assistant.ask(question)


def test_markup_in_a_question_is_just_text(assistant: Assistant) -> None:
    answer = assistant.ask('<script>alert("x")</script> Wat is een burgervoogd? ![](http://x/y)')
    assert answer.question.startswith("<script>")


@pytest.mark.parametrize(
    ("question", "complaint"),
    [
        ("", "nog geen vraag"),
        ("\U0001fae8", "nog geen vraag"),
        ("?!... 123", "geen woorden"),
        ("wat is een JIM " * 400, "te lang: 6000 tekens"),
    ],
)
def test_a_question_that_cannot_be_searched_for_is_told_why(
    assistant: Assistant, question: str, complaint: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.outcome, answer.hits, answer.contacts) == (Outcome.NOT_FOUND, (), ())
    assert complaint in answer.complaint
    assert kinds(answer) == {NoticeKind.UNUSABLE_QUESTION}


FILLER = "Het gezin woont in een rijtjeshuis en opa haalt de kinderen op woensdag op van school. "


@pytest.mark.parametrize(
    "form",
    [
        lambda text: f"{text} \U0001fae8",
        lambda text: FILLER * 30 + text + " " + FILLER * 45,
        lambda text: FILLER.replace(".", "") * 70 + text,
        str.upper,
        lambda text: re.sub(r"(?<=\w\w)(?=\w\w)", "\u00ad", text),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "\uf0b7"),
    ],
    ids=[
        "emoji",
        "pasted",
        "pasted without full stops",
        "capitals",
        "soft",
        "decomposed",
        "bullets",
    ],
)
@pytest.mark.parametrize(
    ("question", "phone"),
    [
        ("Vader bedreigt moeder nu met een mes", "112"),
        (
            "Zij geeft haar spullen weg, zei dág en dat ze er morgen niet meer is",
            "113 of 0800-0113",
        ),
    ],
)
def test_danger_is_heard_in_every_form(
    assistant: Assistant, question: str, phone: str, form: Callable[[str], str]
) -> None:
    answer = assistant.ask(form(question))
    assert answer.contacts[0].phone == phone
    assert answer.notices[0].kind is NoticeKind.DANGER


def test_danger_comes_before_all_else_that_must_be_said(assistant: Assistant) -> None:
    typed = "Kees Peeters bedreigt nu moeder met een mes. Moet ik de kinderen uit huis plaatsen?"
    found = [each.kind for each in assistant.ask(typed).notices]
    assert {NoticeKind.PERSONAL_DATA, NoticeKind.DECISION} <= set(found)
    assert found[0] is NoticeKind.DANGER


def test_personal_data_comes_back_from_no_question_that_is_refused(assistant: Assistant) -> None:
    pasted = "Zoë Peeters (BSN 123456782) belt 06‑12345678. " * 150
    answer = assistant.ask(pasted)
    assert "te lang" in answer.complaint
    assert NoticeKind.PERSONAL_DATA in kinds(answer)
    said = f"{answer.question} {answer.searched} {answer.notices}"
    assert not re.search(r"Peeters|Zoë|1234", said)


def test_somebody_in_danger_is_told_whom_to_call_when_the_index_fails(
    handreiking: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise SteunwijzerError("De server geeft geen antwoord meer.", "Kijk ernaar.")

    with closing(Assistant(handreiking)) as failing:
        monkeypatch.setattr("assistant.answer.looked_up.found_by", fail)
        answer = failing.ask("Vader bedreigt moeder nu met een mes")
        assert answer.contacts[0].phone == "112"
        assert answer.complaint == "De server geeft geen antwoord meer. Kijk ernaar."
        with pytest.raises(SteunwijzerError, match="geen antwoord meer"):
            failing.ask("Wat is een JIM?")


def test_a_pasted_case_is_searched_for_by_what_it_asks_and_says_so(assistant: Assistant) -> None:
    answer = assistant.ask(FILLER * 15 + "Wat is een burgervoogd?")
    assert answer.searched.endswith("Wat is een burgervoogd?")
    assert len(answer.searched) < 600
    assert NoticeKind.FOLLOW_UP in kinds(answer)
    assert any("burgervoogd" in citation.quote for citation in answer.citations)


def test_a_long_question_with_odd_signs_is_answered(assistant: Assistant) -> None:
    question = "Wat is een burgervoogd? " + "'; DROP TABLE x; -- \u202e ½ ﬁ Ω " * 100
    assert len(assistant.ask(question).hits) == 10


def test_no_footnote_or_attribution_answers_alone(assistant: Assistant) -> None:
    for question in QUESTIONS:
        assert not re.match(r"[⁰¹²³⁴⁵⁶⁷⁸⁹(]", assistant.ask(question).sentences[0].text)


def test_text_under_the_title_can_be_cited(settings: Settings) -> None:
    """With a real embedder on a small corpus, and with a page made of the answer."""
    write_corpus(settings.corpus, "# Gids\n\nEen steunouder is een vrijwilliger die oppast.\n")
    ingest(settings)
    with closing(Assistant(settings)) as small:
        answer = small.ask("Wat is een steunouder?")
    assert answer.outcome is Outcome.ANSWERED
    assert answer.citations[0].section.headings == ()
    assert "steunouder" in sources_html(
        TurnPlace("a" * 32, 1), Exchange("Wat is een steunouder?", answer)
    )
