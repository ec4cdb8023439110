"""What was cited -> questions to go on with, which the corpus answers.

They are questions of the annotations, of passages beside those that were cited. The annotations
hold how people really ask, also in haste and of their own case: only what anybody could ask, and
what stands by itself, is proposed. The plainest is taken of questions with the same answer.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Final

from assistant.answer.answer import Citation
from assistant.question.leaning import leans_on_history
from ingest.index.beside import Beside
from ingest.text.words import stem, words

PROPOSED: Final = 3
_LEAST_CHARS: Final = 20
_MOST_CHARS: Final = 80
"""Longer ones are cases, and take more than two lines of a telephone."""
_PLAIN: Final = re.compile(r"(?:Wat|Hoe|Welke?|Waarom|Wie|Wanneer|Waar(?:in|mee|voor)?)\b[^.?!]*\?")
_OF_SOMEBODY: Final = re.compile(
    r"\b(?:ik|mijn|me|mij|ons|onze|wij|we|je|jij|jouw|jullie|u|uw|deze|dit|dat|die|hier|hij|hem|zij"
    r"|ze|haar|zo'n|tekst)\b",
    re.IGNORECASE,
)
"""Says whose question it is, or points at something that is not in it."""
_ALIKE: Final = 0.6
"""Of two questions that share this part of the words of the shorter one, the first is enough."""


def proposed(beside: Beside, question: str, citations: Sequence[Citation]) -> tuple[str, ...]:
    """At most three questions to go on with, the one nearest to what was cited first."""
    found: dict[str, Set[str]] = {}
    asked = _said(question)
    for questions in beside.questions([each.place for each in citations]):
        plain = next(_plainest(questions), "")
        said = _said(plain)
        if said and not any(_are_alike(said, other) for other in (asked, *found.values())):
            found[plain] = said
        if len(found) == PROPOSED:
            break
    return tuple(found)


def _plainest(questions: Iterable[str]) -> Iterator[str]:
    """The questions that anybody could ask, the shortest first."""
    fit = (each for each in questions if _LEAST_CHARS <= len(each) <= _MOST_CHARS)
    plain = (each for each in fit if _PLAIN.fullmatch(each) and not _OF_SOMEBODY.search(each))
    yield from sorted(
        (each for each in plain if not leans_on_history(each)), key=lambda each: (len(each), each)
    )


def _said(question: str) -> Set[str]:
    return {stem(word) for word in words(question)}


def _are_alike(one: Set[str], two: Set[str]) -> bool:
    return len(one & two) >= _ALIKE * max(1, min(len(one), len(two)))
