"""Question that names a source -> what is asked of it, without the words that only say of whom."""

import re
from collections.abc import Sequence, Set
from typing import Final

from ingest.index.name_words import NameWord

ARTICLES: Final = frozenset("de het een".split())
LEADING_UP: Final = ARTICLES | frozenset("die deze onze in uit van volgens vlgs bij".split())
"""What stands before a name and belongs to it: "volgens de ..."."""
NEAR: Final = 2
"""What a publication is called belongs to a name that is at most so many words away."""
_FRAME: Final = re.compile(
    r"^(?:wat\s+|hoe\s+)?(?:staat|staan|zegt|zeggen|schrijft|vermeldt|noemt|adviseert|stelt|geeft|vind"
    r"\s+ik)\b(?:\s+(?:er|in|iets|wat|ook|over|dat|hierover|daarover)\b)*\s+|^iets\s+over\s+",
    re.IGNORECASE,
)
"""What asks whether a text says something, before what that is."""


def asked_of_named(words: Sequence[NameWord], names: Set[int], nouns: Set[int]) -> str:
    """A question without its names, the nouns near those, and what leads up to them.

    "hoe lang dat mag" of "Staat er in het protocol Logeren hoe lang dat mag?". `names` and `nouns`
    are places in the words; where there are no names the nouns are ("het protocol").
    """
    near = {at + away for at in names for away in range(-NEAR, NEAR + 1)}
    taken = set(names) | {at for at in nouns if not names or at in near}
    for at in sorted(taken):
        before = at - 1
        while before >= 0 and words[before].folded in LEADING_UP:
            taken.add(before)
            before -= 1
    left = (word.written for at, word in enumerate(words) if at not in taken)
    return _FRAME.sub("", " ".join(left))
