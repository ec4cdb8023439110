"""A question that leans on the ones before it -> one that can be searched for by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.question.leaning import leans_on_history, own_words
from assistant.question.ordinal import counted, with_item
from ingest.text.words import stem, words

HISTORY_TURNS: Final = 6
"""So many turns back a question may point; no more are kept, sent along or read."""
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
"""Says of which edition something is asked; the last one that was named is meant."""
ANCHOR_CHARS: Final = 500
"""As much of an earlier question as leaves room for the new one in the embedder."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation and the answer that was given."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question is taken to mean.

    `text` stands by itself and is what is searched for; `own` is its part that is new, `told` the
    answer that it points back at, and `item` what it counts in that. For a question that does not
    lean `own` is all of `text`, and `told` is empty.
    """

    text: str
    own: str
    told: str = ""
    item: str = ""


def points_back(question: str, history: Sequence[Turn]) -> bool:
    """Whether a question leans on the turns before it: by its words, or as it counts in one."""
    return bool(history) and (
        leans_on_history(question) or counted(question, history[-1].answer) != ""
    )


def reading(question: str, history: Sequence[Turn]) -> Reading:
    """The question with what it points back at, so that it can be searched for by itself.

    A question that leans on the ones before it ("En hoe begin je daarmee?") is put behind the
    last one that stands by itself; one that counts in an answer ("de tweede") has the item instead.
    """
    if not points_back(question, history):
        return Reading(question, question)
    spoken_of = _spoken_of(question, history)
    turn = history[spoken_of]
    item = counted(question, turn.answer)
    own = with_item(question, item)
    anchor = _anchor(history[: spoken_of + 1])
    if _YEAR.search(own):
        anchor = " ".join(_YEAR.sub("", anchor).split())
    return Reading(f"{anchor[:ANCHOR_CHARS]} {own}", own, turn.answer, item)


def _spoken_of(question: str, history: Sequence[Turn]) -> int:
    """Which turn a question points back at: that with most of its own words, else the last."""
    own = {stem(word) for word in own_words(question)}
    shared = [
        len(own & {stem(word) for word in words(f"{turn.question} {turn.answer}")})
        for turn in history
    ]
    return max(range(len(history)), key=lambda number: (shared[number], number))


def _anchor(history: Sequence[Turn]) -> str:
    """The last question that stands by itself, or else the first."""
    earlier = [" ".join(turn.question.split()) for turn in history]
    return next((text for text in reversed(earlier) if not leans_on_history(text)), earlier[0])
