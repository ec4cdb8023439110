"""An open generation: question vectors and words in, scored chunks out."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.corpus.contacts import Concern
from ingest.corpus.terms import expand, stands_for
from ingest.index.classifier import Classifier
from ingest.index.embed.embedders import Vectors, embedder_identity
from ingest.index.fields import (
    ANSWERED,
    DANGER,
    DECISION,
    DOCUMENTS,
    LEXICAL,
    MATCHER,
    SUICIDE,
    VOCABULARY,
    documents_of,
)
from ingest.index.generation import (
    check_files,
    collection_name,
    read_content,
    read_record,
)
from ingest.index.matcher import NEVER, Matcher
from ingest.index.noise import Noise
from ingest.index.represent import Part, PassageRow, Told, VectorRow, lexical_text
from ingest.index.store import QUESTION, TEXT, UNANSWERED, open_store
from ingest.text.document import Chunk, Section, Source
from ingest.text.errors import INGEST, IndexUnusableError
from ingest.text.sentences import Span, list_spans
from ingest.text.settings import Settings
from ingest.text.words import LexicalIndex, Lexicon, grams

Scores = NDArray[np.float32]
NEAREST_QUESTIONS: Final = 3
"""A chunk's questions count by the mean of so many: MRR .70 on 249 dev questions, by one .60."""
BESIDE: Final = 20.0
"""A twentieth of a cosine is about what sets one question apart from another."""
FARTHEST: Final = -4.0
TOLD_WITHIN: Final = 0.02
"""A question that much farther away counts for a third in what its sentences are told for."""
LEAST_TOLD: Final = 0.01
LEAST_LIKELY: Final = -12.0
LEAST_BESIDE: Final = -8.0
"""Scores of passages do not go lower: farther away is no worse."""
SAME: Final = 0.999
"""Cosine of a vector with itself, but for rounding."""


class ChunkScores(NamedTuple):
    """How well each chunk fits a question, by every score apart, each of shape (chunks,).

    Cosines with the question's vector: of the `chunk` as a whole, of its best `sentence` or list,
    of the mean of its `document`, and the mean of its nearest three annotated `questions`. The
    `matcher` gives the log-probability of the best annotated passage. BM25: of `words` and letter
    `grams` of the chunk and its annotations, and of the `document_words`. `is_annotated` says of
    which chunks there are annotations; what there is nothing of scores as low as the lowest.
    """

    chunk: Scores
    sentence: Scores
    document: Scores
    questions: Scores
    matcher: Scores
    words: Scores
    grams: Scores
    document_words: Scores
    is_annotated: NDArray[np.bool_]


class Familiarity(NamedTuple):
    """How much a question is like those with an answer.

    `learnt` are log-odds (see classifier.py); `nearer` is the cosine of the nearest annotated
    question minus that of the nearest question without an answer. Both are 0 without examples.
    """

    learnt: float
    nearer: float


class OwnScores(NamedTuple):
    """What the annotations say of a span of a section's text; see PassageScores."""

    matched: float
    best: float
    asked: float
    told: float
    is_annotated: bool


@dataclass(frozen=True, slots=True)
class PassageScores:
    """How well each annotated passage fits a question.

    `matched` are log-probabilities, shape (passages,). `asked` is how near the nearest three
    questions of each passage come, in twentieths of a cosine below the nearest of all. `told` are
    shares of the nearest questions, by nearness, that each sentence answers.
    """

    passages: tuple[PassageRow, ...]
    matched: Scores
    asked: dict[int, float]
    told: dict[Told, float]

    def of(self, section_id: str, span: Span) -> OwnScores:
        """The best of what overlaps with a span."""
        own = [
            number
            for number, passage in enumerate(self.passages)
            if passage.section_id == section_id
            and passage.start < span.end
            and span.start < passage.end
        ]
        if not own:
            return OwnScores(0.0, 0.0, 0.0, 0.0, is_annotated=False)
        matched = max(float(self.matched[number]) for number in own)
        told = [
            score
            for each, score in self.told.items()
            if each.section_id == section_id and each.start < span.end and span.start < each.end
        ]
        return OwnScores(
            max(matched, LEAST_LIKELY),
            max(matched - float(self.matched.max()), LEAST_BESIDE),
            max(self.asked.get(number, FARTHEST) for number in own),
            math.log(max(told, default=0.0) + LEAST_TOLD),
            is_annotated=True,
        )


class ChunkVectors(NamedTuple):
    """Vectors of a chunk's sentences and lists, each with its span of the section's text."""

    sentences: list[tuple[Span, Vectors]]
    lists: list[tuple[Span, Vectors]]


class Index:
    """One generation of the index, open for reading; safe for use by several threads.

    `terms(text)` gives the terms of a text of the corpus and `lists(section_id)` the lists of a
    section; both are remembered: never ask for the terms of a question.
    """

    def __init__(self, settings: Settings, generation: Path) -> None:
        """Open a generation.

        Raises:
            IndexUnusableError: it is damaged, or was made with another embedder or store.
            SteunwijzerError: the Chroma server does not answer.
        """
        record = read_record(generation)
        _check_embedder(record.embedder, settings)
        if record.chroma_url != settings.chroma_url:
            raise IndexUnusableError("De index staat in een andere Chroma.", INGEST)
        check_files(generation, record)
        content = read_content(generation)
        self.id = generation.name
        self.record = record
        self.noise = Noise(record.noise_mean, record.noise_deviation)
        self.chunks: tuple[Chunk, ...] = content.chunks
        self.sections: dict[str, Section] = {section.id: section for section in content.sections}
        self.sources: dict[str, Source] = {source.id: source for source in content.sources}
        self._rows = {row.id: row for row in content.rows}
        self._rows_of = defaultdict[str, list[VectorRow]](list)
        for row in content.rows:
            self._rows_of[row.chunk_id].append(row)
        self._places = {chunk.id: place for place, chunk in enumerate(content.chunks)}
        self._questions = {
            row.id: [self._places[name] for name in row.chunk_ids] for row in content.questions
        }
        self._question_rows = {row.id: row for row in content.questions}
        self._passage_rows = content.passages
        self._passages = [
            [self._places[name] for name in row.chunk_ids] for row in content.passages
        ]
        self._is_annotated = np.zeros(len(self.chunks), dtype=np.bool_)
        self._is_annotated[[place for own in self._passages for place in own]] = True
        of_document = documents_of(content)
        documents = list(dict.fromkeys(of_document))
        self._documents = np.asarray([documents.index(name) for name in of_document])
        self._document_vectors = np.load(generation / DOCUMENTS)
        self._matcher = Matcher.load(generation / MATCHER)
        self._terms_of_lay = content.terms
        self._answered = Classifier.load(generation / ANSWERED)
        self._danger = Classifier.load(generation / DANGER)
        self._suicide = Classifier.load(generation / SUICIDE)
        self._decision = Classifier.load(generation / DECISION)
        self.contacts = content.safety.contacts
        self.terms = lru_cache(maxsize=10_000)(self._terms)
        self.lists = lru_cache(maxsize=10_000)(self._lists)
        lexical = generation / LEXICAL
        self.lexicon = Lexicon.load(lexical / VOCABULARY)
        self.text = LexicalIndex.load(lexical / "text", self.lexicon.terms)
        self._words = LexicalIndex.load(lexical / "words", self.lexicon.terms)
        self._grams = LexicalIndex.load(lexical / "grams", grams)
        self._document_words = LexicalIndex.load(lexical / "documents", self.lexicon.terms)
        self._store = open_store(settings, generation / "chroma", collection_name(generation))
        self._warm_up()

    def scores(self, question: str, vector: Sequence[float]) -> ChunkScores:
        """Hold a question and its vector against all chunks.

        What is not among the nearest vectors counts as near as the last of them.
        """
        expanded = expand(question, self._terms_of_lay)
        whole, best, asked = self._cosines(vector)
        documents = self._document_vectors @ np.asarray(vector, dtype=np.float32)
        return ChunkScores(
            whole,
            best,
            documents[self._documents],
            asked,
            self._matched(vector),
            self._words.scores(expanded),
            self._grams.scores(question),
            self._document_words.scores(expanded)[self._documents],
            self._is_annotated,
        )

    @property
    def knows_refusals(self) -> bool:
        """Whether the corpus holds questions that it answers and questions that it does not."""
        # The names of headings are learnt from too, and remain when every annotation is lost.
        return self._answered.is_learnt and bool(self._questions)

    def familiarity(self, vector: Sequence[float]) -> Familiarity:
        """How much a question is like those that the corpus is known to answer, or not to."""
        asked = np.asarray(vector, dtype=np.float32)
        if not self.knows_refusals:
            return Familiarity(0.0, 0.0)
        answered = self._store.nearest(vector, QUESTION, 1)[0].similarity
        unanswered = self._store.nearest(vector, UNANSWERED, 1)[0].similarity
        return Familiarity(self._answered.log_odds(asked), answered - unanswered)

    def leaning(self, question: str, vector: Sequence[float]) -> dict[Concern, float]:
        """Log-odds that a question sounds like danger, suicide, and one for a decision."""
        asked = np.asarray(vector, dtype=np.float32)
        return {
            Concern.DANGER: self._danger.log_odds(asked, question),
            Concern.SUICIDE: self._suicide.log_odds(asked, question),
            Concern.DECISION: self._decision.log_odds(asked, question),
        }

    def sounds_like_danger(self, text: str) -> float:
        """How much the letters of a text alone sound like danger; to choose what to look at."""
        return self._danger.letter_odds(text)

    def names(self) -> Iterator[str]:
        """Texts in which every person and organisation stands that the corpus itself names."""
        for source in self.sources.values():
            yield f"{source.title}. {source.publisher}"
        for section in self.sections.values():
            yield ". ".join((*section.headings, section.voice, section.text))

    def passage_scores(self, vector: Sequence[float]) -> PassageScores:
        """Hold a question's vector against the annotated passages and their questions."""
        nearest = self._store.nearest(vector, QUESTION) if self._questions else []
        best = nearest[0].similarity if nearest else 0.0
        asked, told = defaultdict[int, list[float]](list), defaultdict[Told, float](float)
        for row_id, similarity in nearest:
            row = self._question_rows[row_id]
            score = max((similarity - best) * BESIDE, FARTHEST)
            for number in row.passages:
                asked[number].append(score)
            for each in row.told:
                told[each] += math.exp((similarity - best) / TOLD_WITHIN)
        total = math.fsum(
            math.exp((similarity - best) / TOLD_WITHIN)
            for row_id, similarity in nearest
            if self._question_rows[row_id].told
        )
        return PassageScores(
            self._passage_rows,
            self._matcher.scores(vector),
            {number: _mean_of_best(scores) for number, scores in asked.items()},
            {each: nearness / total for each, nearness in told.items()},
        )

    def _cosines(self, vector: Sequence[float]) -> tuple[Scores, Scores, Scores]:
        """Of chunks, of their best sentence or list, and of their nearest questions."""
        nearest = self._store.nearest(vector, TEXT)
        whole = np.full(len(self.chunks), nearest[-1].similarity, dtype=np.float32)
        best = whole.copy()
        for row_id, similarity in nearest:
            row = self._rows[row_id]
            place = self._places[row.chunk_id]
            scores = whole if row.part is Part.CHUNK else best
            scores[place] = max(scores[place], similarity)
        return whole, best, self._asked(vector)

    def _asked(self, vector: Sequence[float]) -> Scores:
        if not self._questions:
            return np.zeros(len(self.chunks), dtype=np.float32)
        nearest = self._store.nearest(vector, QUESTION)
        found = np.full((len(self.chunks), NEAREST_QUESTIONS), nearest[-1].similarity, np.float32)
        counts = np.zeros(len(self.chunks), dtype=np.int64)
        for row_id, similarity in nearest:  # best first
            for place in self._questions[row_id]:
                if counts[place] < NEAREST_QUESTIONS:
                    found[place, counts[place]] = similarity
                    counts[place] += 1
        return np.asarray(found.mean(axis=1), dtype=np.float32)

    def _matched(self, vector: Sequence[float]) -> Scores:
        scores = np.full(len(self.chunks), NEVER, dtype=np.float32)
        of_passages = self._matcher.scores(vector)
        for places, score in zip(self._passages, of_passages, strict=True):
            scores[places] = np.maximum(scores[places], score)
        return scores

    def knows(self, word: str) -> bool:
        """Whether text, annotations or terms have a word, in any form or as part of a compound."""
        return stands_for(word, self._terms_of_lay) or any(
            self._words.knows(term) for term in self.lexicon.word_terms(word)
        )

    def lexical_text(self, chunk: Chunk) -> str:
        """A chunk as the lexical index has it."""
        return lexical_text(self.sections[chunk.section_id], chunk)

    def chunk_vectors(self, chunks: Sequence[Chunk]) -> list[ChunkVectors]:
        """The vectors of each chunk."""
        rows = [self._rows_of[chunk.id] for chunk in chunks]
        vectors = self._store.vectors(TEXT, [row.id for own in rows for row in own])

        def of(part: Part, own: Sequence[VectorRow]) -> list[tuple[Span, Vectors]]:
            return [(Span(row.start, row.end), vectors[row.id]) for row in own if row.part is part]

        return [ChunkVectors(of(Part.SENTENCE, own), of(Part.LIST, own)) for own in rows]

    def _lists(self, section_id: str) -> list[Span]:
        return list_spans(self.sections[section_id].text)

    def _terms(self, text: str) -> frozenset[str]:
        return frozenset(self.lexicon.terms(text))

    def close(self) -> None:
        """Let go of the generation's files."""
        self._store.close()

    def _warm_up(self) -> None:
        """Look for known vectors: the first query is slow, and an incomplete store shows here."""
        text, asked = list(self._rows), list(self._questions)
        is_whole = self._store.count() == self.record.vectors and all(
            self._finds(kind, _some(ids)) for kind, ids in ((TEXT, text), (QUESTION, asked))
        )
        if not is_whole:
            raise IndexUnusableError("De index is beschadigd of onvolledig.", INGEST)

    def _finds(self, kind: str, ids: Sequence[str]) -> bool:
        known = self._store.vectors(kind, ids) if ids else {}
        return all(
            row_id in known
            and self._store.nearest(known[row_id].tolist(), kind, 1)[0].similarity > SAME
            for row_id in ids
        )


def _mean_of_best(scores: Sequence[float]) -> float:
    """Mean of the best three; what is missing counts as far away."""
    best = sorted(scores, reverse=True)[:NEAREST_QUESTIONS]
    return (sum(best) + FARTHEST * (NEAREST_QUESTIONS - len(best))) / NEAREST_QUESTIONS


def _some(ids: Sequence[str]) -> list[str]:
    """The first, the middle and the last."""
    return list(dict.fromkeys((ids[0], ids[len(ids) // 2], ids[-1]))) if ids else []


def _check_embedder(recorded: str, settings: Settings) -> None:
    wanted = embedder_identity(settings.embedder)
    if recorded != wanted:
        raise IndexUnusableError(
            f"De index is gemaakt met het model {recorded}, maar ingesteld is {wanted}.",
            INGEST,
        )
