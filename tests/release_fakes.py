"""A release of texts whose sentences come as near a question as they are told to."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

import numpy as np
from index_fakes import tells_nothing

from ingest.corpus.fitted import Fitted, load_fitted
from ingest.index.content import Content
from ingest.index.matcher import Matcher
from ingest.index.nearness import NearPart
from ingest.index.noise import Noise
from ingest.index.passages import Passages
from ingest.index.query import Query
from ingest.index.represent import Part
from ingest.index.sorts import UNFAMILIAR, Familiarity
from ingest.index.vocabulary import Vocabulary
from ingest.text.document import Chunk, Hit
from ingest.text.place import Place
from ingest.text.sentences import list_spans, sentence_spans
from ingest.text.settings import BUNDLED_CORPUS

FITTED = load_fitted(BUNDLED_CORPUS)
FAR = 0.7
"""Cosine of what is not told to come nearer."""


class FakeSorts:
    """Says of every question the same."""

    def __init__(self, familiarity: Familiarity | None) -> None:
        self._familiarity = familiarity
        self.knows_refusals = familiarity is not None

    def familiarity(self, query: Query) -> Familiarity:
        return self._familiarity or UNFAMILIAR


class FakeRelease:
    """What support and evidence look at of a release; cosines are given by words of the text."""

    def __init__(
        self,
        content: Content,
        cosines: Mapping[str, float] | None = None,
        *,
        familiarity: Familiarity | None = None,
        fitted: Fitted = FITTED,
    ) -> None:
        self.chunks = content.chunks
        self.sections = {each.id: each for each in content.snapshot.sections}
        self.sources = {each.id: each for each in content.snapshot.sources}
        self.profile = content.snapshot.profile
        self.words = Vocabulary.build(content)
        self.fitted = fitted
        self.noise = Noise(0.8, 0.05)
        self.sorts = FakeSorts(familiarity)
        passages = len(content.passages)
        self.passages = Passages(content, knows_nothing(passages), tells_nothing(content))
        self.has_plain = False
        self._rows = content.rows
        self._cosines = cosines or {}

    def holds(self, source_id: str) -> bool:  # nothing is left out here
        return True

    def near_parts(self, chunks: Sequence[Chunk], query: Query) -> list[list[NearPart]]:
        return [
            [
                NearPart(row.place, row.part, self._cosine(row.place))
                for row in self._rows
                if row.chunk_id == chunk.id and row.part is not Part.CHUNK
            ]
            for chunk in chunks
        ]

    def positions(self, sections: Set[str]) -> list[int]:
        return [at for at, each in enumerate(self.chunks) if each.section_id in sections]

    def lists(self, section_id: str) -> list[Place]:
        return [Place(section_id, *span) for span in list_spans(self.sections[section_id].text)]

    def sentences(self, section_id: str) -> list[Place]:
        text = self.sections[section_id].text
        return [Place(section_id, *span) for span in sentence_spans(text)]

    def hits(self, *scores: float) -> list[Hit]:
        """The chunks in their order, with scores."""
        given = [*scores, *[0.5] * len(self.chunks)]
        return [
            Hit(chunk, score, score, score)
            for chunk, score in zip(self.chunks, given, strict=False)
        ]

    def _cosine(self, place: Place) -> float:
        text = place.span.of(self.sections[place.section_id].text)
        return next((near for words, near in self._cosines.items() if words in text), FAR)


def knows_nothing(passages: int) -> Matcher:
    """A matcher to which all passages are the same."""
    empty = np.zeros(0, dtype=np.float32)
    return Matcher(np.zeros((passages, 0), np.float32), np.zeros(passages, np.float32), empty)


def without(query: Query) -> Query:
    """The same question, of whose words none is looked for."""
    return replace(query, rarity={})
