"""corpus/terms.toml -> the terms of the guidelines beside the words that people use for them."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pydantic import Field

from ingest.corpus.checked import Filled, Strict, read_toml
from ingest.text.text_file import is_there
from ingest.text.words import fold

FILE: Final = "terms.toml"

LayTerms = tuple[tuple[str, str], ...]
"""Pairs of a word or phrase, folded, and what is searched for besides."""


class WordLists(Strict):
    """What people say, with what is searched for besides; an abbreviation works both ways."""

    abbreviations: dict[Filled, Filled] = Field(default_factory=dict)
    lay: dict[Filled, Filled] = Field(default_factory=dict)

    @property
    def terms(self) -> LayTerms:
        """All pairs."""
        both = {**self.lay, **self.abbreviations}
        whole = {text: short for short, text in self.abbreviations.items()}
        return tuple((fold(said), meant) for said, meant in (*both.items(), *whole.items()))


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
    """A question followed by the terms for the words in it."""
    folded = fold(question)
    meant = [term for said, term in terms if re.search(rf"\b{re.escape(said)}\b", folded)]
    return " ".join([question, *dict.fromkeys(meant)])


def stands_for(word: str, terms: Sequence[tuple[str, str]]) -> bool:
    """Whether a folded word is one of those that people use for a term."""
    return any(word == said for said, _ in terms)
