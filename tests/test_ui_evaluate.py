import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from eval import speed
from eval.report import write_report
from eval.speed import Timing
from eval_fakes import measured, worse
from ingest.text.settings import Settings
from small_corpus import FakeEmbedder, ingest, write_corpus
from ui.service import benchmark
from ui.terminal import evaluate
from ui.terminal.cli import app

Run = Callable[..., Result]
QUESTION = {
    "id": "q1",
    "split": "test",
    "kind": "fact",
    "question": "Wat is een steunouder?",
    "gold": [{"section": "gids/steunouders", "quote": "Hij vangt een kind op."}],
    "answer": "Een vrijwilliger.",
    "checked": {"by": "x", "how": "y"},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small corpus and its index, by the name of the built-in embedder; not to be written in."""
    folder = tmp_path_factory.mktemp("made")
    own = Settings(data=folder / "data", corpus=write_corpus(folder / "corpus"))
    ingest(own, FakeEmbedder())
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, made: Path, tmp_path: Path) -> Run:
    """Run a command in-process, on a measurement made by hand."""
    monkeypatch.setattr(benchmark, "run_benchmark", lambda *_, **__: measured())
    monkeypatch.setattr(evaluate, "_baseline", worse)
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("STEUNWIJZER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("STEUNWIJZER_CORPUS", str(tmp_path / "corpus"))
    (tmp_path / "q.jsonl").write_text(json.dumps(QUESTION))
    return lambda *arguments: CliRunner().invoke(app, ["eval", *arguments])


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of two runs; not to be written in."""
    folder = tmp_path_factory.mktemp("reports")
    write_report(folder / "after", measured(), None)
    write_report(folder / "before", measured()._replace(run=worse()), None)
    return folder


@pytest.fixture
def two_runs(reports: Path, tmp_path: Path) -> tuple[str, str]:
    shutil.copytree(reports, tmp_path, dirs_exist_ok=True)
    return str(tmp_path / "before"), str(tmp_path / "after")


def test_run_writes_a_report_and_says_where(run: Run, tmp_path: Path) -> None:
    result = run("run", "--questions", str(tmp_path / "q.jsonl"), "--out", str(tmp_path / "out"))
    assert result.exit_code == 0
    verdict, report = result.stderr.splitlines()
    assert verdict.startswith("Van geen soort zijn er 20 vragen")
    assert report == f"Verslag: {tmp_path / 'out' / 'report.html'}"
    assert "Dichtbij, geen antwoord" in result.stdout
    assert "Steunwijzer" in result.stdout
    assert "nulmeting" in (tmp_path / "out" / "report.html").read_text().lower()


def test_without_a_folder_the_report_is_in_the_data_folder(run: Run, tmp_path: Path) -> None:
    assert run("run", "--questions", str(tmp_path / "q.jsonl")).exit_code == 0
    assert len(list((tmp_path / "data" / "reports").iterdir())) == 1


def test_run_as_json_is_one_object(run: Run, tmp_path: Path) -> None:
    result = run(
        "run", "--questions", str(tmp_path / "q.jsonl"), "--json", "--out", str(tmp_path / "out")
    )
    record = json.loads(result.stdout)
    assert record["report"] == str(tmp_path / "out")
    own = {
        (each["system"], each["measure"], each["group"]): each["mean"] for each in record["figures"]
    }
    assert own["steunwijzer", "R@5", "all"] == 0.5
    assert own["bm25", "R@5", "all"] == 0


@pytest.mark.parametrize(
    ("bar", "code", "said"),
    [
        ("R@5=0.5", 0, ""),
        ("R@5=0.6", 1, "Niet gehaald: R@5 is 0,500, gevraagd was 0,600."),
        ("refused:near_miss=0.9", 1, "Niet gehaald: refused:near_miss is 0,500"),
        ("R@6=0.5", 1, "Fout: De maat 'R@6' is hier niet gemeten."),
        ("R@5=nan", 2, "Fout: 'R@5=nan' is geen MAAT=WAARDE"),
        ("R@5", 2, "Fout: 'R@5' is geen MAAT=WAARDE, zoals R@5=0.8"),
    ],
)
def test_a_bar_that_is_not_reached_fails(
    run: Run, tmp_path: Path, bar: str, code: int, said: str
) -> None:
    result = run(
        "run",
        "--questions",
        str(tmp_path / "q.jsonl"),
        "--out",
        str(tmp_path / "out"),
        "--at-least",
        bar,
    )
    assert result.exit_code == code
    assert said in result.stderr


def test_the_report_is_kept_when_a_bar_is_not_reached(run: Run, tmp_path: Path) -> None:
    run(
        "run",
        "--questions",
        str(tmp_path / "q.jsonl"),
        "--out",
        str(tmp_path / "out"),
        "--at-least",
        "R@5=1",
    )
    assert (tmp_path / "out" / "report.html").exists()


def test_no_judge_without_a_setting(run: Run) -> None:
    result = run("run", "--judge")
    assert result.exit_code == 1
    assert result.stderr.startswith("Fout: Er is geen beoordelaar ingesteld.")


def test_a_set_without_questions_of_the_split_is_said(run: Run, tmp_path: Path) -> None:
    result = run("run", "--questions", str(tmp_path / "q.jsonl"), "--split", "dev")
    assert result.exit_code == 1
    assert f"In {tmp_path / 'q.jsonl'} staan geen vragen voor de split 'dev'" in result.stderr


def test_a_mistake_in_the_set_is_named_by_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text("{}")
    result = run("run", "--questions", str(tmp_path / "q.jsonl"))
    assert result.exit_code == 1
    assert f"{tmp_path / 'q.jsonl'}, regel 1: 'id' ontbreekt" in result.stderr


def test_compare_shows_what_changed_and_whether_it_is_chance(
    run: Run, two_runs: tuple[str, str]
) -> None:
    result = run("compare", *two_runs)
    assert result.exit_code == 0
    assert "geen verschil aangetoond" in result.stdout
    assert "aantoonbaar" in result.stdout
    assert "gecorrigeerd voor de maten naast elkaar" in " ".join(result.stdout.split())
    assert run("compare", *two_runs, "--at-least", "R@5=0.5").exit_code == 0
    assert run("compare", *two_runs[::-1], "--at-least", "R@5=0").exit_code == 1


def test_compare_as_json(run: Run, two_runs: tuple[str, str]) -> None:
    record = json.loads(run("compare", *two_runs, "--json").stdout)["differences"]
    [found] = [each for each in record if (each["measure"], each["group"]) == ("R@5", "all")]
    assert (found["before"], found["after"], found["change"]) == (0, 0.5, 0.5)
    assert 0 < found["p_value"] <= 1
    assert found["tests"] > 1
    assert found["detectable"] > 0


def test_a_folder_without_a_run_is_one_line(run: Run, tmp_path: Path) -> None:
    result = run("compare", str(tmp_path), str(tmp_path))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Fout: In {tmp_path} staat geen meting.")


def test_beir_on_a_folder_that_is_no_data_set_is_one_line(run: Run, tmp_path: Path) -> None:
    result = run("beir", str(tmp_path))
    assert result.exit_code == 1
    assert "ontbreekt corpus.jsonl" in result.stderr
    assert "nergens is geen map" in run("beir", str(tmp_path / "nergens")).stderr


@pytest.mark.parametrize(("value", "code"), [(10.0, 0), (1000.0, 1)])
def test_speed_names_the_machine_and_fails_above_a_bar(
    run: Run, monkeypatch: pytest.MonkeyPatch, value: float, code: int
) -> None:
    figure = Timing("answer_idle", "ms", (value,), 60, 150)
    monkeypatch.setattr(speed, "measure", lambda *_: iter([figure]))
    result = run("speed", "--json")
    assert result.exit_code == code
    record = json.loads(result.stdout)
    assert "cores" in record["machine"]
    assert record["figures"][0]["reached"] is (code == 0)
    assert run("speed", "--at-least", "answer_idle=7").exit_code == 1


@pytest.mark.parametrize("name", ["run", "compare", "beir", "speed"])
def test_help_is_in_dutch_with_an_example(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Voorbeeld" in result.stdout
    assert f"steunwijzer eval {name}" in result.stdout
    assert "--at-least MAAT=WAARDE" in result.stdout
    for english in ("Usage", "Options:", "[default", "Show "):
        assert english not in result.stdout


def rated(run: Run, folder: str, name: str, *said: str) -> Result:
    typed = "".join(f"{each}\n" for each in said)
    return CliRunner().invoke(app, ["eval", "label", folder, "--door", name], input=typed)


def test_who_stops_rating_goes_on_where_they_were(run: Run, two_runs: tuple[str, str]) -> None:
    folder = two_runs[1]
    first = rated(run, folder, "anna", "g", "misschien", "f", "s")
    assert "Typ g, e, f of s." in first.stderr
    assert "2 van de 3 zinnen beoordeeld" in first.stderr
    second = rated(run, folder, "anna", "ernaast")
    assert "[3/3]" in second.stdout
    assert "[1/3]" not in second.stdout
    assert "3 van de 3 zinnen beoordeeld" in second.stderr


def test_who_stops_is_asked_no_more_and_half_a_word_is_no_rating(
    run: Run, two_runs: tuple[str, str]
) -> None:
    stopped = rated(run, two_runs[1], "anna", "gf", "s", "g", "g")
    assert stopped.stderr.count("Typ g, e, f of s.") == 1
    assert "0 van de 3 zinnen beoordeeld" in stopped.stderr


def test_who_ends_the_input_has_stopped(run: Run, two_runs: tuple[str, str]) -> None:
    ended = rated(run, two_runs[1], "anna", "g")
    assert ended.exit_code == 0
    assert "1 van de 3 zinnen beoordeeld" in ended.stderr


def test_who_interrupts_rating_keeps_what_was_said(
    two_runs: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = iter(["g"])

    def typed(_prompt: str) -> str:
        try:
            return next(said)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("builtins.input", typed)
    stopped = CliRunner().invoke(app, ["eval", "label", two_runs[1], "--door", "anna"])
    assert (stopped.exit_code, "Traceback" in stopped.output) == (130, False)
    assert "anna: 1 goed" in CliRunner().invoke(app, ["eval", "agree", two_runs[1]]).stdout


def test_who_rates_sees_neither_gold_nor_what_another_said(
    run: Run, two_runs: tuple[str, str]
) -> None:
    rated(run, two_runs[1], "anna", "f", "f", "f")
    shown = rated(run, two_runs[1], "bram", "g", "s").stdout
    assert "Dat is het." not in shown
    assert "fout" not in shown.replace("f(out)", "")


def test_agreement_is_told_and_what_is_right_becomes_a_set(
    run: Run, two_runs: tuple[str, str], tmp_path: Path
) -> None:
    rated(run, two_runs[1], "anna", "g", "g", "g")
    rated(run, two_runs[1], "bram", "g", "g", "f")
    gold = tmp_path / "gold.jsonl"
    result = run("agree", two_runs[1], "--gold", str(gold))
    assert result.exit_code == 0
    assert "anna: 3 goed" in result.stdout
    assert "bram: 1 fout, 2 goed" in result.stdout
    assert "anna en bram: eens over" in result.stdout
    # The sections of the measurement made by hand are not in the corpus of this test.
    assert "0 vragen" in result.stderr
    assert gold.read_text() == ""


def test_where_nobody_rated_agree_says_how_to_begin(run: Run, two_runs: tuple[str, str]) -> None:
    result = run("agree", two_runs[1])
    assert result.exit_code == 1
    assert "eval label" in result.stderr
