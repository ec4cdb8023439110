"""A text -> its words, as names are looked for among them, and what stands between words."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from assistant.guard.name_lists import is_given, name_lists
from ingest.text.words import fold

_TOKEN: Final = re.compile(
    r"\[[a-z-]+\]|(?<![^\W\d_])(?:[^\W\d_]\.){1,5}(?![^\W\d_])|\b(?:[A-Z]\.|Th\.|Ch\.){1,5}(?=\s?[A-Z])|@?[^\W\d_]+(?:[-'’´`][^\W\d_]+)*"
)
_POSSESSIVE: Final = re.compile(r"['’´`]s?$")
_POSSESSIVE_ENDS: Final = "s'’´`"
_SENTENCE_END: Final = re.compile(r"[.?!:;\n•\"“”]")
_AGE: Final = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_SIGN: Final = re.compile(r"[^\s'’_-]")


class NameToken(NamedTuple):
    """A word of a text, without the possessive s: where it is, itself, and folded."""

    start: int
    end: int
    text: str
    folded: str
    is_owner: bool


def name_tokens(text: str) -> list[NameToken]:
    """The words of a text: initials and masks are words too."""
    return [_token(match) for match in _TOKEN.finditer(text)]


def between(gap: str, before: str = "") -> str:
    """What stands between two words: "." where a sentence begins, "#" an age, "," anything.

    `before` is the word before, folded: an abbreviation ends no sentence.
    """
    if gap == " ":
        return ""
    if gap == ". " and before in name_lists().file.shortened:
        return ""
    if _SENTENCE_END.search(gap):
        return "."
    if _AGE.search(gap):
        return "#"
    return "," if _SIGN.search(gap) else ""


def is_month(text: str, token: NameToken, before: str) -> bool:
    """Whether a word that may be a name is a month here: "in Mei", "Jan 1 januari"."""
    if token.folded not in name_lists().file.months:
        return False
    if re.search(r"\d\s?$", text[max(token.start - 3, 0) : token.start]):
        return True
    if re.match(r"\s\d", text[token.end : token.end + 2]):
        return True
    return before in name_lists().file.before_month and token.folded != "jan"


def follows_given(tokens: Sequence[NameToken], number: int) -> bool:
    """Whether a given name comes before: then "de Winter" is of another than the corpus's."""
    before = tokens[number - 1] if number else None
    return before is not None and before.text[0].isupper() and is_given(before.folded)


def _token(match: re.Match[str]) -> NameToken:
    whole = match[0]
    text = _POSSESSIVE.sub("", whole) if whole[-1] in _POSSESSIVE_ENDS else whole
    is_owner = text != whole
    return NameToken(match.start(), match.start() + len(text), text, fold(text), is_owner)
