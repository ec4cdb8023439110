"""A follow-up question as a chat model puts it: taken only where it is still the same question."""

import pytest
from evidence_fakes import says

from assistant.answer.standalone import standalone_by_model
from assistant.chat.failure import FailureReason, ModelFailure
from assistant.question.follow_up import Turn

HISTORY = [Turn("Wat is een JIM?", "Een JIM is een mentor.")]


def put(question: str, reply: str) -> str:
    return standalone_by_model(says(reply), question, HISTORY, 10)


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("Wie kiest hem?", "Wie kiest een JIM?"),
        ("En mentoren op school?", "Zijn mentoren op school ook een JIM?"),
        ("En hoe begin je daarmee?", "\nHoe begin je met een JIM?\n"),
    ],
)
def test_a_follow_up_is_made_to_stand_by_itself(question: str, reply: str) -> None:
    assert put(question, reply) == reply.strip()


@pytest.mark.parametrize(
    "reply",
    [
        "?",
        "En dan?",
        "Wie kiest hem?",
        "Een JIM wordt gekozen.",
        "Wie kiest een burgervoogd?",
        "Wie kiest een JIM en een burgervoogd?",
        "Wat is een JIM?",
        "Wie kiest een JIM?\nEn hoe?",
    ],
)
def test_what_is_another_question_or_none_is_not_taken(reply: str) -> None:
    assert put("Wie kiest hem?", reply) == ""


def test_a_question_that_stands_by_itself_needs_no_rewrite() -> None:
    assert put("Wat is een burgervoogd?", "Wat is een burgervoogd?") == ""


def test_a_model_that_says_nothing_is_a_failure() -> None:
    with pytest.raises(ModelFailure) as caught:
        put("Wie kiest hem?", " ")
    assert caught.value.reason is FailureReason.EMPTY
