"""At which stage a question went wrong."""

import pytest
from eval_fakes import MISSED, RETRIEVED, ROWS, answered, measured, question, refused, scored

from eval.stage import Stage, stage

TOLD = {"essentials": 1.0, "first_on_point": 1.0}


def test_the_questions_of_a_run_each_have_their_stage() -> None:
    run = measured()
    assert [stage(own, response) for _, response, own in run.rows()] == [
        Stage.GOOD,
        Stage.NOT_FOUND,
        Stage.FOUND_AND_REFUSED,
        Stage.FAILED,
        Stage.RIGHTLY_REFUSED,
        Stage.WRONGLY_ANSWERED,
        Stage.NOTICE_MISSING,
        Stage.CARED_FOR,
    ]
    assert len(ROWS) == 8


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (RETRIEVED | TOLD, Stage.GOOD),
        (MISSED | TOLD, Stage.GOOD),
        (RETRIEVED | TOLD | {"first_on_point": 0.0}, Stage.BURIED),
        (RETRIEVED | TOLD | {"essentials": 0.5}, Stage.INCOMPLETE),
        (RETRIEVED | TOLD | {"essentials": 0.0}, Stage.FOUND_AND_NOT_CHOSEN),
        (RETRIEVED | TOLD | {"danger_false_alarm": 1.0}, Stage.FALSE_ALARM),
        (RETRIEVED | TOLD | {"notices": 0.0}, Stage.GOOD),
    ],
)
def test_an_answer_is_judged_by_what_is_told_and_where(
    scores: dict[str, float], expected: Stage
) -> None:
    response = answered("f", "steunouders")
    assert stage(scored(question("f", "fact"), response, scores), response) is expected


def test_care_comes_before_the_answer() -> None:
    response = answered("d", "steunouders")
    own = scored(question("d", "danger"), response, RETRIEVED | TOLD | {"notices": 0.0})
    assert stage(own, response) is Stage.NOTICE_MISSING


def test_where_nothing_is_known_to_be_right_nothing_is_judged() -> None:
    response = refused("c")
    own = scored(question("c", "calm", has_gold=False), response, {"danger_false_alarm": 0.0})
    assert stage(own, response) is Stage.NOT_JUDGED


def test_a_refusal_of_what_was_not_found_is_laid_to_the_search() -> None:
    response = refused("f")
    own = scored(question("f", "fact"), response, MISSED | {"essentials": 0.0})
    assert stage(own, response) is Stage.NOT_FOUND
