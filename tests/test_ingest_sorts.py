"""What questions of each sort are like, learnt of vectors and words made by hand."""

from dataclasses import replace
from math import inf
from pathlib import Path

import numpy as np
import pytest
from index_fakes import annotation, annotations, content, place, query, section

from ingest.corpus.contacts import NO_SAFETY, Concern, Safety
from ingest.index.classifier import Classifier
from ingest.index.content import Content
from ingest.index.embed.vectors import Vectors
from ingest.index.query import UNKNOWN_BEYOND
from ingest.index.sorts import LEARNT, LEARNT_WEIGHT, NEAR_WEIGHT, Sampled, Sorts, phrasing_of_sorts

AID = section("hulp", "Een steunouder vangt een kind op.")
ASKED = ("Wie vangt op?", "Wie past op?")
UNANSWERED = ("Wat kost dat?", "Wie betaalt dat?")
SAFETY = Safety(
    (),
    danger=("Hij slaat haar nu", "Hij dreigt met een mes"),
    suicide=("Zij wil er niet meer zijn", "Hij wil dood"),
    calm=("Wat doet een buurvrouw?",),
    decision=("Moet zij uit huis?",),
    advice=("Wat zegt de tekst?",),
    everyday=(),
)
AXES = {"asked": 0, "names": 0, "unanswered": 1, "danger": 2, "suicide": 3, "calm": 4}
AXES |= {"decision": 5, "advice": 4, "everyday": 4, "talk": 4, "real": 4}


def known(*, is_answered: bool = True, is_unanswered: bool = True) -> Content:
    passage = annotation(place(AID), dict.fromkeys(ASKED, ()))
    passages = (passage,) if is_answered else ()
    return content(
        AID,
        annotations=annotations(*passages, unanswered=UNANSWERED if is_unanswered else ()),
        safety=SAFETY,
    )


def vectors(axis: int, count: int) -> Vectors:
    return np.eye(6, dtype=np.float32)[[axis]].repeat(count, axis=0)


def sampled(own: Content) -> Sampled:
    """Each sort along an axis of its own."""
    counts = {"asked": len(own.questions), "names": len(own.names)}
    counts |= {"unanswered": len(own.snapshot.annotations.unanswered)}
    counts |= {"talk": 0, "real": 0}
    counts |= {name: len(getattr(SAFETY, name)) for name in AXES if hasattr(SAFETY, name)}
    if own.snapshot.safety == NO_SAFETY:
        counts |= {name: 0 for name in AXES if hasattr(SAFETY, name)}
    return Sampled(**{name: vectors(axis, counts[name]) for name, axis in AXES.items()})


def built(own: Content) -> Sorts:
    return Sorts.build(own, sampled(own), phrasing_of_sorts(own))


def along(axis: int) -> list[float]:
    return [float(number == axis) for number in range(6)]


def test_a_question_is_familiar_if_it_is_like_those_with_an_answer() -> None:
    sorts = built(known())
    answered = sorts.familiarity(query(vector=along(0), asked={0: 0.9}))
    not_answered = sorts.familiarity(query(vector=along(1), asked={0: 0.2}))
    assert answered.learnt > 1 > -1 > not_answered.learnt
    assert answered.nearer == pytest.approx(0.9 - 0)
    assert not_answered.nearer == pytest.approx(0.2 - 1)


def test_it_is_familiar_by_its_words_too() -> None:
    """By those alone: the vectors are the same."""
    sorts = built(known())
    like = sorts.familiarity(query(ASKED[0], vector=along(4))).phrased
    unlike = sorts.familiarity(query(UNANSWERED[0], vector=along(4))).phrased
    assert like > 0 > unlike


def test_it_is_the_nearest_three_of_each_that_count() -> None:
    unanswered = tuple(f"Wat kost het {number} keer?" for number in range(5))
    passage = annotation(place(AID), dict.fromkeys(ASKED, ()))
    own = content(AID, annotations=annotations(passage, unanswered=unanswered), safety=SAFETY)
    sample = sampled(own)._replace(unanswered=np.eye(6, dtype=np.float32)[[0, 1, 2, 1, 2]])
    asked = query(vector=[0, 0.6, 0.8, 0, 0, 0], asked={0: 0.9, 1: 0.8, 2: 0.85, 3: 0.1})
    found = Sorts.build(own, sample, phrasing_of_sorts(own)).familiarity(asked)
    assert found.nearer == pytest.approx(0.85 - (0.8 + 0.8 + 0.6) / 3)


def test_a_question_is_asked_elsewhere_as_far_as_it_is_nearer_to_what_is_asked_there() -> None:
    """The nearest three of each count, in hundredths."""
    everyday = np.eye(6, dtype=np.float32)[[1, 2, 1, 2, 0]]
    sorts = Sorts(built(known()).models, {"everyday": everyday}, is_told=True)
    asked = query(vector=[0, 0.6, 0.8, 0, 0, 0], asked={0: 0.9, 1: 0.8, 2: 0.85, 3: 0.1})
    assert sorts.beyond(asked) == pytest.approx(100 * ((0.8 + 0.8 + 0.6) / 3 - 0.85))


def test_without_questions_of_both_nothing_is_known_to_be_asked_elsewhere() -> None:
    models = built(known()).models
    none, some = (Sorts(models, {"everyday": vectors(4, n)}, is_told=True) for n in (0, 3))
    assert none.beyond(query(vector=along(4), asked={0: 0.9})) == UNKNOWN_BEYOND
    assert some.beyond(query(vector=along(4))) == UNKNOWN_BEYOND
    assert some.beyond(query(vector=along(4), asked={0: 0.9})) == pytest.approx(10)


@pytest.mark.parametrize(
    ("is_answered", "is_unanswered"), [(True, False), (False, True), (False, False)]
)
def test_without_examples_of_both_nothing_is_familiar_or_strange(
    *, is_answered: bool, is_unanswered: bool
) -> None:
    """Names of headings are learnt from too, and are no questions with an answer."""
    sorts = built(known(is_answered=is_answered, is_unanswered=is_unanswered))
    assert not sorts.knows_refusals
    assert sorts.familiarity(query(vector=along(0), asked={0: 0.9})) == (0, 0, 0)


def test_names_of_headings_are_learnt_from_as_questions_with_an_answer() -> None:
    own = known()
    sample = sampled(own)
    away = vectors(4, len(own.names))
    plain = (
        Sorts.build(own, sample, phrasing_of_sorts(own)).familiarity(query(vector=along(4))).learnt
    )
    named = (
        Sorts.build(own, sample._replace(names=away), phrasing_of_sorts(own))
        .familiarity(query(vector=along(4)))
        .learnt
    )
    assert named > plain + 1


@pytest.mark.parametrize(
    ("axis", "text", "concerns"),
    [
        (2, "Hij slaat haar nu", {Concern.DANGER}),
        (3, "Hij wil dood", {Concern.DANGER, Concern.SUICIDE}),
        (4, "Wat doet een buurvrouw?", set()),
        (5, "Moet zij uit huis?", {Concern.DECISION}),
        (0, "Wie vangt op?", set()),
        (1, "Wat kost dat?", set()),
    ],
)
def test_a_text_leans_to_what_it_is_an_example_of(
    axis: int, text: str, concerns: set[Concern]
) -> None:
    leaning = built(known()).leaning(text, along(axis))
    assert set(leaning) == {Concern.DANGER, Concern.SUICIDE, Concern.DECISION}
    certain = {Concern.DANGER, Concern.DECISION} | ({Concern.SUICIDE} if axis in (2, 3) else set())
    assert {each for each in certain if leaning[each] > 0} == concerns


def test_everyday_questions_say_what_danger_is_not_and_nothing_of_decisions() -> None:
    safety = replace(SAFETY, everyday=("Mag hij mee op kamp?",) * 3)
    own = known()
    with_them = replace(own, snapshot=replace(own.snapshot, safety=safety))
    asked = sampled(own)
    before = Sorts.build(own, asked, phrasing_of_sorts(own)).models
    more = asked._replace(everyday=vectors(5, 3))
    after = Sorts.build(with_them, more, phrasing_of_sorts(with_them)).models
    unit = vectors(5, 1)[0]
    assert after[Concern.DANGER].log_odds(unit) < before[Concern.DANGER].log_odds(unit) - 1
    assert after[Concern.DECISION].log_odds(unit) == before[Concern.DECISION].log_odds(unit)


@pytest.mark.parametrize(("nearer", "odds"), [(0.0, 0.0), (0.3, 0.3 * NEAR_WEIGHT)])
def test_nearness_to_the_best_three_counts_beside_what_was_learnt(
    nearer: float, odds: float
) -> None:
    flat = Classifier(np.zeros(2, np.float32), 0.0, np.zeros(2, np.float32), np.zeros(0))
    sides = {"danger": [1.0, 0.9, 0.8, 0.1], "suicide": [0.2]}
    none = ("decision", "advice", "everyday", "talk", "real", "names")
    others = {each: [0.0] for each in none}
    others["calm"] = [0.9 - nearer] * 3
    others["asked"] = others["unanswered"] = [1.0]  # near those is no sign of calm
    examples = {
        name: np.asarray([[each, 0] for each in own], np.float32)
        for name, own in (sides | others).items()
    }
    models = dict.fromkeys(("answered", "phrased", *LEARNT), flat)
    sorts = Sorts(models, examples, is_told=True)
    leaning = sorts.leaning("Zo?", [1.0, 0.0])
    assert leaning[Concern.DANGER] == pytest.approx(odds, abs=1e-4)
    assert leaning[Concern.SUICIDE] == 0
    # Talk is told from all of these, and none of it is near.
    best = [1.0, 1.0, 1.0]
    assert sorts.talk_odds(2.0, [1.0, 0.0]) == pytest.approx(
        LEARNT_WEIGHT * 2 - NEAR_WEIGHT * sum(best) / 3, abs=1e-3
    )


@pytest.mark.parametrize("near", ["calm", "everyday"])
def test_to_lie_near_what_is_no_danger_and_no_talk_speaks_against_both(near: str) -> None:
    flat = Classifier(np.zeros(2, np.float32), 0.0, np.zeros(2, np.float32), np.zeros(0))
    examples = {name: np.zeros((1, 2), np.float32) for name in AXES}
    examples[near] = np.asarray([[1.0, 0.0]], np.float32)
    sorts = Sorts(dict.fromkeys(("answered", "phrased", *LEARNT), flat), examples, is_told=True)
    # The mean of the three nearest, of which two have nothing of it.
    against = pytest.approx(-NEAR_WEIGHT / 3, abs=1e-3)
    assert sorts.leaning("Zo?", [1.0, 0.0])[Concern.DANGER] == against
    assert sorts.talk_odds(0.0, [1.0, 0.0]) == against


def test_of_questions_without_an_answer_nothing_is_learnt_about_decisions() -> None:
    """They may ask for one: where they lie makes no difference."""
    own, moved = known(), vectors(5, 2)
    away = sampled(own)._replace(unanswered=moved)
    leaning = Sorts.build(own, away, phrasing_of_sorts(own)).leaning("Mag dat?", along(5))
    assert leaning[Concern.DECISION] == built(own).leaning("Mag dat?", along(5))[Concern.DECISION]
    assert leaning[Concern.DANGER] != built(own).leaning("Mag dat?", along(5))[Concern.DANGER]


def test_letters_alone_say_which_text_sounds_most_like_danger() -> None:
    sorts = built(known())
    sounds = sorts.sounds_like_danger
    assert sounds("hij slaat haar") > 0 > sounds("wat doet een buurvrouw")
    assert (
        sorts.leaning("hij slaat haar", along(4))[Concern.DANGER]
        > (sorts.leaning("wat doet een buurvrouw", along(4))[Concern.DANGER])
    )


def test_without_examples_nothing_sounds_like_anything() -> None:
    sorts = built(content(AID))
    assert set(sorts.leaning("Hij slaat haar nu", along(2)).values()) == {0.0, -inf}
    assert sorts.sounds_like_danger("Hij slaat haar nu") == 0


def test_what_was_learnt_is_read_as_it_was_kept(tmp_path: Path) -> None:
    own = known()
    made = built(own)
    made.save(tmp_path)
    opened = Sorts.open(tmp_path, own)
    asked = query(vector=[0.5, 0.1, 0.3, 0.2, 0, 0.4], asked={0: 0.9})
    assert opened.knows_refusals
    assert opened.familiarity(asked) == pytest.approx(made.familiarity(asked), abs=1e-3)
    for kept, learnt in zip(
        *(each.leaning("Wie slaat?", along(2)).items() for each in (opened, made)), strict=True
    ):
        assert kept == (learnt[0], pytest.approx(learnt[1], abs=0.1))
    assert opened.sounds_like_danger("slaat") == made.sounds_like_danger("slaat")
