"""Blocks -> what a file says of itself: title, edition, publisher, and what may be done with it.

That is in the text, on the first pages and the last. The properties of a file are left unread:
they are often those of the document that it was made from.
"""

import re
from collections.abc import Sequence
from typing import Final

from ingest.corpus.convert.block import Block, all_words, plain
from ingest.corpus.convert.converted import SaysOfItself

_NEAR_EDGE: Final = 40
"""So many pieces of text from the start and from the end say what a publication is."""
_MONTHS: Final = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
)
_EDITION: Final = re.compile(
    rf"\b(?:versie \d+(?:\.\d+)*|\d+e,? (?:herziene )?druk|(?:{_MONTHS}) (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\b(?:19[5-9]\d|20\d\d)\b")
_PUBLISHER: Final = re.compile(
    r"(?:©|\(c\)|copyright|uitgave van|uitgegeven door|uitgever:?)\s*(?:\d{4},?\s*)?"
    r"(?P<name>[A-Z][^.;:|©\d]{1,80}?)(?=\s*(?:,|\.|;|\||\d{4}|$))",
    re.IGNORECASE,
)
_TERMS: Final = re.compile(
    r"[^.]*\b(?:creative commons|cc[ -]by\S*|overgenomen|overnemen|verveelvoudigd|hergebruik\w*|"
    r"vermenigvuldigd|bronvermelding|rechten voorbehouden|auteursrecht\w*)\b[^.]*\.?",
    re.IGNORECASE,
)
_TERMS_CHARS: Final = 300


def said_by(blocks: Sequence[Block], title: str, url: str = "") -> SaysOfItself:
    """What the text says of itself; what it does not say is empty."""
    texts = [text for words in all_words(blocks) if (text := plain(words))]
    edge = texts if len(texts) <= 2 * _NEAR_EDGE else texts[:_NEAR_EDGE] + texts[-_NEAR_EDGE:]
    edition = _first(_EDITION, edge)
    publisher = next((found["name"] for text in edge if (found := _PUBLISHER.search(text))), "")
    year = _YEAR.search(edition) or next(
        (found for text in edge if "©" in text and (found := _YEAR.search(text))), None
    )
    return SaysOfItself(
        title=title,
        edition=edition,
        year=int(year[0]) if year else None,
        publisher=publisher.strip(),
        url=url,
        terms=_first(_TERMS, edge)[:_TERMS_CHARS],
    )


def _first(pattern: re.Pattern[str], texts: Sequence[str]) -> str:
    found = next((found for text in texts if (found := pattern.search(text))), None)
    return found[0].strip() if found else ""
