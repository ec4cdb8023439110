"""Texts of the corpus -> whom they name: no client, and so left alone."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.guard.name_lists import is_given, name_lists
from assistant.guard.tokens import NameToken, between, follows_given, name_tokens
from ingest.text.words import fold

MAX_PHRASE_WORDS: Final = 6
"""Names in the corpus are looked for in runs of at most so many words."""
_SMALL_WORD: Final = re.compile(r"\b[^\W\d_A-Z]{2,}\b")
_REFERENCE: Final = re.compile(r"\b([^\W\d_]+), ((?:[A-Z]\.){1,4})")
"""An author in a list of literature: "Lam, E."."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the corpus names, folded.

    `words` are its words in lower case, which are no names; `phrases` its names of several words,
    and parts of those; `single` names of one word, and words of others that are no given name.
    """

    words: frozenset[str]
    phrases: frozenset[tuple[str, ...]]
    single: frozenset[str]

    def spared(self, tokens: Sequence[NameToken]) -> set[int]:
        """Numbers of the words that together are a name of the corpus."""
        spared: set[int] = set()
        for start, token in enumerate(tokens):
            is_surname = token.folded in name_lists().file.between
            if start in spared or (is_surname and follows_given(tokens, start)):
                continue
            spared.update(range(start, start + self._phrase_words(tokens, start)))
        return spared

    def _phrase_words(self, tokens: Sequence[NameToken], start: int) -> int:
        """How many words the longest name has that begins here; none if there is no such name."""
        for count in range(MAX_PHRASE_WORDS, 1, -1):
            phrase = tuple(token.folded for token in tokens[start : start + count])
            if len(phrase) == count and phrase in self.phrases:
                return count
        return 0


def known_names(texts: Iterable[str]) -> KnownNames:
    """Whom texts name, and what everybody knows (privacy.toml, `public`)."""
    all_texts = [*texts, *name_lists().public]
    small = {word for text in all_texts for word in _SMALL_WORD.findall(text)}
    words = frozenset(map(fold, small))
    runs = [run for text in all_texts for run in _runs(text, words)]
    phrases = {part for run in runs for part in _parts(run)}
    phrases.update(
        (fold(match[2]), fold(match[1]))
        for text in all_texts
        for match in _REFERENCE.finditer(text)
    )
    single = {word for run in runs for word in _singles(run)}
    return KnownNames(words, frozenset(phrases), frozenset(single))


def _runs(text: str, words: frozenset[str]) -> Iterator[list[str]]:
    """Folded words with a capital that stand together, with "van" and "de" between them.

    The first word of a sentence counts if it is none of the `words` in lower case.
    """
    use = name_lists().file.between
    run: list[str] = []
    at = 0
    for token in name_tokens(text):
        gap = between(text[at : token.start])
        if gap and run:
            yield _without_tail(run)
            run = []
        is_start = "." in gap or not at
        at = token.end
        is_name = token.text[0].isupper() and not (is_start and token.folded in words)
        if is_name or (run and token.folded in use):
            run.append(token.folded)
        elif run:
            yield _without_tail(run)
            run = []
    yield _without_tail(run)


def _without_tail(run: list[str]) -> list[str]:
    """A run without the "van" and "de" behind its last name."""
    while run and run[-1] in name_lists().file.between:
        run.pop()
    return run


def _parts(run: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every part of a run that has two words or more, and not too many."""
    for start in range(len(run)):
        for end in range(start + 2, min(start + MAX_PHRASE_WORDS, len(run)) + 1):
            yield tuple(run[start:end])


def _singles(run: Sequence[str]) -> Iterator[str]:
    """A name of one word; of a longer one the words that are no given name."""
    if len(run) == 1:
        yield run[0]
    yield from (
        word for word in run if not is_given(word) and word not in name_lists().file.between
    )
