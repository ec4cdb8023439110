"""Words of names and of questions: whether one is the other, in another form or mistyped."""

from typing import Final, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from ingest.text.words import fold, stem

_SAME_NOUN: Final = {"rl": "richtlijn", "guideline": "richtlijn"}
LEAST_CHARS: Final = 5
CHARS_AN_ERROR: Final = 6
"""Words of at least so many letters may hold one typing error in so many."""
_JOINTS: Final = ("", "s", "en", "e", "n")


class NameWord(NamedTuple):
    """A word of a question or title: as it stands, folded, and its stem."""

    written: str
    folded: str
    stem: str


def name_word(written: str) -> NameWord:
    """A word as it is compared."""
    folded = fold(written)
    return NameWord(written, folded, stem(folded))


def one_noun(noun: str) -> str:
    """The stem of what a publication is called."""
    own = stem(noun)
    return _SAME_NOUN.get(own, own)


def is_capitals(word: NameWord) -> bool:
    """Whether a word is an abbreviation, as far as its letters tell."""
    return word.written.isupper() and len(word.written) > 1


def is_same(own: NameWord, typed: NameWord) -> bool:
    """Whether a word is typed: in some form, with a joint, or with an error in later letters."""
    if own.folded[0] != typed.folded[0]:
        return False
    if own.stem == typed.stem or is_typed(typed.folded, own.folded):
        return True
    return any(typed.folded == own.folded + joint for joint in _JOINTS)


def is_typed(typed: str, meant: str) -> bool:
    """Whether a folded word is another one, but for a typing error after its first letter."""
    if min(len(typed), len(meant)) < LEAST_CHARS or typed[0] != meant[0]:
        return False
    allowed = len(meant) // CHARS_AN_ERROR or 1
    return DamerauLevenshtein.distance(typed, meant, score_cutoff=allowed) <= allowed
