"""corpus/terms.toml -> the terms of the guidelines beside the words that people use for them."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.errors import CorpusError
from ingest.lexical import fold

FILE: Final = "terms.toml"

Terms = tuple[tuple[str, str], ...]
"""Pairs of a word or phrase, folded, and what is searched for besides."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    abbreviations: dict[str, str] = {}
    lay: dict[str, str] = {}


def load_terms(corpus: Path) -> Terms:
    """Read the terms of a corpus folder; there may be none.

    Raises:
        CorpusError: the file is no such list.
    """
    path = corpus / FILE
    if not path.exists():
        return ()
    try:
        file = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        reason = str(error).splitlines()[0]
        raise CorpusError(
            f"{path} is geen lijst van woorden: {reason}.", "Verbeter het bestand."
        ) from error
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
