"""An EPUB file -> blocks: its chapters are web pages, in the order of its spine."""

import posixpath
import zipfile
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from ingest.corpus.convert import told
from ingest.corpus.convert.block import Finding, Gathered, PageStart, all_words
from ingest.corpus.convert.packed import parse_xml
from ingest.corpus.convert.web import read_web

_CONTAINER: Final = "META-INF/container.xml"
_BODY: Final = b"<body"


def read_book(path: Path) -> Gathered:
    """Read the chapters as one page, so that notes at the end of the book are found.

    Raises:
        Exception: it is damaged.
    """
    with zipfile.ZipFile(path) as packed:
        root = parse_xml(packed.read(_CONTAINER)).find(".//{*}rootfile").get("full-path")
        package = parse_xml(packed.read(root))
        names = [posixpath.join(posixpath.dirname(root), name) for name in _chapters(package)]
        known = set(packed.namelist())
        chapters = [packed.read(name) for name in names if name in known]
    bodies = b"\n".join(_body(chapter) for chapter in chapters)
    reading = read_web(
        b"<html><head><meta charset='utf-8'></head><main>" + bodies + b"</main></html>"
    )
    parts = [part for words in all_words(reading.blocks) for part in words]
    if not any(isinstance(each, PageStart) for each in (*reading.blocks, *parts)):
        reading.doubts.append(Finding(told.NO_PAGES))
    return reading


def _chapters(package: Any) -> list[str]:
    """The names of the chapters; a table of contents is none."""
    items = {
        item.get("id"): item
        for item in package.iter("{*}item")
        if "nav" not in (item.get("properties") or "").split()
    }
    order = [reference.get("idref") for reference in package.iter("{*}itemref")]
    return [unquote(items[name].get("href") or "") for name in order if name in items]


def _body(chapter: bytes) -> bytes:
    """What is between the tags of the body of a page."""
    start = chapter.find(b">", chapter.find(_BODY)) + 1 if _BODY in chapter else 0
    end = chapter.rfind(b"</body")
    return chapter[start : end if end > 0 else len(chapter)]
