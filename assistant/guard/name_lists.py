"""Lists of words -> what a word may be: a given name, a surname, a place, an ordinary word.

Given names, surnames and places come as plain lists with the deduce package, which is not imported
for it; assistant/guard/privacy.toml adds to them and says which of them are ordinary words.
"""

import importlib.util
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict

from ingest.text.words import fold

FILE: Final = Path(__file__).parent / "privacy.toml"
MIN_CHARS: Final = 3
"""A given name has at least so many letters, but for those of privacy.toml."""
MIN_SURE_CHARS: Final = 4
"""In lower case, or all capitals, at least so many: shorter ones are typing errors and acronyms."""
_FOLDER: Final = "data/lookup/src"


def _split(text: Any) -> frozenset[str]:
    return frozenset(str(text).split())


_Words = Annotated[frozenset[str], BeforeValidator(_split)]


class _File(BaseModel):
    """What privacy.toml holds, which says what it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    homonyms: _Words
    words: _Words
    given: _Words
    surnames: _Words
    sure_surnames: _Words
    places: _Words
    ordinary: _Words
    public: str
    titles: _Words
    families: _Words
    shortened: _Words
    related: _Words
    called: _Words
    between: _Words
    owned: _Words
    months: _Words
    before_month: _Words


@dataclass(frozen=True, slots=True)
class NameLists:
    """Folded words by what they are; `file` is what is written in privacy.toml."""

    given: frozenset[str]
    surnames: frozenset[str]
    places: frozenset[str]
    ordinary: frozenset[str]
    public: tuple[str, ...]
    file: _File


@cache
def name_lists() -> NameLists:
    """The lists of this package and of deduce, read once."""
    file = _File.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))
    given = _read("names/lst_first_name") | file.given | file.homonyms
    given -= file.words | file.places
    surnames = _read("names/lst_surname") | _read("names/lst_interfix_surname")
    towns = _read("locations/lst_placename/lst_residence")
    towns |= _read("locations/lst_placename/lst_municipality")
    common = _read("whitelist/lst_common_word") | _read("whitelist/lst_stop_word")
    return NameLists(
        given,
        (surnames | file.surnames | file.sure_surnames) - given,
        file.places | (towns - given),
        (common | file.words | file.ordinary) - given,
        tuple(file.public.strip().split("\n")),
        file,
    )


def _read(name: str) -> frozenset[str]:
    """A list of the deduce package, folded."""
    spec = importlib.util.find_spec("deduce")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    lines = (folder / _FOLDER / name / "items.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(fold(line.strip()) for line in lines if line.strip())


def role(word: str) -> str:
    """What a word does in a sentence to make what follows a name."""
    use = name_lists().file
    roles = {
        "T": use.titles,
        "F": use.families,
        "q": use.related,
        "h": use.called,
        "v": use.between,
    }
    return next((letter for letter, words in roles.items() if word in words), "")


def owned() -> frozenset[str]:
    """Words before which a given name has an s: "Sems moeder"."""
    return name_lists().file.related | name_lists().file.owned


def is_double(word: str) -> bool:
    """Whether a surname goes on after a hyphen: "Jansen-de" Boer."""
    first, hyphen, last = word.rpartition("-")
    return bool(first and hyphen) and last in name_lists().file.between


def is_given(word: str) -> bool:
    """Whether a folded word may be a given name; of "Jan-Willem" the first part tells."""
    lists = name_lists()
    if len(word) < MIN_CHARS and word not in lists.file.homonyms:
        return False
    first, hyphen, _ = word.partition("-")
    return word in lists.given or (bool(hyphen) and first in lists.given)


def is_acronym(text: str) -> bool:
    """GGZ, NOS, YouTube; not KEVIN or JANSEN."""
    if text.isupper() and len(text) >= MIN_SURE_CHARS:
        lists, word = name_lists(), fold(text)
        return word not in lists.given and (word not in lists.surnames or word in lists.ordinary)
    return sum(char.isupper() for char in str(re.split(r"[-'’]", text)[0])) > 1
