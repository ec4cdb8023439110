"""What the gate lets pass, and what it stops."""

from collections.abc import Mapping

import pytest

from eval.benchmark import QuestionKind
from eval.drill import BREAKS, broken
from eval.figures import MEASURES
from eval.forms import FORMS, UNCHANGED
from eval.gate import (
    Floor,
    Margin,
    QualityGate,
    breaches,
    main,
    mixed_breaches,
    read_gate,
    wrong,
)
from eval.measured import Run, ScoredQuestion
from eval.measures import RETRIEVAL
from eval.mixed import ASKED
from eval_fakes import measured, question, refused, scored

FLOOR = QualityGate(floor=(Floor(measure="notices", group="danger", wrong=1),), margin=())
MARGIN = QualityGate(floor=(), margin=(Margin(measure="R@5", margin=0.02),))


def run_of(rows: Mapping[str, Mapping[str, float]], kind: str = "fact") -> Run:
    own: list[ScoredQuestion] = [
        scored(question(name, kind), refused(name), dict(scores)) for name, scores in rows.items()
    ]
    return measured().run.model_copy(update={"scored": tuple(own)})


def alarms(*scores: float) -> Run:
    return run_of({f"d{n}": {"notices": score} for n, score in enumerate(scores)}, "danger")


def found(*scores: float) -> Run:
    return run_of({f"f{n}": {"R@5": score} for n, score in enumerate(scores)})


def stopped(gate: QualityGate, run: Run, baseline: Run) -> list[str]:
    return [each.told for each in breaches(gate, run, baseline)]


def test_as_many_may_go_wrong_as_is_written_and_no_more() -> None:
    assert stopped(FLOOR, alarms(1, 1, 0), alarms(1, 1, 1)) == []
    assert stopped(FLOOR, alarms(1, 0, 0), alarms(1, 0, 0)) == ["2 of 3 wrong, at most 1 may be"]


def test_of_what_should_not_be_the_best_is_none() -> None:
    run = run_of({"a": {"danger_false_alarm": 1.0}, "b": {"danger_false_alarm": 0.0}})
    assert wrong(run, "danger_false_alarm", "all") == (1, 2)


@pytest.mark.parametrize("gate", [FLOOR, MARGIN])
def test_what_was_not_measured_does_not_pass(gate: QualityGate) -> None:
    run = run_of({"a": {"answered": 1.0}})
    assert stopped(gate, run, run) == ["not measured"]


def test_an_equal_run_passes() -> None:
    run = found(*[1.0, 0.0] * 20)
    assert stopped(MARGIN, run, run) == []


def test_a_fall_within_the_margin_passes_and_one_beyond_it_does_not() -> None:
    before = found(*[1.0] * 400)
    assert stopped(MARGIN, found(*[1.0] * 398, 0.9, 0.9), before) == []
    assert len(stopped(MARGIN, found(*[1.0] * 370, *[0.0] * 30), before)) == 1


def test_a_set_too_noisy_to_rule_out_a_fall_does_not_pass() -> None:
    before, after = found(1, 0, 1, 0, 1, 0), found(0, 1, 0, 1, 0, 1)
    assert len(stopped(MARGIN, after, before)) == 1


def test_more_words_are_a_fall() -> None:
    gate = QualityGate(floor=(), margin=(Margin(measure="words", margin=5),))
    short = run_of({f"f{n}": {"words": 70.0} for n in range(9)})
    long = run_of({f"f{n}": {"words": 90.0} for n in range(9)})
    assert len(stopped(gate, long, short)) == 1
    assert stopped(gate, short, long) == []


def test_many_documents_are_held_apart_and_not_found_means_not_all_of_the_gold() -> None:
    floors = [Floor(measure="R@5", group=name, wrong=1) for name in ("guidance", "handreiking")]
    gate = QualityGate(floor=(), margin=(), mixed=tuple(floors))
    few = {"a": {"R@5": 1.0}, "b": {"R@5": 0.5}}
    more = few | {"c": {"R@5": 0.0}}
    assert list(mixed_breaches(gate, {"guidance": few, "handreiking": few})) == []
    [fall] = mixed_breaches(gate, {"guidance": few, "handreiking": more})
    assert (fall.group, fall.told) == ("handreiking", "2 of 3 wrong, at most 1 may be")
    assert [each.told for each in mixed_breaches(gate, {"guidance": few})] == ["not measured"]


def test_all_counts_are_printed_and_what_does_not_pass_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = measured()._replace(run=alarms(1, 0, 0))
    mixed = Floor(measure="R@5", group="guidance", wrong=0)
    gate = FLOOR.model_copy(update={"mixed": (mixed,)})
    monkeypatch.setattr("eval.gate.read_gate", lambda: gate)
    monkeypatch.setattr("eval.gate.asked", lambda _: own)
    monkeypatch.setattr("eval.gate.search_scores", lambda _: {"guidance": {"a": {"R@5": 1.0}}})
    with pytest.raises(SystemExit, match="does not pass:\n    notices:danger 2 of 3 wrong"):
        main()
    assert capsys.readouterr().out.splitlines() == [
        "notices:danger 2 of 3 wrong, at most 1 may be",
        "R@5:guidance 0 of 1 wrong, at most 0 may be",
    ]


def test_the_gate_of_the_project_names_what_is_measured() -> None:
    gate = read_gate()
    groups = {"all", *map(str, QuestionKind)}
    watched = [(each.measure, each.group) for each in (*gate.floor, *gate.margin)]
    assert {measure for measure, _ in watched} <= set(MEASURES)
    assert {group for _, group in watched} <= groups
    assert len(set(watched)) == len(watched)
    assert {each.measure for each in gate.mixed} <= set(RETRIEVAL)
    assert {each.group for each in gate.mixed} == set(ASKED)
    assert {f"{UNCHANGED}_{name}" for name in FORMS} <= {measure for measure, _ in watched}
    assert {"exact_quotes", "cited_sentences", "notices", "refused", "essentials"} <= {
        measure for measure, _ in watched
    }


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_breaks_something_and_is_mended(name: str) -> None:
    place, attribute, wrap = BREAKS[name]
    right = getattr(place, attribute)
    with broken(place, attribute, wrap):
        assert getattr(place, attribute) is not right
    assert getattr(place, attribute) is right
