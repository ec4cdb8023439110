"""Questions: what can be searched for, and what is shown of them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.question.typed import QUESTION_CHARS, READ_CHARS, QuestionError, clean, read


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "nog geen vraag gesteld"),
        (" \n\t ", "nog geen vraag gesteld"),
        ("\u200b\u2060", "nog geen vraag gesteld"),
        ("😀😀🎉", "nog geen vraag gesteld"),
        ("?!... 123", "geen woorden"),
        ("a" * 100_000, f"te lang: 100000 tekens, het mogen er {QUESTION_CHARS} zijn"),
        ("\udcff\udcfe\uf0b7\0", "nog geen vraag gesteld"),
    ],
)
def test_a_question_that_cannot_be_searched_for_is_refused(question: str, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        clean(question)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("  Wat is\n een   JIM?\t", "Wat is een JIM?"),
        ("<script>alert(1)</script> wat is een JIM", "<script>alert(1)</script> wat is een JIM"),
        ("Wat is\x07 een JIM?\x1b[31m", "Wat is een JIM? [31m"),
        ("wat is een JIM? 😀", "wat is een JIM?"),
        ("wat\0is\uf0b7een\U0001fae8JIM", "wat is een JIM"),
        ("WAT IS EEN STEUNFIGUUR?", "Wat is een steunfiguur?"),
        ("Wat is een\u200b JIM?", "Wat is een JIM?"),
    ],
)
def test_a_question_becomes_one_line(question: str, expected: str) -> None:
    assert clean(question) == expected


@given(st.text(max_size=200))
@example("A! aA")
def test_what_is_let_through_is_one_printable_line(text: str) -> None:
    try:
        question = clean(text)
    except QuestionError:
        return
    assert question.isprintable()
    assert clean(question) == question


@given(st.text(max_size=300))
def test_whatever_is_typed_can_be_looked_at(text: str) -> None:
    typed = read(text)
    assert typed.text.isprintable()
    assert typed.complaint or typed.text


def test_of_a_long_text_both_ends_are_looked_at() -> None:
    typed = read("begin " + "bla " * READ_CHARS + "einde")
    assert typed.complaint
    assert typed.text.startswith("begin")
    assert typed.text.endswith("einde")
    assert len(typed.text) <= READ_CHARS + 1
