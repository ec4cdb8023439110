"""Bytes of a text file -> text: in UTF-8, in UTF-16, or as Windows wrote it before those."""

import codecs
from typing import Final

from ingest.text.errors import CorpusError
from ingest.text.text_file import SAVE_AS_UTF8

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS: Final = frozenset(map(chr, range(32))) - set("\t\n\r\f\v\x1a")


def text_of(data: bytes, shown: str) -> tuple[str, bool]:
    """The text, with every line end as a newline, and whether its encoding was guessed.

    Raises:
        CorpusError: it is in none of these encodings.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lines(_strict(data, encoding, shown)), False
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _strict(data, "windows-1252", shown)
        return _lines(_checked(text, shown)), True
    return _lines(_checked(text, shown)), False


def _strict(data: bytes, encoding: str, shown: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unknown(shown) from error


def _checked(text: str, shown: str) -> str:
    if any(letter in _CONTROLS for letter in text):
        raise _unknown(shown)
    return text


def _unknown(shown: str) -> CorpusError:
    return CorpusError(f"{shown} is geen tekst, of in een onbekende codering.", SAVE_AS_UTF8)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\f\n")
