"""Question + what was found -> how far the corpus supports an answer, by features one can explain.

Where the corpus holds questions that it answers and questions that it does not, a small logistic
model weighs all clues, another one where the best hit has no annotations; both are fitted on the
dev questions by eval.fit. Elsewhere nearness and shared words decide, as far as they can.
"""

import re
from collections.abc import Mapping, Set
from typing import Final, NamedTuple

from assistant.question.language import is_english
from ingest.index.query import Query
from ingest.index.release import Release
from ingest.index.search import Found
from ingest.text.words import content_words, words

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
ELSEWHERE: Final = -5.0
HELD_WEIGHT: Final = 2.0
AMONG_LEAST: Final = 0.7
AMONG_SURE: Final = 0.9
"""What is learnt of a question says that some source answers it. Where the best of the chosen ones
is less near than this to the best of all, it is not one of those; see LOG.md."""
DOUBTFUL: Final = -0.01


class Clues(NamedTuple):
    """What speaks for there being an answer.

    `learnt`: log-odds that such a question has an answer, `phrased` the same by its words and runs
    of letters; `nearer`: how much nearer the questions with an answer are than those without;
    `near`: how far the nearest text stands out above the noise, in its deviations; `held`: share of
    the question's words, by rarity, that one of the best hits holds; `pointed`: log-odds that a
    sentence answers, by what the question points at.
    """

    learnt: float
    phrased: float
    nearer: float
    near: float
    held: float
    pointed: float = 0.0


def support(release: Release, query: Query, found: Found, clues: Clues) -> float:
    """How far the corpus supports an answer, by what was found; below zero it does not.

    What another publication says, that the corpus does not hold or the reader left out, nothing
    here can answer.
    """
    own = [each for each in query.named.sources if release.holds(each)]
    if not own and (query.named.elsewhere or query.named.sources):
        return ELSEWHERE
    if query.named.sources and _says_it_all(release, query):
        return ALL_HELD_SUPPORT
    if found.among < AMONG_LEAST:
        return ELSEWHERE
    odds = _odds(release, query, found, clues)
    if query.named.sources and found.hits and not is_annotated(release, found):
        # Nothing was learnt of what this text does not answer, and the reader says where it stands.
        return max(odds, DOUBTFUL)
    is_sure = found.among >= AMONG_SURE and not _may_be_beyond(release, query, found, clues)
    return odds if is_sure else min(odds, DOUBTFUL)


def _may_be_beyond(release: Release, query: Query, found: Found, clues: Clues) -> bool:
    """Whether annotated text comes first for what plain text beside it may answer as well."""
    most = release.fitted.support.annotated.beyond_most
    return (
        most is not None
        and release.has_plain
        and not query.named.sources
        and not _is_held(clues)
        and is_annotated(release, found)
        and query.beyond > most
    )


def _is_held(clues: Clues) -> bool:
    """Whether one good hit holds all the question's words, and the text comes near."""
    return clues.held >= ALL_HELD and clues.near >= ALL_HELD_NEAR


def _odds(release: Release, query: Query, found: Found, clues: Clues) -> float:
    """How far clues speak for an answer, each weighed as its like was on the dev questions."""
    if not release.sorts.knows_refusals:
        return _by_nearness(query.text, clues)
    weights = release.fitted.support_weights(is_annotated=is_annotated(release, found))
    odds = weights.score(clues._asdict()) - weights.threshold
    return max(odds, ALL_HELD_SUPPORT) if _is_held(clues) else odds


def is_annotated(release: Release, found: Found) -> bool:
    """Whether the best hit has annotations, so that it is known what is asked of it."""
    return any(release.passages.at(hit.chunk.place) for hit in found.hits[:1])


def least_doubt(release: Release, found: Found) -> float:
    """The support from which there may be an answer, though it is not sure; at most `DOUBTFUL`."""
    if not release.sorts.knows_refusals:
        return DOUBTFUL
    weights = release.fitted.support_weights(is_annotated=is_annotated(release, found))
    return min(DOUBTFUL, weights.doubtful - weights.threshold)


def clues_of(release: Release, query: Query, found: Found) -> Clues:
    """What a question and what was found for it say of there being an answer."""
    familiarity = release.sorts.familiarity(query)
    held = max(
        (
            coverage(query.rarity, release.words.terms_of(hit.chunk))
            for hit in found.hits[:LOOKED_AT]
        ),
        default=0.0,
    )
    near = release.noise.above(found.similarity)
    return Clues(*familiarity, near, held, -query.pointed.none)


def unknown_words(release: Release, question: str) -> list[str]:
    """The words of a question, as it has them, that the corpus has in no form at all."""
    unknown = {word for word in content_words(question) if not release.words.knows(word)}
    spoken = re.findall(r"[\w-]+", question)
    return [word for word in dict.fromkeys(spoken) if unknown.intersection(words(word))]


def coverage(weights: Mapping[str, float], held: Set[str]) -> float:
    """Share of the weighted terms that are held; in [0, 1]."""
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in held) / total if total else 0.0


def _says_it_all(release: Release, query: Query) -> bool:
    """Whether a named source has every word of what is asked of it, or no more is asked."""
    asked = release.words.rarities(query.named.rest)
    named = release.positions(query.named.sections)
    own = (release.words.terms_of(release.chunks[each]) for each in named)
    return not asked or coverage(asked, frozenset[str]().union(*own)) >= ALL_HELD


def _by_nearness(question: str, clues: Clues) -> float:
    """The question must come clearly nearer than questions from outside the field do.

    The less so, the more of its words a good hit holds. A Dutch question of which the hits hold no
    word at all ("Hallo", "dank je wel") finds nothing.
    """
    near = clues.near + HELD_WEIGHT * clues.held**2
    if is_english(question):
        return near - MIN_SUPPORT_ENGLISH
    return near - MIN_SUPPORT if clues.held else -MIN_SUPPORT
