"""A question with typing errors -> the same in words of the corpus, where those are plainly meant.

A model reads a mistyped word as another one: of 1,099 outcomes 197 changed with two neighbouring
letters swapped in two words. Only a word that is known in no form is looked at, and only for an
error that hands make: two letters swapped, one left out, one typed twice. Another letter makes
another word, however long ("vermissing", "vergissing"), and is left.
"""

import re
from collections.abc import Callable, Collection, Iterable
from typing import Final

from rapidfuzz.distance import OSA

from ingest.text.words import STOP_WORDS, fold

SWAPPED_CHARS: Final = 6
LEFT_OUT_CHARS: Final = 8
"""Words of so many letters may have two swapped or one doubled, and miss one.

Of the 1,858 words of the benchmark that have two swapped in eval/forms.py 1,660 are found so."""
_BEGINS: Final = re.compile(r"(?:^|[.!?])\W*$")
_BEFORE_CHARS: Final = 8
"""So far back is looked for the end of a sentence."""
_WORD: Final = re.compile(r"(?<![\[\w])[^\W\d_]+(?:['’-][^\W\d_]+)*")
"""No mask: "[naam]"."""


class Mistyped:
    """Finds the word that was meant; never changes, so that threads may share it.

    `common` tells how common a word is: of two that may be meant the more common one is.
    """

    def __init__(
        self,
        words: Iterable[str],
        knows: Callable[[str], bool],
        common: Callable[[str], float],
    ) -> None:
        self._knows = knows
        self._common = common
        self._by_start: dict[tuple[str, int], list[str]] = {}
        for word in sorted(words):
            if word.isalpha():
                self._by_start.setdefault((word[0], len(word)), []).append(word)

    def mended(self, text: str) -> str:
        """A text in which each word that is mistyped is the one that was meant, folded."""
        return _WORD.sub(self._own, text)

    def _own(self, match: re.Match[str]) -> str:
        typed, word = match[0], fold(match[0])
        if len(word) < SWAPPED_CHARS or not word.isalpha() or word in STOP_WORDS:
            return typed
        if self._knows(word) or _is_name(match):
            return typed
        meant = [each for each in self._like(word) if is_mistyped(word, each)]
        return max(meant, key=self._common) if meant else typed

    def _like(self, word: str) -> Collection[str]:
        lengths = range(len(word) - 1, len(word) + 2)
        return [each for chars in lengths for each in self._by_start.get((word[0], chars), ())]


def _is_name(match: re.Match[str]) -> bool:
    """Whether a word is a name, which is not for us to change: a capital inside a sentence."""
    start = match.start()
    is_first = _BEGINS.search(match.string, max(0, start - _BEFORE_CHARS), start)
    return match[0][0].isupper() and not is_first


def is_mistyped(typed: str, meant: str) -> bool:
    """Whether a folded word is another one but for one error that hands make."""
    if OSA.distance(typed, meant, score_cutoff=1) != 1:
        return False
    if len(typed) == len(meant):
        return sorted(typed) == sorted(meant)
    if len(typed) < len(meant):
        return len(typed) >= LEFT_OUT_CHARS
    extra = next((n for n, letter in enumerate(meant) if typed[n] != letter), len(meant))
    return extra > 0 and typed[extra] == typed[extra - 1]
