"""Question -> the same question as others would type it, and whether that changes what comes of it.

Nobody types as neatly as who writes a benchmark: no question mark, no capitals or nothing but
those, a greeting, typing errors, or the words alone.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from assistant.answer.answer import Answer
from ingest.text.words import content_words

UNCHANGED: Final = "unchanged"
SAMPLE: Final = 60
"""So many questions are asked in other forms where all would take too long."""
_LONG: Final = 6
"""Shorter words are typed without errors."""
_ERRORS: Final = 2


def _no_question_mark(question: str) -> str:
    return question.replace("?", "").rstrip()


def _greeted(question: str) -> str:
    return f"Hallo, {question[:1].lower()}{question[1:]} Alvast bedankt!"


def _mistyped(question: str) -> str:
    """With two neighbouring letters swapped in some long words; always the same for a question."""
    words = question.split(" ")
    long = [place for place, word in enumerate(words) if len(word) >= _LONG and word.isalpha()]
    long.sort(key=lambda place: hashlib.sha256(f"{question}{place}".encode()).digest())
    for place in long[:_ERRORS]:
        word = words[place]
        at = len(word) // 2
        words[place] = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    return " ".join(words)


def _keywords(question: str) -> str:
    return " ".join(content_words(question)) or question


FORMS: Final[Mapping[str, Callable[[str], str]]] = {
    "no_mark": _no_question_mark,
    "lower": str.lower,
    "capitals": str.upper,
    "greeted": _greeted,
    "mistyped": _mistyped,
    "keywords": _keywords,
}
"""How else a question may be typed."""
FORM_MEASURES: Final = (UNCHANGED, *(f"{UNCHANGED}_{name}" for name in FORMS))


def sample(names: Iterable[str]) -> frozenset[str]:
    """The same `SAMPLE` questions each time, by id; one that is added displaces one at most."""
    by_hash = sorted(names, key=lambda name: hashlib.sha256(name.encode()).digest())
    return frozenset(by_hash[:SAMPLE])


def form_scores(question: str, answer: Answer, ask: Callable[[str], Answer]) -> dict[str, float]:
    """Whether the outcome stays as it was in each form, and the share of forms in which it does.

    The outcome is whether there is an answer, and whether there are contacts to call. A form that
    is the question itself changes nothing.
    """
    scores = {
        f"{UNCHANGED}_{name}": float(
            (typed := form(question)) == question or _outcome(ask(typed)) == _outcome(answer)
        )
        for name, form in FORMS.items()
    }
    return {UNCHANGED: sum(scores.values()) / len(scores)} | scores


def _outcome(answer: Answer) -> tuple[str, bool]:
    return answer.outcome, bool(answer.contacts)
