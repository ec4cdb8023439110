"""Questions are embedded in one form, however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.index.embed.asked import as_asked
from ingest.index.embed.built_in import BuiltInEmbeddings
from ingest.index.embed.stretches import Stretch
from ingest.index.embed.texts import Embeddable, Use, keyed
from ingest.index.embed.vectors import Vectors

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
    passages = [Embeddable(text, Use.PASSAGE) for text in FORMS[:2]]
    questions = [Embeddable(text, use) for text in FORMS for use in (Use.ASKED, Use.TOWARDS_TEXT)]
    assert len({key for key, _ in keyed(passages, "model")}) == len(passages)
    assert len({key for key, _ in keyed(questions, "model")}) == 2


class Still:
    """Layers that give what they are given."""

    def run(self, stretch: Stretch, values: Vectors, /) -> Vectors:
        return values


def test_the_built_in_model_is_asked_in_that_form_and_told_passages_as_they_are() -> None:
    embedder = BuiltInEmbeddings(lambda _: Still())
    for embed in (embedder.embed_queries, embedder.embed_towards_text):
        assert len({tuple(vector) for vector in embed(list(FORMS))}) == 1
    assert len({tuple(vector) for vector in embedder.embed_documents(list(FORMS))}) == len(FORMS)
    assert len({str(embedder.embed_question(text)) for text in FORMS}) == 1
    assert len({embedder.count_tokens(text) for text in FORMS}) == 1
