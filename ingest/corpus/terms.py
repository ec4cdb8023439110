"""corpus/terms.toml -> the terms of the guidelines beside the words that people use for them."""

from pathlib import Path
from typing import Final

from pydantic import Field

from ingest.corpus.checked import Filled, Strict, read_toml
from ingest.text.text_file import is_there
from ingest.text.words import stem, words

FILE: Final = "terms.toml"
MIN_STEMMED_CHARS: Final = 5
"""Shorter words are abbreviations, or have endings that make up most of them."""

LayTerms = tuple[tuple[str, str], ...]
"""Pairs of a word or phrase, as stems, and what is searched for besides."""


class WordGroup(Strict):
    """What people say, with what is searched for besides; an abbreviation works both ways.

    `source` says where that comes from: a publication, a law, a page, or "algemeen" for what
    everybody in the field knows.
    """

    source: Filled
    abbreviations: dict[Filled, Filled] = Field(default_factory=dict)
    lay: dict[Filled, Filled] = Field(default_factory=dict)

    @property
    def terms(self) -> LayTerms:
        """All pairs."""
        whole = {text: short for short, text in self.abbreviations.items()}
        said = (*self.lay.items(), *self.abbreviations.items(), *whole.items())
        return tuple((_stems(text), meant) for text, meant in said)


class WordLists(Strict):
    """The groups of words, by name."""

    group: dict[Filled, WordGroup] = Field(default_factory=dict)

    @property
    def terms(self) -> LayTerms:
        """All pairs of all groups."""
        return tuple(pair for group in self.group.values() for pair in group.terms)


def load_terms(corpus: Path) -> LayTerms:
    """Read the terms of a corpus folder; there may be none.

    Raises:
        CorpusError: the file is no such list.
    """
    return load_word_lists(corpus).terms


def load_word_lists(corpus: Path) -> WordLists:
    """The same, as the maintainer wrote them.

    Raises:
        CorpusError: as `load_terms`.
    """
    path = corpus / FILE
    return read_toml(path, WordLists) if is_there(path) else WordLists()


def expand(question: str, terms: LayTerms) -> str:
    """A question followed by the terms for the words in it, in whatever form these are."""
    asked = f" {_stems(question)} "
    meant = [term for said, term in terms if f" {said} " in asked]
    return " ".join([question, *dict.fromkeys(meant)])


def meanings(word: str, terms: LayTerms) -> tuple[str, ...]:
    """The terms for which people use a folded word, in some form."""
    asked = _stem(word)
    return tuple(term for said, term in terms if said == asked)


def _stems(text: str) -> str:
    return " ".join(map(_stem, words(text)))


def _stem(word: str) -> str:
    """The stem of a folded word; a short one stays: "ass" and "as" have one stem."""
    return stem(word) if len(word) >= MIN_STEMMED_CHARS else word
