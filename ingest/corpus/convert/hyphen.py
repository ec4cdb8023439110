"""Lines of print -> running text: a word that was cut at the end of a line is whole again."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[\w-]+")
_CUT: Final = re.compile(r"(?P<head>[\w-]*\w)[-‐­]$")
_ADDRESS: Final = re.compile(r"(?:\w/|www\.|@)\S*$")
_NEXT: Final = re.compile(r"\w+")
_LEFT_OUT: Final = ("en", "of", "dan", "noch", "als", "tot", "respectievelijk", "resp")
"""What follows a hyphen that stands for the rest of a word, as in "voor- en nadelen"."""


class LineWords:
    """The words of a text as they stand inside its lines, which say how a cut word is written."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        for line in lines:
            self._counts.update(word.casefold() for word in _WORD.findall(line)[:-1])

    def glue(self, before: str, after: str) -> tuple[str, str]:
        """The end of a line and what is to stand between it and the next line."""
        cut, following = _CUT.search(before), _NEXT.match(after)
        if not cut or not following or following[0].casefold() in _LEFT_OUT:
            return before, " "
        if _ADDRESS.search(before) or self._keeps_hyphen(cut["head"], following[0]):
            return before, ""
        return before[:-1], ""

    def _keeps_hyphen(self, head: str, tail: str) -> bool:
        whole, hyphened = f"{head}{tail}".casefold(), f"{head}-{tail}".casefold()
        if self._counts[hyphened] != self._counts[whole]:
            return self._counts[hyphened] > self._counts[whole]
        last = head.rsplit("-", 1)[-1]
        return last.isupper() or last.isdigit() or not tail[0].islower()
