"""Question + Hits -> scored evidence sentences."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

import numpy as np

from assistant.sufficiency import coverage, term_weights
from ingest.document import Hit, Section
from ingest.embed import Vectors
from ingest.index import ChunkVectors, Index
from ingest.sentences import Span, list_spans

EVIDENCE_HITS: Final = 6
"""Evidence is read from this many of the best hits."""
COVERAGE_WEIGHT: Final = 3.0
HIT_WEIGHT: Final = 10.0
HEADING_WEIGHT: Final = 1.8
NO_SENTENCE_PENALTY: Final = 3.0
"""All in standard deviations of the noise, as what a cosine is worth differs by embedder. Of 249
dev questions 80% get a citation of the gold, and 41% of the citations touch it; with a weight of 6
for the hit these are 78% and 38%, with 15 they are 79% and 43%, but lists are given less often."""
LIST_CHARS: Final = 1200
"""A list is given whole up to this length."""
_NO_SENTENCE: Final = re.compile(r"^[⁰¹²³⁴⁵⁶⁷⁸⁹]|^\(.*\)$|^\(?[Bb]ron:|[:?][⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
"""Footnotes, attributions, sources, questions and what only announces: they seldom answer."""
_MIN_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or a whole list that may answer the question: a span of its section's text."""

    section: Section
    span: Span
    vector: Vectors
    score: float
    is_list: bool

    @property
    def text(self) -> str:
        """The words, as the source has them."""
        return self.section.text[self.span.start : self.span.end]


def gather(
    index: Index, question: str, vector: Sequence[float], hits: Sequence[Hit]
) -> list[Evidence]:
    """The sentences and lists of the best hits, best first."""
    best = hits[:EVIDENCE_HITS]
    weights = term_weights(index, question)
    vectors = index.chunk_vectors([hit.chunk for hit in best])
    evidence = [
        item
        for hit, own in zip(best, vectors, strict=True)
        for scorer in [_Scorer(index, weights, vector, hit)]
        for item in (*_sentences(scorer, own), *_lists(scorer, own))
    ]
    return sorted(evidence, key=lambda item: -item.score)


class _Scorer:
    """A question, ready to be held against the passages of a hit."""

    def __init__(
        self, index: Index, weights: Mapping[str, float], vector: Sequence[float], hit: Hit
    ) -> None:
        self.section = index.sections[hit.chunk.section_id]
        self._index = index
        self._vector = np.asarray(vector, dtype=np.float32)
        self._weights = weights
        share = heading_share(index, self.section, weights.keys())
        self._hit_score = HIT_WEIGHT * hit.score + HEADING_WEIGHT * share

    def score(self, vector: Vectors, text: str) -> float:
        """How well a passage answers, by its vector and by the words that stand for it."""
        return (
            self._index.noise.above(float(self._vector @ vector))
            + COVERAGE_WEIGHT * coverage(self._weights, self._index.terms(text))
            + self._hit_score
        )


def _sentences(scorer: _Scorer, vectors: ChunkVectors) -> Iterator[Evidence]:
    section = scorer.section
    for span, vector in vectors.sentences:
        text = section.text[span.start : span.end]
        penalty = 0.0 if _is_sentence(text) else NO_SENTENCE_PENALTY
        yield Evidence(section, span, vector, scorer.score(vector, text) - penalty, is_list=False)


def _lists(scorer: _Scorer, vectors: ChunkVectors) -> Iterator[Evidence]:
    """The lists that a chunk holds, each whole: an item means little by itself."""
    section = scorer.section
    wholes = list_spans(section.text)
    for part, vector in vectors.lists:
        whole = next(span for span in wholes if span.start <= part.start and part.end <= span.end)
        if whole.end - whole.start <= LIST_CHARS:
            text = " ".join((*section.headings[-1:], section.text[whole.start : whole.end]))
            yield Evidence(section, whole, vector, scorer.score(vector, text), is_list=True)


def heading_share(index: Index, section: Section, asked: Set[str]) -> float:
    """How far a question, by its terms, names the section's own heading; in [0, 1]."""
    if not section.headings:
        return 0.0
    return coverage(term_weights(index, section.headings[-1]), asked)


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= _MIN_WORDS and not _NO_SENTENCE.search(text)
