"""Markdown of any kind -> blocks: it is made a web page, and read as that."""

from pathlib import Path

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from ingest.corpus.convert import told
from ingest.corpus.convert.block import Finding, Gathered
from ingest.corpus.convert.encoding import text_of
from ingest.corpus.convert.web import read_web


def read_marked(path: Path) -> Gathered:
    """Read a file.

    Raises:
        CorpusError: it is no text.
    """
    text, is_guessed = text_of(path.read_bytes(), path.name)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    footnote_plugin(parser)
    reading = read_web(f"<main>{parser.render(text)}</main>")
    if is_guessed:
        reading.doubts.append(Finding(told.OLD_ENCODING))
    return reading
