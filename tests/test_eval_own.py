"""Somebody's own questions, as a spreadsheet saves them."""

import json
from pathlib import Path

import pandas as pd
import pytest

from eval.benchmark import QuestionKind
from eval.measures import answer_scores
from eval.own import OwnQuestions, is_table, read_own
from eval.response import failed
from eval_fakes import SECTIONS as BOTH
from eval_fakes import answered
from ingest.text.errors import SteunwijzerError

SECTIONS = {"steunouders": BOTH["steunouders"]}
ROWS = [
    ("Wat is een steunouder?", "ja", "Een steunouder is een vrijwilliger."),
    ('Hoe lang duurt dat in januari, "ongeveer"; weet je dat?', "nee", ""),
    ("Én wat vindt zoë ervan?", "", ""),
]


def saved(path: Path, heads: str, separator: str, encoding: str) -> Path:
    cells = [[f'"{cell.replace(chr(34), 2 * chr(34))}"' for cell in row] for row in ROWS]
    lines = [separator.join(heads.split()), *(separator.join(row) for row in cells)]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def read(path: Path) -> OwnQuestions:
    return read_own(path, SECTIONS)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_table_is_read_however_it_was_saved(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    found = read(saved(tmp_path / "q.csv", "Vraag BEANTWOORD passage", separator, encoding))
    assert [each.question for each in found.questions] == [row[0] for row in ROWS]
    assert [each.has_answer for each in found.questions] == [True, False, None]
    assert [gold.section for gold in found.questions[0].gold] == ["steunouders"]
    assert {each.kind for each in found.questions} == {QuestionKind.OWN}
    assert found.warnings == []


def test_a_workbook_is_read_and_ids_are_told_apart(tmp_path: Path) -> None:
    rows = {"ID": ["a", "a", ""], "question": ["Wat?", "Wie?", "Hoe?"]}
    pd.DataFrame(rows).to_excel(tmp_path / "q.XLSX.xlsx", index=False)
    found = read(tmp_path / "q.XLSX.xlsx").questions
    assert [each.id for each in found] == ["a", "a-2", "rij-4"]
    assert [each.has_answer for each in found] == [None] * 3


def test_one_column_is_enough_and_empty_rows_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text("vraag\nWat is dat, en waarom?\n\n  \nWie?\n", encoding="utf-8")
    assert [each.question for each in read(path).questions] == ["Wat is dat, en waarom?", "Wie?"]


def test_a_passage_may_be_the_id_of_a_section(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text("vraag;bron\nWat?;Steunouders\n", encoding="utf-8")
    (gold,) = read(path).questions[0].gold
    assert (gold.section, gold.quote) == ("steunouders", SECTIONS["steunouders"].text)


def test_what_cannot_be_used_is_a_warning_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text("vraag;passage;antwoord\nWat?;niet zo;\nWie?;;misschien\n", encoding="utf-8")
    found = read(path)
    assert [each[:6] for each in found.warnings] == ["Rij 2:", "Rij 3:"]
    assert [each.has_answer for each in found.questions] == [None, None]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("q.csv", b"naam;leeftijd\nx;3\n", "geen kolom met vragen"),
        ("q.csv", b"", "geen tabel"),
        ("q.csv", b"vraag\n\n", "geen enkele vraag"),
        ("q.xlsx", b"PK onzin", "geen tabel"),
        ("q.xlsx", b"", "geen tabel"),
    ],
)
def test_a_file_that_is_no_use_is_one_line(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SteunwijzerError, match=said) as caught:
        read(path)
    assert "\n" not in str(caught.value)


def test_a_table_is_known_by_its_name() -> None:
    assert [is_table(Path(name)) for name in ("a.csv", "b.XLSX", "c.jsonl")] == [True, True, False]


def test_only_what_is_known_to_be_right_is_scored(tmp_path: Path) -> None:
    yes, no, unknown = read(
        saved(tmp_path / "q.csv", "vraag antwoord bron", ";", "utf-8")
    ).questions
    yes = yes.model_copy(update={"gold": ()})
    told, refused = answered("x", "steunouders"), failed("x", "Wat?", "")
    assert answer_scores(yes, told, SECTIONS, frozenset())["answered"] == 1
    assert answer_scores(yes, refused, SECTIONS, frozenset())["answered"] == 0
    assert answer_scores(no, refused, SECTIONS, frozenset())["refused"] == 1
    assert answer_scores(no, told, SECTIONS, frozenset())["refused"] == 0
    scores = answer_scores(unknown, told, SECTIONS, frozenset())
    assert not {"answered", "refused", "answers_right"} & set(scores), json.dumps(scores)
