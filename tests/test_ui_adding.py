"""A file that is brought in is looked at first: nothing reaches readers unseen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ingest.corpus.library import Library
from ingest.text.document import Standing
from rendered import WRITERS, paper_of
from small_corpus import write_corpus
from ui.terminal import asking
from ui.terminal.cli import app

Run = Callable[..., Result]
MARKDOWN = """# Gids voor buren

## Wie

Een buur vangt een kind op[^1]. Dat doet hij graag.

[^1]: Vaak in het weekend.

## Hoe

Uitgegeven door Stichting Buren, mei 2021.
"""


@pytest.fixture
def own_corpus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    corpus = write_corpus(tmp_path / "corpus")
    monkeypatch.setenv("STEUNWIJZER_CORPUS", str(corpus))
    monkeypatch.setenv("STEUNWIJZER_DATA", str(tmp_path / "data"))
    return corpus


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Buren (2021).docx"
    WRITERS[".docx"](paper_of(MARKDOWN), path)
    return path


@pytest.fixture
def run() -> Run:
    return lambda *arguments, typed="": CliRunner().invoke(app, list(arguments), input=typed)


def test_what_was_made_of_a_file_is_shown_with_what_comes_next(
    run: Run, own_corpus: Path, file: Path
) -> None:
    done = run("corpus", "add", str(file), "--ja")
    assert done.exit_code == 0
    assert "Gelezen: Buren (2021).docx, Word-bestand (DOCX)." in done.stdout
    assert "2 secties, 0 tabellen, 1 voetnoot." in done.stdout
    assert "      ?  Wie, 15\n" in done.stdout
    assert "Kijk dit na:\n         Het bestand zegt niet waar een pagina begint" in done.stdout
    place = own_corpus / "documents" / "buren-2021.md"
    assert f"De tekst staat in {place}." in done.stderr
    assert "steunwijzer corpus accept buren-2021. Tot dan ziet niemand hem" in done.stderr


def test_it_counts_only_once_it_was_accepted(run: Run, own_corpus: Path, file: Path) -> None:
    library = Library(own_corpus)
    before = library.snapshot()
    run("corpus", "add", str(file), "--ja")
    assert library.snapshot() == before
    assert run("corpus", "accept", "buren-2021").exit_code == 0
    assert "buren-2021/wie" in library.snapshot().sections_by_id()
    assert (own_corpus / "originals" / "buren-2021.docx").read_bytes() == file.read_bytes()


def test_what_the_file_says_of_itself_is_taken_over_if_asked(
    run: Run, own_corpus: Path, file: Path
) -> None:
    run("corpus", "add", str(file), "--ja", "--geldt", "herziening")
    entry = Library(own_corpus).entries()[-1]
    assert (entry.title, entry.publisher) == ("Gids voor buren", "Stichting Buren")
    assert (entry.edition, entry.year) == ("mei 2021", 2021)
    assert entry.standing is Standing.IN_REVISION


def test_what_is_typed_goes_before_what_the_file_says(
    run: Run, own_corpus: Path, file: Path
) -> None:
    run("corpus", "add", str(file), "--ja", "--titel", "Anders", "--jaar", "1999")
    entry = Library(own_corpus).entries()[-1]
    assert (entry.title, entry.year) == ("Anders", 1999)
    assert (own_corpus / "documents/buren-2021.md").read_text("utf-8").startswith("# Anders\n")


def test_without_anybody_to_ask_what_is_missing_is_named(
    run: Run, own_corpus: Path, file: Path
) -> None:
    done = run("corpus", "add", str(file))
    assert done.exit_code == 1
    assert "Er is niet gezegd hoe de uitgave heet. Geef het met --titel, of neem met --ja" in (
        done.stderr
    )
    assert not (own_corpus / "documents/buren-2021.md").exists()


def test_at_a_keyboard_what_is_not_given_is_asked_with_a_proposal(
    run: Run, own_corpus: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "somebody_types", lambda: True)
    typed = "\nWij Buren\n\nvorig jaar\n2020\n\n\nmisschien\nnee\n"
    done = run("corpus", "add", str(file), typed=typed)
    assert done.exit_code == 0, done.stderr
    assert "Hoe heet de uitgave [Gids voor buren]:" in done.stderr
    entry = Library(own_corpus).entries()[-1]
    assert (entry.title, entry.publisher, entry.year) == ("Gids voor buren", "Wij Buren", 2020)
    assert entry.standing is Standing.SUPERSEDED
    assert "Antwoord met ja, nee of herziening." in done.stderr


@pytest.mark.parametrize(
    "terms",
    ["Niets uit deze uitgave mag worden verveelvoudigd", "Alle rechten voorbehouden"],
)
def test_a_text_that_may_not_be_taken_over_is_refused(
    terms: str, run: Run, own_corpus: Path, tmp_path: Path
) -> None:
    file = tmp_path / "dicht.html"
    file.write_text(f"<h1>Gids</h1><p>Een buur helpt.</p><p>{terms}.</p>", encoding="utf-8")
    done = run("corpus", "add", str(file), "--ja", "--uitgever", "Wij")
    assert done.exit_code == 1
    assert terms in done.stderr
    assert "Vraag toestemming aan de uitgever" in done.stderr
    allowed = run(
        "corpus", "add", str(file), "--ja", "--uitgever", "Wij", "--overnemen", "Mag, per brief."
    )
    assert allowed.exit_code == 0
    assert Library(own_corpus).entries()[-1].reuse_terms == "Mag, per brief."


def test_a_file_that_cannot_be_read_leaves_the_corpus_as_it_is(
    run: Run, own_corpus: Path, tmp_path: Path
) -> None:
    before = Library(own_corpus).snapshot()
    file = tmp_path / "kapot.pdf"
    file.write_bytes(b"%PDF-1.7\nonzin")
    done = run("corpus", "add", str(file), "--ja", "--uitgever", "Wij")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("Fout: kapot.pdf is beschadigd")
    assert done.stderr.count("\n") == 1
    assert Library(own_corpus).snapshot() == before


def test_markdown_with_a_mistake_in_a_mark_of_the_house_says_where(
    run: Run, own_corpus: Path, tmp_path: Path
) -> None:
    file = tmp_path / "eigen.md"
    file.write_text("# Eigen\n\n::: kader\nTekst.\n", encoding="utf-8")
    done = run("corpus", "add", str(file), "--ja", "--uitgever", "Wij")
    assert done.exit_code == 1
    assert "regel 3: dit kader of citaat wordt niet gesloten" in done.stderr
