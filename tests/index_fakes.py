"""Content, and questions held against it, made by hand: no embedder and no store."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from ingest.corpus.annotations import NO_ANNOTATIONS, Annotation, Annotations, Asked
from ingest.corpus.contacts import NO_SAFETY, Safety
from ingest.corpus.plain import plain_snapshot
from ingest.corpus.snapshot import Snapshot
from ingest.corpus.terms import LayTerms
from ingest.index.content import Content, represented
from ingest.index.naming import NOTHING_NAMED, Named
from ingest.index.pointer import LEAST, Pointed
from ingest.index.query import UNKNOWN_BEYOND, Query
from ingest.index.sentence_matcher import SentenceMatcher, named_sentences
from ingest.index.store import Neighbours
from ingest.index.vocabulary import Vocabulary
from ingest.text.document import Kind, PageMark, Reuse, Section, Source, Standing
from ingest.text.place import Place


def source(name: str) -> Source:
    return Source(name, name.title(), "1", 2026, "Wij", "", Reuse.ATTRIBUTION, Standing.CURRENT)


def section(
    name: str, text: str, *, document: str = "gids", headings: tuple[str, ...] | None = None
) -> Section:
    above = (name.title(),) if headings is None else headings
    return Section(
        f"{document}/{name}", document, above, Kind.BODY, "", "", (PageMark(0, 1),), text
    )


def snapshot(
    *sections: Section,
    annotations: Annotations = NO_ANNOTATIONS,
    terms: LayTerms = (),
    safety: Safety = NO_SAFETY,
) -> Snapshot:
    """Texts, and what is known of them."""
    sources = tuple(source(name) for name in dict.fromkeys(each.document_id for each in sections))
    plain = plain_snapshot(sources, sections)
    return replace(plain, annotations=annotations, terms=terms, safety=safety)


def content(
    *sections: Section,
    annotations: Annotations = NO_ANNOTATIONS,
    terms: LayTerms = (),
    safety: Safety = NO_SAFETY,
) -> Content:
    """What an index of these texts is about."""
    return represented(snapshot(*sections, annotations=annotations, terms=terms, safety=safety))


def place(where: Section, words: str = "") -> Place:
    """Where words stand in a section, or all of it."""
    start = where.text.index(words)
    return Place(where.id, start, start + len(words or where.text))


def annotation(at: Place, asked: Mapping[str, tuple[Place, ...]], *terms: str) -> Annotation:
    """A passage with its questions, each with the sentences that answer it."""
    questions = tuple(Asked(question, told) for question, told in asked.items())
    return Annotation(at, "In gewone woorden.", questions, terms)


def annotations(*passages: Annotation, unanswered: Sequence[str] = ()) -> Annotations:
    return Annotations(passages, (), tuple(unanswered), ())


def neighbours(cosines: Mapping[int, float]) -> Neighbours:
    """Vectors by number, the nearest first."""
    numbers = sorted(cosines, key=lambda number: -cosines[number])
    return Neighbours(
        np.asarray(numbers, dtype=np.int64),
        np.asarray([cosines[number] for number in numbers], dtype=np.float32),
    )


POINTS_AT_NOTHING = Pointed(np.full(100, LEAST, dtype=np.float32), 0.0)
"""Of as many sentences as a test has."""


def tells_nothing(content: Content) -> SentenceMatcher:
    """A matcher to which no sentence answers anything."""
    count = len(named_sentences(content))
    return SentenceMatcher(np.zeros((count, 0), np.float32), np.zeros(count, np.float32))


def query(
    text: str = "",
    *,
    vector: Sequence[float] = (1.0, 0.0),
    words: Vocabulary | None = None,
    near: Mapping[int, float] | None = None,
    asked: Mapping[int, float] | None = None,
    named: Named = NOTHING_NAMED,
    pointed: Pointed = POINTS_AT_NOTHING,
    beyond: float = UNKNOWN_BEYOND,
) -> Query:
    """A question as the index is asked it, with what lies near it by the number of its vector."""
    given = np.asarray(vector, dtype=np.float32)
    return Query(
        text,
        given,
        given,
        words.rarities(text) if words else {},
        words.widened(text) if words else text,
        named,
        neighbours(near or {}),
        neighbours(asked or {}),
        pointed,
        beyond=beyond,
    )
