"""A word -> the letter that says what it may be, to find names as patterns of letters.

With a capital: G given name, g one that is a word too ("Roos"), S one that the corpus names;
N surname, n one that is a word too, k one that the corpus names; K another word of a name in the
corpus; L place, O ordinary word, C another word.
In lower case: l given name, m short one, u one that is a word too; f surname, b one that may be a
word too; p place, y unknown word, z one that ends as few Dutch words do, x ordinary word.
By use: I initials, v "van", T title, F "gezin", q "moeder" or "cliënt", h "heet". | is a mask.
"""

import re
from typing import Final

from assistant.guard.known_names import KnownNames
from assistant.guard.name_lists import (
    MIN_SURE_CHARS,
    is_acronym,
    is_double,
    is_given,
    name_lists,
    owned,
    role,
)
from assistant.guard.tokens import NameToken, name_tokens
from ingest.text.words import fold

MIN_PART_CHARS: Final = 5
"""A part of a compound is at least so long; shorter ones are in many a name."""
_ABSTRACT: Final = re.compile(
    r".*(?:wet|zorg|hulp|schap|heid|teit|ing|ingen|plan|team|groep|isch|ische|aans|aanse|eens|eense|"
    r"ees|ese|atie|aties|ment|kunde|recht|raad|huis|centrum|werk|werker|ist|isme|gezinnen|steun)"
)
"""Endings of words that are no names."""
_FOREIGN: Final = re.compile(
    r".+(?:ski|ska|wicz|czyk|czuk|oglu|enko|chuk|shvili|ovic|ovich|ouche|aoui|stra|sma|inga|ssen)|"
    r"(?:ghebre|gebre|tekle|tesfa|weld|wolde?|haile|bou|ben|abdel|abdul|el-|al-).{3,}"
)
"""Beginnings and endings that surnames have and Dutch words have not."""
_OPEN_ENDED: Final = re.compile(r".{4,}[aiou]")
"""Hassani, Demirci: few Dutch words end so."""


class Letters:
    """Says what a word may be, where the corpus names what it names."""

    def __init__(self, known: KnownNames) -> None:
        self._known = known

    def of(self, token: NameToken, follows: str) -> str:
        """What a word may be; a word with a capital has a capital letter, or is g, n or k.

        `follows` is the next word, folded.
        """
        if token.text[0] == "[":
            return "|"
        if use := role(token.folded):
            return use
        if not token.text[0].isupper():
            return "l" if self._is_short_name(token, follows) else self._lower(token.folded)
        if token.text.endswith("."):
            return "I"
        if self._is_short_name(token, follows):
            return "G"
        if is_double(token.folded):
            return "Nv"
        given = token.folded.removesuffix("s")
        if follows in owned() and self._is_sure(given) and given not in self._known.single:
            return "G"
        return "O" if is_acronym(token.text) else self._capital(token)

    def of_capitalised(self, word: str) -> str:
        """What a word with a capital may be, wherever it stands."""
        token = next(iter(name_tokens(word)), NameToken(0, 0, word, fold(word), is_owner=False))
        letter = self.of(token, "")
        is_made_of_words = letter == "C" and any(
            self._is_ordinary(part)
            for cut in range(MIN_PART_CHARS, len(token.folded) - MIN_PART_CHARS + 1)
            for part in (token.folded[:cut], token.folded[cut:])
        )
        return "O" if is_made_of_words else letter

    def _capital(self, token: NameToken) -> str:
        word, lists = token.folded, name_lists()
        if _is_double_surname(word):
            return "N"
        is_known, is_word = word in self._known.single, self._is_ordinary(word)
        if is_given(word):
            is_sure = self._is_sure(word) or (token.is_owner and not is_word)
            return "S" if is_known else "G" if is_sure else "g"
        if word in lists.places:
            return "L"
        if word in lists.surnames:
            return "k" if is_known else "n" if is_word else "N"
        if is_word or _ABSTRACT.fullmatch(word):
            return "O"
        return "K" if is_known else "N" if _FOREIGN.fullmatch(word) else "C"

    def _lower(self, word: str) -> str:
        lists, single = name_lists(), self._known.single
        if _is_double_surname(word):
            return "f"
        if word in lists.file.sure_surnames and (word in single or not is_given(word)):
            return "f"  # "mevrouw jansen" is another than the corpus's
        if self._is_ordinary(word) or word in single:
            return "x"
        if word in lists.places:
            return "p"
        if is_given(word) and len(word) >= MIN_SURE_CHARS:
            return "u" if word in lists.file.homonyms else "l"
        if self._is_sure(word):
            return "m"
        if word not in lists.surnames:
            return "z" if _OPEN_ENDED.fullmatch(word) else "y"
        if _FOREIGN.fullmatch(word):
            return "f"
        return "y" if word.endswith("t") else "b"  # "mevrouw belt" is no name

    def _is_sure(self, word: str) -> bool:
        """Whether a word can only be a given name."""
        is_other = word in name_lists().file.homonyms or self._is_ordinary(word)
        return is_given(word) and not is_other

    def _is_short_name(self, token: NameToken, follows: str) -> bool:
        """Whether a name of few letters is known by the surname behind it: "zoë peeters"."""
        lists = name_lists()
        is_short = len(token.folded) < MIN_SURE_CHARS and self._is_sure(token.folded)
        is_surname = follows in lists.file.sure_surnames or (
            follows in lists.surnames and not self._is_ordinary(follows)
        )
        return is_short and is_surname and (token.folded, follows) not in self._known.phrases

    def _is_ordinary(self, word: str) -> bool:
        return word in name_lists().ordinary or word in self._known.words


def _is_double_surname(word: str) -> bool:
    """Whether it is two surnames: "Bergh-Oosterhuis"; one of them is no other word."""
    first, hyphen, last = word.rpartition("-")
    lists = name_lists()
    sure = [part for part in (first, last) if part in lists.surnames and part not in lists.ordinary]
    return bool(hyphen and sure)
