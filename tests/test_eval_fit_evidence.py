"""How strongly sentences answer is learnt with annotations, without, and half with."""

from collections.abc import Sequence

import numpy as np
import pytest
from index_fakes import section

from assistant.answer.evidence import Candidate, Plea
from eval.fit_evidence import PLAIN, Judged, fit_evidence, is_of_plain_text, is_right, judge
from ingest.corpus.fitted import AnnotatedEvidenceWeights, EvidenceWeights
from ingest.text.place import Place

SENTENCES = 6


def judged(name: str, questions: int = 40) -> list[Judged]:
    """Questions with six sentences of two sections each, of which one feature tells the right."""
    rng = np.random.default_rng(4)
    found = []
    for number in range(questions):
        values = rng.normal(0, 1, (SENTENCES, len(Plea._fields)))
        right = np.arange(SENTENCES) == number % SENTENCES
        values[right, Plea._fields.index(name)] += 5
        sections = ("een", "een", "een", "twee", "twee", "twee")
        whose = np.ones(SENTENCES, dtype=np.bool_)
        found.append(Judged(values, right, whose, sections, f"g{number // 2}"))
    return found


def heaviest(weights: EvidenceWeights) -> str:
    own = weights.model_dump(exclude={"intercept"})
    return max(own, key=lambda each: own[each])


@pytest.mark.parametrize("name", ["held", "near", "quoted"])
def test_what_any_text_has_is_learnt_for_text_with_and_without_annotations(name: str) -> None:
    evidence, first_right = fit_evidence(judged(name))
    assert heaviest(evidence.annotated) == heaviest(evidence.plain) == name
    assert min(first_right.values()) > 0.9


def test_what_annotations_say_is_learnt_where_there_are_any() -> None:
    evidence, first_right = fit_evidence(judged("told", 160))
    assert heaviest(evidence.annotated) == "told"
    assert type(evidence.annotated) is AnnotatedEvidenceWeights
    plain = evidence.plain.model_dump(exclude={"intercept"})
    assert max(abs(weight) for weight in plain.values()) < evidence.annotated.told
    assert first_right["plain"] < 0.5 < first_right["half"] < first_right["annotated"]


def test_text_without_annotations_is_not_to_blame_for_having_none() -> None:
    """Learnt apart, the odds of annotated text were higher by what annotations say on average."""
    found = judged("near")
    for each in found:
        each.values[:, [Plea._fields.index(name) for name in ("matched", "told")]] -= 9
    evidence, first_right = fit_evidence(found)
    assert first_right["half"] > 0.9
    right, wrong = Plea(*[0.0] * 15)._replace(near=5, matched=-9, told=-9), Plea(*[0.0] * 15)
    wrong = wrong._replace(matched=-9, told=-9)
    for one, other in (("annotated", "plain"), ("plain", "annotated")):
        strong = getattr(evidence, one).score(right._asdict())
        assert strong > getattr(evidence, other).score(wrong._asdict()) + 1


def test_text_that_has_no_annotations_is_never_judged_by_them() -> None:
    given = judged("told")
    none = [each._replace(is_annotated=~each.is_annotated) for each in given]
    evidence, first_right = fit_evidence(none)
    annotated = evidence.annotated.model_dump()
    assert max(map(abs, annotated.values())) < 1e-3
    assert max(first_right.values()) < 0.5


def test_a_share_is_worth_the_odds_that_it_is_right() -> None:
    """Of what has a like share about as much is right as its odds say, on the learnt ones."""
    given = judged("near", 200)
    evidence, _ = fit_evidence(given)
    sure, unsure = [], []
    for each in given:
        pleas = [Plea(*row) for row in each.values]
        strengths = [evidence.annotated.score(plea._asdict()) for plea in pleas]
        odds = evidence.share.log_odds(strengths)
        sure += [right for right, own in zip(each.is_right, odds, strict=True) if own > 1]
        unsure += [right for right, own in zip(each.is_right, odds, strict=True) if own < -1]
    assert np.mean(sure) > 0.73
    assert np.mean(unsure) < 0.27


def test_questions_of_which_nothing_answers_teach_nothing() -> None:
    found = judged("held")
    nothing = Judged(
        np.zeros((0, len(Plea._fields))), np.zeros(0, np.bool_), np.zeros(0, np.bool_), (), "g"
    )
    assert fit_evidence([*found, nothing]) == fit_evidence(found)


def test_what_plain_text_answers_counts_for_plain_text_alone() -> None:
    given = judged("held")
    beside = [each._replace(is_annotated=~each.is_annotated) for each in judged("near", 120)]
    assert all(map(is_of_plain_text, beside))
    assert not any(map(is_of_plain_text, given))
    alone, _ = fit_evidence(given)
    both, _ = fit_evidence(given, beside)
    assert both.annotated == alone.annotated
    assert both.plain.near > alone.plain.near + 1
    assert heaviest(alone.plain) == "held"


def test_a_share_of_plain_text_is_worth_what_it_is_where_that_stands() -> None:
    """The same shares, of which what is best answers half as often."""
    given = judged("near", 120)
    beside = [each._replace(is_annotated=~each.is_annotated) for each in judged("near", 120)]
    none = [
        each._replace(is_right=np.roll(each.is_right, 1)) if nth % 2 else each
        for nth, each in enumerate(beside)
    ]
    alone, _ = fit_evidence(given)
    assert alone.plain_share is None
    sure, _ = fit_evidence(given, beside)
    unsure, _ = fit_evidence(given, none)
    assert sure.plain_share
    assert unsure.plain_share
    [best], [less] = (each.plain_share.log_odds([0.0]) for each in (sure, unsure))
    assert less < best - 1


def test_what_is_asked_beside_of_the_same_passage_is_held_out_with_it() -> None:
    """In each group another feature tells the right one: nothing of that is known of it."""
    own = [
        each._replace(group=f"g{nth}")
        for nth, name in enumerate(PLAIN[:10])
        for each in judged(name, 6)
    ]
    beside = [each._replace(is_annotated=~each.is_annotated) for each in own] * 4
    _, first_right = fit_evidence(own, beside)
    assert first_right["plain"] < 0.6


def candidate(is_list: bool, plea: Sequence[float] = (0.0,) * 8) -> Candidate:
    where = section("lijst", "x" * 200)
    return Candidate(where, Place(where.id, 0, 100), is_list, Plea(*plea), True)


def test_what_is_judged_has_its_features_and_its_section() -> None:
    gold = [Place("gids/lijst", 0, 10)]
    found = judge([candidate(False), candidate(True, range(8))], gold, "groep")
    assert found.values.shape == (2, len(Plea._fields))
    assert found.values[1, : len(PLAIN)].tolist()[:8] == list(range(8))
    assert found.is_right.tolist() == [True, False]
    assert found.is_annotated.tolist() == [True, True]
    assert found.sections == (candidate(False).section.id,) * 2
    assert found.group == "groep"


@pytest.mark.parametrize(
    ("golden", "sentence", "whole"),
    [
        ((0, 100), True, True),
        ((0, 49), True, False),
        ((0, 50), True, True),
        ((100, 200), False, False),
    ],
)
def test_a_list_is_right_if_half_of_it_is_and_a_sentence_if_any_is(
    golden: tuple[int, int], *, sentence: bool, whole: bool
) -> None:
    gold = [Place(candidate(True).section.id, *golden)]
    assert is_right(candidate(False), gold) is sentence
    assert is_right(candidate(True), gold) is whole
