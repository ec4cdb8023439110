"""Markdown that somebody wrote as the house does -> the same, as it stands."""

import re
from pathlib import Path
from typing import Final

from ingest.corpus.convert.converted import Converted, SaysOfItself
from ingest.corpus.convert.sort import Sort
from ingest.corpus.parse import parse
from ingest.text.document import Document, Reuse, Source, Standing
from ingest.text.errors import CorpusError
from ingest.text.text_file import decoded, read_file

_OWN_MARKS: Final = re.compile(
    r"^(?:<!-- (?:pagina|richtlijn|ontbreekt):|::: (?:kader|citaat))", re.MULTILINE
)
"""What nobody writes who does not mean to write a document of the house."""
_TITLE: Final = re.compile(r"^# +(?P<title>.*\S)", re.MULTILINE)


def as_written(path: Path) -> Converted | None:
    """A text that is a document already, None for Markdown of another kind.

    Raises:
        CorpusError: it cannot be read, or has the marks of a document and is none.
    """
    data = read_file(path)
    try:
        text = decoded(data, str(path))
        is_own = bool(_OWN_MARKS.search(text))
    except CorpusError:
        return None
    source = Source(path.stem, path.stem, "", None, "", "", Reuse.NOT_STATED, Standing.CURRENT)
    try:
        sections = parse(Document(source, text))
    except CorpusError:
        if is_own:
            raise
        return None
    title = _TITLE.search(text)
    if not sections or not title:
        return None
    pages = {mark.page for section in sections for mark in section.pages if mark.page is not None}
    return Converted(
        format=str(Sort.MARKDOWN),
        body=text,
        said=SaysOfItself(title=title["title"]),
        pages=len(pages) or None,
        tables=0,
        notes=0,
        dropped=(),
        doubts=(),
        is_house=True,
    )
