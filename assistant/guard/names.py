"""A text -> where it names a person, by rules that need no model.

Every word becomes one letter that says what it may be (guard/letters.py), what stands between words
becomes one too, and a name is a pattern of letters (`_NAMES`): "Bij mevrouw J. de Vries" is "x",
"T", "I", "v", "N". Beside the letters of words:

P any word of a whole name in the corpus, O a month.
Between words: . beginning of a sentence, # a number as of an age, ' possessive, or a comma.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from assistant.guard.capitals import recased
from assistant.guard.known_names import known_names
from assistant.guard.letters import Letters
from assistant.guard.tokens import NameToken, between, is_month, name_tokens
from ingest.text.place import Span

_LAST: Final = "[NnCGgSkL]"
"""What may be a surname where a name is plain from what stands before it."""
_NAMES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # The surname first, as in a file: "Bruin, Kevin de".
        r"v*[NnCkL],I*[GgS]+I?v*",
        r"v*[NnC],I+v*(?![A-Za-z])",
        r"N+[GgS]*G[GgS]*",
        # A surname between brackets or stars, or behind initials.
        r"[GgS]*G,v*N+",
        r"I+v*N[NnC]*",
        # A given name and a surname.
        rf"[GgS]+I?(?:v+(?:{_LAST}|K)|[NnCk]|(?<=G)L)(?:v*[NnC])*",
        r"[gS]*G[GgS]*",
        r"(?<!\.)g[GgS]*",
        r"\.(?P<name>g)[#']",
        rf"(?:(?<!\.)|(?<=\.)(?=Iv))I+v*{_LAST}[NnC]*",
        r"C(?:v+[Nn]|N)[NnC]*",
        r"(?<!\.)C[CN]?(?=#)",
        r"v+N(?=#)",
        # In lower case.
        r"l+(?:v+[bflypuz]|[bfz])*",
        r"m(?:(?=#)|v+[bfp])",
        # After a title, a relation, or "heet".
        rf"T(?P<name>I*v*(?:{_LAST}+(?:v+{_LAST})*|[lbf]))",
        rf"F(?P<name>I*(?:v+L|v*[NnCGgSk]+)(?:v+{_LAST})*|v*[lmbf])",
        r"q,?(?P<name>[GgNC]+(?:v*[NnC])*)",
        r"h,?(?P<name>(?:[GgNnC]+(?:v*[NnC])*|[lu]))",
        r"[qF]h,?(?P<name>[lmbfuyz])",
    )
)


class Names:
    """Finds names of persons that the corpus does not name itself."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the texts of the corpus: whom they name is no client, and their words are words."""
        self._known = known_names(texts)
        self._letters = Letters(self._known)

    def find(self, text: str) -> Iterator[Span]:
        """Where persons are named; spans may overlap."""
        letters, places = self._as_letters(text)
        for pattern in _NAMES:
            for match in pattern.finditer(letters):
                start, end = match.span("name" if "name" in pattern.groupindex else 0)
                named = [token for token in places[start:end] if token]
                yield Span(named[0].start, named[-1].end)

    def recased(self, text: str) -> str:
        """A text with what is typed in capitals as it would be typed otherwise; as long."""
        return recased(text, self._letters.of_capitalised)

    def is_plausible(self, text: str, span: Span) -> bool:
        """Whether a span has a word with a capital that may be a name, and is not the corpus's."""
        letters, places = self._as_letters(text)
        inside = "".join(
            letters[place - 1 : place + 1] if letters[place - 1] == "." else letters[place]
            for place, token in enumerate(places)
            if token and token.start >= span.start and token.end <= span.end
        )
        if re.search("[PKOS]", inside):
            return False
        return bool(re.search(r"G|(?<!\.)g|N(?=.)|(?<!\.)C.", inside))

    def _as_letters(self, text: str) -> tuple[str, list[NameToken | None]]:
        """The text as letters, and for each letter its word, or None for what is between words."""
        tokens = name_tokens(text)
        spared = self._known.spared(tokens)
        letters, places, at = ["."], list[NameToken | None]([None]), 0
        for number, token in enumerate(tokens):
            before = tokens[number - 1].folded if number else ""
            gap = between(text[at : token.start], before) if at else ""
            letter = "P" if number in spared else self._letter(text, tokens, number)
            own = "'" if token.is_owner else ""
            letters += [*gap, *letter, *own]
            places += [*([None] * len(gap)), *([token] * len(letter)), *([None] * len(own))]
            at = token.end
        letters.append(between(text[at:]))
        return "".join(letters), places

    def _letter(self, text: str, tokens: Sequence[NameToken], number: int) -> str:
        """What a word may be, between those before and behind it."""
        before = tokens[number - 1].folded if number else ""
        follows = tokens[number + 1].folded if number + 1 < len(tokens) else ""
        if is_month(text, tokens[number], before):
            return "O"
        return self._letters.of(tokens[number], follows)
