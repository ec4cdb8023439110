"""How near chunks, and the sentences and lists in them, come to a question."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ingest.index.content import Content
from ingest.index.embed.vectors import Vectors
from ingest.index.late import MOST, Late, WordVectors
from ingest.index.query import Query
from ingest.index.represent import Part, VectorRow
from ingest.index.signals.signal import NOTHING, Positions
from ingest.index.store import TEXT, Neighbours, VectorStore
from ingest.text.document import Chunk
from ingest.text.place import Place


class NearPart(NamedTuple):
    """A sentence or list, its cosine with a question, and what its words score (see late.py).

    The last is None where nothing is known of words.
    """

    place: Place
    part: Part
    cosine: float
    late: float | None = None


class Nearness:
    """The vectors of an open release, in the store and of words; safe for several threads."""

    def __init__(self, content: Content, store: VectorStore, words: WordVectors) -> None:
        self._store, self._words = store, words
        self._parts = _parts(content.rows)
        self._positions = content.positions()
        self._chunk_of_row = content.chunk_of_rows()

    def late(self, tokens: Vectors, near: Neighbours, bound: Positions | None) -> Late:
        """What the words of the nearest chunks score, and of those to which a question is held.

        MOST of all and as many of the latter, the nearest first.
        """
        of_rows = self._chunk_of_row[near.numbers]
        nearest = of_rows[np.sort(np.unique(of_rows, return_index=True)[1])]
        held = NOTHING
        if bound is not None:
            first = nearest[np.isin(nearest, bound)]
            held = np.concatenate([first, bound[~np.isin(bound, first)]])[:MOST]
        return self._words.of_chunks(tokens, np.unique(np.concatenate([nearest[:MOST], held])))

    def parts(self, chunks: Sequence[Chunk], query: Query) -> list[list[NearPart]]:
        """How near the sentences and lists of each chunk come to a question.

        Most were found near it already; only the vectors of the others are read.
        """
        rows = [self._parts.get(chunk.id, ()) for chunk in chunks]
        cosines = dict(
            zip(query.near.numbers.tolist(), query.near.similarity.tolist(), strict=True)
        )
        missing = [part.number for own in rows for part in own if part.number not in cosines]
        vectors = self._store.vectors(TEXT, missing) if missing else {}
        cosines |= {number: float(own @ query.towards_text) for number, own in vectors.items()}
        return [
            [
                NearPart(each.place, each.part, cosines[each.number], late)
                for each, late in zip(own, self._late_of(chunk, own, query), strict=True)
            ]
            for chunk, own in zip(chunks, rows, strict=True)
        ]

    def _late_of(
        self, chunk: Chunk, parts: Sequence["_Numbered"], query: Query
    ) -> list[float] | list[None]:
        """What the words of parts of a chunk score."""
        places = [each.place for each in parts]
        return self._words.of_places(query.tokens, self._positions[chunk.id], places)


class _Numbered(NamedTuple):
    """A sentence or list, and the number of its vector; what that was made of is not kept."""

    number: int
    place: Place
    part: Part


def _parts(rows: Sequence[VectorRow]) -> dict[str, list[_Numbered]]:
    """The sentences and lists of each chunk, by chunk id."""
    own: dict[str, list[_Numbered]] = {}
    for number, row in enumerate(rows):
        if row.part is not Part.CHUNK:
            own.setdefault(row.chunk_id, []).append(_Numbered(number, row.place, row.part))
    return own
