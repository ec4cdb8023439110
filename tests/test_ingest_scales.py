"""Which questions tell the scale of a signal, and what scale they tell."""

from typing import ClassVar

import numpy as np
import pytest
from index_fakes import annotation, annotations, content, place, query, section

from ingest.index.content import Content
from ingest.index.embedded import SAMPLE, Embedded, evenly
from ingest.index.query import Query
from ingest.index.represent import Part
from ingest.index.scales import nearest, sample, scales
from ingest.index.signals.signal import NOTHING, Basis, Scored
from ingest.index.sorts import Sampled
from ingest.index.vocabulary import Vocabulary
from ingest.text.place import Place

NONE = np.zeros((0, 2), dtype=np.float32)
LONG = section("lang", " ".join(f"Zin {number} zegt iets." for number in range(250)))


class Known:
    """A signal whose scores are given, one list a question."""

    name: ClassVar[str] = "chunk"
    basis: ClassVar[Basis] = Basis.MEANING

    def __init__(self, scores: dict[str, list[float]]) -> None:
        self._scores = scores

    def score(self, query: Query) -> Scored:
        return Scored(np.asarray(self._scores[query.text], dtype=np.float32), NOTHING)


def sampled(own: Content) -> list[Query]:
    """Vectors of a question hold its number, and what text is held against a thousand more."""
    numbers = np.arange(len(own.rows), dtype=np.float32)
    rows = np.stack([numbers, numbers], axis=1)
    asked = np.tile(np.arange(len(own.questions), dtype=np.float32)[:, np.newaxis], 2)
    sorts = Sampled(asked, *[NONE] * 10)
    vectors = Embedded(rows, sorts, asked[evenly(len(asked))] + 1000, NONE, [], 0)
    return sample(own, vectors, Vocabulary.build(own))


def test_with_annotations_their_questions_are_asked() -> None:
    questions: dict[str, tuple[Place, ...]] = {f"Wie is {each}?": () for each in range(2 * SAMPLE)}
    own = content(LONG, annotations=annotations(annotation(place(LONG), questions)))
    asked = sampled(own)
    assert len(asked) == SAMPLE
    for nth, each in enumerate(asked):
        assert each.text == f"Wie is {2 * nth}?"
        assert each.vector.tolist() == [2 * nth] * 2
        assert each.towards_text.tolist() == [1000 + 2 * nth] * 2
        assert each.asked.best == 2 * nth * 2 * (2 * SAMPLE - 1)
        assert each.near.best == (1000 + 2 * nth) * 2 * (len(own.rows) - 1)


def test_without_annotations_sentences_are_asked_evenly_through_the_text() -> None:
    own = content(LONG)
    spoken = [number for number, row in enumerate(own.rows) if row.part is not Part.CHUNK]
    asked = sampled(own)
    assert SAMPLE <= len(asked) < 2 * SAMPLE
    assert [int(each.vector[0]) for each in asked] == spoken[::2]
    assert [each.text for each in asked] == [own.rows[number].text for number in spoken[::2]]


MOST = 300


def test_what_lies_near_is_looked_up_among_all_vectors_best_first() -> None:
    vectors = np.random.default_rng(1).normal(size=(MOST + 500, 8)).astype(np.float32)
    questions = vectors[:40]
    for asked, found in zip(questions, nearest(questions, vectors, MOST), strict=True):
        exact = np.sort(vectors @ asked)[::-1][:MOST]
        assert found.similarity == pytest.approx(exact, abs=1e-5)
        assert vectors[found.numbers] @ asked == pytest.approx(exact, abs=1e-5)
    [few] = nearest(questions[:1], vectors[:7], MOST)
    assert sorted(few.numbers) == list(range(7))
    [none] = nearest(questions[:1], vectors[:0], MOST)
    assert (none.best, none.last) == (0, 0)


def scale(*scores: list[float]) -> tuple[float, float]:
    own = {str(number): each for number, each in enumerate(scores)}
    found = scales([Known(own)], [query(text) for text in own])["chunk"]  # type: ignore[list-item]
    return found.mean, found.deviation


def test_the_deviation_is_between_the_chunks_of_a_question_and_not_between_questions() -> None:
    assert scale([1, 3], [11, 13]) == pytest.approx((7, 1))


def test_chunks_of_which_a_signal_knows_nothing_do_not_count() -> None:
    assert scale([1, float("nan"), 3], [1, float("nan"), 3]) == pytest.approx((2, 1))
    assert scale([float("nan")] * 2) == (0, 0)
