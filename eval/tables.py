"""Tables of text as a Dutch spreadsheet program opens and saves them."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from ingest.text.disk import replace_file
from ingest.text.errors import SteunwijzerError
from ingest.text.text_file import decoded, read_file

_SEPARATORS: Final = ";,\t"
_FORMULA: Final = ("=", "+", "-", "@", "\t")


def write_table(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Write rows as CSV: with a byte order mark, semicolons and decimal commas; at least one row.

    Whatever stops this leaves what was there as it was.

    Raises:
        OSError: the file cannot be written.
    """
    kept = list(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(kept[0]), delimiter=";")
    writer.writeheader()
    writer.writerows({name: _in_dutch(value) for name, value in row.items()} for row in kept)
    replace_file(path, text.getvalue().encode("utf-8-sig"))


def read_table(path: Path) -> pd.DataFrame:
    """Read a CSV with a line of heads; all cells are text.

    Raises:
        SteunwijzerError: it cannot be read.
    """
    text = _text(read_file(path), path)
    try:
        separator = csv.Sniffer().sniff(text.partition("\n")[0], _SEPARATORS).delimiter
    except csv.Error:  # one column needs none
        separator = ";"
    try:
        return pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise unreadable(path, error) from error


def as_typed(cell: str) -> str:
    """The words of a cell, without the quote that keeps them from being run as a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def unreadable(path: Path, error: Exception) -> SteunwijzerError:
    """What is said of a file that is no table."""
    return SteunwijzerError(
        f"{path} is geen tabel die te lezen is ({error}).",
        "Sla hem in Excel op als .xlsx of als CSV (UTF-8).",
    )


def _text(data: bytes, path: Path) -> str:
    """As Excel saves it: in UTF-8, or as Windows wrote before."""
    try:
        return decoded(data, str(path))
    except SteunwijzerError:
        return data.decode("cp1252", errors="replace")


def _in_dutch(value: object) -> object:
    if isinstance(value, float):
        return str(value).replace(".", ",")
    # What somebody typed may not be run as a formula.
    is_formula = isinstance(value, str) and value.startswith(_FORMULA)
    return f"'{value}" if is_formula else value
