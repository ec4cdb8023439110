"""What is fitted on questions made by hand: it prefers the signal that is right."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from assistant.answer.evidence import candidates
from assistant.answer.support import Clues
from eval import fit
from eval.benchmark import Question, Split, tuned_on
from eval.fit_ranking import (
    AHEAD,
    PLAIN,
    RANKED,
    Ranking,
    annotated_ranking,
    fit_plain,
    fit_weights,
    plain_ranking,
    together,
)
from eval.fit_support import Most, fit_support
from ingest.corpus.fitted import SignalWeights
from ingest.index.query import Query
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.index.search import search
from ingest.text.settings import Settings
from small_corpus import FakeEmbedder, annotate, ingest

QUESTIONS, CHUNKS = 40, 6


def ranking(right: Sequence[str], *, noise: float = 1.0) -> Ranking:
    """Questions of which the right chunk stands out by some signals; the others are noise."""
    rng = np.random.default_rng(0)
    scores = rng.normal(0, noise, (QUESTIONS, CHUNKS, len(RANKED)))
    is_right = np.zeros((QUESTIONS, CHUNKS), dtype=np.bool_)
    for question in range(QUESTIONS):
        best = question % CHUNKS
        is_right[question, best] = True
        for name in right:
            scores[question, best, RANKED.index(name)] += 4 * noise
    return Ranking(
        scores,
        is_right,
        [f"g{question // 2}" for question in range(QUESTIONS)],
        np.zeros((QUESTIONS, CHUNKS)),
        np.full(QUESTIONS, 1 / QUESTIONS),
    )


@pytest.mark.parametrize("name", RANKED)
def test_the_signal_that_is_right_weighs_most(name: str) -> None:
    weights, first = fit_weights(ranking([name]))
    assert max(weights, key=lambda each: weights[each]) == name
    assert weights[name] > 0.5 + max(weight for each, weight in weights.items() if each != name)
    assert first > 0.9


def test_a_signal_that_is_wrong_weighs_nothing_and_none_weighs_less() -> None:
    given = ranking(["words"])
    given.scores[:, :, RANKED.index("grams")] = -given.scores[:, :, RANKED.index("words")]
    weights, _ = fit_weights(given)
    assert min(weights.values()) >= 0
    assert weights["grams"] == pytest.approx(0, abs=0.35)
    assert weights["words"] > 1


def test_where_no_signal_is_right_the_first_chunk_seldom_is() -> None:
    _, first = fit_weights(ranking([]))
    assert first < 0.5


def test_how_well_it_does_is_measured_on_questions_that_it_had_not_seen() -> None:
    """Signals that fit only the questions of one passage are right there and nowhere else."""
    given = ranking([])
    for question in range(QUESTIONS):
        own = question // 2 % len(RANKED)
        given.scores[question, :, own] = np.where(given.is_right[question], 9, 0)
        given.scores[question, :, own - 1] = np.where(given.is_right[question], -9, 0)
    _, first = fit_weights(given)
    assert first < 1


def test_every_ranked_signal_has_a_weight_that_is_kept() -> None:
    assert set(RANKED) < set(SignalWeights.model_fields)


def question(name: str, kind: str) -> Question:
    gold = [{"section": "s", "quote": "q"}] if kind == "fact" else []
    record = {
        "id": name,
        "split": "dev",
        "kind": kind,
        "question": "Wat?",
        "gold": gold,
        "answer": "Dit.",
        "checked": {"by": "x", "how": "y"},
    }
    return Question.model_validate_json(json.dumps(record))


def asked(kinds: Sequence[str]) -> list[Question]:
    return [question(str(number), kind) for number, kind in enumerate(kinds)]


def clue(learnt: float, nearer: float = 0.0, held: float = 0.0) -> Clues:
    return Clues(learnt, 0.0, nearer, 0.0, held)


def test_support_learns_which_clue_tells_that_there_is_an_answer() -> None:
    rng = np.random.default_rng(1)
    kinds = ["fact"] * 60 + ["near_miss", "far_off", "false_premise"] * 20
    found = [
        Clues(rng.normal(3 if kind == "fact" else -3), *rng.normal(0, 1, 4).tolist())
        for kind in kinds
    ]
    weights, report = fit_support(asked(kinds), found)
    others = (weights.phrased, weights.nearer, weights.near, weights.held)
    assert weights.learnt > 3 * max(map(abs, others))
    odds = [weights.score(each._asdict()) >= weights.threshold for each in found]
    assert np.mean(odds[60:]) < 0.1
    assert np.mean(odds[:60]) > 0.85
    assert "near_miss" in report


def test_kinds_without_an_answer_count_the_same_however_many_there_are() -> None:
    """One clue tells the many near misses, another the few that are far off."""
    kinds = ["fact"] * 40 + ["near_miss"] * 90 + ["far_off"] * 10 + ["false_premise"] * 10
    clues = {"fact": (1, 1), "near_miss": (-1, 1), "far_off": (1, -1), "false_premise": (0, 0)}
    rng = np.random.default_rng(5)
    found = [clue(*(each + rng.normal() for each in clues[kind]), rng.uniform()) for kind in kinds]
    weights, _ = fit_support(asked(kinds), found)
    assert weights.nearer == pytest.approx(weights.learnt, rel=0.5)


def test_the_threshold_refuses_few_that_have_an_answer() -> None:
    """However mixed the clues are, at most 6% of them, cross-validated."""
    rng = np.random.default_rng(2)
    kinds = ["fact"] * 201 + ["near_miss", "far_off", "false_premise"] * 67
    found = [
        clue(rng.normal(0.5 if kind == "fact" else -0.5), held=rng.uniform()) for kind in kinds
    ]
    weights, _ = fit_support(asked(kinds), found)
    refused = [each for each in found[:201] if weights.score(each._asdict()) < weights.threshold]
    denied = [each for each in refused if weights.score(each._asdict()) < weights.doubtful]
    assert len(denied) < 0.04 * 201
    assert weights.doubtful < weights.threshold
    assert 0.02 < len(refused) / 201 < 0.1


def test_questions_that_ask_for_care_tell_nothing_of_answers() -> None:
    kinds = ["fact"] * 21 + ["near_miss", "far_off", "false_premise"] * 7
    rng = np.random.default_rng(3)
    found = [clue(rng.normal(2 if kind == "fact" else -2)) for kind in kinds]
    with_care = fit_support(
        [*asked(kinds), question("d", "danger")], [*found, Clues(99.0, 9.0, 9.0, 9.0, 1.0)]
    )
    assert with_care == fit_support(asked(kinds), found)


TEXT = "Hij vangt een kind op."


@pytest.fixture
def release(indexed: Settings, embedder: FakeEmbedder) -> Iterator[Release]:
    """With annotations of one of its sections."""
    annotate(indexed.corpus)
    ingest(indexed, embedder)
    with closing(Release(indexed, current_release(indexed.data))) as opened:
        yield opened


def with_gold(quote: str = TEXT) -> Question:
    base = question("q", "fact")
    return base.model_copy(
        update={
            "gold": (
                base.gold[0].model_copy(update={"section": "gids/steunouders", "quote": quote}),
            )
        }
    )


def of(release: Release, text: str = "Wie vangt op?") -> Query:
    return release.query(text, FakeEmbedder().embed_question(text))


def test_the_scores_that_are_weighed_are_those_that_are_ranked_by(release: Release) -> None:
    found = annotated_ranking(release, [with_gold(), question("n", "near_miss")], [of(release)] * 2)
    assert found.scores.shape == (1, len(release.chunks), len(RANKED))
    assert found.is_right.tolist() == [[True, False, False]]
    assert not found.given.any()
    assert annotated_ranking(
        release, [with_gold()] * 3, [of(release)] * 3
    ).counts.sum() == pytest.approx(1)
    for name in RANKED:
        expected = np.nan_to_num(levelled(release)[name])
        assert found.scores[0, :, RANKED.index(name)] == pytest.approx(expected)


def levelled(release: Release) -> dict[str, np.ndarray]:
    scales = release.record.scales
    return {
        each.name: scales[each.name].of(each.score(of(release)).scores) for each in release.signals
    }


def test_plain_chunks_are_weighed_beside_annotated_ones_that_keep_their_score(
    release: Release,
) -> None:
    weights = release.fitted.ranking.annotated
    asked = replace(of(release), beyond=2.5)
    found = plain_ranking(release, [with_gold()], [asked], weights)
    own = levelled(release)
    expected = sum(getattr(weights, name) * own[name][0] for name in own)
    assert found.given[0] == pytest.approx([expected, 0, 0], rel=1e-4)
    assert not found.scores[0, 0].any()
    assert found.scores[0, 1:, -len(AHEAD) :].tolist() == [[1, 2.5]] * 2
    for name in PLAIN:
        assert found.scores[0, 1:, PLAIN.index(name)] == pytest.approx(own[name][1:])


def test_the_head_start_makes_up_for_what_annotated_chunks_are_given() -> None:
    """Plain chunks answer every other question, and by their text alone are always behind."""
    rng = np.random.default_rng(6)
    scores = np.zeros((QUESTIONS, CHUNKS, len(PLAIN) + len(AHEAD)))
    given = np.zeros((QUESTIONS, CHUNKS))
    given[:, :3] = rng.normal(7, 1, (QUESTIONS, 3))
    scores[:, 3:, -2] = 1
    is_right = np.zeros((QUESTIONS, CHUNKS), dtype=np.bool_)
    is_right[::2, 3] = is_right[1::2, 0] = True
    scores[::2, 3, 0] = 2
    given[1::2, 0] += 3
    groups = [f"g{each}" for each in range(QUESTIONS)]
    weights, first = fit_plain(
        Ranking(scores, is_right, groups, given, np.full(QUESTIONS, 1 / QUESTIONS))
    )
    assert list(weights) == [*PLAIN, *AHEAD]
    assert 2 < weights["head_start"] < 9
    assert weights["chunk"] > 0.5
    assert first > 0.9


def test_what_is_asked_elsewhere_puts_plain_chunks_ahead() -> None:
    """Plain chunks answer every other question, which is known by that alone."""
    rng = np.random.default_rng(6)
    scores = np.zeros((QUESTIONS, CHUNKS, len(PLAIN) + len(AHEAD)))
    given = np.zeros((QUESTIONS, CHUNKS))
    given[:, 0] = rng.normal(2, 1, QUESTIONS)
    scores[:, 3:, -2] = 1
    is_elsewhere = np.arange(QUESTIONS) % 2 == 0
    scores[:, 3, -1] = np.where(is_elsewhere, 3, -3)
    is_right = np.zeros((QUESTIONS, CHUNKS), dtype=np.bool_)
    is_right[is_elsewhere, 3] = is_right[~is_elsewhere, 0] = True
    groups = [f"g{each}" for each in range(QUESTIONS)]
    weights, first = fit_plain(
        Ranking(scores, is_right, groups, given, np.full(QUESTIONS, 1 / QUESTIONS))
    )
    assert weights["beyond"] > 0.5
    assert first > 0.9


def test_rankings_together_count_the_same_however_many_questions_they_have() -> None:
    few, many = ranking(["words"]), ranking(["grams"])
    few = Ranking(*(each[:4] for each in few[:4]), counts=np.full(4, 1 / 4))
    both = together([few, many])
    assert both.counts[:4].sum() == pytest.approx(both.counts[4:].sum())
    assert len(both.groups) == len(both.scores) == len(both.given) == 4 + QUESTIONS
    alike, _ = fit_weights(both)
    uneven, _ = fit_weights(both._replace(counts=np.ones(4 + QUESTIONS)))
    assert alike["words"] > uneven["words"]


def test_what_is_judged_is_what_would_be_evidence(release: Release) -> None:
    query, ranking = of(release), release.fitted.ranking
    asked_of = fit.Posed(release, [with_gold(), question("n", "near_miss")], [query] * 2)
    (found,) = fit._judged(asked_of, ranking)
    given = candidates(release, query, search(release, query).hits)
    assert found.sections == tuple(each.section.id for each in given)
    texts = [each.place.span.of(each.section.text) for each in given]
    right = [text for text, is_right in zip(texts, found.is_right, strict=True) if is_right]
    assert right == [TEXT]
    assert found.group == "gids/steunouders"


def test_clues_are_of_the_questions_whose_best_hit_has_annotations_or_has_none(
    release: Release,
) -> None:
    texts = ("Hij vangt een kind op.", "Wat is een burgervoogd?")
    queries = [of(release, text) for text in texts]
    every = fit.Posed(release, asked(["fact", "near_miss"]), queries)
    ranking = release.fitted.ranking
    told = {
        annotated: fit._clues([every], ranking, has_annotations=annotated)
        for annotated in (True, False)
    }
    best = [search(release, query).hits[0].chunk.section_id for query in queries]
    for annotated, (questions, clues) in told.items():
        own = [nth for nth, each in enumerate(best) if (each == "gids/steunouders") == annotated]
        assert [int(each.id) for each in questions] == own
        assert len(clues) == len(own)


def test_a_clue_that_is_left_unweighed_counts_for_nothing() -> None:
    kinds = ["fact"] * 21 + ["near_miss", "far_off", "false_premise"] * 7
    rng = np.random.default_rng(3)
    found = [clue(rng.normal(), held=rng.normal(2 if kind == "fact" else -2)) for kind in kinds]
    weights, _ = fit_support(asked(kinds), found, unweighed=("held",))
    assert weights.held == 0
    assert fit_support(asked(kinds), found)[0].held > 0.5


def test_the_more_may_be_refused_the_higher_is_the_threshold() -> None:
    kinds = ["fact"] * 60 + ["near_miss", "far_off", "false_premise"] * 20
    rng = np.random.default_rng(7)
    found = [clue(rng.normal(kind == "fact")) for kind in kinds]
    few, many = (
        fit_support(asked(kinds), found, Most(*each))[0] for each in ((0.1, 0.05), (0.3, 0.2))
    )
    assert few.doubtful < few.threshold < many.doubtful < many.threshold


def test_only_dev_is_fitted_on() -> None:
    splits = [question("q", "fact").model_copy(update={"split": each}) for each in Split]
    assert [each.split for each in tuned_on(splits)] == [Split.DEV]


def test_few_of_what_annotated_text_answers_lies_farther_beyond_it(release: Release) -> None:
    asked = [replace(of(release), beyond=float(each)) for each in range(101)]
    posed = fit.Posed(release, [with_gold()] * 101, asked)
    behind = release.fitted.ranking.plain.model_copy(update={"head_start": -99.0, "beyond": 0.0})
    ranking = release.fitted.ranking.model_copy(update={"plain": behind})
    assert fit._beyond_most(posed, ranking) == pytest.approx(100 * (1 - fit.MOST_BEYOND))
    unanswered = fit.Posed(release, [question("n", "near_miss")], asked[:1])
    assert fit._beyond_most(unanswered, ranking) is None
