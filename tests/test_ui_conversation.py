"""What a browser tells of its conversation is foreign text."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.follow_up import HISTORY_TURNS, Turn
from ui.web.conversation import ANSWER_CHARS, QUESTION_CHARS, TurnPlace, read_conversation

NAME = "0123456789abcdef0123456789abcdef"
TURN = {"question": "Wat is een JIM?", "answer": "Een JIM is ..."}
TOLD: dict[str, Any] = {"conversation": NAME, "number": 2, "history": [TURN], "sources": ["gids"]}


def test_the_earlier_turns_come_along() -> None:
    read = read_conversation(json.dumps(TOLD))
    assert read == (TurnPlace(NAME, 2), (Turn("Wat is een JIM?", "Een JIM is ..."),), ("gids",))


def test_long_texts_are_cut() -> None:
    read = read_conversation(
        json.dumps({**TOLD, "history": [{"question": "v" * 9000, "answer": "a" * 9000}]})
    )
    assert read is not None
    assert read[1] == (Turn("v" * QUESTION_CHARS, "a" * ANSWER_CHARS),)


@pytest.mark.parametrize(
    "change",
    [
        {"conversation": NAME[1:]},
        {"conversation": NAME.upper()},
        {"conversation": NAME + "\n"},
        {"conversation": '"><script>'},
        {"conversation": None},
        {"number": 0},
        {"sources": ["g"] * 1001},
        {"sources": [1]},
        {"sources": None},
        {"number": "1"},
        {"number": True},
        {"number": 1.5},
        {"number": 10**30},
        {"history": [TURN] * (HISTORY_TURNS + 1)},
        {"history": [{**TURN, "path": "/etc/hosts"}]},
        {"history": [{"question": {"path": "/etc/hosts"}, "answer": ""}]},
        {"history": [["a", "b"]]},
        {"history": None},
        {"extra": 1},
    ],
)
def test_a_conversation_of_another_form_is_none(change: dict[str, Any]) -> None:
    assert read_conversation(json.dumps({**TOLD, **change})) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{",
        "[" * 100_000,
        "9" * 10_000,
        "NaN",
        "\ud800",
        None,
        1,
        b"{}",
        {},
        [TOLD],
    ],
)
def test_what_is_no_conversation_is_none(text: object) -> None:
    assert read_conversation(text) is None


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    read_conversation(text)
    read_conversation(json.dumps({**TOLD, "history": [{"question": text, "answer": text}]}))
