"""The built-in embedder: on onnxruntime, and in numpy where that cannot."""

import logging

import numpy as np
import pytest

from e5_models import numpy_e5, onnx_e5
from ingest.index.embed.asked import as_asked
from ingest.index.embed.built_in import BuiltInEmbeddings
from ingest.index.embed.e5 import Layers, TextRole
from ingest.index.embed.packed import PackedModel, UnusableModelError

pytestmark = pytest.mark.whole

TEXTS = ["Wat is een steunouder?", "\ufdfa" * 40, "a\ud800b", ""]
ASKED = [as_asked(text) for text in TEXTS]


def refuse(_: PackedModel) -> Layers:
    raise UnusableModelError("onnxruntime 0.9 kan het niet.", "Installeer opnieuw.")


def test_it_runs_on_onnxruntime_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    embedder = BuiltInEmbeddings()
    assert np.array_equal(embedder.embed_queries(TEXTS), onnx_e5().query(ASKED))
    assert np.array_equal(embedder.embed_towards_text(TEXTS), onnx_e5().towards_text(ASKED))
    assert np.array_equal(embedder.embed_documents(TEXTS), onnx_e5().passage(TEXTS))
    assert embedder.embed_query(TEXTS[0]) == embedder.embed_towards_text(TEXTS)[0]
    own, every = embedder.embed_question(TEXTS[0]), onnx_e5().question(ASKED[0])
    assert all(np.array_equal(one, other) for one, other in zip(own, every, strict=True))
    assert embedder.count_tokens(TEXTS[0]) == onnx_e5().token_count(ASKED[0], TextRole.QUESTION)
    assert caplog.records == []


def test_numpy_takes_over_and_says_why_once(caplog: pytest.LogCaptureFixture) -> None:
    embedder = BuiltInEmbeddings(refuse)
    assert np.array_equal(embedder.embed_queries(TEXTS), numpy_e5().query(ASKED))
    assert np.array_equal(embedder.embed_documents(TEXTS), numpy_e5().passage(TEXTS))
    own, every = embedder.embed_question(TEXTS[0]), numpy_e5().question(ASKED[0])
    assert all(np.array_equal(one, other) for one, other in zip(own, every, strict=True))
    [record] = caplog.records
    assert record.levelno == logging.WARNING
    assert "onnxruntime 0.9 kan het niet." in record.getMessage()


def test_another_failure_is_not_passed_over() -> None:
    def break_down(_: PackedModel) -> Layers:
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        BuiltInEmbeddings(break_down)
