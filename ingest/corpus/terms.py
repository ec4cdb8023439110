"""corpus/terms.toml -> the terms of the guidelines beside the words that people use for them."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pydantic import Field

from ingest.corpus.checked import Strict, read_toml
from ingest.text.text_file import is_there
from ingest.text.words import fold

FILE: Final = "terms.toml"

Terms = tuple[tuple[str, str], ...]
"""Pairs of a word or phrase, folded, and what is searched for besides."""


class _File(Strict):
    abbreviations: dict[str, str] = Field(default_factory=dict)
    lay: dict[str, str] = Field(default_factory=dict)


def load_terms(corpus: Path) -> Terms:
    """Read the terms of a corpus folder; there may be none.

    Raises:
        CorpusError: the file is no such list.
    """
    path = corpus / FILE
    if not is_there(path):
        return ()
    file = read_toml(path, _File)
    both = {**file.lay, **file.abbreviations}
    whole = {text: short for short, text in file.abbreviations.items()}
    return tuple((fold(said), meant) for said, meant in (*both.items(), *whole.items()))


def expand(question: str, terms: Terms) -> str:
    """A question followed by the terms for the words in it."""
    folded = fold(question)
    meant = [term for said, term in terms if re.search(rf"\b{re.escape(said)}\b", folded)]
    return " ".join([question, *dict.fromkeys(meant)])


def stands_for(word: str, terms: Sequence[tuple[str, str]]) -> bool:
    """Whether a folded word is one of those that people use for a term."""
    return any(word == said for said, _ in terms)
