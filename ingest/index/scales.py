"""Signals + questions like those that will be asked -> the scale of each signal."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from ingest.index.content import Content
from ingest.index.embed.vectors import Vectors
from ingest.index.embedded import Embedded, evenly
from ingest.index.naming import NOTHING_NAMED
from ingest.index.pointer import NOTHING_POINTED
from ingest.index.query import Query, query_of
from ingest.index.represent import Part
from ingest.index.signals.every import SCALED
from ingest.index.signals.signal import Scale, Signal
from ingest.index.store import NEAREST, QUESTION, TEXT, Neighbours
from ingest.index.vocabulary import Vocabulary

AT_ONCE: Final = 16
"""So many questions are held against all vectors together: each by itself takes four times as
long, all together much memory where there are many vectors."""


def sample(content: Content, embedded: Embedded, words: Vocabulary) -> list[Query]:
    """Questions like those that will be asked: annotated ones, or else sentences of the text.

    What lies near them is looked up among all vectors: the store finds nearly the same, but after
    another ingest of the same not quite.
    """
    if content.is_annotated:
        some = evenly(len(content.questions))
        texts = [content.questions[each].text for each in some]
        vectors, towards_text = embedded.sampled.asked[some], embedded.typical
    else:
        told = [place for place, row in enumerate(content.rows) if row.part is not Part.CHUNK]
        some = [told[each] for each in evenly(len(told))]
        texts = [content.rows[each].text for each in some]
        vectors = towards_text = embedded.rows[some]
    near = nearest(towards_text, embedded.rows, NEAREST[TEXT])
    asked = nearest(vectors, embedded.sampled.asked, NEAREST[QUESTION])
    return [
        query_of(text, words, NOTHING_NAMED, NOTHING_POINTED, *own)
        for text, *own in zip(texts, vectors, towards_text, near, asked, strict=True)
    ]


def nearest(questions: Vectors, vectors: Vectors, most: int) -> Iterator[Neighbours]:
    """So many vectors nearest to each question, best first; all of unit length."""
    for start in range(0, len(questions), AT_ONCE):
        for cosines in questions[start : start + AT_ONCE] @ vectors.T:
            best = np.argpartition(-cosines, most)[:most] if len(cosines) > most else None
            places = np.arange(len(cosines)) if best is None else np.sort(best)
            order = places[np.argsort(-cosines[places], kind="stable")]
            yield Neighbours(order, cosines[order])


def scales(signals: Sequence[Signal], asked: Sequence[Query]) -> dict[str, Scale]:
    """Mean of the scores of each signal, and how they differ between the chunks of a question."""
    found = dict(SCALED)
    for signal in signals:
        if signal.name in SCALED:
            continue
        scores = np.stack([signal.score(query).scores for query in asked])
        known = scores[:, ~np.isnan(scores).all(axis=0)]
        found[signal.name] = (
            Scale(mean=float(known.mean()), deviation=float(known.std(axis=1).mean()))
            if known.size
            else Scale(mean=0.0, deviation=0.0)
        )
    return found
