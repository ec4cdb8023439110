"""Bytes of an RTF file -> what it says, token by token."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z])|(?P<brace>[{}])|(?P<end>[\r\n]+)|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_LETTERS: Final = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "tab": " ",
    "line": " ",
}
OPTIONAL: Final = "*"
"""The word before that of a group that may be left out by who does not know it."""
_SYMBOLS: Final = {b"~": " ", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}"}
_CODE_PAGE: Final = re.compile(rb"\\ansicpg(\d{1,5})")
_DEFAULT: Final = "cp1252"


@dataclass(frozen=True, slots=True)
class Token:
    """Letters (`text`), the brace that opens or closes a group, or a word with its number."""

    text: str = ""
    brace: str = ""
    word: str = ""
    number: int | None = None


def tokens(data: bytes) -> Iterator[Token]:
    """What a file says, its letters in the code page that it names."""
    encoding = _encoding(data)
    skipped = 0
    fallback = [1]
    """How many letters stand for one in Unicode, in each of the groups around."""
    for match in _TOKEN.finditer(data):
        if match["brace"]:
            fallback = [*fallback, fallback[-1]] if match["brace"] == b"{" else fallback[:-1] or [1]
            skipped = 0
            yield Token(brace=match["brace"].decode())
        elif match["symbol"] == b"*":
            yield Token(word=OPTIONAL)
        elif match["word"]:
            word = match["word"].decode()
            number = int(match["number"]) if match["number"] else None
            if word == "uc":
                fallback[-1] = min(max(number or 0, 0), 10)
            elif word == "u" and number is not None:
                skipped = fallback[-1]
                yield Token(text=_letter(number))
            elif word in _LETTERS:
                yield Token(text=_LETTERS[word])
            else:
                yield Token(word=word, number=number)
        elif skipped and match["byte"]:
            skipped -= 1
        else:
            text = _text(match, encoding)
            text, skipped = text[skipped:], max(skipped - len(text), 0)
            yield from (Token(text=text) for _ in text[:1])


def _text(match: re.Match[bytes], encoding: str) -> str:
    if match["byte"]:
        return bytes([int(match["byte"], 16)]).decode(encoding, errors="replace")
    if match["symbol"]:
        return _SYMBOLS.get(match["symbol"], "")
    return match["text"].decode(encoding, errors="replace") if match["text"] else ""


def _letter(number: int) -> str:
    """A letter by its number, which is written with a sign."""
    code = number + 0x10000 if number < 0 else number
    return chr(code) if 0 < code <= 0xFFFF and not 0xD800 <= code <= 0xDFFF else ""


def _encoding(data: bytes) -> str:
    found = _CODE_PAGE.search(data[:4096])
    try:
        return codecs.lookup(f"cp{found[1].decode()}").name if found else _DEFAULT
    except LookupError:
        return _DEFAULT
