"""How well the letters of a chunk and its annotations cover those of the question."""

from typing import ClassVar

from ingest.index.bm25 import MakeTerms
from ingest.index.query import Query
from ingest.index.signals.words import WordsSignal
from ingest.index.vocabulary import Vocabulary
from ingest.text.words import grams


class GramsSignal(WordsSignal):
    """BM25 over runs of four letters: for typing errors, and compounds that no vocabulary knows."""

    name: ClassVar[str] = "grams"

    @staticmethod
    def terms(words: Vocabulary) -> MakeTerms:  # noqa: ARG004
        """Runs of letters of the words."""
        return grams

    @staticmethod
    def asked(query: Query) -> str:
        """The question as it stands."""
        return query.text
