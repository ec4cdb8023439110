"""Which topic a text is on, learnt from vectors and phrasing of the examples."""

from dataclasses import replace

import numpy as np
import pytest

from ingest.corpus.talk import Talk, Topic
from ingest.index.classifier import NO_PHRASING, learn, phrasing_of, phrasing_rows
from ingest.index.topics import SURE, Topics, weights

TOPICS = (
    Topic("kept", "Ik bewaar niets.", ("wordt het bewaard", "bewaar je dit")),
    Topic("sources", "Mijn bron is de gids.", ("wat zijn je bronnen", "welke bron")),
    Topic("thanks", "Graag gedaan!", ("bedankt", "dank je"), small_talk=True),
)
VECTORS = np.eye(4, dtype=np.float32)[[0, 0, 1, 1, 2, 2]]
BETWEEN = np.array([0.7071, 0.7071, 0, 0], dtype=np.float32)
UNSEEN = "zzz"


def topics(*, of: tuple[Topic, ...] = TOPICS) -> Topics:
    examples = [each for topic in of for each in topic.examples]
    vectors = VECTORS[: len(examples)]
    others = np.eye(4, dtype=np.float32)[[3]]
    classifier = learn(vectors, others, phrasing_rows([*examples, "wat is een mentor"]))
    return Topics(Talk(of, ("wat is een mentor",), "Ik ben het."), classifier, weights(of, vectors))


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_the_topic_is_that_of_the_examples_near(axis: int) -> None:
    heard = topics().hear(UNSEEN, np.eye(4, dtype=np.float32)[axis])
    assert heard is not None
    assert (heard.said, heard.small_talk) == (TOPICS[axis].text, axis == 2)


def test_phrasing_decides_where_vectors_do_not() -> None:
    learnt = weights(TOPICS, VECTORS)
    for number, text in enumerate(("bewaar je dit", "wat zijn je bronnen")):
        assert int(np.argmax(learnt.leaning(BETWEEN, phrasing_of(text)))) == number


def test_what_is_between_two_topics_gets_what_is_true_of_both() -> None:
    leaning = weights(TOPICS, VECTORS).leaning(BETWEEN, phrasing_of(UNSEEN))
    assert abs(leaning[0] - leaning[1]) < SURE
    heard = topics().hear(UNSEEN, BETWEEN)
    assert heard is not None
    assert heard.said == "Ik ben het."


def test_examples_lean_to_their_own_topic_and_away_from_others() -> None:
    learnt = weights(TOPICS, VECTORS)
    for number, text in enumerate(each for topic in TOPICS for each in topic.examples):
        leaning = learnt.leaning(VECTORS[number], phrasing_of(text))
        assert leaning[number // 2] > 0.5 > max(np.delete(leaning, number // 2))
        assert leaning.sum() == pytest.approx(1, abs=1e-3)


def test_talk_is_told_from_what_is_asked_otherwise() -> None:
    known = topics()
    talk, other = known.hear(UNSEEN, VECTORS[0]), known.hear("wat is een mentor", [0, 0, 0, 1])
    assert talk is not None
    assert other is not None
    assert talk.odds > 0 > other.odds


def test_a_single_topic_is_sure() -> None:
    heard = topics(of=TOPICS[:1]).hear(UNSEEN, VECTORS[0])
    assert heard is not None
    assert heard.said == TOPICS[0].text


def test_without_examples_nothing_is_heard() -> None:
    nothing = np.zeros((0, 4), dtype=np.float32)
    known = Topics(Talk((), (), ""), learn(nothing, nothing), weights((), nothing))
    assert known.hear("hoi", VECTORS[0]) is None


def test_a_text_like_the_mean_leans_as_often_as_there_are_examples() -> None:
    fewer = (replace(TOPICS[0], examples=TOPICS[0].examples[:1]), *TOPICS[1:])
    vectors = VECTORS[1:]
    leaning = weights(fewer, vectors).leaning(vectors.mean(axis=0), NO_PHRASING)
    assert leaning == pytest.approx([0.2, 0.4, 0.4], abs=1e-3)


def test_small_talk_gets_its_own_text_in_doubt_too() -> None:
    near = np.array([0.7036, 0, 0.7106, 0], dtype=np.float32)
    leaning = weights(TOPICS, VECTORS).leaning(near, phrasing_of(UNSEEN))
    assert 0 < leaning[2] - leaning[0] < SURE
    heard = topics().hear(UNSEEN, near)
    assert heard is not None
    assert heard.said == TOPICS[2].text
