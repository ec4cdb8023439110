"""What sort of answer the words of a question ask for."""

import pytest

from assistant.question.form import asks_for_all


@pytest.mark.parametrize(
    "question",
    ["Welke vormen zijn er?", "noem alles op", "Wat zijn de voordelen", "What are the kinds?"],
)
def test_more_than_one_thing_is_asked_for(question: str) -> None:
    assert asks_for_all(question)


@pytest.mark.parametrize(
    "question", ["Wat is een JIM?", "Wie belt oma", "Waarom zou ik dat doen?", "verwelkomen"]
)
def test_one_thing_is_asked_for(question: str) -> None:
    assert not asks_for_all(question)
