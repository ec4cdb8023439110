import pytest

from eval.benchmark import QuestionKind
from eval.figures import (
    ALL,
    OF_ANSWERS,
    change,
    differences,
    figures,
    means,
    separation,
    system_figures,
)
from eval_fakes import measured, worse
from ingest.text.errors import SteunwijzerError

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
    assert means(RUN)["R@5"] == 0.5
    assert means(RUN)["refused:near_miss"] == 0.5
    assert "R@5:near_miss" not in means(RUN)


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


def test_in_a_group_p_is_corrected_for_the_measures_beside_each_other() -> None:
    found = list(differences(worse(), RUN))
    for group in (ALL, "near_miss"):
        own = [(measure, each) for measure, name, each in found if name == group]
        assert {each.tests for _, each in own} == {len(own)}
    alone = change(worse(), RUN.scored, "R@5")
    [together] = [each for measure, group, each in found if (measure, group) == ("R@5", ALL)]
    assert alone
    assert alone.p_value < together.p_value


def test_questions_that_changed_are_not_the_same() -> None:
    other = tuple(each.model_copy(update={"asked": "5" * 64}) for each in RUN.scored)
    with pytest.raises(SteunwijzerError, match="geen enkele vraag gemeen"):
        list(differences(RUN, RUN.model_copy(update={"scored": other})))


def test_what_is_measured_on_answers_alone_is_not_compared() -> None:
    assert {measure for measure, _, _ in differences(worse(), RUN)}.isdisjoint(OF_ANSWERS)


def test_support_separates_what_has_an_answer_and_failures_do_not_count() -> None:
    # Answerable: 2, 2 and -1; near misses: -1 and 2. Of six pairs two are right and three are ties.
    assert separation(RUN, QuestionKind.NEAR_MISS) == pytest.approx((2 + 3 / 2) / 6)
    assert separation(RUN, QuestionKind.FAR_OFF) is None
