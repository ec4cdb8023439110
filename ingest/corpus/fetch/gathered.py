"""The address of a publication -> one file with all of it, as it stands there.

A page takes along the pages below its own address, in the order in which it links to them: many
guidelines have a page for each recommendation. What is no page is taken as it is.
"""

import io
import json
import mimetypes
import zipfile
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from ingest.corpus.convert.sort import PAGES
from ingest.corpus.entry import id_of
from ingest.corpus.fetch.kept import Page
from ingest.corpus.fetch.links import links_of
from ingest.corpus.fetch.visitor import NotThereError, Visitor
from ingest.text.errors import CorpusError

MOST_PAGES: Final = 250
_WEB: Final = ("text/html", "application/xhtml+xml")
_DAY_OF_ALL: Final = (1980, 1, 1, 0, 0, 0)
"""The same pages make the same file, whenever they were fetched."""
_SUFFIXES: Final = {
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "text/plain": ".txt",
    "text/markdown": ".md",
}


@dataclass(frozen=True, slots=True)
class Received:
    """What was fetched: a name for the file, and its bytes.

    `missing` are addresses below it that could not be had, and `files` those of documents (PDF)
    that the pages link to, which are not in it.
    """

    name: str
    data: bytes
    pages: int = 1
    missing: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def gather(visitor: Visitor, address: str) -> Received:
    """Fetch a publication.

    Raises:
        CorpusError: it is not there, or a part of it cannot be read.
    """
    first = visitor.get(address)
    name = id_of(unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2].partition(".")[0])
    if first.media_type not in _WEB:
        suffix = _SUFFIXES.get(first.media_type) or mimetypes.guess_extension(first.media_type)
        return Received(f"{name or 'tekst'}{suffix or '.txt'}", first.body)
    pages, missing = [first], list[str]()
    files: list[str] = []
    todo, seen = _below(first, first, files), {address, first.address}
    while todo:
        below = todo.pop(0)
        if below in seen:
            continue
        seen.add(below)
        if len(pages) == MOST_PAGES:
            raise CorpusError(
                f"Onder {address} staan meer dan {MOST_PAGES} pagina's.",
                "Geef het adres van één richtlijn.",
            )
        try:
            page = visitor.get(below)
        except NotThereError:
            missing.append(below)
            continue
        if page.media_type in _WEB and page.address not in {each.address for each in pages}:
            pages.append(page)
            # Right behind it: what is below a page is part of it.
            todo[:0] = _below(first, page, files)
    own = tuple(dict.fromkeys(files))
    if len(pages) == 1:
        return Received(f"{name or 'pagina'}.html", first.body, 1, tuple(missing), own)
    return Received(f"{name or 'site'}.zip", _packed(pages), len(pages), tuple(missing), own)


def _below(first: Page, page: Page, files: list[str]) -> list[str]:
    """The pages below the first one that a page links to; files of documents are put aside."""
    root = urlsplit(first.address)
    folder = root.path.rstrip("/") + "/"
    found = []
    for link in links_of(page.address, page.body):
        parts = urlsplit(link)
        if (parts.scheme, parts.netloc) != (root.scheme, root.netloc):
            continue
        if parts.path.lower().endswith(".pdf"):
            files.append(link)
        elif parts.path.startswith(folder) and parts.path != folder and not parts.query:
            found.append(link)
    return found


def _packed(pages: list[Page]) -> bytes:
    """Pages in one file, each as it came."""
    names = [f"{number:03}.html" for number in range(1, len(pages) + 1)]
    listed = [
        {"name": name, "address": page.address} for name, page in zip(names, pages, strict=True)
    ]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in [
            (PAGES, json.dumps(listed, indent=1).encode()),
            *((name, page.body) for name, page in zip(names, pages, strict=True)),
        ]:
            packed.writestr(zipfile.ZipInfo(name, _DAY_OF_ALL), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()
