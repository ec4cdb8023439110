"""What was typed -> its normal form, and what is wrong with it as a question."""

import re
from dataclasses import dataclass
from typing import Final

from ingest.text.errors import SteunwijzerError
from ingest.text.normal import normal_form, sentence_case

QUESTION_CHARS: Final = 4000
"""Longest question: room for a pasted case."""
READ_CHARS: Final = 100_000
"""Of a longer text only both ends are looked at; the page sends no more."""


class QuestionError(SteunwijzerError):
    """The question cannot be searched for: the page and the batch show the sentence and go on."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, in the normal form in which it is looked at.

    `complaint` says in Dutch why it cannot be searched for; it is empty where it can.
    """

    text: str
    complaint: str


def read(question: str) -> Typed:
    """What was typed, in normal form, and what is wrong with it as a question."""
    length = len(question)
    text = plain(_both_ends(question))
    return Typed(text, _complaint(text, length))


def plain(text: str) -> str:
    """A text as it is looked at and searched for: in normal form, and not in capitals."""
    return sentence_case(normal_form(text).text)


def clean(question: str) -> str:
    """A question in normal form.

    Raises:
        QuestionError: it is empty, too long, or holds no words.
    """
    typed = read(question)
    if typed.complaint:
        raise QuestionError(typed.complaint, "")
    return typed.text


def _both_ends(question: str) -> str:
    """What is looked at of a text of any length."""
    if len(question) <= READ_CHARS:
        return question
    return f"{question[: READ_CHARS // 2]} {question[-READ_CHARS // 2 :]}"


def _complaint(text: str, length: int) -> str:
    if length > QUESTION_CHARS:
        return (
            f"Je vraag is te lang: {length} tekens, het mogen er {QUESTION_CHARS} zijn. "
            "Maak hem korter."
        )
    if not text:
        return "Je hebt nog geen vraag gesteld. Typ een vraag."
    if not re.search(r"[^\W\d_]{2}", text):
        return "Ik zie geen woorden in je vraag. Stel hem in woorden."
    return ""
