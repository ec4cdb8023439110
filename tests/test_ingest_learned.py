"""What is learnt of annotations and weighed in the ranking, on vectors made by hand."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assistant.answer.retrieve import fuse, standardised
from ingest.corpus.terms import expand, load_terms
from ingest.index.classifier import Classifier, learn
from ingest.index.index import ChunkScores
from ingest.index.matcher import Example, Matcher, train
from ingest.index.weights import load_weights
from ingest.text.errors import CorpusError


def near(axis: int, count: int = 8) -> np.ndarray:
    """Vectors of unit length that lie around an axis."""
    found = np.random.default_rng(axis).normal(0, 0.1, (count, 6)).astype(np.float32)
    found[:, axis] += 1
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def matcher() -> Matcher:
    questions = [Example(vector, axis, 1.0) for axis in (0, 2) for vector in near(axis)]
    sentences = [Example(vector, axis, 1.0) for axis in (0, 2) for vector in near(axis, 2)]
    return train(questions, sentences, 3)


def test_a_matcher_knows_which_passage_a_question_is_like(tmp_path: Path) -> None:
    scores = matcher().scores(near(2, 1)[0].tolist())
    assert scores.argmax() == 2
    assert scores[1] < scores[0]  # of passage 1 nothing was learnt
    assert np.exp(scores).sum() == pytest.approx(1, abs=1e-4)
    matcher().save(tmp_path / "m.npz")
    assert np.array_equal(Matcher.load(tmp_path / "m.npz").scores(near(2, 1)[0].tolist()), scores)


@pytest.mark.parametrize("passages", [0, 1])
def test_with_nothing_to_tell_apart_every_passage_scores_the_same(passages: int) -> None:
    examples = [Example(vector, 0, 1.0) for vector in near(0)][: passages * 8]
    assert train(examples, [], passages).scores(near(0, 1)[0].tolist()).tolist() == [0] * passages


def test_a_classifier_knows_what_questions_of_its_sort_are_like(tmp_path: Path) -> None:
    learnt = learn(near(0, 40), near(3, 10))
    assert learnt.log_odds(near(0, 1)[0]) > 1
    assert learnt.log_odds(near(3, 1)[0]) < -1
    learnt.save(tmp_path / "r.npz")
    assert Classifier.load(tmp_path / "r.npz").log_odds(near(0, 1)[0]) == learnt.log_odds(
        near(0, 1)[0]
    )


def test_letters_tell_apart_what_vectors_do_not(tmp_path: Path) -> None:
    same = near(0, 1).repeat(20, axis=0)
    learnt = learn(same, same, ["help hij slaat"] * 20 + ["wat is een maatje"] * 20)
    assert learnt.log_odds(same[0], "hij slaatt me") > 1
    assert learnt.log_odds(same[0], "een maatje") < -1
    learnt.save(tmp_path / "r.npz")
    kept = Classifier.load(tmp_path / "r.npz")
    assert kept.log_odds(same[0], "help") == learnt.log_odds(same[0], "help")


def test_without_examples_of_both_nothing_is_learnt() -> None:
    assert not learn(near(0), near(0)[:0]).is_learnt
    assert learn(near(0), near(0)[:0]).log_odds(near(0)[0], "help") == 0


finite = st.floats(-5, 5, width=32)


@given(arrays(np.float32, 7, elements=finite))
def test_standardised_scores_have_mean_zero_and_keep_their_order(scores: np.ndarray) -> None:
    found = standardised(scores)
    assert found.mean() == pytest.approx(0, abs=1e-3)
    assert np.all(np.diff(found[np.argsort(scores, kind="stable")]) >= 0)


def test_a_chunk_without_annotations_is_not_to_blame() -> None:
    zero = np.zeros(3, dtype=np.float32)
    text = np.asarray([0.1, 0.9, 0.2], dtype=np.float32)
    asked = np.asarray([0.8, 0.0, 0.1], dtype=np.float32)
    annotated = np.asarray([True, False, True])
    scores = ChunkScores(text, zero, zero, asked, asked, zero, zero, zero, annotated)
    dense, lexical = fuse(scores, load_weights(is_annotated=True))
    assert dense.argmax() == 1
    assert lexical.tolist() == [0, 0, 0]


def test_words_that_people_use_bring_the_terms_of_the_guidelines(tmp_path: Path) -> None:
    (tmp_path / "terms.toml").write_text(
        '[abbreviations]\nJIM = "jouw ingebrachte mentor"\n[lay]\n"uit elkaar" = "scheiding"\n'
    )
    terms = load_terms(tmp_path)
    assert expand("Ouders gaan uit elkaar", terms) == "Ouders gaan uit elkaar scheiding"
    assert expand("een jim?", terms).endswith("jouw ingebrachte mentor")
    assert expand("Jouw ingebrachte mentor", terms).endswith("JIM")
    assert expand("jimmy", terms) == "jimmy"
    (tmp_path / "terms.toml").write_text("lay = 3")
    with pytest.raises(CorpusError, match=r"terms\.toml klopt 'lay' niet: dit is geen tabel"):
        load_terms(tmp_path)
