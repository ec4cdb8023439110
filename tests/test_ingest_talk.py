"""What people say to the assistant, as a corpus folder has it, and in which language."""

from pathlib import Path

import pytest

from assistant.question.language import AskedIn, language
from ingest.corpus.notes import load_unanswered
from ingest.corpus.talk import FILE, load_talk
from ingest.text.errors import CorpusError
from ingest.text.settings import BUNDLED_CORPUS
from small_corpus import TALK


def test_a_folder_without_talk_has_that_of_the_package(tmp_path: Path) -> None:
    assert load_talk(tmp_path) == load_talk(BUNDLED_CORPUS)


def test_no_question_without_an_answer_is_talk() -> None:
    """Else one classifier is taught that it is, and another that it is not."""
    talk = load_talk(BUNDLED_CORPUS)
    said = {each.casefold().strip(" .!?") for each in (*talk.examples, *talk.real)}
    unanswered = {each.casefold().strip(" .!?") for each in load_unanswered(BUNDLED_CORPUS)}
    assert not said & unanswered


def test_no_example_stands_twice() -> None:
    talk = load_talk(BUNDLED_CORPUS)
    said = [*talk.examples, *talk.real]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(("blank", "why"), [("{naam}", "ingevuld"), ("{subject", "accolade")])
def test_a_text_that_cannot_be_filled_is_named(tmp_path: Path, blank: str, why: str) -> None:
    (tmp_path / FILE).write_text(TALK.replace("{subject}", blank), encoding="utf-8")
    with pytest.raises(CorpusError, match=why):
        load_talk(tmp_path)


@pytest.mark.parametrize(
    ("question", "spoken"),
    [
        ("Wat is een steunouder?", AskedIn.DUTCH),
        ("What does a mentor do?", AskedIn.ENGLISH),
        ("it takes a village, hoe heet dat begrip en wat heb ik er aan?", AskedIn.DUTCH),
        ("Wie kann ich mit den Eltern sprechen?", AskedIn.OTHER),
        ("ما هو الدعم؟", AskedIn.OTHER),
    ],
)
def test_the_language_of_a_question_is_heard(question: str, spoken: AskedIn) -> None:
    assert language(question) is spoken
