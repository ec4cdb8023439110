"""A question and who masks it -> what may be shown and searched of it."""

import re
from collections.abc import Callable
from typing import Final

from assistant.guard.privacy import Masked
from assistant.question.typed import QUESTION_CHARS
from ingest.text.normal import normal_form, one_line

_EDGE_CHARS: Final = 200
"""Personal data is looked for so far past the end of what is shown."""
_MASK: Final = re.compile(r"(?:\b(?i:bsn)\W{0,2})?\[[a-z-]+\](?:['’]?s\b)?")


def shown(question: str, mask: Callable[[str], Masked]) -> Masked:
    """A question as it is shown: masked, on one line, and no longer than a question may be.

    Of what is cut the end goes too: of half a name or number nobody can tell what it is.
    """
    masked = mask(question[: QUESTION_CHARS + _EDGE_CHARS])
    is_cut = len(question) > QUESTION_CHARS + _EDGE_CHARS
    line = one_line(masked.text[:-_EDGE_CHARS] if is_cut else masked.text)
    if is_cut or len(line) > QUESTION_CHARS:
        line = line[:QUESTION_CHARS]
        line = f"{line.rpartition(' ')[0] or line} …"
    if _reads_the_same(line, masked.text):
        return Masked(line, masked.kinds)
    # What a line end cut in two is whole now, or apart.
    again = mask(line)
    return Masked(again.text, tuple(dict.fromkeys((*masked.kinds, *again.kinds))))


def _reads_the_same(line: str, masked: str) -> bool:
    """Whether masking the line would look at what was looked at already, and find nothing."""
    return line == masked or normal_form(line).text == normal_form(masked).text


def without_masks(question: str) -> str:
    """The question without the signs that stand for personal data: nothing is found by those."""
    return " ".join(_MASK.sub(" ", question).split()) or question
