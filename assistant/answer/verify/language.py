"""language.toml -> the lists of small words by which sentences are compared."""

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict

FILE: Final = Path(__file__).parent / "language.toml"
STOPS: Final = frozenset(",;:()–-\n")
CLOSING: Final = frozenset(")–-")
CONJUNCTIONS: Final = frozenset({"en", "of", "maar", "terwijl"})


def _split(text: Any) -> frozenset[str]:
    return frozenset(str(text).split())


def grouped(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    """By word, the name of the group of words that say the same: "=" and the first of them."""
    return {word: f"={words[0]}" for words in groups for word in words}


def _grouped(groups: Any) -> dict[str, str]:
    return grouped(str(words).split() for words in groups)


_Listed = Annotated[frozenset[str], BeforeValidator(_split)]
_Groups = Annotated[dict[str, str], BeforeValidator(_grouped)]


class Language(BaseModel):
    """Words of the language by what they do in a sentence; the file says what each list is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    light: _Listed
    auxiliaries: _Listed
    determiners: _Listed
    prepositions: _Listed
    narrowing: _Listed
    scopes: _Listed
    openers: _Listed
    subordinators: _Listed
    conditions: _Listed
    denials: _Listed
    examples: _Listed
    people: _Listed
    pronouns: _Listed
    particles: _Listed
    adjectives: _Listed
    droppable: _Listed
    stress: _Listed
    additions: _Listed
    verbs: _Listed
    bends: _Groups
    same: _Groups
    phrases: dict[str, str]
    numbers: dict[str, str]


@cache
def language() -> Language:
    """The lists of the file, read once."""
    return Language.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))
