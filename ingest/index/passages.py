"""Query -> what the annotations say of a place in the text: whether it is what is asked for."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.index.content import Content
from ingest.index.embed.vectors import Vectors
from ingest.index.groups import Groups, means_of_best
from ingest.index.matcher import Matcher
from ingest.index.pointer import LEAST
from ingest.index.query import Query
from ingest.index.sentence_matcher import SentenceMatcher, named_sentences
from ingest.text.place import Place

BESIDE: Final = 20.0
"""A twentieth of a cosine is about what sets one question apart from another."""
FARTHEST: Final = -4.0
TOLD_WITHIN: Final = 0.02
"""A question that much farther away counts for a third in what its sentences are told for."""
LEAST_TOLD: Final = 0.01
LEAST_MEANT: Final = 0.003
LEAST_LIKELY: Final = -12.0
LEAST_BESIDE: Final = -8.0
"""Scores of passages do not go lower: farther away is no worse."""


class PlaceScores(NamedTuple):
    """What the annotations say of a place.

    `matched`: log-probability of its passage; `best`: how far that is below the best; `asked`: how
    near the nearest three questions of its passage come, in twentieths of a cosine below the
    nearest of all; `told`: log of its share of the nearest questions, and `meant` of what is
    learnt to answer; `pointed` is the log-probability that the pointer gives it.
    """

    matched: float
    best: float
    asked: float
    told: float
    meant: float
    pointed: float


@dataclass(frozen=True, slots=True)
class PassageScores:
    """How well each annotated passage, and each sentence named in one, fits a question.

    `matched` and `asked` have shape (passages,), `told`, `meant` and `pointed`
    (sentences,); see PlaceScores.
    """

    passages: "Passages"
    matched: NDArray[np.float32]
    asked: NDArray[np.float32]
    told: NDArray[np.float64]
    meant: NDArray[np.float32]
    pointed: NDArray[np.float32]

    def of(self, place: Place) -> PlaceScores | None:
        """The best of what overlaps with a place; None where nothing is annotated."""
        own = self.passages.at(place)
        if not own:
            return None
        matched = float(self.matched[own].max())
        sentences = self.passages.told_at(place)
        told = max((float(self.told[each]) for each in sentences), default=0.0)
        meant = max((float(self.meant[each]) for each in sentences), default=0.0)
        return PlaceScores(
            max(matched, LEAST_LIKELY),
            max(matched - float(self.matched.max()), LEAST_BESIDE),
            float(self.asked[own].max()),
            math.log(told + LEAST_TOLD),
            math.log(max(meant, LEAST_MEANT)),
            max((float(self.pointed[each]) for each in sentences), default=LEAST),
        )


class Passages:
    """The annotated passages of a corpus, ready to be held against questions."""

    def __init__(self, content: Content, matcher: Matcher, sentences: SentenceMatcher) -> None:
        self._matcher = matcher
        self._sentences = sentences
        number = named_sentences(content)
        self._passages = _by_section([row.place for row in content.passages])
        self._told = _by_section(list(number))
        self._count, self._told_count = len(content.passages), len(number)
        self._passages_of = Groups([list(row.passages) for row in content.questions])
        self._told_of = Groups([[number[each] for each in row.told] for row in content.questions])

    def scores(self, query: Query) -> PassageScores:
        """Hold a question against the passages and their questions."""
        return PassageScores(
            self,
            self._matcher.scores(query.vector),
            self._asked(query),
            self._shares(query),
            self.meant(query.vector),
            query.pointed.likely,
        )

    def meant(self, vector: Vectors) -> NDArray[np.float32]:
        """By named sentence, its share of what answers a question, by the question's vector."""
        return self._sentences.shares(vector)

    def at(self, place: Place) -> list[int]:
        """The numbers of the passages that overlap with a place."""
        return [number for number, own in self._passages[place.section_id] if own.touches(place)]

    def told_at(self, place: Place) -> list[int]:
        """The numbers of the named sentences that overlap with a place."""
        return [number for number, own in self._told[place.section_id] if own.touches(place)]

    def _asked(self, query: Query) -> NDArray[np.float32]:
        near = query.asked
        scores = np.maximum((near.similarity - near.best) * BESIDE, np.float32(FARTHEST))
        passages, nth = self._passages_of.members(near.numbers)
        return means_of_best(passages, scores[nth], self._count, FARTHEST)

    def _shares(self, query: Query) -> NDArray[np.float64]:
        """By named sentence, the share of the nearest questions, by nearness, that it answers."""
        near = query.asked
        nearness = np.exp((near.similarity - near.best).astype(np.float64) / TOLD_WITHIN)
        told, nth = self._told_of.members(near.numbers)
        sums = np.bincount(told, weights=nearness[nth], minlength=self._told_count)
        total = nearness[np.unique(nth)].sum()
        return np.asarray(sums / max(total, 1e-12), dtype=np.float64)


def _by_section(places: Sequence[Place]) -> "defaultdict[str, list[tuple[int, Place]]]":
    """Places with their numbers, by section."""
    own = defaultdict[str, list[tuple[int, Place]]](list)
    for number, place in enumerate(places):
        own[place.section_id].append((number, place))
    return own
