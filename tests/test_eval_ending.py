"""Where a question went wrong."""

import pytest

from eval.ending import Ending, ending
from eval_fakes import MISSED, RETRIEVED, ROWS, answered, measured, question, refused, scored

TOLD = {"essentials": 1.0, "first_on_point": 1.0}


def test_the_questions_of_a_run_each_have_their_stage() -> None:
    run = measured()
    assert [ending(own, response) for _, response, own in run.rows()] == [
        Ending.GOOD,
        Ending.NOT_FOUND,
        Ending.FOUND_AND_REFUSED,
        Ending.FAILED,
        Ending.RIGHTLY_REFUSED,
        Ending.WRONGLY_ANSWERED,
        Ending.NOTICE_MISSING,
        Ending.CARED_FOR,
    ]
    assert len(ROWS) == 8


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (RETRIEVED | TOLD, Ending.GOOD),
        (MISSED | TOLD, Ending.GOOD),
        (RETRIEVED | TOLD | {"first_on_point": 0.0}, Ending.BURIED),
        (RETRIEVED | TOLD | {"essentials": 0.5}, Ending.INCOMPLETE),
        (RETRIEVED | TOLD | {"essentials": 0.0}, Ending.FOUND_AND_NOT_CHOSEN),
        (RETRIEVED | TOLD | {"danger_false_alarm": 1.0}, Ending.FALSE_ALARM),
        (RETRIEVED | TOLD | {"notices": 0.0}, Ending.GOOD),
    ],
)
def test_an_answer_is_judged_by_what_is_told_and_where(
    scores: dict[str, float], expected: Ending
) -> None:
    response = answered("f", "steunouders")
    assert ending(scored(question("f", "fact"), response, scores), response) is expected


def test_care_comes_before_the_answer() -> None:
    response = answered("d", "steunouders")
    own = scored(question("d", "danger"), response, RETRIEVED | TOLD | {"notices": 0.0})
    assert ending(own, response) is Ending.NOTICE_MISSING


def test_where_nothing_is_known_to_be_right_nothing_is_judged() -> None:
    response = refused("c")
    own = scored(question("c", "calm", has_gold=False), response, {"danger_false_alarm": 0.0})
    assert ending(own, response) is Ending.NOT_JUDGED


def test_a_refusal_of_what_was_not_found_is_laid_to_the_search() -> None:
    response = refused("f")
    own = scored(question("f", "fact"), response, MISSED | {"essentials": 0.0})
    assert ending(own, response) is Ending.NOT_FOUND
