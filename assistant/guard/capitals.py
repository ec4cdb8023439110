"""A text typed in capitals -> the same with capitals on names alone.

Who types in capitals does not say what is a name. So a word gets its capital back where it can be
little else: a sure name, a word beside one, what follows "mevrouw" or "heet", a street.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from ingest.text.normal import shouted, small
from ingest.text.place import Span

_WORD: Final = re.compile(r"[^\W\d_]+\.?")
_SURE: Final = frozenset("GNLSkKP")
_NAMES: Final = frozenset("GN")
_PERHAPS: Final = frozenset("gn")
_TITLE: Final = "T"
_POSTCODE: Final = re.compile(r"(?<!\d)[1-9]\d{3}\s?$")
_NUMBER: Final = re.compile(r",?\s\(?\d")


def recased(text: str, letter_of: Callable[[str], str]) -> str:
    """The text, as long as before; `letter_of(word)` says what a word with a capital may be.

    Its letters are those of assistant.guard.letters.
    """
    for span in shouted(text):
        words = [
            Span(match.start(), match.end()) for match in _WORD.finditer(text, span.start, span.end)
        ]
        letters = [letter_of(text[word.start : word.end].title())[:1] for word in words]
        for number, word in enumerate(words):
            keeps = _kept_capitals(text, words, letters, number)
            start = min(word.start + keeps, word.end)
            lower = "".join(map(small, text[start : word.end]))
            text = text[:start] + lower + text[word.end :]
    return text


def _kept_capitals(text: str, words: Sequence[Span], letters: Sequence[str], number: int) -> int:
    """How many letters of a word stay capitals: none, the first, or all."""
    word = words[number]
    size = word.end - word.start
    is_initial = letters[number] == "I"
    if is_initial or (size == 2 and _POSTCODE.search(text, max(word.start - 6, 0), word.start)):
        return size
    return int(_has_capital(text, word, letters, number))


def _has_capital(text: str, word: Span, letters: Sequence[str], number: int) -> bool:
    own, before = letters[number], _beside(letters, number, -1)
    if own in _SURE or _NUMBER.match(text, word.end):
        return True
    if own in _PERHAPS and {before, _beside(letters, number, 1)} & _NAMES:
        return True
    return own in "Cgn" and before == _TITLE


def _beside(letters: Sequence[str], number: int, step: int) -> str:
    """What the word before or behind may be, past "van" and "de"."""
    number += step
    while 0 <= number < len(letters) and letters[number] in "vI":
        number += step
    return letters[number] if 0 <= number < len(letters) else ""
