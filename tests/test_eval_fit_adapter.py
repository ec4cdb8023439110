"""Learning the adapter, on vectors made by hand."""

import numpy as np
from numpy.typing import NDArray

from eval.benchmark import QUESTIONS, SEALED
from eval.fit_adapter import PAIRS, Pairs, QuestionedPassage, learnt
from eval.jsonl import read_records
from eval.mixed import GUIDANCE, GUIDANCE_QUESTIONS
from ingest.index.embed.vectors import Vectors
from ingest.text.words import fold

RANDOM = np.random.default_rng(3)


def unit(
    rows: NDArray[np.float64],
) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def test_what_is_learnt_brings_unseen_questions_nearer_to_what_answers_them() -> None:
    """Questions are their passage, pulled one way by what they have no more of than it."""
    passages = unit(RANDOM.normal(size=(2000, 32)))
    way = RANDOM.normal(size=32)
    pull = passages @ RANDOM.normal(size=32)
    questions = unit(passages + 2.5 * np.outer(pull, way / np.linalg.norm(way)))
    adapter = learnt(Pairs(questions[:1500], passages[:1500], np.arange(1500)))

    def first(of: Vectors, to: Vectors) -> float:
        """How often the passage that answers is the nearest."""
        return float(np.mean((of @ to.T).argmax(axis=1) == np.arange(len(of))))

    unseen, answers = questions[1500:], passages[1500:]
    before, after = first(unseen, answers), first(adapter(unseen), adapter(answers))
    assert after > before + 0.25


def test_nothing_that_is_measured_on_is_learnt_from() -> None:
    written = [each for _, each in read_records(PAIRS, QuestionedPassage)]
    learned = {fold(question) for each in written for question in each.questions}
    assert len(learned) > 1500
    for file in (QUESTIONS, SEALED, GUIDANCE_QUESTIONS):
        lines = fold(file.read_text(encoding="utf-8"))
        assert not [each for each in learned if f'"{each}"' in lines]
    texts = fold(" ".join(path.read_text() for path in (GUIDANCE / "documents").iterdir()))
    assert not [each.passage for each in written if fold(each.passage) in texts]
