"""Hits -> the same hits in the order of a cross-encoder, if the operator configured one.

Off by default: no cross-encoder that reads Dutch comes with any package. What one gains and costs
is seen by `steunwijzer eval run` with the setting and without, and `steunwijzer eval compare`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, cast

from ingest.index.query import Query
from ingest.index.release import Release
from ingest.index.search import Found, current_first, search
from ingest.text.document import Hit
from ingest.text.errors import SteunwijzerError

RERANKED: Final = 20
"""So many of the best hits are read again."""


class Reranker:
    """A sentence-transformers CrossEncoder, by name or folder; it must be on this machine."""

    def __init__(self, name: str) -> None:
        """Load the model.

        Raises:
            SteunwijzerError: no such model is on this machine.
        """
        # Importing it costs 5 to 7 s and 450 MB: only who asks for it pays.
        from sentence_transformers import CrossEncoder

        try:
            self._model: CrossEncoder = CrossEncoder(name, local_files_only=True)
        except (OSError, ValueError, KeyError) as error:
            raise SteunwijzerError(
                f"Het model '{name}' staat niet op deze computer of is niet te laden.",
                "Geef in STEUNWIJZER_RERANKER de map van een CrossEncoder op, of laat hem leeg.",
            ) from error

    def rerank(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """Put the first `RERANKED` hits in the model's order; the scores keep their places."""
        read = hits[:RERANKED]
        pairs = [(question, hit.chunk.text) for hit in read]
        scores = cast("list[float]", self._model.predict(pairs, show_progress_bar=False).tolist())
        order = sorted(range(len(read)), key=lambda place: -scores[place])
        moved = [
            replace(read[place], score=kept.score) for place, kept in zip(order, read, strict=True)
        ]
        return [*moved, *hits[RERANKED:]]


def found_by(
    reranker: Reranker | None,
    release: Release,
    query: Query,
    favoured: Mapping[str, float],
    count: int,
) -> Found:
    """The best of what the search finds, in the order of a reranker; editions keep theirs."""
    if reranker is None:
        return search(release, query, count, favoured=favoured)
    found = search(release, query, max(count, RERANKED), favoured=favoured)
    hits = reranker.rerank(query.text, found.hits)[:count]
    return found._replace(hits=current_first(release.sections, release.sources, query.text, hits))
