"""A sentence by itself, and the pieces of evidence that it may be a wording of."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from ingest.text.sentences import sentence_spans

MAX_CHARS: Final = 400
MIN_WORDS: Final = 4
_ODD: Final = re.compile(r"[^\w\s.,;:'’‘“”\"()–@/!-]|_|https?:|www\.|\w@\w|//|\w\.(?:nl|com|org)\b")
_BEHIND_A_MARK: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹)\"'”’ "


def is_well_formed(text: str) -> bool:
    """One plain Dutch sentence without markup, addresses or letters that only look Latin."""
    return (
        len(text) <= MAX_CHARS
        and len(text.split()) >= MIN_WORDS
        and text.isprintable()
        and unicodedata.normalize("NFKC", text) == text
        and all(unicodedata.name(char, "").startswith("LATIN") for char in text if char.isalpha())
        and not _ODD.search(text)
        and (text[0].isalnum() or text[0] == "@")
        and text.endswith((".", "!", ".”", ".’"))
        and len(sentence_spans(text)) == 1
    )


def units(evidence: str) -> Iterator[str]:
    """The sentences and list items, each item behind what announces it; no questions."""
    announced = ""
    for span in sentence_spans(evidence):
        sentence = evidence[span.start : span.end]
        if sentence.rstrip(_BEHIND_A_MARK).endswith("?"):
            continue
        yield f"{announced} {sentence}".strip()
        if sentence.endswith(":"):
            announced = sentence
