"""Question + what was found -> how far the corpus supports an answer, by features one can explain.

Where the corpus holds questions that it answers and questions that it does not, a small logistic
model weighs all features; it is fitted on the dev questions by eval.fit. Elsewhere nearness and
shared words decide, as far as they can.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence, Set
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict

from assistant.answer.retrieve import Retrieved
from assistant.question.language import is_english
from ingest.index.index import Index
from ingest.text.words import content_words, words

FILE: Final = Path(__file__).parent / "sufficiency.toml"
ALL_HELD: Final = 0.95
ALL_HELD_NEAR: Final = 1.0
ALL_HELD_SUPPORT: Final = 1.0
"""Where one good hit holds all the question's words and the text comes near, there is this support
at least: "Wat is een moreel beraad?" is asked as plainly as what has no answer. On the dev
questions 13 with an answer are so, and none without."""
LOOKED_AT: Final = 6
"""Words of a question are looked for in so many of the best hits."""
MIN_SUPPORT: Final = 2.1
MIN_SUPPORT_ENGLISH: Final = 1.4
"""Thresholds by nearness alone, in deviations of the noise: English questions come less near."""
HELD_WEIGHT: Final = 2.0


class Features(NamedTuple):
    """What speaks for an answer.

    `learnt`: log-odds that such a question has an answer; `nearer`: how much nearer the nearest
    question with an answer is than the nearest without; `near`: how far the nearest text stands out
    above the noise, in its deviations; `held`: share of the question's words, by rarity, that one
    of the best hits holds.
    """

    learnt: float
    nearer: float
    near: float
    held: float


class Model(BaseModel):
    """Weights of the features, the intercept, and the log-odds from which there is support."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    learnt: float
    nearer: float
    near: float
    held: float
    intercept: float
    threshold: float


def support(index: Index, question: str, vector: Sequence[float], retrieved: Retrieved) -> float:
    """How far the corpus supports an answer; below zero it does not."""
    found = features(index, question, vector, retrieved)
    if not index.knows_refusals:
        return _by_nearness(question, found)
    model = _model()
    odds = (
        model.learnt * found.learnt
        + model.nearer * found.nearer
        + model.near * found.near
        + model.held * found.held
        + model.intercept
        - model.threshold
    )
    is_held = found.held >= ALL_HELD and found.near >= ALL_HELD_NEAR
    return max(odds, ALL_HELD_SUPPORT) if is_held else odds


def features(
    index: Index, question: str, vector: Sequence[float], retrieved: Retrieved
) -> Features:
    """The features of a question and what was found for it."""
    familiarity = index.familiarity(vector)
    weights = term_weights(index, question)
    held = max(
        coverage(weights, index.terms(index.lexical_text(hit.chunk)))
        for hit in retrieved.hits[:LOOKED_AT]
    )
    near = index.noise.above(retrieved.similarity)
    return Features(familiarity.learnt, familiarity.nearer, near, held)


def unknown_words(index: Index, question: str) -> list[str]:
    """The words of a question, as it has them, that the corpus has in no form at all."""
    unknown = {word for word in content_words(question) if not index.knows(word)}
    spoken = re.findall(r"[\w-]+", question)
    return [word for word in dict.fromkeys(spoken) if unknown.intersection(words(word))]


def term_weights(index: Index, question: str) -> dict[str, float]:
    """The question's terms and how much each tells, by its rarity in the corpus."""
    return {term: index.text.idf(term) for term in index.lexicon.terms(question)}


def coverage(weights: Mapping[str, float], held: Set[str]) -> float:
    """Share of the weighted terms that are held; in [0, 1]."""
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in held) / total if total else 0.0


def _by_nearness(question: str, found: Features) -> float:
    """The question must come clearly nearer than questions from outside the field do.

    The less so, the more of its words a good hit holds. A Dutch question of which the hits hold no
    word at all ("Hallo", "dank je wel") finds nothing.
    """
    near = found.near + HELD_WEIGHT * found.held**2
    if is_english(question):
        return near - MIN_SUPPORT_ENGLISH
    return near - MIN_SUPPORT if found.held else -MIN_SUPPORT


@cache
def _model() -> Model:
    return Model.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))
