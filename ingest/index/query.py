"""A question as an index is asked it: its words, its vector, and what lies near that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from ingest.index.embed.vectors import NO_TOKENS, QuestionVectors, Vectors
from ingest.index.late import NO_LATE, Late
from ingest.index.naming import NOTHING_NAMED, Named
from ingest.index.pointer import Pointed
from ingest.index.store import QUESTION, TEXT, Neighbours, VectorStore
from ingest.index.vocabulary import Vocabulary

UNKNOWN_BEYOND: Final = -2.0
"""How far a question lies beyond the corpus where that is not known: between the two that it tells
apart. Of dev questions on the shipped text the median is -3.4, of those on new texts -0.4."""


@dataclass(frozen=True, slots=True)
class Query:
    """Made once for a question and an open index, and carried everywhere.

    `text` is what is searched for, without masks; `vector` has shape (dimensions,) and unit length,
    and so has `towards_text`, which is what the rows of the text are held against. The `tokens`, of
    shape (tokens, 128), are held against the words of chunks, and `late` is what those score.
    `rarity` gives the terms of the text, each with how rare it is in the corpus; `widened` is the
    text with the terms of the guidelines for the words that people use, and `named` the sources
    that it names. `near` are the nearest rows of the text, `asked` the nearest annotated questions,
    and `pointed` says which sentences answer. `beyond` is how much nearer it comes to questions on
    other guidance than to those (see Sorts.beyond).
    """

    text: str
    vector: Vectors
    towards_text: Vectors
    rarity: Mapping[str, float]
    widened: str
    named: Named
    near: Neighbours
    asked: Neighbours
    pointed: Pointed
    tokens: Vectors = field(default_factory=NO_TOKENS.copy)
    late: Late = NO_LATE
    beyond: float = UNKNOWN_BEYOND


def ask(
    text: str,
    vectors: QuestionVectors,
    pointed: Pointed,
    vocabulary: Vocabulary,
    store: VectorStore,
    named: Named = NOTHING_NAMED,
    late_of: Callable[[Neighbours], Late] = lambda _: NO_LATE,
) -> Query:
    """Look up what a question and its vectors are held against.

    `late_of` says what the words of the chunks score that are near.
    """
    given = np.asarray(vectors.meaning, dtype=np.float32)
    towards_text = vectors.towards_text if vectors.towards_text.size else given
    near, asked = store.nearest(towards_text, TEXT), store.nearest(given, QUESTION)
    own = query_of(text, vocabulary, named, pointed, given, towards_text, near, asked)
    return replace(own, tokens=vectors.tokens, late=late_of(near))


def query_of(
    text: str,
    vocabulary: Vocabulary,
    named: Named,
    pointed: Pointed,
    vector: Vectors,
    towards_text: Vectors,
    near: Neighbours,
    asked: Neighbours,
) -> Query:
    """A question of which is known what lies near its vectors, and what they point at."""
    rarity, widened = vocabulary.rarities(text), vocabulary.widened(text)
    return Query(text, vector, towards_text, rarity, widened, named, near, asked, pointed)
