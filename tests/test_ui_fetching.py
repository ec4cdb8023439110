"""Guidelines are fetched where that is allowed; of others it is said why not, and how to ask."""

import ipaddress
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from annotated_corpus import contents
from ingest.corpus.fetch import fetched, visitor
from ingest.corpus.library import Library
from ingest.text.document import Reuse
from small_corpus import write_corpus
from small_site import Site, Waiting, page, served
from ui.terminal.cli import app

Run = Callable[..., Result]
SOURCES = """
[[source]]
id = "pleegzorg"
title = "Pleegzorg"
edition = "5e druk"
publisher = "BPSW"
url = "https://richtlijnen.example/pleegzorg/"
reuse = "attribution"
reuse_terms = "Met bronvermelding."
standing = "current"
checked = 2026-11-01

[[source]]
id = "scheiding"
title = "Scheiding"
edition = ""
publisher = "BPSW"
url = "https://richtlijnen.example/scheiding/"
reuse = "attribution"
standing = "current"
checked = 2026-11-01
unconfirmed = ["reuse"]

[[source]]
id = "opvoeden"
title = "Opvoeden"
edition = "2013"
publisher = "NCJ"
url = "https://jgz.example/opvoeden/"
reuse = "reserved"
reuse_terms = "Alle rechten voorbehouden."
standing = "current"
checked = 2026-11-01

[[source]]
id = "gedrag"
title = "Gedrag"
edition = "2013"
publisher = "BPSW"
url = "https://richtlijnen.example/"
reuse = "attribution"
standing = "current"
checked = 2026-11-01

[[source]]
id = "overzicht"
title = "Overzicht"
edition = ""
publisher = "NJi"
url = "https://overzicht.example/richtlijnen"
reuse = "links_only"
standing = "index"
checked = 2026-11-01
"""


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Library:
    corpus = write_corpus(tmp_path / "corpus")
    with (corpus / "manifest.toml").open("a", encoding="utf-8") as file:
        file.write(SOURCES)
    monkeypatch.setenv("STEUNWIJZER_CORPUS", str(corpus))
    monkeypatch.setenv("STEUNWIJZER_DATA", str(tmp_path / "data"))
    return Library(corpus)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    links = "<li><a href='een/'>Een</a></li>"
    pages: dict[str, str | bytes | int] = {
        "/pleegzorg/": page("Pleegzorg", "Waar dit over gaat.", links=links),
        "/pleegzorg/een/": page("Aanbeveling 1", "Vraag het kind."),
        "/scheiding/": page("Scheiding", "Praat met beide ouders."),
        "/opvoeden/": page("Opvoeden", "Lees voor."),
    }
    monkeypatch.setattr(visitor, "addresses_of", lambda _: [ipaddress.ip_address("9.9.9.9")])
    with served(Site(pages)) as found:
        monkeypatch.setattr(fetched, "own_ways", lambda: Waiting().ways(found))
        yield found


@pytest.fixture
def run() -> Run:
    return lambda *arguments: CliRunner().invoke(app, ["corpus", *arguments])


def test_what_is_allowed_is_fetched_and_the_rest_is_told(
    run: Run, library: Library, site: Site
) -> None:
    before = library.snapshot()
    done = run("fetch")
    assert done.exit_code == 0, done.stderr
    assert "Opgehaald: 2 pagina’s." in done.stderr
    lines = {
        line.split("'")[1]: line for line in done.stderr.splitlines() if "Overgeslagen" in line
    }
    assert set(lines) == {"gids", "scheiding", "opvoeden", "gedrag", "overzicht"}
    assert "niet bevestigd dat hij overgenomen mag worden" in lines["scheiding"]
    assert "Vraag NCJ (zie https://jgz.example/opvoeden/) schriftelijk" in lines["opvoeden"]
    assert "niet bekend op welk adres de hele tekst staat" in lines["gedrag"]
    assert "overzicht met verwijzingen" in lines["overzicht"]
    assert {path.split("/")[1] for path in site.paths} == {"robots.txt", "pleegzorg"}
    assert library.snapshot().sections == before.sections
    assert run("accept", "pleegzorg").exit_code == 0
    sections = library.snapshot().sections_by_id()
    assert sections["pleegzorg/aanbeveling-1"].text == "Vraag het kind."
    entry = next(each for each in library.entries() if each.id == "pleegzorg")
    assert (entry.edition, entry.reuse_terms) == ("5e druk", "Met bronvermelding.")


@pytest.mark.parametrize("source_id", ["scheiding", "opvoeden", "gedrag", "overzicht", "niets"])
def test_one_that_may_not_be_fetched_is_refused_in_one_line(
    run: Run, library: Library, site: Site, source_id: str
) -> None:
    before = contents(library)
    done = run("fetch", source_id)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert site.asked == []
    assert contents(library) == before


def test_what_was_agreed_lets_a_text_be_fetched_and_is_kept(
    run: Run, library: Library, site: Site
) -> None:
    assert run("fetch", "opvoeden", "--overnemen", "Mag, per brief.").exit_code == 0
    entry = next(each for each in library.entries() if each.id == "opvoeden")
    assert (entry.reuse, entry.reuse_terms) == (Reuse.ATTRIBUTION, "Mag, per brief.")
    assert run("fetch", "--overnemen", "Alles mag.").exit_code == 2


def test_what_is_the_same_there_is_left_and_what_is_new_is_asked_for(
    run: Run, library: Library, site: Site
) -> None:
    run("fetch", "pleegzorg")
    run("accept", "pleegzorg")
    before = contents(library)
    assert "'pleegzorg': niets nieuws." in run("fetch", "pleegzorg").stderr
    assert contents(library) == before
    site.pages["/pleegzorg/een/"] = page("Aanbeveling 1", "Vraag het kind altijd.")
    asked = run("fetch", "pleegzorg")
    assert (asked.exit_code, contents(library) == before) == (1, True)
    assert "--ja" in asked.stderr
    assert run("fetch", "pleegzorg", "--ja").exit_code == 0
    assert "Vraag het kind altijd." in library.document("pleegzorg").markdown
    assert run("check").exit_code == 1


def test_one_that_cannot_be_reached_holds_up_no_other(
    run: Run, library: Library, site: Site
) -> None:
    manifest = library.folder / "manifest.toml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('unconfirmed = ["reuse"]\n', ""), encoding="utf-8")
    site.pages["/pleegzorg/een/"] = 500
    done = run("fetch")
    assert done.exit_code == 1
    assert "Fout: pleegzorg: " in done.stderr
    assert (library.folder / "documents" / "scheiding.md").exists()
    assert not (library.folder / "documents" / "pleegzorg.md").exists()


def test_an_address_can_be_added_that_no_source_has(run: Run, library: Library, site: Site) -> None:
    address = "https://richtlijnen.example/scheiding/"
    done = run("add", address, "--id", "uit-elkaar", "--uitgever", "Wij", "--ja")
    assert done.exit_code == 0, done.stderr
    entry = library.entries()[-1]
    assert (entry.id, entry.title, entry.url) == ("uit-elkaar", "Scheiding", address)


def test_nothing_is_kept_of_what_was_fetched_once_it_is_removed(
    run: Run, library: Library, site: Site, tmp_path: Path
) -> None:
    run("fetch", "pleegzorg")
    kept = tmp_path / "data" / "fetched"
    assert list(kept.rglob("*.page"))
    assert run("remove", "pleegzorg", "--ja").exit_code == 0
    assert list(kept.iterdir()) == []
