"""What annotations say of a place: the same as said plainly, one passage and question at a time."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_fakes import annotation, annotations, content, place, query, section, tells_nothing

from ingest.corpus.annotations import Annotations, AnswerPart, Synthesis
from ingest.index.groups import NEAREST
from ingest.index.matcher import Matcher
from ingest.index.passages import (
    BESIDE,
    FARTHEST,
    LEAST_BESIDE,
    LEAST_LIKELY,
    LEAST_MEANT,
    LEAST_TOLD,
    TOLD_WITHIN,
    Passages,
)
from ingest.index.pointer import LEAST, Pointed
from ingest.index.sentence_matcher import SentenceMatcher
from ingest.text.place import Place

TEXT = "Een steunouder vangt op. Hij helpt mee. Dat geeft rust. Zo gaat het goed."
AID = section("hulp", TEXT)
OTHER = section("anders", "Heel iets anders staat hier.")
SENTENCES = [place(AID, words) for words in TEXT.replace(". ", ".|").split("|")]
FIRST = Place(AID.id, 0, SENTENCES[2].start)
SECOND = Place(AID.id, SENTENCES[2].start, len(TEXT))
ASKED_FIRST = {
    "Wie vangt op?": (SENTENCES[0],),
    "Wie helpt?": (SENTENCES[1],),
    "Wie doet dat?": (SENTENCES[0], SENTENCES[1]),
    "Zomaar?": (),
}
ASKED_SECOND = {"Wat geeft rust?": (SENTENCES[2],)}
BOTH = Synthesis(
    "Wie geeft rust?",
    (
        AnswerPart(Place(AID.id, 0, 1), (SENTENCES[0],)),
        AnswerPart(Place(AID.id, SECOND.start, SECOND.start + 1), (SENTENCES[2],)),
    ),
)
KNOWN = Annotations(
    (annotation(FIRST, ASKED_FIRST), annotation(SECOND, ASKED_SECOND)), (BOTH,), (), ()
)
CONTENT = content(AID, OTHER, annotations=KNOWN)
EQUAL = Matcher(np.zeros((2, 0), np.float32), np.zeros(2, np.float32), np.zeros(0, np.float32))
NOTHING_TOLD = tells_nothing(CONTENT)
QUESTIONS = [
    # the passages that each question belongs to, and the sentences that answer it
    ({0}, [SENTENCES[0]]),
    ({0}, [SENTENCES[1]]),
    ({0}, [SENTENCES[0], SENTENCES[1]]),
    ({0}, []),
    ({1}, [SENTENCES[2]]),
    ({0, 1}, [SENTENCES[0], SENTENCES[2]]),
]

cosines = st.dictionaries(st.integers(0, 5), st.floats(0.75, 1, width=32), min_size=1)


def matching(*odds: float) -> Matcher:
    """A matcher that holds passages for so likely, whatever is asked."""
    zeros = np.zeros((len(odds), 2), dtype=np.float32)
    return Matcher(zeros, np.asarray(odds, dtype=np.float32), zeros[0])


def test_the_annotations_have_the_questions_that_these_tests_count_on() -> None:
    assert [(set(row.passages), list(row.told)) for row in CONTENT.questions] == QUESTIONS


def beside(near: dict[int, float]) -> dict[int, float]:
    """How much farther than the nearest each question is, in twentieths of a cosine."""
    best = max(near.values())
    return {number: max((cosine - best) * BESIDE, FARTHEST) for number, cosine in near.items()}


def asked_of(passages: Sequence[int], near: dict[int, float]) -> float:
    """The best of some passages, each by the mean of its nearest three questions."""
    means = []
    for passage in passages:
        own = [each for number, each in beside(near).items() if passage in QUESTIONS[number][0]]
        own = sorted(own, reverse=True)[:NEAREST]
        means.append((sum(own) + (NEAREST - len(own)) * FARTHEST) / NEAREST)
    return max(means)


def told_of(at: Place, near: dict[int, float]) -> float:
    """The largest share of the near questions that a sentence of a place answers."""
    best = max(near.values())
    nearness = {number: math.exp((cosine - best) / TOLD_WITHIN) for number, cosine in near.items()}
    total = sum(each for number, each in nearness.items() if QUESTIONS[number][1])
    shares = [
        sum(each for number, each in nearness.items() if sentence in QUESTIONS[number][1]) / total
        for sentence in SENTENCES
        if sentence.touches(at) and total
    ]
    return max(shares, default=0.0)


@given(cosines, st.sampled_from([*SENTENCES, FIRST, SECOND, place(AID)]))
def test_a_place_scores_what_its_passages_and_sentences_do(
    near: dict[int, float], at: Place
) -> None:
    found = Passages(CONTENT, EQUAL, NOTHING_TOLD).scores(query(asked=near)).of(at)
    assert found is not None
    own = [number for number, each in enumerate((FIRST, SECOND)) if each.touches(at)]
    assert found.asked == pytest.approx(asked_of(own, near), abs=1e-3)
    assert found.told == pytest.approx(math.log(told_of(at, near) + LEAST_TOLD), abs=1e-3)


def test_it_is_worked_out_by_hand_once() -> None:
    """Of the first passage three questions are near, of the second one."""
    found = Passages(CONTENT, EQUAL, NOTHING_TOLD).scores(
        query(asked={0: 0.9, 1: 0.88, 3: 0.85, 4: 0.86})
    )
    first, second = found.of(SENTENCES[1]), found.of(SENTENCES[2])
    assert first is not None
    assert second is not None
    assert first.asked == pytest.approx((0 - 0.02 * 20 - 0.05 * 20) / 3, abs=1e-4)
    assert second.asked == pytest.approx((-0.04 * 20 - 4 - 4) / 3, abs=1e-4)
    answered = 1 + math.exp(-1) + math.exp(-2)  # the fourth names no sentence
    assert first.told == pytest.approx(math.log(math.exp(-1) / answered + 0.01), abs=1e-4)
    assert second.told == pytest.approx(math.log(math.exp(-2) / answered + 0.01), abs=1e-4)


@given(st.lists(st.floats(-30, 5), min_size=2, max_size=2))
def test_a_place_is_as_likely_as_its_best_passage(odds: list[float]) -> None:
    scores = Passages(CONTENT, matching(*odds), NOTHING_TOLD).scores(
        query(vector=(1, 1), asked={0: 0.9})
    )
    likely = [
        each - math.log(sum(math.exp(other - each) for other in odds)) - each for each in odds
    ]
    for at, own in ((SENTENCES[0], likely[:1]), (SENTENCES[3], likely[1:]), (place(AID), likely)):
        found = scores.of(at)
        assert found is not None
        assert found.matched == pytest.approx(max(max(own), LEAST_LIKELY), abs=1e-3)
        beside_best = max(own) - max(likely)
        assert found.best == pytest.approx(max(beside_best, LEAST_BESIDE), abs=1e-3)


@given(st.lists(st.floats(-0.5, 1.5), min_size=3, max_size=3))
def test_a_place_is_meant_as_much_as_its_best_sentence(shares: list[float]) -> None:
    sentences = SentenceMatcher(np.zeros((3, 0), np.float32), np.asarray(shares, dtype=np.float32))
    scores = Passages(CONTENT, EQUAL, sentences).scores(query(asked={0: 0.9}))
    for at in (*SENTENCES[:3], FIRST, SECOND):
        own = [share for each, share in zip(SENTENCES, shares, strict=False) if each.touches(at)]
        found = scores.of(at)
        assert found is not None
        assert found.meant == pytest.approx(math.log(max(*own, LEAST_MEANT, 0)), abs=1e-3)


def test_of_what_is_not_annotated_nothing_is_said() -> None:
    scores = Passages(CONTENT, EQUAL, NOTHING_TOLD).scores(query(asked={0: 0.9}))
    assert scores.of(place(OTHER)) is None
    assert scores.of(Place(AID.id, len(TEXT), len(TEXT) + 1)) is None


def test_a_place_has_what_the_likeliest_of_its_sentences_is_pointed_at_with() -> None:
    one, two, *_ = SENTENCES
    told = annotation(place(AID), {"Wie?": (one,), "Wat?": (two,)})
    own = content(AID, annotations=annotations(told))
    matcher = Matcher(
        np.zeros((1, 0), np.float32), np.zeros(1, np.float32), np.zeros(0, np.float32)
    )
    passages = Passages(own, matcher, tells_nothing(own))
    pointed = Pointed(np.asarray([-0.5, -1.5], dtype=np.float32), 0.0)
    scores = passages.scores(query(asked={0: 0.9}, pointed=pointed))
    found = [scores.of(each) for each in (one, two, place(AID))]
    assert [each.pointed for each in found if each] == [-0.5, -1.5, -0.5]


def test_a_passage_without_named_sentences_tells_the_least() -> None:
    own = content(AID, annotations=annotations(annotation(place(AID), {"Wie?": ()})))
    one = Matcher(np.zeros((1, 0), np.float32), np.zeros(1, np.float32), np.zeros(0, np.float32))
    found = Passages(own, one, tells_nothing(own)).scores(query(asked={0: 0.9})).of(place(AID))
    assert found == pytest.approx(
        (0.0, 0.0, 2 * FARTHEST / 3, math.log(LEAST_TOLD), math.log(LEAST_MEANT), LEAST)
    )


def test_a_corpus_without_annotations_has_no_passages() -> None:
    empty = Matcher(np.zeros((0, 0), np.float32), np.zeros(0, np.float32), np.zeros(0, np.float32))
    assert (
        Passages(content(AID), empty, tells_nothing(content(AID))).scores(query()).of(place(AID))
        is None
    )
