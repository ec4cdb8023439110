"""A long question -> the part of it that is searched for.

Somebody pastes a case of a page and asks something about it. To embed all of it costs a hundred
times what a question costs, and its vector is that of a story, not of a question. So what asks
comes first, the last of it before the others, and then the case from its beginning, as far as there
is room.
"""

import re
from collections.abc import Callable
from typing import Final

from ingest.text.place import Span
from ingest.text.sentences import sentence_spans

FOCUS_TOKENS: Final = 68
"""The longest question of the benchmark has 57; with this many, a question of 4,000 characters
costs less than three times one of 200."""
_TOKEN_CHARS: Final = 16
"""Few tokens are longer, so that no more needs to be counted."""
_ASKS: Final = re.compile(
    r"\?\W*$|^\W*(?:en |maar )?(?:wat|hoe|wie|waar|waarom|wanneer|welke?|mag|moet|kan|kun|is er|"
    r"zijn er|what|how|who|where|why|when|which|can|should|may)\b",
    re.IGNORECASE,
)

CountTokens = Callable[[str], int]


def focus(text: str, count_tokens: CountTokens, most: int = FOCUS_TOKENS) -> str:
    """The text itself if it has at most so many tokens, else what matters most of it, in order."""
    if len(text) <= most or (len(text) <= most * _TOKEN_CHARS and count_tokens(text) <= most):
        return text
    spans = sentence_spans(text)
    asking = [span for span in spans if _ASKS.search(text[span.start : span.end])]
    kept: list[Span] = []
    room = most
    for span in dict.fromkeys((*reversed(asking), *spans)):
        tokens = _tokens(text[span.start : span.end], count_tokens, most)
        if tokens <= room:
            kept.append(span)
            room -= tokens
        if room <= 0:
            break
    if not kept:
        return _ends(text, count_tokens, most)
    return " ".join(text[span.start : span.end] for span in sorted(kept))


def beginning(text: str, count_tokens: CountTokens, most: int) -> str:
    """As much of the beginning of a text as has at most so many tokens."""
    cut = text[: most * _TOKEN_CHARS]
    while (tokens := count_tokens(cut)) > most:
        cut = cut[: max(len(cut) * most // tokens - 1, 0)]
    if cut == text:
        return text
    return cut.rpartition(" ")[0].strip() or cut


def _tokens(text: str, count_tokens: CountTokens, most: int) -> int:
    """The number of tokens; of a text that is surely too long, a number above `most`."""
    if len(text) > most * _TOKEN_CHARS:
        return len(text)
    return count_tokens(text)


def _ends(text: str, count_tokens: CountTokens, most: int) -> str:
    """Beginning and end of a text without sentences that fit."""
    first = beginning(text, count_tokens, most // 2)
    last = beginning(text[::-1], lambda part: count_tokens(part[::-1]), most // 2)[::-1]
    return f"{first} {last}"
