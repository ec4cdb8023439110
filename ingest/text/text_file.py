"""A file that people edit <-> its text, whatever editor saved it; or a line on what is wrong.

Notepad and Excel put a byte order mark before UTF-8 and end lines with CR LF: both are left out.
"""

import codecs
import stat
from pathlib import Path
from typing import Final

from ingest.text.errors import CorpusError, why

_BOM: Final = codecs.BOM_UTF8
_OTHER_MARKS: Final = (
    codecs.BOM_UTF32_LE,
    codecs.BOM_UTF32_BE,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF16_BE,
)
SAVE_AS_UTF8: Final = "Sla het bestand op als UTF-8."


def read_file(path: Path, shown: str = "") -> bytes:
    """The bytes of a file of the corpus, which is called `shown` in an error.

    Raises:
        CorpusError: it is missing, may not be read, or is no file at all.
    """
    name = shown or str(path)
    try:
        # Opening a pipe would wait for somebody who writes to it.
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise CorpusError(f"{name} is geen gewoon bestand.", "Zet er een bestand neer.")
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error, shown) from error


def read_text(path: Path, shown: str = "") -> str:
    """The text of a file of the corpus, with every line end as a newline.

    Raises:
        CorpusError: it cannot be read, or is no UTF-8.
    """
    return decoded(read_file(path, shown), shown or str(path))


def decoded(data: bytes, shown: str) -> str:
    """Bytes as text, with every line end as a newline.

    Raises:
        CorpusError: they are no UTF-8.
    """
    # UTF-32 begins like UTF-16, and either may come without a mark: then it is full of NULs.
    if data.startswith(_OTHER_MARKS) or b"\0" in data:
        raise CorpusError(f"{shown} is geen UTF-8.", SAVE_AS_UTF8)
    try:
        return plain(data).decode()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CorpusError(f"{shown} is op regel {line} geen UTF-8.", SAVE_AS_UTF8) from error


def encoded(text: str, shown: str) -> bytes:
    """Text as the bytes of a file that `decoded` reads, with every line end as a newline.

    Raises:
        CorpusError: there is something in it that no text file can hold.
    """
    try:
        data = plain(text.encode())
    except UnicodeEncodeError as error:
        raise _unwritable_text(shown) from error
    if b"\0" in data:
        raise _unwritable_text(shown)
    return data


def plain(data: bytes) -> bytes:
    """What remains of a text when its byte order mark and its kind of line ends do not count."""
    return data.removeprefix(_BOM).replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def is_there(path: Path) -> bool:
    """Whether there is anything by that name, a link that leads nowhere included.

    Raises:
        CorpusError: the folder around it cannot be looked into.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise unreadable(path, error) from error
    return True


def _unwritable_text(shown: str) -> CorpusError:
    return CorpusError(
        f"Voor {shown} staat er iets in de tekst dat geen letter of teken is.",
        "Typ of plak de tekst opnieuw.",
    )


def unreadable(path: Path, error: OSError, shown: str = "") -> CorpusError:
    """The failure of a file or folder that the system does not let us read."""
    name = shown or str(path)
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return CorpusError(
            f"{name} is een snelkoppeling naar iets dat er niet is.",
            "Zet het bestand zelf neer, of verwijder de snelkoppeling.",
        )
    if isinstance(error, FileNotFoundError):
        return CorpusError(
            f"{name} is er niet of is niet te lezen.", "Zet het bestand terug of verbeter het pad."
        )
    if isinstance(error, IsADirectoryError):
        return CorpusError(f"{name} is een map, geen bestand.", "Zet er een bestand neer.")
    if isinstance(error, NotADirectoryError):
        return CorpusError(f"{path.parent} is een bestand, geen map.", "Zet er een map neer.")
    if isinstance(error, PermissionError):
        return CorpusError(f"{name} is niet te lezen: {why(error)}.", "Geef jezelf leesrechten.")
    return CorpusError(f"{name} is niet te lezen: {why(error)}.", "Zet er een gewoon bestand neer.")
