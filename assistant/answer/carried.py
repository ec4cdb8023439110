"""What was answered before -> what it says of a question that leans on it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from assistant.answer.evidence import Evidence, heading_share, numbered
from assistant.question.follow_up import Reading
from assistant.question.leaning import asks_example, asks_more, own_words
from ingest.index.embed.vectors import NO_VECTOR, QuestionVectors
from ingest.index.release import Release
from ingest.text.document import Kind
from ingest.text.sentences import sentence_spans
from ingest.text.words import words

OWN_SHARE: Final = 0.7
"""How much a question's own words draw the vector that is searched with, beside all that it is put
behind. On the dev questions with a history .5 cites the right passage as often as .7 and .8 do, and
leads with it less often."""
NO_SUBJECT: Final = 2.0
"""So much more does what was told weigh for "Kun je een voorbeeld geven?". The dev questions do not
tell 1 from 2; chosen on conversations that were written for it."""
TOLD_SENTENCES: Final = 20
"""Of so many sentences of an answer is looked up where they stand."""
DOCUMENT_SHARE: Final = 0.4
"""So much are other sections of a document favoured, beside the one that was told from."""
TITLED_SHARE: Final = 0.6
"""An item that has this share of the words of a heading, by rarity, stands for its section."""
SAME_WORDS: Final = 0.8
"""A sentence of which an answer holds this share of the words was told by it."""
EXAMPLE_ODDS: Final = 1.0
"""What gives an example answers who asks for one so much likelier, in log-odds."""
_EXAMPLE: Final = re.compile(r"\b(?:bij)?voorbeeld|\bbijv\b|\bzoals\b|\bdenk aan\b", re.IGNORECASE)
TOLD_ODDS: Final = 1.0
"""What was read first, or for who asks for more all that was told, answers so much less likely."""


def between(own: QuestionVectors, whole: QuestionVectors) -> QuestionVectors:
    """Vectors of unit length between those of two: nearer to those of the question's own words."""
    meaning = _mixed(np.asarray(own.meaning), np.asarray(whole.meaning))
    return QuestionVectors(
        meaning.tolist(),
        _mixed(own.pointing, whole.pointing).astype(np.float32),
        _mixed(own.towards_text, whole.towards_text).astype(np.float32),
        np.concatenate([OWN_SHARE * own.tokens, (1 - OWN_SHARE) * whole.tokens]),
    )


def _mixed(own: NDArray[Any], whole: NDArray[Any]) -> NDArray[Any]:
    if not own.size or not whole.size:
        return NO_VECTOR
    mixed = OWN_SHARE * own + (1 - OWN_SHARE) * whole
    return np.asarray(mixed / np.linalg.norm(mixed))


def towards_own(
    vectors: QuestionVectors, meant: Reading, vectors_of: Callable[[str], QuestionVectors]
) -> QuestionVectors:
    """The vectors that are searched with: for a follow-up those that its own words draw."""
    return vectors if meant.own == meant.text else between(vectors_of(meant.own), vectors)


def spoken_of(release: Release, meant: Reading) -> Mapping[str, float]:
    """The sections that an answer was told from, each with how much of it; the most has 1.

    Or `NO_SUBJECT`, where the question has no word that may name something else.

    Each sentence is held to come from the chunk that fits its words best: for one in the source's
    own words that is where it stands, and for others where it most likely does. Where a question
    counts in the answer, it is about the item alone, and what that names by its heading.
    """
    told = meant.item or meant.told
    weights: dict[str, float] = {}
    for span in sentence_spans(told)[:TOLD_SENTENCES]:
        scores = release.words.text.scores(span.of(told))
        best = int(np.argmax(scores))
        section = release.chunks[best].section_id
        weights[section] = weights.get(section, 0.0) + float(scores[best])
    most = max(weights.values(), default=0.0)
    share = 1.0 if own_words(meant.own) else NO_SUBJECT
    parts = {section: each / most for section, each in weights.items() if each > 0}
    parts |= dict.fromkeys(_titled(release, meant.item), 1.0)
    whole = _of_same_document(release, parts)
    return {section: share * each for section, each in (whole | parts).items()}


def _titled(release: Release, item: str) -> Iterator[str]:
    """The sections that an item names by most of their heading: it stands for what they tell."""
    held = set(release.words.lexicon.terms(item)) if item else set()
    for section in release.sections.values() if held else ():
        if heading_share(release, section, held) >= TITLED_SHARE:
            yield section.id


def _of_same_document(release: Release, parts: Mapping[str, float]) -> dict[str, float]:
    """What the sections gain of the document that was told from most; none where it is the only."""
    of = {section.id: section.document_id for section in release.sections.values()}
    if not parts or len(set(of.values())) == 1:
        return {}
    told_from = of[max(parts, key=lambda each: parts[each])]
    return {section: DOCUMENT_SHARE for section, own in of.items() if own == told_from}


def weighed_again(evidence: Iterable[Evidence], meant: Reading) -> tuple[Evidence, ...]:
    """Evidence, best first and numbered anew, as it answers a question that leans on an answer.

    What was read already ranks lower, and where an example is asked for what gives one higher.
    """
    known = set(words(_read(meant)))
    for_example = EXAMPLE_ODDS if meant.told and asks_example(meant.own) else 0.0
    weighed = [
        replace(
            item,
            odds=item.odds - TOLD_ODDS * _is_told(item, known) + for_example * _is_example(item),
        )
        for item in evidence
    ]
    return tuple(numbered(weighed))


def _read(meant: Reading) -> str:
    """What of an answer need not be told again: what led it, or all if more is asked for."""
    first = sentence_spans(meant.told)[:1]
    return meant.told if asks_more(meant.own) else "".join(span.of(meant.told) for span in first)


def _is_told(item: Evidence, known: set[str]) -> bool:
    own = set(words(item.text))
    return bool(own) and len(own & known) >= SAME_WORDS * len(own)


def _is_example(item: Evidence) -> bool:
    return item.section.kind is Kind.QUOTE or _EXAMPLE.search(item.text) is not None
