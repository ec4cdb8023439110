import csv
import json
import re
from pathlib import Path

import pytest
import test_eval_calibration as calibrated

from eval.ending import Ending
from eval.measured import Measured, read_run
from eval.report import earlier_runs, html, write_report
from eval.response import Weighed
from eval_fakes import ROWS, TEXT, measured, with_judge, worse
from golden_files import assert_golden
from ingest.text.errors import SteunwijzerError


def test_the_report_reads_as_kept() -> None:
    page = html(with_judge(), worse())
    # Pictures depend on the version of the library that draws them.
    assert_golden("eval_report.html", re.sub(r"(?<=base64,)[\w+/=]+", "...", page))


def test_a_report_without_comparison_or_judge_says_nothing_of_them() -> None:
    page = html(measured(), None)
    assert "nulmeting" not in page.lower()
    assert "kappa" not in page


def test_the_page_asks_nothing_of_the_network() -> None:
    page = html(with_judge(), worse())
    assert re.findall(r"(?:src|href)=\"(?!data:)[^\"]*\"", page) == []
    assert "http" not in re.sub(r"base64,[\w+/=]+", "", page).replace("http-equiv", "")
    assert "default-src 'none'" in page


def test_what_people_typed_is_text_and_no_markup() -> None:
    page = html(measured(), None)
    assert "<b>f1</b>" not in page
    assert "&lt;b&gt;f1&lt;/b&gt;" in page


def test_every_question_is_counted_at_its_stage() -> None:
    table = html(measured(), None).split("Waar gaat het mis?")[1].split("</table>")[0]
    heads = re.findall(r'<th scope="col">(.*?)</th>', table)[1:]
    row = re.search(r'<th scope="row">Hoe doe ik dat</th>(.*?)</tr>', table)
    assert row
    counts = dict(zip(heads, re.findall(r"<td>(.*?)</td>", row[1]), strict=True))
    assert {head for head, count in counts.items() if count == "1"} == {
        Ending.FOUND_AND_REFUSED,
        Ending.FAILED,
    }


def test_a_report_folder_holds_the_same_as_tables_and_json(tmp_path: Path) -> None:
    write_report(tmp_path / "out", measured(), None)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "report.html",
        "run.json",
        "responses.jsonl",
        "questions.csv",
        "figures.csv",
    }
    assert read_run(tmp_path / "out") == measured().run
    with (tmp_path / "out" / "questions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["id"] for row in rows] == [row[0].id for row in ROWS]
    assert (rows[0]["R@5"], rows[4]["R@5"]) == ("1,0", "")
    lines = (tmp_path / "out" / "responses.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[3])["failure"] == "De server is weg."


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SteunwijzerError, match=r"kan niet worden geschreven\. Kies met --out"):
        write_report(tmp_path / "file", measured(), None)


def test_what_is_no_run_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SteunwijzerError, match="staat geen meting"):
        read_run(tmp_path)
    (tmp_path / "run.json").write_text("{}")
    with pytest.raises(SteunwijzerError, match="is geen meting van deze versie"):
        read_run(tmp_path)


@pytest.mark.parametrize("kind", ["near_miss", "danger"])
def test_a_set_without_gold_has_a_report_too(kind: str) -> None:
    whole = measured()
    kept = [place for place, (each, _, _) in enumerate(ROWS) if each.kind == kind]
    scored = tuple(whole.run.scored[place] for place in kept)
    few = Measured(
        whole.run.model_copy(update={"scored": scored, "systems": {}}),
        [whole.questions[place] for place in kept],
        [whole.responses[place] for place in kept],
        whole.sections,
    )
    page = html(few, None)
    assert "nan" not in re.sub(r"base64,[\w+/=]+", "", page).lower().split()
    assert "Naast andere manieren" not in page


def test_excel_in_dutch_opens_a_table_as_columns_with_numbers(tmp_path: Path) -> None:
    write_report(tmp_path / "out", measured(), None)
    for name in ("questions.csv", "figures.csv"):
        data = (tmp_path / "out" / name).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert b";" in data.splitlines()[0]
        assert not re.search(rb";\d+\.\d+;", data)


def test_questions_that_the_baseline_does_not_have_give_a_report_all_the_same() -> None:
    other = worse()
    unknown = [each.model_copy(update={"asked": "5" * 64}) for each in other.scored]
    page = html(measured(), other.model_copy(update={"scored": tuple(unknown)}))
    assert "niet te zeggen: die stelde andere vragen" in page
    assert "Vergeleken met de nulmeting" not in page


@pytest.mark.parametrize("typed", ["=1+1", "+31 6", "-1", "@SOM(A1)"])
def test_what_somebody_typed_is_no_formula_in_a_table(tmp_path: Path, typed: str) -> None:
    given = measured()
    first = given.questions[0].model_copy(update={"question": typed})
    write_report(tmp_path, given._replace(questions=[first, *given.questions[1:]]), None)
    with (tmp_path / "questions.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file, delimiter=";"))["question"] == f"'{typed}"


def test_earlier_runs_on_the_same_questions_are_drawn(tmp_path: Path) -> None:
    run = measured().run
    days = {"a": ("2026-11-20", {}), "b": ("2026-11-22", {"split": "dev"}), "c": ("2026-11-28", {})}
    for name, (day, other) in days.items():
        about = run.about.model_copy(update={"created": f"{day}T06:00:00+00:00", **other})
        write_report(
            tmp_path / name, measured()._replace(run=run.model_copy(update={"about": about})), None
        )
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "run.json").write_text("{}")
    found = earlier_runs(tmp_path / "e", run)
    assert [each.about.created[:10] for each in found] == ["2026-11-20"]
    assert "2 metingen op dezelfde vragen" in html(measured(), None, found)
    assert "door de tijd" not in html(measured(), None)


def test_what_was_weighed_is_shown_with_its_odds() -> None:
    [question, *_] = measured().questions
    weighed = Weighed(section="steunouders", start=0, end=35, text=TEXT[:35], odds=1.1)
    response = (
        measured()
        .responses[0]
        .model_copy(update={"weighed": (weighed,), "clues": {"learnt": 1.25}})
    )
    few = measured()._replace(
        questions=[question],
        responses=[response],
        run=measured().run.model_copy(update={"scored": measured().run.scored[:1], "systems": {}}),
    )
    page = html(few, None)
    row = page.split("Waaruit werd gekozen")[1].split("</table>")[0]
    assert "75%" in row
    assert "<td>ja</td>" in row
    assert "(goed)" in row
    assert "learnt 1,25" in page


def test_calibration_is_told_where_there_is_enough_of_it() -> None:
    assert "Weet Steunwijzer wat klopt?" not in html(measured(), None)
    page = html(calibrated.RUN, None)
    assert "(minst waarschijnlijk)</th><td>0,12</td><td>0,00</td><td>2</td>" in page
    assert "door die kans 1,00, door de steun voor het hele antwoord 0,00" in page
