"""Markdown -> tokens, with the texts of the footnotes aside."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

from ingest.text.document import Document
from ingest.text.errors import CorpusError


def tokenize(document: Document) -> tuple[list[Token], dict[str, Token]]:
    """Read the Markdown of a document: its tokens, and per label the text of each footnote.

    Raises:
        CorpusError: a footnote has no number, no text, two texts or more than a paragraph.
    """
    # The container plugin reads past the end of a text that ends in white space.
    return _part_footnotes(document, _parser().parse(document.markdown.rstrip() + "\n"))


def check_closed(document: Document, container: Token) -> None:
    """Check that a box or quote ends with a line of colons, not with the document.

    Raises:
        CorpusError: it does not.
    """
    start, end = container.map or (0, 0)
    lines = re.split(r"\r\n?|\n", document.markdown.rstrip())
    if end >= len(lines) or not lines[end].lstrip().startswith(":::"):
        raise failure(
            document,
            start + 1,
            "dit kader of citaat wordt niet gesloten.",
            "Zet een regel met alleen ':::' na het einde ervan.",
        )


def failure(document: Document, line: int, what: str, remedy: str) -> CorpusError:
    """Make the error for something wrong on a line of a document."""
    return CorpusError(f"documents/{document.id}.md, regel {line}: {what}", remedy)


def first_line(token: Token, default: int) -> int:
    """Return the number of the line on which a token starts, counted from 1."""
    return token.map[0] + 1 if token.map else default


def _parser() -> MarkdownIt:
    # Link definitions would vanish with their words; underlined headings hide in plain text.
    parser = MarkdownIt("commonmark").enable("table").disable(["reference", "lheading"])
    container_plugin(parser, "kader")
    container_plugin(parser, "citaat")
    footnote_plugin(parser, inline=False, move_to_end=False, always_match_refs=True)
    return parser


def _part_footnotes(
    document: Document, tokens: Sequence[Token]
) -> tuple[list[Token], dict[str, Token]]:
    others: list[Token] = []
    notes: dict[str, Token] = {}
    label = ""
    line = 1
    for token in tokens:
        line = first_line(token, line)
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
        elif token.type == "footnote_reference_close":
            _check_note(document, line, label, notes)
            label = ""
        elif not label:
            others.append(token)
        elif token.type == "inline" and label not in notes:
            notes[label] = token
        elif token.type not in ("paragraph_open", "paragraph_close"):
            raise failure(
                document,
                line,
                f"voetnoot [^{label}] staat er twee keer of is meer dan één alinea.",
                "Geef elke voetnoot een eigen nummer en één alinea.",
            )
    return others, notes


def _check_note(document: Document, line: int, label: str, notes: dict[str, Token]) -> None:
    if label not in notes or not re.fullmatch(r"[0-9]+", label):
        raise failure(
            document,
            line,
            f"voetnoot [^{label}] heeft geen nummer of geen tekst.",
            "Schrijf '[^1]: tekst'.",
        )
