"""The commands under corpus, as somebody types them who is no programmer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from annotated_corpus import annotated, contents, edit_text
from ingest.corpus.fetch.fetched import why_not
from ingest.corpus.library import Library
from ingest.index import build
from ingest.index.build import Report
from ingest.text.document import SummaryStanding
from ingest.text.settings import BUNDLED_CORPUS
from small_corpus import write_corpus
from ui.terminal import asking
from ui.terminal.cli import app

Run = Callable[..., Result]
WEB = "<h1>Gids</h1><h2>Kop</h2><p>Een buur helpt.</p>"


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Library:
    library = annotated(write_corpus(tmp_path / "corpus"))
    monkeypatch.setenv("STEUNWIJZER_CORPUS", str(library.folder))
    monkeypatch.setenv("STEUNWIJZER_DATA", str(tmp_path / "data"))
    return library


@pytest.fixture
def run() -> Run:
    return lambda *arguments, typed="": CliRunner().invoke(app, ["corpus", *arguments], input=typed)


def test_each_source_is_on_a_line_with_what_counts(run: Run, library: Library) -> None:
    library.supersede("boek", "gids")
    assert run("list").stdout.splitlines() == [
        "gids  Gids, 2026 · geldt · 3 secties, 2 met annotaties · aanvaard",
        "boek  Boek · vervangen door gids · de tekst staat hier niet",
    ]


def test_one_source_is_shown_with_its_outline_and_what_to_look_at(
    run: Run, library: Library
) -> None:
    library.supersede("boek", "gids")
    said = run("show", "gids").stdout
    assert said.startswith("Gids (gids)\n  Uitgave:     2026\n")
    assert "  Vervangt:    boek\n" in said
    assert "      1  Steunouders, 10\n" in said
    assert "Kijk dit na:\n  1 van de 3 secties heeft geen annotatie." in said
    refused = run("show", "niets")
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)


def test_only_what_must_be_mended_makes_check_fail(run: Run, library: Library) -> None:
    seen = run("check")
    assert seen.exit_code == 0
    assert seen.stdout == (
        "gids: 1 van de 3 secties heeft geen annotatie. Zonder wordt minder gevonden; "
        "corpus/README.md zegt hoe.\n"
    )
    assert "1 punt om na te kijken; er hoeft niets gemaakt." in seen.stderr
    edit_text(library, "voogdij", "zorg")
    failed = run("check")
    assert failed.exit_code == 1
    assert failed.stdout.startswith("gids: Moet: documents/gids.md is veranderd.")


def test_nothing_is_removed_that_nobody_agreed_to(
    run: Run, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(library)
    refused = run("remove", "gids")
    assert refused.exit_code == 1
    assert "geef dan --ja mee" in refused.stderr
    monkeypatch.setattr(asking, "somebody_types", lambda: True)
    for typed in ("\n", "nee\n", "misschien\n"):
        assert "Er is niets veranderd." in run("remove", "gids", typed=typed).stderr
    assert contents(library) == before
    done = run("remove", "gids", typed="ja\n")
    assert "  documents/gids.md\n" in done.stdout
    assert "  2 bestanden met annotaties\n  de vraag over meer secties “Wie helpt?”" in done.stdout
    assert [each.id for each in library.entries()] == ["boek"]


def test_a_folder_is_added_file_by_file_and_one_that_fails_holds_up_no_other(
    run: Run, library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "teksten"
    folder.mkdir()
    for name in ("a.html", "c.html"):
        (folder / name).write_text(WEB, encoding="utf-8")
    (folder / "b.pdf").write_bytes(b"%PDF-1.7\nonzin")
    (folder / ".DS_Store").write_bytes(b"x")
    done = run("add", str(folder), "--uitgever", "Wij", "--ja")
    assert done.exit_code == 1
    assert [each.id for each in library.entries()] == ["gids", "boek", "a", "c"]
    assert f"Fout: {folder / 'b.pdf'}: b.pdf is beschadigd" in done.stderr
    misused = run("add", str(folder), "--titel", "Gids", "--uitgever", "Wij", "--ja")
    assert misused.exit_code == 2
    (tmp_path / "leeg").mkdir()
    assert "staat geen bestand" in run("add", str(tmp_path / "leeg"), "--ja").stderr


def test_a_new_edition_is_held_against_the_old_one_first(
    run: Run, library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "Nieuw.html"
    file.write_text("<h1>Gids</h1><h2>Steunouders</h2><p>Een buur.</p>", encoding="utf-8")
    before = contents(library)
    asked = run("add", str(file), "--id", "gids", "--titel", "Gids", "--uitgever", "Wij")
    assert asked.exit_code == 1
    assert "  secties: 1 anders, 2 weg\n" in asked.stdout
    assert "    kwijt, bij 'gids/steunouders': “Hij vangt”" in asked.stdout
    assert contents(library) == before
    done = run("add", str(file), "--id", "gids", "--uitgave", "2e druk", "--ja")
    assert done.exit_code == 0
    entry = library.entries()[0]
    assert (entry.title, entry.edition, entry.year) == ("Gids", "2e druk", 2026)
    assert "aanvaard hem met: steunwijzer corpus accept gids" in done.stderr


def test_an_ingest_goes_on_without_what_nobody_accepted_and_says_so(
    run: Run, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "buren.html"
    file.write_text(WEB, encoding="utf-8")
    assert run("add", str(file), "--uitgever", "Wij", "--ja").exit_code == 0
    report = Report("x", 1, 1, 1, 0, is_new=True)
    monkeypatch.setattr(build, "ingest", lambda *_, **__: report)
    done = CliRunner().invoke(app, ["ingest"])
    assert done.exit_code == 0
    assert "'buren' doet nog niet mee." in done.stderr
    assert "steunwijzer corpus accept buren" in done.stderr


def test_the_register_of_the_annex_is_whole() -> None:
    """Of each of the guidelines that the handreiking names it is known what may be done with it."""
    named = [each for each in Library(BUNDLED_CORPUS).entries() if each.annex_heading]
    assert len(named) == 15
    for each in named:
        assert each.url.startswith("https://")
        assert each.reuse_terms
    outdated = {each.id for each in named if each.summary is SummaryStanding.OUTDATED}
    assert outdated == {
        "crisisplaatsing",
        "pleegzorg",
        "residentiele-jeugdhulp",
        "uithuisplaatsing",
    }
    free = {each.id for each in named if not why_not(each, has_permission=False)}
    assert free == {"samen-beslissen", "pleegzorg"}
