"""Somebody's own table of questions (CSV or Excel) -> Questions, and what could not be used.

One column with questions is enough. Whoever knows more says whether the corpus answers a question,
and with which words or in which section.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd

from eval.benchmark import Checked, Question, QuestionKind, Split
from eval.quoted import quoted
from eval.tables import as_typed, read_table, unreadable
from ingest.text.document import Section
from ingest.text.errors import SteunwijzerError
from ingest.text.text_file import read_file

CSV: Final = ".csv"
EXCEL: Final = ".xlsx"
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "question": ("vraag", "question", "vragen"),
    "answered": ("beantwoord", "antwoord?", "antwoord", "answered", "heeft antwoord"),
    "passage": ("passage", "bron", "citaat", "quote", "sectie", "source"),
    "id": ("id", "nummer", "nr"),
}
"""What a column may be called, in any case."""
_YES: Final = frozenset({"ja", "j", "yes", "y", "1", "waar", "true"})
_NO: Final = frozenset({"nee", "n", "no", "0", "onwaar", "false"})
SHOWN_CHARS: Final = 60
"""So much of a passage is repeated in a warning."""
_FIRST_ROW: Final = 2
"""Below the heads, as a spreadsheet numbers its rows."""
_CHECKED: Final = Checked(by="own questions", how="as given")

OwnRow = Mapping[str, str]


class OwnQuestions(NamedTuple):
    """Questions of a table, and a line in Dutch on each thing that could not be used."""

    questions: list[Question]
    warnings: list[str]


def is_table(path: Path) -> bool:
    """Whether a file of questions is somebody's own table, and not a set as the project's is."""
    return path.suffix.lower() in (CSV, EXCEL)


def read_own(path: Path, sections: Mapping[str, Section]) -> OwnQuestions:
    """Read a table of questions and find its passages in the corpus.

    Raises:
        SteunwijzerError: it cannot be read, has no column with questions, or no question.
    """
    rows = _rows(path)
    warnings: list[str] = []
    questions = [
        _question(row, number, sections, warnings.append)
        for number, row in enumerate(rows, start=_FIRST_ROW)
        if row["question"]
    ]
    if not questions:
        raise SteunwijzerError(f"In {path} staat geen enkele vraag.", "Vul de kolom 'vraag' in.")
    return OwnQuestions(list(_told_apart(questions)), warnings)


def _rows(path: Path) -> list[OwnRow]:
    table = _excel(path) if path.suffix.lower() == EXCEL else read_table(path)
    heads = {str(name).strip().lower(): name for name in table.columns}
    found = {
        column: next((heads[name] for name in names if name in heads), None)
        for column, names in COLUMNS.items()
    }
    if found["question"] is None:
        raise SteunwijzerError(
            f"In {path} is geen kolom met vragen.",
            "Zet boven de kolom met vragen: vraag. Ook mag: beantwoord, passage, id.",
        )
    return [
        {
            name: as_typed(str(row[head]).strip()) if head is not None else ""
            for name, head in found.items()
        }
        for row in table.to_dict("records")
    ]


def _excel(path: Path) -> pd.DataFrame:
    data = read_file(path)
    try:
        return pd.read_excel(io.BytesIO(data), dtype=str, keep_default_na=False)
    except Exception as error:  # whatever the library makes of a file that is no workbook
        raise unreadable(path, error) from error


def _question(
    row: OwnRow, number: int, sections: Mapping[str, Section], warn: Callable[[str], None]
) -> Question:
    gold, reason = quoted(row["passage"], sections) if row["passage"] else ((), "")
    if reason:
        warn(f"Rij {number}: de passage '{row['passage'][:SHOWN_CHARS]}' {reason}")
    said = row["answered"].lower()
    if said and said not in _YES | _NO:
        warn(f"Rij {number}: '{row['answered']}' is geen ja of nee.")
    return Question(
        id=row["id"] or f"rij-{number}",
        split=Split.TEST,
        kind=QuestionKind.OWN,
        question=row["question"],
        gold=gold,
        has_answer=True if gold or said in _YES else False if said in _NO else None,
        answer="-",
        checked=_CHECKED,
    )


def _told_apart(questions: Sequence[Question]) -> Iterator[Question]:
    seen: dict[str, int] = {}
    for question in questions:
        seen[question.id] = count = seen.get(question.id, 0) + 1
        yield (
            question if count == 1 else question.model_copy(update={"id": f"{question.id}-{count}"})
        )
