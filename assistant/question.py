"""What a person typed, and the history -> the question that is searched for."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from assistant.answer import Turn
from assistant.errors import QuestionError
from ingest.lexical import content_words, words

QUESTION_CHARS: Final = 4000
"""Longest question: room for a pasted case, while the embedder reads its first 512 tokens."""
_ANAPHORS: Final = frozenset(
    "daarmee daarvoor daarbij daarin daarop daarover daaraan daarna daaruit daartoe ermee ervoor "
    "erbij erin erop erover eraan ervan ertoe hiermee hiervoor hierbij hierin hierop hierover "
    "hieraan hiertoe hem hen zij ze hij diens zo'n zoiets dezelfde ditzelfde hetzelfde "
    "it they them he she those its their".split()
)
"""Words that point back at something said before, wherever they stand."""
_WEAK_ANAPHORS: Final = frozenset("dat die dit deze het zo dan er daar hier that this".split())
"""Words that point back only in a short question: in a long one they mostly do something else."""
_SHORT_QUESTION_WORDS: Final = 7


def clean(question: str) -> str:
    """The question as one line of visible text.

    Raises:
        QuestionError: it is empty, too long, or holds no words.
    """
    if len(question) > QUESTION_CHARS:
        raise QuestionError(
            f"Je vraag is te lang: {len(question)} tekens, het mogen er {QUESTION_CHARS} zijn.",
            "Maak hem korter.",
        )
    if any(unicodedata.category(char) in {"Cs", "Co", "Cn"} or char == "\0" for char in question):
        raise QuestionError("Je vraag bevat tekens die geen tekst zijn.", "Typ hem opnieuw.")
    visible = "".join(char if char.isprintable() else " " for char in question)
    line = " ".join(visible.split())
    if not line:
        raise QuestionError("Je hebt nog geen vraag gesteld.", "Typ een vraag.")
    if not re.search(r"[^\W\d_]{2}", line):
        raise QuestionError("Ik zie geen woorden in je vraag.", "Stel hem in woorden.")
    return line


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it points back at, so that it can be searched for by itself.

    A question that leans on the ones before it ("En hoe begin je daarmee?") is put behind the
    last one that stands by itself. Both arguments and result are questions as `clean` gives them.
    """
    if not history or not leans_on_history(question):
        return question
    earlier = [turn.question for turn in history]
    anchor = next((text for text in reversed(earlier) if not leans_on_history(text)), earlier[0])
    return f"{_shortened(anchor)} {question}"


def leans_on_history(question: str) -> bool:
    """Whether the question points back at something, or names no subject at all."""
    spoken = words(question)
    pointers = _ANAPHORS if len(spoken) > _SHORT_QUESTION_WORDS else _ANAPHORS | _WEAK_ANAPHORS
    return bool(pointers.intersection(spoken)) or not content_words(question)


def _shortened(question: str) -> str:
    """An earlier question, as much of it as leaves room for the new one in the embedder."""
    return " ".join(question.split())[:500]
