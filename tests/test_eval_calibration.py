"""Whether what was held likely to answer does."""

import math

import pytest

from eval.calibration import Fifth, calibration
from eval.measured import Measured
from eval.response import Response, Weighed
from eval_fakes import SECTIONS, TEXT, answered, measured, question, refused, scored

ON_POINT = {"first_on_point": 1.0}
BESIDE = {"first_on_point": 0.0}


def told(name: str, odds: float, support: float = 0.0) -> Response:
    """An answer whose first sentence has these odds, among better ones that were not told first."""
    places = {(0, 35): odds, (10, 20): odds - 1, (36, 60): 9.0}
    weighed = tuple(
        Weighed(section="steunouders", start=start, end=end, text=TEXT[start:end], odds=own)
        for (start, end), own in places.items()
    )
    return answered(name, "steunouders").model_copy(update={"weighed": weighed, "support": support})


def run_of(*rows: tuple[Response, dict[str, float]]) -> Measured:
    asked = [question(response.id, "fact") for response, _ in rows]
    own = [
        scored(each, response, scores) for each, (response, scores) in zip(asked, rows, strict=True)
    ]
    run = measured().run.model_copy(update={"scored": tuple(own)})
    return Measured(run, asked, [response for response, _ in rows], SECTIONS)


RUN = run_of(
    *((told(f"a{n}", 2.0, -1), ON_POINT) for n in range(5)),
    *((told(f"b{n}", -2.0, 1), BESIDE) for n in range(5)),
)


def test_fifths_are_by_the_odds_of_the_first_sentence_the_least_likely_first() -> None:
    found = calibration(RUN)
    assert found
    high, low = 1 / (1 + math.exp(-2)), 1 / (1 + math.exp(2))
    assert found.parts[0] == pytest.approx(Fifth(low, 0, 2))
    assert found.parts[2] == pytest.approx(Fifth(0.5, 0.5, 2))
    assert found.parts[4] == pytest.approx(Fifth(high, 1, 2))


def test_odds_and_support_are_told_apart() -> None:
    found = calibration(RUN)
    assert found
    assert (found.by_odds, found.by_support) == (1, 0)


def test_what_should_have_been_refused_is_wrong_and_what_was_not_answered_does_not_count() -> None:
    rows = [
        *((told(f"a{n}", 1.0), ON_POINT) for n in range(4)),
        (told("n", 1.0), {"refused": 0.0}),
        (refused("r"), {"refused": 1.0}),
        (refused("f"), BESIDE),
        (told("d", 1.0), {"notices": 1.0}),
        (answered("w", "steunouders"), BESIDE),
    ]
    found = calibration(run_of(*rows))
    assert found
    assert sum(part.answers for part in found.parts) == 5
    assert sum(part.right for part in found.parts) == 4


def test_of_few_answers_or_of_one_outcome_nothing_is_said() -> None:
    assert calibration(run_of(*((told(f"a{n}", 1.0), ON_POINT) for n in range(9)))) is None
    assert calibration(run_of((told("a", 1.0), ON_POINT), (told("b", 0.0), BESIDE))) is None
