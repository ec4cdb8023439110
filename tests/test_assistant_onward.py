"""Questions to go on with: of passages beside those that were told, and surely answered."""

import json
from dataclasses import replace

import pytest

from assistant.answer.answer import Citation, Outcome
from assistant.answer.onward import PROPOSED, proposed
from assistant.assistant import Assistant
from ingest.index.beside import Beside
from ingest.index.represent import QuestionRow
from ingest.text.document import Section
from ingest.text.place import Place
from ingest.text.settings import BUNDLED_CORPUS, Settings
from ui_fakes import SOURCE, VALUE

SECTIONS = [
    replace(VALUE, id=f"d/{at}", document_id="d" if at < 6 else "ander", text="Een. Twee. Drie.")
    for at in range(8)
]
TOLD = Place("d/3", 0, 4)


def row(text: str, section: int, start: int = 0, passages: tuple[int, ...] = (0,)) -> QuestionRow:
    place = Place(f"d/{section}", start, start + 4)
    return QuestionRow(text, text, ("c",), passages, (place,))


def asked_beside(*rows: QuestionRow, told: Place = TOLD) -> list[str]:
    return [text for own in Beside(SECTIONS, rows).questions([told]) for text in own]


def test_nearer_sections_come_first_and_far_ones_not_at_all() -> None:
    rows = [row(str(at), at, 5) for at in range(6)]
    assert asked_beside(*rows) == ["3", "4", "2", "5"]


def test_what_was_told_already_is_not_asked_again() -> None:
    assert asked_beside(row("a", 3, 0), row("b", 3, 3), row("c", 3, 4)) == ["c"]


def test_another_document_is_not_beside_this_one() -> None:
    rows = [row("eigen", 4), row("ander", 6)]
    assert asked_beside(*rows, told=Place("d/5", 0, 4)) == ["eigen"]


def test_a_question_of_several_passages_has_no_place() -> None:
    assert asked_beside(row("a", 4, passages=(0, 1))) == []


def test_a_place_that_is_not_in_the_text_has_nothing_beside_it() -> None:
    assert asked_beside(row("a", 4), told=Place("weg", 0, 4)) == []


def citation(section: Section = SECTIONS[3]) -> Citation:
    return Citation(1, SOURCE, section, Place(section.id, 0, 4))


def said(*rows: QuestionRow, question: str = "Iets anders") -> tuple[str, ...]:
    return proposed(Beside(SECTIONS, rows), question, [citation()])


@pytest.mark.parametrize(
    "question",
    [
        "Wat is de rol van mijn oma bij een JIM?",
        "wat is de rol van een steunouder thuis?",
        "Is een steunouder een vrijwilliger of niet?",
        "Wat doet een steunouder? Ik hoor het graag.",
        "Wat is het?",
        "Wat is de rol van " + "een heel erg " * 6 + "goede steunouder?",
        "Hoe werkt deze vorm van steun in gezinnen?",
        "Hoe begin je daarmee in een gezin?",
        "Wat is de rol van een steunouder",
    ],
)
def test_what_not_anybody_could_ask_is_not_proposed(question: str) -> None:
    assert said(row(question, 4)) == ()


def test_the_plainest_of_questions_with_one_answer_is_proposed() -> None:
    rows = [
        row("Welke taken heeft een steunouder in een gezin precies?", 4),
        row("Wat doet een steunouder bij gezinnen?", 4),
        row("Wie begeleidt een maatje van een jongere?", 2),
    ]
    assert said(*rows) == (rows[1].text, rows[2].text)


def test_at_most_three_are_proposed_and_none_like_another() -> None:
    rows = [
        row("Wat doet een steunouder bij gezinnen?", 3, 5),
        row("Wat doet een steunouder bij een gezin?", 4),
        row("Wie begeleidt maatjes van jongeren?", 2),
        row("Waarom stopt hulp op enig moment?", 5),
        row("Hoe groot is het netwerk gemiddeld?", 5, 5),
    ]
    texts = tuple(each.text for each in rows)
    assert said(*rows) == (texts[0], texts[2], texts[3])
    assert said(*rows, question=texts[0]) == (*texts[2:],)[:PROPOSED]


def test_what_is_proposed_is_answered(handreiking: Settings) -> None:
    """Over 50 answers, which propose more than 75 questions, of which one asks what is not so."""
    assistant = Assistant(handreiking)
    lines = (BUNDLED_CORPUS.parent / "eval" / "questions.jsonl").read_text(encoding="utf-8")
    questions = [json.loads(line) for line in lines.splitlines()]
    dev = [each["question"] for each in questions if each["split"] == "dev"]
    answers = [answer for each in dev[::4] if (answer := assistant.ask(each)).onward][:50]
    onward = {question for answer in answers for question in answer.onward}
    assert len(answers) == 50
    assert len(onward) > 75
    outcomes = {question: assistant.ask(question).outcome for question in onward}
    doubtful = [each for each, outcome in outcomes.items() if outcome is not Outcome.ANSWERED]
    assert len(doubtful) <= 1
    assert not [each for each in doubtful if outcomes[each] is Outcome.NOT_FOUND]


def test_who_is_in_danger_is_proposed_nothing(handreiking: Settings) -> None:
    assistant = Assistant(handreiking)
    answers = [assistant.ask(f"{text}Wat is een JIM?") for text in ("", "Hij slaat me nu! ")]
    assert [bool(each.contacts) for each in answers] == [False, True]
    assert [bool(each.onward) for each in answers] == [True, False]
