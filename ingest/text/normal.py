"""What was typed or pasted -> one normal form, in which it is looked at and searched for.

Word, PDF and telephones write the same word in many ways: accents apart from their letters, soft
hyphens and spaces without width inside words, a dozen hyphens and spaces, digits of other scripts,
signs of their own for a bullet. Rules would have to know them all; in normal form there is one of
each. Every character keeps its place in the original, which is what is shown and masked.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Final

from ingest.text.place import Span
from ingest.text.sentences import ABBREVIATIONS

_JOINERS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Default_Ignorable_Code_Point outside the format characters: they take no room either."""
_VARIATION: Final = ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0000, 0xE0FFF))
"""Variation selectors and tags: they say how the character before is drawn."""
_HYPHENS: Final = frozenset("\u02d7\u2043\u2212\u00af\u30fc\uff70")
"""Signs that are typed for a hyphen, beside those that Unicode calls dashes."""
_DASHES: Final = frozenset("\u2014\u2015\u2e3a\u2e3b")
"""Long dashes stand between words, not inside one."""
_APOSTROPHES: Final = frozenset(
    "\u2018\u2019\u201a\u201b\u2032\u02b9\u02bb\u02bc\u02bd\u00b4\u0060"
)
_LEADERS: Final = frozenset("\u2024\u2025\u2026")
"""Dots of a table of contents, and the ellipsis."""
_LETTERS_IN_ONE: Final = 3
"""A sign for so many letters ("ﬃ") is a ligature, one for more is a word of another script."""
_BLANK: Final = frozenset({"Cc", "Cs", "Co", "Cn", "Zs", "Zl", "Zp", "So"})
"""Controls, halves of characters, private use, unknown, spaces and pictures: nothing to read."""
_SIGNS: Final = frozenset({"Sm", "Sk"})
_MARKED_SCRIPTS: Final = 0x0590
"""Up to here (Latin, Greek, Cyrillic) a mark that does not belong to a letter is decoration."""
_MARKS: Final = 4
"""More marks on one letter mean nothing, and sorting them takes long."""
_SAME_SIGNS: Final = 3
_LINE_BREAK: Final = re.compile(
    r"(?P<before>[^\W\d_])(?P<gap>[-\u00ac][^\S\n]*\n\s*)(?P<after>[^\W\d_]+)"
)
_DOTTED_I: Final = "\u0130"
"""The Turkish capital, the only letter that becomes two characters as a small one."""
_SOFT: Final = "\u00ad"
_NO_WIDTH: Final = "\u200b"
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_NEXT_SENTENCE: Final = re.compile(r"(?<=[.?!] )[^\W\d_]")
_CUT_OFF: Final = ABBREVIATIONS | frozenset("enz max min p.w p.m d.d i.v.m t/m m.i".split())
"""What people also end with a full stop in the middle of a sentence."""
_WORD_CHARS: Final = 30
_SHOUTED_WORDS: Final = 4
"""So many words in capitals on end are no row of abbreviations."""
_SHOUTED_ALONE: Final = 2
_AFTER_HYPHEN: Final = frozenset("en of tot als noch maar de den der van het and or".split())
"""Behind "jeugd-" these are words of their own: "jeugd- en gezinshulp"."""


@dataclass(frozen=True, slots=True)
class NormalText:
    """A text in normal form.

    Character `i` of `text` stands for characters `starts[i]` to `ends[i]` of the `original`.
    """

    original: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original_span(self, span: Span) -> Span:
        """Where a span of the normal form, of one character at least, stands in the original."""
        return Span(self.starts[span.start], self.ends[span.end - 1])


def normal_form(original: str) -> NormalText:
    """One line in normal form: composed letters, plain digits, hyphens, apostrophes and spaces."""
    pieces = [piece for piece in _pieces(original) if piece[0]]
    characters = [(char, start, end) for text, start, end in pieces for char in text]
    kept = list(_without_repeats(_without_line_breaks(characters)))
    if kept and kept[-1][0] == " ":
        kept.pop()
    return NormalText(
        original,
        "".join(char for char, _, _ in kept),
        tuple(start for _, start, _ in kept),
        tuple(end for _, _, end in kept),
    )


def one_line(text: str) -> str:
    """A text as it is shown: its own characters, but no controls and no line ends."""
    visible = (
        char if char.isprintable() else "" if unicodedata.category(char) == "Cf" else " "
        for char in unicodedata.normalize("NFC", text)
    )
    return " ".join("".join(visible).split())


def sentence_case(text: str) -> str:
    """A text in normal form in which each next sentence begins with a capital; as long.

    What is typed in capitals is in small letters; capitals that begin a sentence count as typed, so
    that the result stays as it is when it is read again.
    """
    text = _NEXT_SENTENCE.sub(_begun, text)
    for span in shouted(text):
        own = "".join(map(small, text[span.start : span.end]))
        own = f"{large(own[0])}{own[1:]}"
        text = text[: span.start] + own + text[span.end :]
    return _NEXT_SENTENCE.sub(_begun, text)


def _begun(match: re.Match[str]) -> str:
    """The first letter of a next sentence; not after an abbreviation."""
    before = match.string[max(0, match.start() - _WORD_CHARS) : match.start()].split()[-1]
    return match[0] if before.casefold().rstrip(".?!") in _CUT_OFF else large(match[0])


def shouted(text: str) -> list[Span]:
    """Where a text is typed in capitals: all of it, or several words on end."""
    spoken = [
        match for match in _LETTERS.finditer(text) if text[match.start() - 1 : match.start()] != "["
    ]
    runs = [
        list(run)
        for is_upper, run in groupby(spoken, key=lambda match: match[0].isupper())
        if is_upper
    ]
    least = _SHOUTED_WORDS if len(runs) != 1 or len(runs[0]) < len(spoken) else _SHOUTED_ALONE
    return [Span(run[0].start(), run[-1].end()) for run in runs if len(run) >= least]


def small(char: str) -> str:
    """A letter as a small one, where that is one letter too."""
    lower = char.lower()
    return lower if len(lower) == 1 else char


def large(char: str) -> str:
    """A letter as a capital, where that is one letter too."""
    upper = char.upper()
    return upper if len(upper) == 1 else char


_Character = tuple[str, int, int]


def _pieces(original: str) -> Iterator[_Character]:
    """Each letter with its marks in normal form, and where it stands; nothing for what is none."""
    at, length = 0, len(original)
    while at < length:
        char, start = original[at], at
        at += 1
        if char.isascii():
            if at == length or original[at].isascii():
                yield _plain(char), start, at
                continue
        elif _is_ignored(char):
            if char == _SOFT and re.match(r"[^\S\n]*\r?\n", original[at : at + 40]):
                yield "-", start, at  # a word cut at a line end: joined with the others
            elif char == _NO_WIDTH and _is_between_words(original, start):
                yield " ", start, at
            continue
        marks = ""
        while at < length and (_is_ignored(original[at]) or _is_mark(original[at])):
            if original[at] in (_SOFT, _NO_WIDTH):
                break
            if _is_mark(original[at]) and len(marks) < _MARKS:
                marks += original[at]
            at += 1
        yield _composed(char, marks), start, at


def _is_between_words(text: str, at: int) -> bool:
    """Whether a space without width parts two words, as "Zoë" and "Peeters", and is not in one."""
    return text[at - 1 : at].islower() and text[at + 1 : at + 2].isupper()


def _composed(char: str, marks: str) -> str:
    if _is_mark(char):
        return ""
    if not marks:
        return _plain(char)
    composed = unicodedata.normalize("NFC", char + marks)
    own, rest = composed[0], composed[1:]
    plain = _plain(own)
    return plain + (rest if ord(plain[-1:] or " ") >= _MARKED_SCRIPTS else "")


@cache
def _plain(char: str) -> str:
    """A character in normal form: itself, a plain one in its place, several, or a space."""
    if char.isascii():
        return "'" if char == "`" else char if char.isprintable() or char == "\n" else " "
    category = unicodedata.category(char)
    if category in ("Nd", "No") and (digit := unicodedata.digit(char, None)) is not None:
        return str(digit)
    if char == _DOTTED_I:
        return "I"
    if char in _DASHES:
        return " - "
    if category == "Pd" or char in _HYPHENS:
        return "-"
    if char in _APOSTROPHES:
        return "'"
    if category in _BLANK or char in "\u0085":
        return "\n" if category in ("Zl", "Zp") or char == "\u0085" else " "
    if char in _LEADERS:
        return "."
    compatible = unicodedata.normalize("NFKC", char)
    is_spelt_out = len(compatible) <= _LETTERS_IN_ONE and category[0] == "L"
    if compatible != char and (is_spelt_out or _is_wide(char)):
        return "".join(_plain(each) for each in _without_stray_marks(compatible))
    return " " if category in _SIGNS else char


def _without_stray_marks(text: str) -> Iterator[str]:
    """A text without marks that stand on no letter, as is done with those that are typed so."""
    before = " "
    for char in text:
        if not (_is_mark(char) and ord(before) < _MARKED_SCRIPTS):
            yield char
            before = char


def _is_wide(char: str) -> bool:
    """Whether it is an ASCII sign at full or small width."""
    return "\uff00" <= char <= "\uff65" or "\ufe50" <= char <= "\ufe6f"


@cache
def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me")


@cache
def _is_ignored(char: str) -> bool:
    if unicodedata.category(char) == "Cf" or char in _JOINERS:
        return True
    return any(first <= ord(char) <= last for first, last in _VARIATION)


def _without_line_breaks(characters: list[_Character]) -> list[_Character]:
    """Words that a line end cut are made whole; every other line end is a space."""
    text = "".join(char for char, _, _ in characters)
    if "\n" not in text:
        return characters
    dropped: set[int] = set()
    for match in _LINE_BREAK.finditer(text):
        dropped.update(_dropped(match))
    return [
        (" " if char == "\n" else char, start, end)
        for place, (char, start, end) in enumerate(characters)
        if place not in dropped
    ]


def _without_repeats(characters: list[_Character]) -> Iterator[_Character]:
    """Of spaces in a row one, of any other sign three: more of them say nothing."""
    before, count = " ", _SAME_SIGNS
    for each in characters:
        char = each[0]
        count = count + 1 if char == before else 1
        before = char
        if char.isalnum() or (count <= _SAME_SIGNS and char != " ") or (char == " " and count == 1):
            yield each


def _dropped(match: re.Match[str]) -> range:
    """What goes of a hyphen and the line end behind it."""
    start, end = match.span("gap")
    after = match["after"]
    if after.lower() in _AFTER_HYPHEN:
        return range(0)
    is_cut = after[0].islower() or (match["before"].isupper() and after.isupper())
    return range(start if is_cut else start + 1, end)
