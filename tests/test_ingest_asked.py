"""Questions are embedded in one form, however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.index.embed.asked import as_asked
from ingest.index.embed.built_in import BuiltInEmbeddings
from ingest.index.embed.texts import keyed

FORMS = (
    "Wie is een JIM?",
    "wie is een jim",
    "WIE IS EEN JIM?",
    "Wie is een JIM ???",
    "wie is een JIM...",
    "Wie is een JIM ?!",
)


@pytest.mark.parametrize("typed", FORMS)
def test_however_it_is_typed_it_is_the_same_question(typed: str) -> None:
    assert as_asked(typed) == "wie is een jim?"


def test_marks_within_a_question_stay() -> None:
    assert as_asked("Oma wil niet. Wat nu? Help!") == "oma wil niet. wat nu? help?"


@given(st.text())
def test_what_is_in_the_form_stays_as_it_is(text: str) -> None:
    assert as_asked(as_asked(text)) == as_asked(text)


def test_questions_that_are_the_same_share_a_vector_and_passages_do_not() -> None:
    keys = [key for key, _ in keyed(FORMS[:2], FORMS, "model")]
    passages, questions = keys[:2], keys[2:]
    assert len(set(questions)) == 1
    assert len({*passages, *questions}) == len(passages) + 1


class Model:
    """Remembers what it is given."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def query(self, texts: list[str]) -> object:
        self.asked += texts
        import numpy as np

        return np.zeros((len(texts), 2), np.float32)

    def passage(self, texts: list[str]) -> object:
        return self.query(texts)

    def token_count(self, text: str, *, is_query: bool) -> int:
        assert is_query
        return len(text)


def test_the_built_in_model_is_asked_in_that_form_and_told_passages_as_they_are() -> None:
    model = Model()
    embedder = BuiltInEmbeddings(lambda: model)  # type: ignore[arg-type, return-value]
    embedder.embed_query("Wie is een JIM")
    embedder.embed_documents(["Wie is een JIM"])
    assert model.asked == ["wie is een jim?", "Wie is een JIM"]
    assert embedder.count_tokens("Wie") == len("wie?")
