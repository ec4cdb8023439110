"""What a person typed, and the history -> the question that is searched for."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.answer import Turn
from assistant.errors import QuestionError
from assistant.privacy import Masked
from ingest.lexical import content_words, words
from ingest.normal import normal_form, one_line, sentence_case

ANCHOR_CHARS: Final = 500
"""As much of an earlier question as leaves room for the new one in the embedder."""
QUESTION_CHARS: Final = 4000
"""Longest question: room for a pasted case."""
READ_CHARS: Final = 100_000
"""Of a longer text only both ends are looked at; the page sends no more."""
_EDGE_CHARS: Final = 200
"""Personal data is looked for so far past the end of what is shown."""
_MASK: Final = re.compile(r"(?:\b(?i:bsn)\W{0,2})?\[[a-z-]+\](?:['’]?s\b)?")
_ADVERBS: Final = re.compile(
    r"(?:daar|er|hier)(?:aan|achter|bij|door|in|mee|na|naar|om|op|over|tegen|toe|tussen|uit|van|voor)"
)
"""daarmee, ervoor, hierover: words that point back at what was spoken of."""
_PRONOUNS: Final = frozenset("hij hem zij ze hen diens it they them he she their its".split())
_DEMONSTRATIVES: Final = frozenset("dat die dit deze het that this".split())
_ENGLISH: Final = frozenset(
    "the what who how which where when why does do can could should are and about a an to from "
    "with for this that these there they their my your i you it did has have not or if".split()
)
_ENGLISH_WORDS: Final = 2
"""So many of them at least: a single "for" or "a" may be a name."""
_MAX_OWN_WORDS_WITH_ADVERB: Final = 3
_MAX_OWN_WORDS_WITH_PRONOUN: Final = 2
_MAX_OWN_WORDS_WITH_DEMONSTRATIVE: Final = 1
"""A question with more words of its own than this has a subject of its own."""


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


def shown(question: str, mask: Callable[[str], Masked]) -> Masked:
    """A question as it is shown: masked, on one line, and no longer than a question may be.

    Of what is cut the end goes too: of half a name or number nobody can tell what it is.
    """
    masked = mask(question[: QUESTION_CHARS + _EDGE_CHARS])
    is_cut = len(question) > QUESTION_CHARS + _EDGE_CHARS
    line = one_line(masked.text[:-_EDGE_CHARS] if is_cut else masked.text)
    if is_cut or len(line) > QUESTION_CHARS:
        line = line[:QUESTION_CHARS]
        line = f"{line.rpartition(' ')[0] or line} …"
    # What a line end cut in two is whole now, or apart.
    again = mask(line)
    return Masked(again.text, tuple(dict.fromkeys((*masked.kinds, *again.kinds))))


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


def without_masks(question: str) -> str:
    """The question without the signs that stand for personal data: nothing is found by those."""
    return " ".join(_MASK.sub(" ", question).split()) or question


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


def is_english(question: str) -> bool:
    """Whether the question is in English, by words that Dutch does not have."""
    return len(_ENGLISH.intersection(words(question))) >= _ENGLISH_WORDS


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
