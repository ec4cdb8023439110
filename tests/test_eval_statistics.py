import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.statistics import corrected, difference, estimate, holm


def own(scores: dict[str, float]) -> dict[str, str]:
    """Every question its own cluster."""
    return {name: name for name in scores}


def spread(count: int, rate: float) -> dict[str, float]:
    return {f"q{place}": float(place < count * rate) for place in range(count)}


def test_an_interval_holds_the_mean_and_narrows_with_more_questions() -> None:
    few, many = spread(20, 0.5), spread(500, 0.5)
    small, large = estimate(few, own(few)), estimate(many, own(many))
    assert small.low < small.mean < small.high
    assert large.high - large.low < small.high - small.low
    assert large.count == 500
    # A proportion of 0.5 over 500: 0.5 ± 1.96 * sqrt(0.25 / 500).
    assert (large.low, large.high) == pytest.approx((0.456, 0.544), abs=0.01)


def test_questions_on_one_passage_count_as_one_draw() -> None:
    scores = spread(100, 0.5)
    together = {name: str(int(name[1:]) // 10) for name in scores}
    alone, clustered = estimate(scores, own(scores)), estimate(scores, together)
    assert clustered.mean == alone.mean
    assert clustered.high - clustered.low > 2 * (alone.high - alone.low)


@settings(max_examples=20)
@given(st.dictionaries(st.text(min_size=1), st.floats(0, 1), min_size=1, max_size=15))
def test_intervals_stay_within_the_scores(scores: dict[str, float]) -> None:
    found = estimate(scores, own(scores))
    low, high = min(scores.values()), max(scores.values())
    assert low - 1e-9 <= found.low <= found.high <= high + 1e-9
    assert estimate(scores, own(scores)) == found


def test_equal_runs_do_not_differ() -> None:
    scores = spread(30, 0.4)
    found = difference(scores, scores, own(scores))
    assert (found.change, found.p_value, found.is_lower, found.is_higher) == (0, 1, False, False)


def test_a_clear_fall_is_seen_and_a_slight_one_is_not() -> None:
    before, after, slightly = spread(60, 0.9), spread(60, 0.5), spread(60, 0.88)
    assert difference(before, after, own(before)).is_lower
    assert difference(after, before, own(before)).is_higher
    assert not difference(before, slightly, own(before)).is_lower


def test_ten_changes_on_one_passage_prove_little() -> None:
    before = dict.fromkeys((f"q{place}" for place in range(10)), 1.0)
    after = dict.fromkeys(before, 0.0)
    assert difference(before, after, own(before)).is_lower
    assert not difference(before, after, dict.fromkeys(before, "one")).is_lower


def test_only_questions_of_both_runs_count() -> None:
    found = difference({"a": 1.0, "b": 0.0}, {"a": 0.0, "c": 1.0}, own({"a": 0, "b": 0, "c": 0}))
    assert (found.count, found.before, found.after) == (1, 1, 0)


def test_tests_that_are_looked_at_together_are_corrected() -> None:
    # Holm (1979): the smallest times three, the next times two, and never less than one before it.
    assert holm([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])
    assert holm([0.9, 0.5]) == [1.0, 1.0]
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), max_size=8))
def test_a_correction_makes_nothing_surer_and_keeps_the_order(p_values: list[float]) -> None:
    stricter = holm(p_values)
    assert all(before <= after <= 1 for before, after in zip(p_values, stricter, strict=True))
    pairs = sorted(zip(p_values, stricter, strict=True))
    assert [after for _, after in pairs] == sorted(after for _, after in pairs)


def test_what_could_have_been_shown_shrinks_with_the_number_of_questions() -> None:
    few, many = (
        difference(spread(count, 0.5), spread(count, 0.6), own(spread(count, 0.5)))
        for count in (40, 400)
    )
    assert many.detectable
    assert few.detectable
    assert many.detectable < few.detectable
    # Of 400 questions a tenth moved: an error of .015 in the mean, and 2.8 of those are seen.
    assert many.detectable == pytest.approx(2.8 * 0.015, rel=0.1)


def test_what_could_have_been_shown_grows_with_the_number_of_differences_beside_each_other() -> (
    None
):
    scores = spread(400, 0.5)
    moved = difference(scores, spread(400, 0.6), own(scores))
    [one], [first, *_] = corrected([moved]), corrected([moved] * 10)
    assert one == moved
    # At .05 an error counts 1.960 times and at .005 2.807 times; the power adds .842.
    assert moved.detectable
    assert first.detectable == pytest.approx(moved.detectable * (2.807 + 0.842) / 2.802, rel=0.001)


def test_of_what_moved_alike_it_is_not_said_what_could_have_been_shown() -> None:
    scores = spread(30, 0.4)
    assert difference(scores, scores, own(scores)).detectable is None


def test_differences_that_are_looked_at_together_are_corrected_in_their_order() -> None:
    scores = spread(60, 0.9)
    large, small = (difference(scores, spread(60, rate), own(scores)) for rate in (0.5, 0.8))
    assert small.is_shown
    stricter = corrected([small, *[large] * 8])
    assert [each.change for each in stricter] == [small.change, *[large.change] * 8]
    # The worst p is tested last, alone; the others before it.
    assert stricter[0].p_value == small.p_value
    assert stricter[1].p_value == pytest.approx(large.p_value * 9)
