"""Text -> the same text in Markdown: no letter of it is taken for markup."""

import re
import unicodedata
from typing import Final

_WITHOUT_WIDTH: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""What is not there for a reader: soft hyphens and joints without width."""
_UNSEEN: Final = ("Cc", "Cs", "Zl", "Zp", "Cn", "Co")
"""Categories of Unicode without a letter: control characters, half letters, what means nothing."""
_MARKUP: Final = re.compile(r"[\\`*\[<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|(?<=<)!")
_LINE_START: Final = re.compile(
    r"^(?:(?P<number>\d{1,9})(?=[.)](?: |$))|(?=[#>]|[-+](?: |$)|---|~~~|:::))"
)


def clean(text: str) -> str:
    """A text without what cannot be seen; a half letter or the like becomes a space."""
    return "".join(
        "" if letter in _WITHOUT_WIDTH else " " if _is_unseen(letter) else letter for letter in text
    )


def one_line(text: str) -> str:
    """A text on one line, with single spaces and nothing in it that cannot be seen."""
    return " ".join(clean(text).split())


def escaped(text: str) -> str:
    """Words as they stand inside a line of Markdown; white space at their edges stays."""
    return _MARKUP.sub(lambda match: "\\" + match[0], clean(text))


def escaped_cell(text: str) -> str:
    """Words as they stand in a cell of a table."""
    return re.sub(r"^(\s*)(?=:::)", r"\1\\", escaped(text).replace("|", "\\|"))


def escaped_heading(text: str) -> str:
    """Words as they stand behind the marks of a heading; marks at the end would be left out."""
    return re.sub(r"(^|\s)(?=#+$)", r"\1\\", escaped(text))


def at_line_start(line: str) -> str:
    """A line of Markdown that begins no heading, list, box or footnote."""
    line = _LINE_START.sub(lambda match: (match["number"] or "") + "\\", line, count=1)
    return re.sub(r"^(\[\^\d+\])(?=:)", r"\1\\", line)


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in _UNSEEN
