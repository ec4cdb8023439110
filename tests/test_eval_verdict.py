"""The one sentence for who has one minute."""

import pytest

from eval.measured import Run
from eval.verdict import ENOUGH, verdict
from eval_fakes import measured, question, refused, scored


def run(kind: str, measure: str, right: int, total: int) -> Run:
    own = tuple(
        scored(question(f"{kind}{n}", kind), refused("x"), {measure: float(n < right)})
        for n in range(total)
    )
    return measured().run.model_copy(update={"scored": own})


def both(one: Run, other: Run) -> Run:
    return one.model_copy(update={"scored": (*one.scored, *other.scored)})


def test_what_is_surely_good_and_what_is_surely_weak_are_named() -> None:
    found = verdict(
        both(run("fact", "essentials", 49, 50), run("near_miss", "refused", 20, 60)), None
    )
    assert found.startswith("Goed genoeg voor: 'feit'; zwak in: 'dichtbij, geen antwoord'; ")


@pytest.mark.parametrize(("right", "total"), [(40, 50), (ENOUGH - 1, ENOUGH - 1)])
def test_what_the_interval_leaves_open_or_is_too_few_is_neither(right: int, total: int) -> None:
    found = verdict(run("fact", "essentials", right, total), None)
    assert "'feit'" not in found


def test_where_care_counts_notices_are_what_it_is_judged_by() -> None:
    kinds = both(run("danger", "notices", 60, 60), run("fact", "notices", 0, 30))
    found = verdict(kinds, None)
    assert "Goed genoeg voor: 'acuut gevaar'" in found
    assert "'feit'" not in found


def test_too_few_questions_give_no_verdict() -> None:
    found = verdict(run("own", "answered", 3, 5), None)
    assert found.startswith("Van geen soort zijn er 20 vragen")


def test_since_the_time_before_it_is_better_worse_or_nothing_can_be_said() -> None:
    low, high = run("fact", "essentials", 20, 60), run("fact", "essentials", 50, 60)
    assert "sinds de vorige meting beter in 'kern verteld'" in verdict(high, low)
    assert "sinds de vorige meting slechter in 'kern verteld'" in verdict(low, high)
    assert "geen verschil aangetoond" in verdict(low, low)
    others = run("how_to", "essentials", 20, 60)
    assert "niet te zeggen: die stelde andere vragen" in verdict(low, others)
    assert "niet te zeggen" in verdict(low, None)


def test_few_that_all_went_well_are_no_proof() -> None:
    assert "acuut gevaar" not in verdict(run("danger", "notices", 59, 59), None)
    assert "acuut gevaar" in verdict(run("danger", "notices", 60, 60), None)
