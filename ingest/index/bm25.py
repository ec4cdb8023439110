"""Terms of texts -> BM25 scores (Robertson & Zaragoza 2009), by the bm25s library."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import bm25s
import numpy as np
from numpy.typing import NDArray

from ingest.text.words import Terms

MakeTerms = Callable[[str], Terms]
_NO_DIFFERENCE: Final = 1e-4
"""Scores of single precision differ by so little from themselves."""


class Bm25Index:
    """BM25 over the terms of a fixed list of texts; `terms` makes terms of a text."""

    def __init__(self, bm25: bm25s.BM25, terms: MakeTerms) -> None:
        self._bm25 = bm25
        self._terms = terms

    @classmethod
    def build(cls, texts: Sequence[str], terms: MakeTerms) -> "Bm25Index":
        """Index `texts`, at least one; a text's score stands at its place in the list."""
        bm25 = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        tokens = [list(terms(text)) for text in texts]
        if not any(tokens):  # the library cannot index nothing at all
            tokens = [[""] for _ in texts]
        # Numbered here by where they first come: the library's own order differs between processes.
        vocabulary: dict[str, int] = {}
        numbers = [[vocabulary.setdefault(each, len(vocabulary)) for each in own] for own in tokens]
        bm25.index((numbers, vocabulary), show_progress=False)
        return cls(bm25, terms)

    def save(self, folder: Path) -> None:
        """Write the index to a folder, which is made."""
        self._bm25.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path, terms: MakeTerms) -> "Bm25Index":
        """Read what `save` wrote; `terms` must be what it was built with."""
        return cls(bm25s.BM25.load(str(folder), show_progress=False), terms)

    def scores(self, text: str) -> NDArray[np.float32]:
        """BM25 scores, shape (texts,), of a question or of loose words."""
        return self._scores(self._known(text))

    def levelled(self, text: str) -> NDArray[np.float32]:
        """The same, in deviations: a long question scores no higher than a short one.

        The deviation is that of a sum of terms that come independently, by what each scores in
        the texts that hold it: no look at all texts is needed.
        """
        known = self._known(text)
        deviation = math.sqrt(sum(self._variance(term) for term in known))
        return self._scores(known) / np.float32(deviation if deviation > _NO_DIFFERENCE else 1.0)

    def _known(self, text: str) -> list[str]:
        return [term for term in dict.fromkeys(self._terms(text)) if self.knows(term)]

    def _scores(self, terms: list[str]) -> NDArray[np.float32]:
        if not terms:
            return np.zeros(self.size, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(terms), dtype=np.float32)

    def _variance(self, term: str) -> float:
        """Of the scores of a term over all texts."""
        starts, number = self._bm25.scores["indptr"], self._bm25.vocab_dict[term]
        scores = self._bm25.scores["data"][starts[number] : starts[number + 1]].astype(np.float64)
        mean = scores.sum() / self.size
        # A difference of sums would fall below zero where all texts hold the term alike.
        without = (self.size - len(scores)) * mean**2
        return float((((scores - mean) ** 2).sum() + without) / self.size)

    @property
    def size(self) -> int:
        """Number of indexed texts."""
        return int(self._bm25.scores["num_docs"])

    def knows(self, term: str) -> bool:
        """Whether any indexed text holds the term."""
        return term in self._bm25.vocab_dict

    def idf(self, term: str) -> float:
        """How rare a term is: ln(1 + (N - n + 0.5) / (n + 0.5)), n texts out of N holding it."""
        starts = self._bm25.scores["indptr"]
        term_id = self._bm25.vocab_dict.get(term)
        holding = 0 if term_id is None else int(starts[term_id + 1] - starts[term_id])
        return math.log1p((self.size - holding + 0.5) / (holding + 0.5))
