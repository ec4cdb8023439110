"""The page for who measures: what is asked, reports, comparisons, own judgements, and tables."""

from pathlib import Path
from typing import Any

import pytest
from test_ui_maintain import missed

import eval_fakes
from eval.ratings import Rating, read_ratings
from eval.report import write_report
from ingest.text.settings import Settings
from office_fakes import Desk
from ui import texts_pages
from ui.service.jobs import JobKind, Jobs
from ui.service.reporting import OWN_SETS, REPORTS
from ui.web.routes import MEASURE

RUN = f"{MEASURE}/meting/een"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of the small run, made once."""
    folder = tmp_path_factory.mktemp("reports") / "een"
    write_report(folder, eval_fakes.measured(), None)
    return folder


@pytest.fixture
def folder(settings: Settings, report: Path) -> Path:
    own = settings.data / REPORTS / "een"
    own.mkdir(parents=True)
    for file in report.iterdir():
        (own / file.name).write_bytes(file.read_bytes())
    return own


@pytest.fixture
def desk(settings: Settings, folder: Path) -> Desk:
    return Desk(settings)


def test_without_a_report_it_says_so(settings: Settings) -> None:
    assert "Er is nog geen meting" in Desk(settings).get(MEASURE)


def test_reports_are_listed_with_figures_and_those_of_others_passed_over(
    desk: Desk, folder: Path
) -> None:
    other = folder.with_name("ander")
    other.mkdir()
    (other / "run.json").write_text("{}")
    page = desk.get(MEASURE)
    assert f'href="{RUN}"' in page
    assert "ander" not in page.split("<table>")[1].split("</table>")[0].replace("andere", "")
    assert "0,50 <small>" in page  # R@5


def test_a_run_shows_figures_by_kind_and_how_each_question_ended(desk: Desk) -> None:
    page = desk.get(RUN)
    assert "Acuut gevaar" in page
    assert "fout: gevonden, maar geweigerd" in page
    assert f'href="{RUN}/vraag/3">' in page
    assert page.count("data-hoe=") == 8
    assert texts_pages.no_report("weg")[0] in desk.get(f"{MEASURE}/meting/weg", 422)
    assert desk.client.get(f"{MEASURE}/meting/%2e%2e").status_code in {404, 422}


def test_a_question_shows_what_was_found_chosen_and_lost(desk: Desk) -> None:
    page = desk.get(f"{RUN}/vraag/2")
    assert "Vervolgvraag" in page
    assert "fout: niet gevonden" in page
    assert "De ouders hebben &lt;even&gt; tijd" in page
    assert 'href="/meten/meting/een/vraag/1"' in page
    assert 'href="/meten/meting/een/vraag/3"' in page
    for number in ("0", "9", "x"):
        assert texts_pages.no_question(number)[0] in desk.get(f"{RUN}/vraag/{number}", 422)


def test_files_of_a_report_can_be_kept_and_no_others(desk: Desk, folder: Path) -> None:
    reply = desk.client.get(f"{RUN}/bestand/figures.csv")
    assert reply.content == (folder / "figures.csv").read_bytes()
    assert reply.content.startswith(b"\xef\xbb\xbf")  # by which Excel knows it
    assert 'attachment; filename="een-figures.csv"' in reply.headers["content-disposition"]
    reply = desk.client.get(f"{RUN}/bestand/report.html")
    assert "inline" in reply.headers["content-disposition"]
    (folder / "geheim.txt").write_text("x")
    for name in ("geheim.txt", "weg.csv"):
        assert texts_pages.no_report_file(name)[0] in desk.get(f"{RUN}/bestand/{name}", 422)


def test_two_runs_are_held_beside_each_other(desk: Desk, folder: Path) -> None:
    other = folder.with_name("twee")
    write_report(other, eval_fakes.measured(), None)
    page = desk.post(f"{MEASURE}/vergelijk", voor="een", na="twee")
    assert "Twee metingen vergeleken" in page
    assert "geen verschil aangetoond" in page
    assert texts_pages.no_report("weg")[0] in desk.get(f"{MEASURE}/vergelijk/een/weg", 422)


def test_lower_is_better_where_it_is_so(desk: Desk, folder: Path) -> None:
    run = eval_fakes.measured().run
    for name, alarms, found in (("laag", 0.0, 1.0), ("hoog", 1.0, 0.0)):
        scores = {"danger_false_alarm": alarms, "R@5": found}
        # So many that chance does not explain the difference.
        own = [
            each.model_copy(update={"id": f"{each.id}-{turn}", "cluster": f"{each.id}-{turn}"})
            for each in run.scored
            for turn in range(4)
        ]
        scored = tuple(each.model_copy(update={"scores": scores}) for each in own)
        kept = run.model_copy(update={"scored": scored, "systems": {}})
        folder.with_name(name).mkdir()
        (folder.with_name(name) / "run.json").write_text(kept.model_dump_json(exclude_none=True))
    for pair, verdict in (("laag/hoog", "slechter"), ("hoog/laag", "beter")):
        page = desk.get(f"{MEASURE}/vergelijk/{pair}")
        rows = [row for row in page.split("<tr>") if "vals alarm" in row or ">R@5<" in row]
        assert len([row for row in rows if f">{verdict}<" in row]) >= 2


def test_a_set_is_kept_and_asked_as_work_that_goes_on(
    desk: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Any] = []
    monkeypatch.setattr(Jobs, "start", lambda _, *told: begun.append(told))
    table = {"bestand": ("mijn vragen.csv", b"vraag\nWat?\n")}
    page = desk.post(f"{MEASURE}/vragen", files=table)
    assert texts_pages.set_kept("mijn vragen.csv") in page
    own = settings.data / OWN_SETS / "mijn vragen.csv"
    assert own.read_bytes() == b"vraag\nWat?\n"
    stopped: list[JobKind] = []
    monkeypatch.setattr(Jobs, "stop", lambda _, kind: stopped.append(kind))
    desk.post(f"{MEASURE}/stop")
    assert stopped == [JobKind.MEASURE]
    desk.post(f"{MEASURE}/start", vragen="mijn vragen.csv")
    desk.post(f"{MEASURE}/start", vragen="dev", vergelijk="ja")
    (kind, first, name), (_, second, _) = begun
    assert kind is JobKind.MEASURE
    out = ("--out", str(settings.data / REPORTS / name))
    assert first == ("eval", "run", "--questions", str(own), *out, "--no-baselines")
    assert second[:4] == ("eval", "run", "--split", "dev")
    assert "--no-baselines" not in second
    for chosen in ("sealed", "../x.csv"):
        page = desk.post(f"{MEASURE}/start", 422, vragen=chosen)
        assert texts_pages.no_set(chosen)[0] in page
    assert len(begun) == 2


@pytest.mark.parametrize("name", ["vragen.txt", ".csv", "a;b.csv"])
def test_a_file_that_is_no_table_is_not_kept(desk: Desk, settings: Settings, name: str) -> None:
    desk.post(f"{MEASURE}/vragen", 422, files={"bestand": (name, b"x")})
    assert not (settings.data / OWN_SETS).exists()


def test_answers_are_judged_one_by_one_and_can_be_judged_anew(desk: Desk, folder: Path) -> None:
    assert texts_pages.NO_RATER[0] in desk.post(f"{RUN}/oordeel", 422)
    page = desk.post(f"{RUN}/oordeel", naam="Anna")
    assert "0 van 3 zinnen beoordeeld door anna" in page
    address = f"{RUN}/oordeel/anna"
    for place, rating in enumerate(("goed", "fout", "ernaast")):
        page = desk.post(address, zin=str(place), oordeel=rating)
    assert "Je hebt alle zinnen beoordeeld" in page
    assert 'name="zin" value="2"' in desk.get(f"{address}/2")
    desk.post(address, zin="2", oordeel="goed")
    file = folder / "oordelen-anna.csv"
    assert [each.rating for each in read_ratings(file)] == [
        Rating.RIGHT,
        Rating.WRONG,
        Rating.RIGHT,
    ]
    for wrong in ({"zin": "9", "oordeel": "goed"}, {"zin": "0", "oordeel": "mooi"}):
        assert texts_pages.NO_SUCH_SENTENCE[0] in desk.post(address, 422, **wrong)
    desk.get(f"{address}/9", 422)
    assert "kan niet in de naam" in desk.post(f"{RUN}/oordeel", 422, naam="../x")


def test_who_judged_and_how_far_they_agree_is_told(desk: Desk) -> None:
    for rater, ratings in (("anna", "goed goed fout"), ("bob", "goed fout fout")):
        desk.post(f"{RUN}/oordeel", naam=rater)
        names = [each.question for each in desk.office.answering.ratings("een", "anna")]
        own = [each.question for each in desk.office.answering.ratings("een", rater)]
        for name, rating in zip(names, ratings.split(), strict=True):
            desk.post(f"{RUN}/oordeel/{rater}", zin=str(own.index(name)), oordeel=rating)
    page = desk.get(RUN)
    assert "Er oordeelden al: anna, bob." in page
    assert "anna en bob waren het in 0,67 van 3 zinnen eens" in page


def test_what_readers_said_is_shown_and_can_be_kept(settings: Settings) -> None:
    asked = settings.model_copy(update={"feedback": True})
    desk = Desk(asked)
    desk.get(f"{MEASURE}/feedback/feedback.csv", 422)
    missed(asked)
    assert "Wie helpt &lt;mij&gt;?" in desk.get(f"{MEASURE}/feedback")
    table = desk.client.get(f"{MEASURE}/feedback/feedback.csv")
    assert table.content.startswith("\ufeffid;vraag;".encode())
    records = desk.client.get(f"{MEASURE}/feedback/feedback.json")
    assert records.json()[0]["question"] == "Wie helpt <mij>?"
