"""A question that leans on the ones before it -> one that can be searched for by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.text.words import content_words, words

HISTORY_TURNS: Final = 6
"""So many turns back a question may point; no more are kept, sent along or read."""
ANCHOR_CHARS: Final = 500
"""As much of an earlier question as leaves room for the new one in the embedder."""
_ADVERBS: Final = re.compile(
    r"(?:daar|er|hier)(?:aan|achter|bij|door|in|mee|na|naar|om|op|over|tegen|toe|tussen|uit|van|voor)"
)
"""daarmee, ervoor, hierover: words that point back at what was spoken of."""
_PRONOUNS: Final = frozenset("hij hem zij ze hen diens it they them he she their its".split())
_DEMONSTRATIVES: Final = frozenset("dat die dit deze het that this".split())
_MAX_OWN_WORDS_WITH_ADVERB: Final = 3
_MAX_OWN_WORDS_WITH_PRONOUN: Final = 2
_MAX_OWN_WORDS_WITH_DEMONSTRATIVE: Final = 1
"""A question with more words of its own than this has a subject of its own."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation and the answer that was given."""

    question: str
    answer: str


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it points back at, so that it can be searched for by itself.

    A question that leans on the ones before it ("En hoe begin je daarmee?") is put behind the
    last one that stands by itself.
    """
    if not history or not leans_on_history(question):
        return question
    earlier = [" ".join(turn.question.split()) for turn in history]
    anchor = next((text for text in reversed(earlier) if not leans_on_history(text)), earlier[0])
    return f"{anchor[:ANCHOR_CHARS]} {question}"


def leans_on_history(question: str) -> bool:
    """Whether the question points back at something, or names no subject at all."""
    spoken = words(question)
    own = set(content_words(question))
    if not own:
        return True
    own_words = len(own - {word for word in own if _ADVERBS.fullmatch(word)})
    if any(_ADVERBS.fullmatch(word) for word in spoken):
        return own_words <= _MAX_OWN_WORDS_WITH_ADVERB
    if _PRONOUNS.intersection(spoken) and own_words <= _MAX_OWN_WORDS_WITH_PRONOUN:
        return _has_pronoun(spoken, own)
    return own_words <= _MAX_OWN_WORDS_WITH_DEMONSTRATIVE and _has_demonstrative(spoken, own)


def _has_pronoun(spoken: Sequence[str], own: set[str]) -> bool:
    """Whether a pronoun comes before any word that it could stand for."""
    return any(
        word in _PRONOUNS and not own.intersection(spoken[:place])
        for place, word in enumerate(spoken)
    )


def _has_demonstrative(spoken: Sequence[str], own: set[str]) -> bool:
    """Whether a "dat" or "die" stands alone, not before a noun."""
    return any(
        word in _DEMONSTRATIVES and not own.intersection(spoken[place + 1 : place + 2])
        for place, word in enumerate(spoken)
    )
