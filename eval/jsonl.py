"""JSON Lines file -> checked records, each fault named by file and line."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import Final, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from ingest.text.errors import SteunwijzerError, why
from ingest.text.text_file import decoded

JsonRecord = TypeVar("JsonRecord", bound=BaseModel)
_id_of: Final = attrgetter("id")
FileLine = tuple[Path, int]
"""A file and the number of one of its lines."""


_SAID: Final = {
    "missing": ("ontbreekt", "Voeg dit veld toe"),
    "extra_forbidden": ("hoort hier niet", "Haal dit veld weg"),
    "string_too_short": ("is leeg", "Vul dit veld in"),
    "too_short": ("is leeg", "Vul dit veld in"),
}
"""What is said of a fault, by pydantic's name for it."""


def read_lines(path: Path) -> Iterator[tuple[FileLine, str]]:
    """The lines of a file that are not blank, each with its place.

    Raises:
        SteunwijzerError: the file is missing or no UTF-8.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SteunwijzerError(
            f"Het bestand {path} is er niet.", "Zet het daar neer of kies een andere map."
        ) from error
    except OSError as error:
        raise SteunwijzerError(
            f"Het bestand {path} is niet te lezen: {why(error)}.",
            "Kies een bestand dat je mag lezen.",
        ) from error
    lines = decoded(data, f"Het bestand {path}").split("\n")
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield (path, number), line


def read_records(path: Path, kind: type[JsonRecord]) -> list[tuple[FileLine, JsonRecord]]:
    """The records of a file, one a line, each with its place; at least one.

    Raises:
        SteunwijzerError: the file cannot be read or is empty, or a line is no such record.
    """
    records = [(place, _record(place, line, kind)) for place, line in read_lines(path)]
    if not records:
        raise SteunwijzerError(f"Het bestand {path} is leeg.", "Zet er minstens één regel in.")
    return records


def records_of(path: Path, kind: type[JsonRecord]) -> list[JsonRecord]:
    """The records of a file, one a line; at least one.

    Raises:
        SteunwijzerError: as `read_records`.
    """
    return [record for _, record in read_records(path, kind)]


def write_records(path: Path, records: Iterable[BaseModel]) -> None:
    """Write records, one a line.

    Raises:
        SteunwijzerError: the file cannot be written.
    """
    lines = "".join(f"{each.model_dump_json(exclude_defaults=True)}\n" for each in records)
    try:
        path.write_text(lines, encoding="utf-8")
    except OSError as error:
        raise SteunwijzerError(
            f"{path} kan niet worden geschreven: {why(error)}.", "Kies een andere map."
        ) from error


def read_unique(path: Path, kind: type[JsonRecord]) -> list[JsonRecord]:
    """The records of a file, each of which has an id of its own.

    Raises:
        SteunwijzerError: names file, line and remedy of the first thing that is wrong.
    """
    placed = read_records(path, kind)
    check_unique([(place, _id_of(record)) for place, record in placed], "id")
    return [record for _, record in placed]


def check_unique(places: list[tuple[FileLine, str]], what: str) -> None:
    """Refuse a file in which two lines have the same id.

    Raises:
        SteunwijzerError: names the second of them.
    """
    first: dict[str, int] = {}
    for place, name in places:
        if name in first:
            refuse(
                place,
                f"{what} '{name}' staat ook op regel {first[name]}",
                "Geef elke regel een eigen id",
            )
        first[name] = place[1]


def refuse(place: FileLine, what: str, remedy: str) -> NoReturn:
    """Fail on a line of a file.

    Raises:
        SteunwijzerError: always.
    """
    path, number = place
    raise SteunwijzerError(f"{path}, regel {number}: {what}.", f"{remedy}.")


def _record(place: FileLine, line: str, kind: type[JsonRecord]) -> JsonRecord:
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            refuse(place, "dit is geen geldige JSON", "Verbeter de regel")
        field = ".".join(str(part) for part in first["loc"]) or "regel"
        what, remedy = _SAID.get(first["type"], ("heeft een verkeerde waarde", "Verbeter dit veld"))
        refuse(place, f"'{field}' {what}", remedy)
