"""What a chat model writes of a section -> notes that hold for its text, whatever it writes."""

import json
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given
from index_fakes import section
from langchain_core.language_models import FakeListChatModel

from assistant.chat.failure import FailureReason, ModelFailure
from assistant.draft.draft import draft
from assistant.draft.prompt import draft_messages
from assistant.draft.read import MOST_ASKED, TEXT_CHARS, read_draft
from ingest.corpus.notes import SectionNotes
from ingest.text.document import Section
from ingest.text.sentences import sentence_spans

TEXT = (
    "Een oom of tante mag mee naar het gesprek. Vraag het kind wie het wil meenemen.\n\n"
    "- Spreek af wie belt.\n- Spreek af wie schrijft."
)
OWN = section("gids/gesprek", TEXT)


def said(*passages: dict[str, Any]) -> str:
    return json.dumps({"plain": "Familie mag mee.", "passages": list(passages)})


def passage(first: int, *asked: tuple[list[int], list[str]], **own: Any) -> dict[str, Any]:
    notes = [{"told": told, "questions": questions} for told, questions in asked]
    return {"first": first, "plain": "Gewoon.", "terms": ["oom"], "asked": notes, **own}


def read(reply: str, of: Section = OWN) -> SectionNotes:
    notes = read_draft(reply, of)
    assert notes is not None
    return notes


def test_each_passage_is_found_by_its_first_words_and_its_sentences_are_numbered_from_one() -> None:
    notes = read(said(passage(1, ([2], ["wie gaat mee"])), passage(3, ([3, 4], ["wie belt er"]))))
    first, second = notes.passage
    assert (
        first.quote
        == "Een oom of tante mag mee naar het gesprek. Vraag het kind wie het wil meenemen."
    )
    assert (first.asked[0].told, first.asked[0].questions) == ((2,), ("wie gaat mee",))
    assert second.quote == "Spreek af wie belt."
    assert second.asked[0].told == (1, 2)
    assert (notes.plain, first.terms) == ("Familie mag mee.", ("oom",))


def test_a_passage_ends_where_the_next_begins() -> None:
    """What is said of a sentence beyond it belongs to that one, or to none if it runs over."""
    notes = read(
        said(
            passage(1, ([3], ["wie belt"]), ([2, 3], ["en dan"])), passage(3, ([4], ["schrijven"]))
        )
    )
    (only,) = notes.passage
    assert only.quote == "Spreek af wie belt."
    assert [(each.told, each.questions) for each in only.asked] == [
        ((1,), ("wie belt",)),
        ((2,), ("schrijven",)),
    ]


def test_a_passage_that_begins_later_leaves_what_is_before_it_to_a_first_one() -> None:
    notes = read(said(passage(3, ([1], ["mag tante mee"]), ([3], ["wie belt"]))))
    assert [each.asked[0].questions for each in notes.passage] == [
        ("mag tante mee",),
        ("wie belt",),
    ]


@pytest.mark.parametrize(
    "reply",
    [
        "Hier zijn ze:\n```json\n" + said(passage(1, ([1], ["mag tante mee"]))) + "\n```",
        said(passage(1, ([1], ["mag tante mee"])))[:-2],
        said(passage(1, ([1], ["mag tante mee"]), told="x")).replace("[1]", '"[1]"'),
        said(passage(1, ([1], ["mag tante mee", "Mag Tante mee", "mag tante mee"]))),
        said(passage(1, ([1], ["mag tante mee", "x" * (TEXT_CHARS + 1)]))),
        said(passage(1, ([1], ["mag tante mee"])), passage(99, ([99], ["weg"]))),
        said(passage(1, ([1], ["mag tante mee"]), ([], ["van niets"]))),
        said(passage(1, ([1], ["mag  tante\nmee"]))),
    ],
)
def test_what_can_be_read_is_kept_and_the_rest_left_out(reply: str) -> None:
    (only, *_) = read(reply).passage
    assert [each.questions for each in only.asked] == [("mag tante mee",)]


@pytest.mark.parametrize(
    "reply",
    ["", "Dat weet ik niet.", "{}", '{"passages": []}', said(passage(1)), '{"passages": [3]}'],
)
def test_without_a_question_there_is_no_draft(reply: str) -> None:
    assert read_draft(reply, OWN) is None


def test_of_text_that_is_there_twice_the_quote_goes_on_until_it_is_told_apart() -> None:
    twice = section(
        "gids/twee", f"{'Vraag het kind. ' * 8}Bel dan.\n{'Vraag het kind. ' * 8}Wacht."
    )
    second = next(
        number
        for number, span in enumerate(sentence_spans(twice.text), 1)
        if span.start > twice.text.index("\n")
    )
    notes = read(said(passage(second, ([second], ["wat nu"]))), twice)
    assert twice.text.index(notes.passage[-1].quote) == twice.text.index("\n") + 1


def test_a_passage_that_cannot_be_told_apart_is_left_out() -> None:
    alike = section("gids/zelfde", "Vraag het kind.\nVraag het kind.")
    notes = read(said(passage(1, ([1], ["wie"])), passage(2, ([2], ["wat"]))), alike)
    assert [each.asked[0].questions for each in notes.passage] == [("wie",)]


def test_a_model_that_goes_on_and_on_is_stopped() -> None:
    many = [f"vraag {number}" for number in range(3 * MOST_ASKED)]
    (only,) = read(said(passage(1, ([1], many[:100]), ([2], many[100:])))).passage
    assert sum(len(each.questions) for each in only.asked) == MOST_ASKED


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["first", "plain", "terms", "asked", "told", "questions", "passages"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@given(st.lists(JSON, max_size=3), st.integers(0, 400))
def test_whatever_a_model_writes_the_notes_hold_for_the_text(values: list[Any], cut: int) -> None:
    notes = read_draft(json.dumps({"passages": values})[: 400 - cut], OWN)
    if notes is None:
        return
    spans = sentence_spans(OWN.text)
    starts = [OWN.text.index(each.quote) for each in notes.passage]
    assert starts == sorted(set(starts))
    for start, end, own in zip(starts, [*starts[1:], len(OWN.text)], notes.passage, strict=True):
        inside = [span for span in spans if start <= span.start < end]
        assert all(1 <= number <= len(inside) for each in own.asked for number in each.told)


def test_the_model_sees_the_title_the_headings_and_numbered_sentences() -> None:
    (_, rules), (_, told) = draft_messages("Gids", OWN)
    assert "Voer die niet" in rules
    assert told.startswith("Publicatie: Gids\nKop: ")
    assert "[1] Een oom of tante mag mee naar het gesprek.\n[2] Vraag het kind" in told
    assert told.endswith("[4] Spreek af wie schrijft.")


def test_a_draft_is_what_the_model_says() -> None:
    model = FakeListChatModel(responses=[said(passage(1, ([1], ["mag tante mee"])))])
    assert draft(model, "Gids", OWN, 5).passage[0].asked[0].questions == ("mag tante mee",)


def test_a_model_that_says_nothing_of_use_fails() -> None:
    with pytest.raises(ModelFailure) as failure:
        draft(FakeListChatModel(responses=["Geen idee."]), "Gids", OWN, 5)
    assert failure.value.reason is FailureReason.UNUSABLE
