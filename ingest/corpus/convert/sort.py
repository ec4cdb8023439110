"""A file -> what sort of file it is, by what is in it and not by its name."""

import codecs
import zipfile
from enum import StrEnum
from pathlib import Path
from typing import Final

from ingest.text.errors import CorpusError
from ingest.text.text_file import unreadable

PAGES: Final = "pages.json"
"""The part of a file with the pages of a site that names them: a list of `name` and `address`."""
_MOST_BYTES: Final = 200_000_000
_MOST_UNPACKED: Final = 1_000_000_000
_MOST_PARTS: Final = 20_000
"""A real publication with many pictures stays far below these."""
_HEAD: Final = 4096
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How Word before 2007 begins, and a newer file with a password."""
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")
_HTML: Final = ("<!doctype html", "<html", "<head", "<body", "<?xml", "<!--")
_SAVE_AGAIN: Final = "Open het in het programma waarmee het gemaakt is en sla het opnieuw op."


class Sort(StrEnum):
    """What a file can be, by its name in Dutch."""

    PDF = "PDF"
    WORD = "Word-bestand (DOCX)"
    SLIDES = "presentatie (PPTX)"
    OPEN_DOCUMENT = "OpenDocument-tekst (ODT)"
    BOOK = "e-boek (EPUB)"
    RICH_TEXT = "RTF-bestand"
    WEB = "webpagina (HTML)"
    SITE = "webpagina's (ZIP)"
    MARKDOWN = "Markdown"
    TEXT = "platte tekst"


SUFFIXES: Final = {
    ".pdf": Sort.PDF,
    ".docx": Sort.WORD,
    ".docm": Sort.WORD,
    ".dotx": Sort.WORD,
    ".pptx": Sort.SLIDES,
    ".odt": Sort.OPEN_DOCUMENT,
    ".epub": Sort.BOOK,
    ".rtf": Sort.RICH_TEXT,
    ".html": Sort.WEB,
    ".htm": Sort.WEB,
    ".xhtml": Sort.WEB,
    ".md": Sort.MARKDOWN,
    ".markdown": Sort.MARKDOWN,
    ".txt": Sort.TEXT,
}
"""What a file says that it is, by the end of its name."""


def sort_of(path: Path) -> Sort:
    """What a file is.

    Raises:
        CorpusError: it cannot be read, or is of a sort that cannot be brought in.
    """
    head, size = _head(path)
    if not size:
        raise CorpusError(f"{path.name} is leeg.", "Haal het bestand opnieuw op.")
    if size > _MOST_BYTES:
        raise CorpusError(
            f"{path.name} is {size // 1_000_000} MB; meer dan {_MOST_BYTES // 1_000_000} MB "
            "wordt niet gelezen.",
            "Sla het op met kleinere plaatjes, of breng het in delen in.",
        )
    if b"%PDF-" in head[:1024]:
        return Sort.PDF
    if head.startswith(b"PK"):
        return _of_zip(path)
    if head.startswith(_OLE):
        raise _old_or_locked(path)
    if head.startswith(_PICTURES):
        raise CorpusError(
            f"{path.name} is een plaatje.",
            "Laat er met een scanprogramma tekst van maken (OCR), en breng die in.",
        )
    if head.lstrip().startswith(b"{\\rtf"):
        return Sort.RICH_TEXT
    return _of_text(path, head)


def _head(path: Path) -> tuple[bytes, int]:
    """How a file begins, and its size in bytes."""
    if path.exists() and not path.is_file() and not path.is_dir():  # a pipe would keep us waiting
        raise CorpusError(f"{path.name} is geen gewoon bestand.", "Geef een gewoon bestand.")
    try:
        with path.open("rb") as file:
            return file.read(_HEAD), path.stat().st_size
    except OSError as error:
        raise unreadable(path, error) from error


def _of_zip(path: Path) -> Sort:
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            _check_parts(path, parts)
            names = {part.filename for part in parts}
            kind = packed.read("mimetype")[:100].decode("ascii") if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise damaged(path) from error
    if "word/document.xml" in names:
        return Sort.WORD
    if "ppt/presentation.xml" in names:
        return Sort.SLIDES
    if kind.startswith("application/vnd.oasis.opendocument.text"):
        return Sort.OPEN_DOCUMENT
    if kind.startswith("application/epub+zip") or "META-INF/container.xml" in names:
        return Sort.BOOK
    if PAGES in names:
        return Sort.SITE
    if "xl/workbook.xml" in names or "opendocument" in kind:
        raise CorpusError(
            f"{path.name} is een rekenblad of tekening, geen tekst.",
            "Zet de tekst in een Word-bestand en breng dat in.",
        )
    raise CorpusError(
        f"{path.name} is een zip-bestand zonder document waar we mee overweg kunnen.",
        "Pak het uit, en breng de bestanden erin een voor een in.",
    )


def _check_parts(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse what would become far too much when it is unpacked, and what has a password."""
    if sum(part.file_size for part in parts) > _MOST_UNPACKED or len(parts) > _MOST_PARTS:
        raise CorpusError(
            f"{path.name} wordt bij het uitpakken veel te groot; dat is geen gewoon document.",
            "Vertrouw het niet. Vraag de uitgever om een ander bestand.",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise _locked(path)


def _old_or_locked(path: Path) -> CorpusError:
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES)
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _locked(path)
    return CorpusError(
        f"{path.name} is een bestand van Word, Excel of PowerPoint van voor 2007.",
        "Open het, kies Opslaan als, en sla het op als .docx of .pptx; breng dat in.",
    )


def _locked(path: Path) -> CorpusError:
    return CorpusError(
        f"Er zit een wachtwoord op {path.name}.",
        "Open het, sla het op zonder wachtwoord, en breng dat in.",
    )


def _of_text(path: Path, head: bytes) -> Sort:
    """What a file without any form of its own is: that depends on its name as well."""
    named = SUFFIXES.get(path.suffix.lower())
    if named in (Sort.MARKDOWN, Sort.TEXT, Sort.WEB):
        return named
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()[:200].decode("latin-1").lower()
    if start.startswith(_HTML):
        return Sort.WEB
    if named is not None:
        raise CorpusError(f"{path.name} is geen {named}, of het is beschadigd.", _SAVE_AGAIN)
    if b"\0" in head and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise CorpusError(
            f"{path.name} is geen document waar we mee overweg kunnen.",
            f"Breng een van deze in: {', '.join(Sort)}.",
        )
    return Sort.TEXT


def damaged(path: Path) -> CorpusError:
    """The failure of a file that cannot be read to its end."""
    return CorpusError(f"{path.name} is beschadigd en niet te lezen.", _SAVE_AGAIN)
