import pytest
from eval_fakes import measured, worse

from eval.benchmark import Kind
from eval.figures import (
    ALL,
    differences,
    figures,
    risk_coverage,
    separation,
    system_figures,
    value_of,
)
from ingest.errors import SteunwijzerError

RUN = measured().run


def test_every_measure_is_given_over_all_and_by_kind() -> None:
    found = {(each.measure, each.group): each.estimate for each in figures(RUN)}
    assert found["R@5", ALL].mean == 0.5
    assert found["R@5", ALL].count == 4
    assert found["refused", "near_miss"].mean == 0.5
    assert found["R@5", "other_words"].count == 4
    assert ("R@5", "near_miss") not in found
    assert ("citation_hit", "fact") in found


def test_a_figure_is_asked_for_by_measure_and_kind() -> None:
    assert value_of(RUN, "R@5") == 0.5
    assert value_of(RUN, "refused:near_miss") == 0.5
    with pytest.raises(SteunwijzerError, match=r"'R@7' is hier niet gemeten\. Kies uit: nDCG@10"):
        value_of(RUN, "R@7")


def test_systems_stand_beside_each_other() -> None:
    found = {(name, measure): each.mean for name, measure, each in system_figures(RUN)}
    assert (found["bm25", "R@5"], found["steunwijzer", "R@5"]) == (0, 0.5)


def test_two_runs_are_compared_by_group() -> None:
    found = {(measure, group): each for measure, group, each in differences(worse(), RUN)}
    assert found["R@5", ALL].change == 0.5
    assert found["refused", "near_miss"].count == 2
    stranger = RUN.model_copy(
        update={"scored": tuple(each.model_copy(update={"id": "?"}) for each in RUN.scored)}
    )
    with pytest.raises(SteunwijzerError, match="geen enkele vraag gemeen"):
        list(differences(stranger, RUN))


def test_risk_falls_when_only_the_best_supported_are_answered() -> None:
    curve = risk_coverage(RUN)
    # f1 is right; f2 and n2, as well supported, are wrong; the others are refused, so not right.
    assert list(curve.risks) == pytest.approx([0, 1 / 2, 2 / 3, 3 / 4, 4 / 5, 5 / 6])
    assert curve.coverages[-1] == 1
    assert 0 < curve.area < 1


def test_support_separates_what_has_an_answer() -> None:
    near = separation(RUN, Kind.NEAR_MISS)
    assert near is not None
    assert 0 <= near <= 1
    assert separation(RUN, Kind.FAR_OFF) is None
