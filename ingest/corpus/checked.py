"""A TOML file of the corpus -> a checked record."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from ingest.text.errors import CorpusError
from ingest.text.text_file import decoded, read_file

MISTAKES: Final = {
    "missing": ("dit veld ontbreekt.", "Vul het in."),
    "extra_forbidden": ("dit veld bestaat niet.", "Verbeter de naam of verwijder het."),
    "string_type": ("dit is geen tekst.", "Zet de waarde tussen aanhalingstekens."),
    "string_too_short": ("dit is leeg.", "Vul het in."),
    "too_short": ("dit is leeg of te kort.", "Vul het aan."),
    "int_type": ("dit is geen heel getal.", "Schrijf bijvoorbeeld 2022, zonder aanhalingstekens."),
    "greater_than": ("dit getal is te klein.", "Begin bij 1."),
    "date_type": (
        "dit is geen datum.",
        "Schrijf bijvoorbeeld 2026-11-01, zonder aanhalingstekens.",
    ),
    "list_type": ("dit is geen lijst.", 'Schrijf bijvoorbeeld ["year", "reuse"].'),
    "tuple_type": ("dit is geen lijst.", 'Schrijf bijvoorbeeld ["een", "twee"].'),
    "dict_type": ("dit is geen tabel.", "Schrijf onder de kop regels als: woord = 'betekenis'."),
    "model_type": ("dit is geen tabel.", "Schrijf de velden eronder, zoals bij de andere bronnen."),
}
"""What is said of a mistake, and what to do, by pydantic's name for it."""
_WRONG: Final = ("deze waarde mag niet.", "Kijk hoe het veld elders is ingevuld.")


Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Words, without the white space at their edges."""


class Strict(BaseModel):
    """A record in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


File = TypeVar("File", bound=Strict)


def read_toml(path: Path, kind: type[File]) -> File:
    """Read a file of the corpus.

    Raises:
        CorpusError: it cannot be read, is no TOML, or not what it should be.
    """
    return parsed(read_file(path), path, kind)


def parsed(data: bytes, path: Path, kind: type[File]) -> File:
    """What a file of the corpus held when it was read.

    Raises:
        CorpusError: it is no TOML, or not what it should be.
    """
    return checked(parse_toml(decoded(data, str(path)), str(path)), path, kind)


def checked(tables: dict[str, Any], path: Path, kind: type[File]) -> File:
    """The tables of a file of the corpus, as what they should be.

    Raises:
        CorpusError: they are something else.
    """
    try:
        return kind.model_validate(tables)
    except ValidationError as error:
        raise _mistaken(path, error.errors()[0]) from error


def parse_toml(text: str, shown: str) -> dict[str, Any]:
    """The tables of a file that is called `shown` in an error.

    Raises:
        CorpusError: it is no TOML.
    """
    try:
        return tomllib.loads(text)
    # A number of thousands of digits and a thousand brackets fail in ways of their own.
    except (ValueError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"regel {line[1]}" if line else "laatste regel"
        raise CorpusError(
            f"{shown}, {where}: dit is geen geldige TOML.",
            "Kijk of er een aanhalingsteken, haakje of = ontbreekt, of dat iets er dubbel staat.",
        ) from error


def _mistaken(path: Path, first: ErrorDetails) -> CorpusError:
    field = ".".join(str(part) for part in first["loc"]) or "bestand"
    what, remedy = MISTAKES.get(first["type"], _WRONG)
    if first["type"] == "value_error":  # one of our own rules, which says itself what is wrong
        what, remedy = f"{first['ctx']['error']}.", "Vul het aan."
    if first["type"] == "literal_error":
        remedy = f"Kies uit: {first['ctx']['expected'].replace(' or ', ' of ')}."
    return CorpusError(f"In {path} klopt '{field}' niet: {what}", remedy)
