"""A text -> where it names a person, by rules that need no model.

Every word becomes one letter that says what it may be (`_letter`), what stands between words
becomes one too, and a name is a pattern of letters (`_NAMES`): "Bij mevrouw J. de Vries" is "x",
"T", "I", "v", "N". The letters:

With a capital: G given name, g one that is a word too ("Roos"), S one that the corpus names;
N surname, n one that is a word too, k one that the corpus names; K another word of a name in the
corpus, P any word of a whole name in the corpus; L place, O ordinary word, C another word.
In lower case: l given name, m short one, u one that is a word too; f surname, b one that may be a
word too; p place, y unknown word, z one that ends as few Dutch words do, x ordinary word.
By use: I initials, v "van", T title, F "gezin", q "moeder" or "cliënt", h "heet".
Between words: . beginning of a sentence, # a number as of an age, ' possessive, | mask, or a comma.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from assistant.guard.capitals import recased
from assistant.guard.name_lists import (
    MIN_SURE_CHARS,
    is_acronym,
    is_double,
    is_given,
    name_lists,
    owned,
    role,
)
from ingest.text.place import Span
from ingest.text.words import fold

MIN_PART_CHARS: Final = 5
"""A part of a compound is at least so long; shorter ones are in many a name."""
MAX_PHRASE_WORDS: Final = 6
"""Names in the corpus are looked for in runs of at most so many words."""
_TOKEN: Final = re.compile(
    r"\[[a-z-]+\]|(?<![^\W\d_])(?:[^\W\d_]\.){1,5}(?![^\W\d_])|\b(?:[A-Z]\.|Th\.|Ch\.){1,5}(?=\s?[A-Z])|@?[^\W\d_]+(?:[-'’´`][^\W\d_]+)*"
)
_REFERENCE: Final = re.compile(r"\b([^\W\d_]+), ((?:[A-Z]\.){1,4})")
"""An author in a list of literature: "Lam, E."."""
_POSSESSIVE: Final = re.compile(r"['’´`]s?$")
_ABSTRACT: Final = re.compile(
    r".*(?:wet|zorg|hulp|schap|heid|teit|ing|ingen|plan|team|groep|isch|ische|aans|aanse|eens|eense|"
    r"ees|ese|atie|aties|ment|kunde|recht|raad|huis|centrum|werk|werker|ist|isme|gezinnen|steun)"
)
"""Endings of words that are no names."""
_FOREIGN: Final = re.compile(
    r".+(?:ski|ska|wicz|czyk|czuk|oglu|enko|chuk|shvili|ovic|ovich|ouche|aoui|stra|sma|inga|ssen)|"
    r"(?:ghebre|gebre|tekle|tesfa|weld|wolde?|haile|bou|ben|abdel|abdul|el-|al-).{3,}"
)
"""Beginnings and endings that surnames have and Dutch words have not."""
_OPEN_ENDED: Final = re.compile(r".{4,}[aiou]")
"""Hassani, Demirci: few Dutch words end so."""
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


class _Token(NamedTuple):
    """A word of a text, without the possessive s: where it is, itself, and folded."""

    start: int
    end: int
    text: str
    folded: str
    is_owner: bool


class Names:
    """Finds names of persons that the corpus does not name itself."""

    def __init__(self, known: Iterable[str]) -> None:
        """Take the texts of the corpus: whom they name is no client, and their words are words."""
        texts = [*known, *name_lists().public]
        self._corpus = frozenset(
            fold(match[0]) for text in texts for match in re.finditer(r"\b[^\W\d_A-Z]{2,}\b", text)
        )
        self._phrases: set[tuple[str, ...]] = set()
        self._single: set[str] = set()
        for text in texts:
            for match in _REFERENCE.finditer(text):
                self._phrases.add((fold(match[2]), fold(match[1])))
            for run in self._runs(text):
                self._learn(run)

    def find(self, text: str) -> Iterator[Span]:
        """Where persons are named; spans may overlap."""
        tokens = _tokens(text)
        letters, places = self._letters(text, tokens)
        for pattern in _NAMES:
            for match in pattern.finditer(letters):
                start, end = match.span("name" if "name" in pattern.groupindex else 0)
                named = [token for token in places[start:end] if token]
                yield Span(named[0].start, named[-1].end)

    def recased(self, text: str) -> str:
        """A text with what is typed in capitals as it would be typed otherwise; as long."""
        return recased(text, self._letter_of)

    def _letter_of(self, word: str) -> str:
        """What a word with a capital may be, wherever it stands."""
        token = next(iter(_tokens(word)), _Token(0, 0, word, fold(word), is_owner=False))
        letter = self._letter(token, "")
        is_made_of_words = letter == "C" and any(
            self._is_ordinary(part)
            for cut in range(MIN_PART_CHARS, len(token.folded) - MIN_PART_CHARS + 1)
            for part in (token.folded[:cut], token.folded[cut:])
        )
        return "O" if is_made_of_words else letter

    def is_plausible(self, text: str, span: Span) -> bool:
        """Whether a span has a word with a capital that may be a name, and is not the corpus's."""
        tokens = _tokens(text)
        letters, places = self._letters(text, tokens)
        inside = "".join(
            letters[place - 1 : place + 1] if letters[place - 1] == "." else letters[place]
            for place, token in enumerate(places)
            if token and token.start >= span.start and token.end <= span.end
        )
        if re.search("[PKOS]", inside):
            return False
        return bool(re.search(r"G|(?<!\.)g|N(?=.)|(?<!\.)C.", inside))

    def _letters(self, text: str, tokens: Sequence[_Token]) -> tuple[str, list[_Token | None]]:
        """The text as letters, and for each letter its word, or None for what is between words."""
        spared = self._spared(tokens)
        letters, places, at = ["."], list[_Token | None]([None]), 0
        for number, token in enumerate(tokens):
            before = tokens[number - 1].folded if number else ""
            follows = tokens[number + 1].folded if number + 1 < len(tokens) else ""
            between = _between(text[at : token.start], before) if at else ""
            if number in spared:
                letter = "P"
            elif _is_month(text, token, before):
                letter = "O"
            else:
                letter = self._letter(token, follows)
            own = "'" if token.is_owner else ""
            letters += [*between, *letter, *own]
            places += [*([None] * len(between)), *([token] * len(letter)), *([None] * len(own))]
            at = token.end
        letters.append(_between(text[at:]))
        return "".join(letters), places

    def _letter(self, token: _Token, follows: str) -> str:
        """What a word may be; a word with a capital has a capital letter, or is g, n or k."""
        if token.text[0] == "[":
            return "|"
        if use := role(token.folded):
            return use
        if not token.text[0].isupper():
            return "l" if self._is_short_name(token, follows) else self._lower(token.folded)
        if token.text.endswith("."):
            return "I"
        if self._is_short_name(token, follows):
            return "G"
        if is_double(token.folded):
            return "Nv"
        given = token.folded.removesuffix("s")
        if follows in owned() and self._is_sure(given) and given not in self._single:
            return "G"
        return "O" if is_acronym(token.text) else self._capital(token)

    def _capital(self, token: _Token) -> str:
        word, lists = token.folded, name_lists()
        if _is_double_surname(word):
            return "N"
        is_known, is_word = word in self._single, self._is_ordinary(word)
        if is_given(word):
            is_sure = self._is_sure(word) or (token.is_owner and not is_word)
            return "S" if is_known else "G" if is_sure else "g"
        if word in lists.places:
            return "L"
        if word in lists.surnames:
            return "k" if is_known else "n" if is_word else "N"
        if is_word or _ABSTRACT.fullmatch(word):
            return "O"
        return "K" if is_known else "N" if _FOREIGN.fullmatch(word) else "C"

    def _lower(self, word: str) -> str:
        lists = name_lists()
        if _is_double_surname(word):
            return "f"
        if word in lists.file.sure_surnames and (word in self._single or not is_given(word)):
            return "f"  # "mevrouw jansen" is another than the corpus's
        if self._is_ordinary(word) or word in self._single:
            return "x"
        if word in lists.places:
            return "p"
        if is_given(word) and len(word) >= MIN_SURE_CHARS:
            return "u" if word in name_lists().file.homonyms else "l"
        if self._is_sure(word):
            return "m"
        if word not in lists.surnames:
            return "z" if _OPEN_ENDED.fullmatch(word) else "y"
        if _FOREIGN.fullmatch(word):
            return "f"
        return "y" if word.endswith("t") else "b"  # "mevrouw belt" is no name

    def _is_sure(self, word: str) -> bool:
        """Whether a word can only be a given name."""
        is_other = word in name_lists().file.homonyms or self._is_ordinary(word)
        return is_given(word) and not is_other

    def _is_short_name(self, token: _Token, follows: str) -> bool:
        """Whether a name of few letters is known by the surname behind it: "zoë peeters"."""
        lists = name_lists()
        is_short = len(token.folded) < MIN_SURE_CHARS and self._is_sure(token.folded)
        is_surname = follows in lists.file.sure_surnames or (
            follows in lists.surnames and not self._is_ordinary(follows)
        )
        return is_short and is_surname and (token.folded, follows) not in self._phrases

    def _is_ordinary(self, word: str) -> bool:
        return word in name_lists().ordinary or word in self._corpus

    def _spared(self, tokens: Sequence[_Token]) -> set[int]:
        """Numbers of the words that together are a name of the corpus."""
        spared: set[int] = set()
        for start, token in enumerate(tokens):
            is_surname = token.folded in name_lists().file.between
            if start in spared or (is_surname and _follows_given(tokens, start)):
                continue
            for words in range(MAX_PHRASE_WORDS, 1, -1):
                phrase = tuple(token.folded for token in tokens[start : start + words])
                if len(phrase) == words and phrase in self._phrases:
                    spared.update(range(start, start + words))
                    break
        return spared

    def _runs(self, text: str) -> Iterator[list[_Token]]:
        """Words with a capital that stand together, with "van" and "de" between them."""
        run: list[_Token] = []
        at, is_start = 0, True
        for token in _tokens(text):
            between = _between(text[at : token.start])
            if between:
                yield run
                run = []
            is_start = "." in between or not at
            at = token.end
            is_name = token.text[0].isupper() and not (is_start and token.folded in self._corpus)
            if is_name or (run and token.folded in name_lists().file.between):
                run.append(token)
            else:
                yield run
                run = []
        yield run

    def _learn(self, run: list[_Token]) -> None:
        """Take the names that a run holds: parts of it, and words that are no given name."""
        while run and run[-1].folded in name_lists().file.between:
            run.pop()
        words = [token.folded for token in run]
        for start in range(len(words)):
            for end in range(start + 2, min(start + MAX_PHRASE_WORDS, len(words)) + 1):
                self._phrases.add(tuple(words[start:end]))
        if len(words) == 1:
            self._single.add(words[0])
        self._single.update(
            word for word in words if not is_given(word) and word not in name_lists().file.between
        )


def _is_double_surname(word: str) -> bool:
    """Whether it is two surnames: "Bergh-Oosterhuis"; one of them is no other word."""
    first, hyphen, last = word.rpartition("-")
    lists = name_lists()
    sure = [part for part in (first, last) if part in lists.surnames and part not in lists.ordinary]
    return bool(hyphen and sure)


def _is_month(text: str, token: _Token, before: str) -> bool:
    """Whether a word that may be a name is a month here: "in Mei", "Jan 1 januari"."""
    if token.folded not in name_lists().file.months:
        return False
    if re.search(r"\d\s?$", text[max(token.start - 3, 0) : token.start]):
        return True
    if re.match(r"\s\d", text[token.end : token.end + 2]):
        return True
    return before in name_lists().file.before_month and token.folded != "jan"


def _tokens(text: str) -> list[_Token]:
    return [_token(match) for match in _TOKEN.finditer(text)]


def _token(match: re.Match[str]) -> _Token:
    text = _POSSESSIVE.sub("", match[0])
    is_owner = text != match[0]
    return _Token(match.start(), match.start() + len(text), text, fold(text), is_owner)


def _between(gap: str, before: str = "") -> str:
    """What stands between two words: "." where a sentence begins, "#" an age, "," anything."""
    if gap == ". " and before in name_lists().file.shortened:
        return ""
    if re.search(r"[.?!:;\n•\"“”]", gap):
        return "."
    if re.search(r"(?<!\d)\d{1,2}(?!\d)", gap):
        return "#"
    return "," if re.search(r"[^\s'’_-]", gap) else ""


def _follows_given(tokens: Sequence[_Token], number: int) -> bool:
    """Whether a given name comes before: then "de Winter" is of another than the corpus's."""
    before = tokens[number - 1] if number else None
    return before is not None and before.text[0].isupper() and is_given(before.folded)
