"""Signals + questions like those that will be asked -> the scale of each signal."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from ingest.index.adapter import Adapter
from ingest.index.content import Content
from ingest.index.embedded import Embedded
from ingest.index.query import Query, ask
from ingest.index.represent import Part
from ingest.index.signals.signal import Scale, Signal
from ingest.index.store import VectorStore
from ingest.index.vocabulary import Vocabulary

SAMPLE: Final = 100
"""So many questions tell the scale of a signal; from 50 on it does not move the ranking."""


def sample(
    content: Content, embedded: Embedded, adapter: Adapter, words: Vocabulary, store: VectorStore
) -> list[Query]:
    """Questions like those that will be asked: annotated ones, or else sentences of the text."""
    if content.is_annotated:
        texts = [row.text for row in content.questions]
        vectors = embedded.sampled.asked
    else:
        told = [place for place, row in enumerate(content.rows) if row.part is not Part.CHUNK]
        texts = [content.rows[place].text for place in told]
        vectors = embedded.rows[told]
    step = max(1, len(texts) // SAMPLE)
    return [
        ask(text, vector, adapter, words, store)
        for text, vector in zip(texts[::step], vectors[::step], strict=True)
    ]


def scales(signals: Sequence[Signal], asked: Sequence[Query]) -> dict[str, Scale]:
    """Mean of the scores of each signal, and how they differ between the chunks of a question."""
    found = {}
    for signal in signals:
        scores = np.stack([signal.score(query).scores for query in asked])
        known = scores[:, ~np.isnan(scores).all(axis=0)]
        found[signal.name] = (
            Scale(mean=float(known.mean()), deviation=float(known.std(axis=1).mean()))
            if known.size
            else Scale(mean=0.0, deviation=0.0)
        )
    return found
