"""What an answer says of the question that leans on it."""

from dataclasses import replace

import numpy as np
import pytest
from evidence_fakes import evidence
from index_fakes import content, section
from release_fakes import FakeRelease

from assistant.answer.carried import (
    DOCUMENT_SHARE,
    EXAMPLE_ODDS,
    NO_SUBJECT,
    OWN_SHARE,
    TOLD_ODDS,
    between,
    spoken_of,
    weighed_again,
)
from assistant.answer.evidence import Evidence
from assistant.question.follow_up import Reading
from ingest.index.embed.vectors import QuestionVectors
from ingest.text.document import Kind

AID = section(
    "steunouder", "Een steunouder vangt een kind op. Zoals buurvrouw Annie. Dat geeft rust."
)
GUARD = section("burgervoogd", "Een burgervoogd heeft de voogdij. Hij tekent bij school.")
RELEASE = FakeRelease(content(AID, GUARD))


def spoken(told: str, item: str = "", own: str = "En voogdij?") -> dict[str, float]:
    return dict(spoken_of(RELEASE, Reading("", own, told, item)))  # type: ignore[arg-type]


def test_an_answer_is_of_the_sections_that_hold_its_words() -> None:
    assert spoken("Een steunouder vangt een kind op.") == {AID.id: 1.0}
    assert spoken("Wie de voogdij heeft, tekent bij school.") == {GUARD.id: 1.0}


def test_the_section_of_which_most_was_told_counts_most() -> None:
    found = spoken("Hij tekent bij school. Dat geeft rust. Een burgervoogd heeft de voogdij.")
    assert found[GUARD.id] == 1.0
    assert 0 < found[AID.id] < 1


def test_an_item_that_is_counted_is_all_that_it_is_about() -> None:
    told = "1. Een burgervoogd heeft de voogdij. 2. Buurvrouw Annie."
    assert spoken(told, "Buurvrouw Annie") == {AID.id: 1.0}


def test_an_item_that_names_a_heading_is_about_what_stands_under_it() -> None:
    told = spoken("", "Een tweede is de steunouder, die ook tekent bij school")
    assert told[AID.id] == 1.0


def test_other_sections_of_the_same_text_are_favoured_too_where_there_are_more_texts() -> None:
    own = section("noodvoogd", "Iets anders.")
    other = section("folder", "Een folder over zwemmen.", document="folder")
    meant = Reading("", "En voogdij?", "Een steunouder vangt een kind op.", "")
    release = FakeRelease(content(AID, own, other))
    found = dict(spoken_of(release, meant))  # type: ignore[arg-type]
    assert found == {AID.id: 1.0, own.id: DOCUMENT_SHARE}
    assert 0 < DOCUMENT_SHARE < 1


@pytest.mark.parametrize("told", ["", "Xyzzy plugh."])
def test_an_answer_without_a_word_of_the_text_says_nothing(told: str) -> None:
    assert spoken(told) == {}


def test_a_question_without_a_subject_is_all_the_more_about_what_was_told() -> None:
    told = "Een steunouder vangt een kind op."
    assert spoken(told, own="Kun je een voorbeeld geven?") == {AID.id: NO_SUBJECT}
    assert NO_SUBJECT > spoken(told, own="Kun je een tante noemen?")[AID.id] == 1.0


def test_the_vector_is_drawn_by_the_own_words() -> None:
    one, two = (np.asarray(each, np.float32) for each in ([1.0, 0.0], [0.0, 1.0]))
    own, whole = np.ones((3, 4), np.float32), np.ones((2, 4), np.float32)
    mixed, pointing, towards_text, tokens = between(
        QuestionVectors([1.0, 0.0], two, one, own), QuestionVectors([0.0, 1.0], one, two, whole)
    )
    # The tokens of both are looked for, each side as much as it draws.
    assert tokens[:, 0].tolist() == pytest.approx([OWN_SHARE] * 3 + [1 - OWN_SHARE] * 2)
    assert pointing.tolist() == pytest.approx(mixed[::-1])
    assert towards_text.tolist() == pytest.approx(mixed)
    plain = between(QuestionVectors([1.0, 0.0]), QuestionVectors([0.0, 1.0], one, two))
    assert not plain.pointing.size
    assert not plain.towards_text.size
    assert float(np.linalg.norm(mixed)) == pytest.approx(1)
    assert float(mixed[0] / mixed[1]) == pytest.approx(OWN_SHARE / (1 - OWN_SHARE))
    assert mixed[0] > mixed[1]


def items() -> list[Evidence]:
    first, example, last = (
        "Een steunouder vangt een kind op.",
        "Zoals buurvrouw Annie.",
        "Dat geeft rust.",
    )
    return [
        evidence(number, AID, words, odds=odds)
        for number, (words, odds) in enumerate([(first, 2.0), (last, 1.5), (example, 1.2)], start=1)
    ]


def texts(meant: Reading, of: list[Evidence] | None = None) -> list[tuple[int, str, float]]:
    return [(each.number, each.text, each.odds) for each in weighed_again(of or items(), meant)]


def test_what_led_the_answer_comes_after_what_did_not() -> None:
    found = texts(
        Reading("", "En waarom?", "Een steunouder vangt vaak een kind op. Dat geeft rust.")
    )
    assert found == [
        (1, "Dat geeft rust.", 1.5),
        (2, "Zoals buurvrouw Annie.", 1.2),
        (3, "Een steunouder vangt een kind op.", 2.0 - TOLD_ODDS),
    ]


def test_who_asks_for_more_is_told_what_was_not_told_at_all() -> None:
    found = texts(Reading("", "meer daarover", "Een steunouder vangt een kind op. Dat geeft rust."))
    assert [odds for _, _, odds in found] == [1.2, 2.0 - TOLD_ODDS, 1.5 - TOLD_ODDS]


def test_what_was_told_in_half_was_not_told() -> None:
    assert texts(Reading("", "En verder?", "Een steunouder vangt."))[0][2] == 2.0


def test_an_example_is_told_to_who_asks_for_one() -> None:
    found = texts(Reading("", "Kun je een voorbeeld geven?", "Iets."))
    assert found[0] == (1, "Zoals buurvrouw Annie.", 1.2 + EXAMPLE_ODDS)
    quoted = [replace(each, section=replace(AID, kind=Kind.QUOTE)) for each in items()]
    assert [each[2] for each in texts(Reading("", "een voorbeeld?", "Iets."), quoted)] == [
        2.0 + EXAMPLE_ODDS,
        1.5 + EXAMPLE_ODDS,
        1.2 + EXAMPLE_ODDS,
    ]


def test_a_question_that_stands_by_itself_changes_nothing() -> None:
    question = "Geef een voorbeeld van een steunouder"
    assert list(weighed_again(items(), Reading(question, question))) == items()
