"""What to look at in a corpus is told on one line each, and only what must be is an error."""

from datetime import date
from pathlib import Path

import pytest

from annotated_corpus import annotated, contents, edit, edit_text, notes_of
from ingest.corpus.entry import new_entry
from ingest.corpus.library import Library
from ingest.corpus.review import Remark
from ingest.text.settings import BUNDLED_CORPUS

TODAY = date(2026, 11, 29)
LONG = (
    "Een steunouder is een vrijwilliger die een kind af en toe opvangt, zodat de ouders op adem "
    "kunnen komen en het kind er een vertrouwde volwassene bij krijgt in zijn eigen buurt."
)


@pytest.fixture
def library(corpus: Path) -> Library:
    return annotated(corpus)


def add(library: Library, name: str, text: str, *, is_accepted: bool = True) -> None:
    entry = new_entry(library.folder, name, title=name.title(), publisher="Zij")
    library.add_document(entry, text, name.encode(), f"{name}.txt", is_accepted=is_accepted)


def of(library: Library, source_id: str, today: date = TODAY) -> list[str]:
    return [each.told for each in library.review(today) if each.source_id == source_id]


def musts(library: Library) -> list[Remark]:
    return [each for each in library.review(TODAY) if each.must]


def test_the_shipped_corpus_has_nothing_that_must_be_mended() -> None:
    assert [each for each in Library(BUNDLED_CORPUS).review(TODAY) if each.must] == []


def test_every_remark_is_one_line_with_what_to_do(library: Library) -> None:
    add(library, "wacht", "# Wacht\n\n## Kop.\n\nTekst.\n", is_accepted=False)
    edit_text(library, "voogdij", "zorg")
    (library.folder / "documents" / "los.md").write_text("", encoding="utf-8")
    remarks = library.review(date(2028, 1, 1))
    assert len(remarks) > 5
    for each in remarks:
        assert "\n" not in each.told + each.remedy
        assert each.remedy


def test_to_look_writes_nothing(library: Library) -> None:
    before = contents(library)
    library.review(TODAY)
    assert contents(library) == before


def test_sections_without_annotations_are_counted(library: Library) -> None:
    assert of(library, "gids") == ["1 van de 3 secties heeft geen annotatie."]
    add(library, "krant", "# Krant\n\n## Een\n\nA.\n\n## Twee\n\nB.\n")
    assert "2 van de 2 secties hebben geen annotatie." in of(library, "krant")


def test_a_text_that_waits_is_told_and_is_no_error(library: Library) -> None:
    add(library, "wacht", "# Wacht\n\n## Kop\n\nTekst.\n", is_accepted=False)
    assert "De tekst is nog niet aanvaard, en doet nog niet mee." in of(library, "wacht")
    assert musts(library) == []


def test_a_text_that_changed_must_be_accepted(library: Library) -> None:
    edit_text(library, "Hij vangt", "Zij vangt")
    found = musts(library)
    assert found[0].told == "documents/gids.md is veranderd."
    assert found[0].remedy.endswith("steunwijzer corpus accept gids")
    assert library.review(TODAY)[: len(found)] == found


@pytest.mark.parametrize("name", ["documents/gids.md", "originals/gids.txt"])
def test_a_file_that_is_not_there_must_be_mended_and_is_told_once(
    library: Library, name: str
) -> None:
    (library.folder / name).unlink()
    [found] = musts(library)
    assert name in found.told


def test_annotations_of_a_text_that_is_not_there_must_go(library: Library) -> None:
    text = notes_of("weg/kop", "Dit staat nergens")
    (library.folder / "annotations" / "weg.toml").write_text(text, encoding="utf-8")
    assert "die tekst staat niet in het corpus" in musts(library)[0].told


@pytest.mark.parametrize(
    ("today", "is_told"), [(date(2027, 10, 31), False), (date(2027, 11, 1), True)]
)
def test_what_was_looked_up_a_year_ago_is_looked_up_again(
    library: Library, today: date, is_told: bool
) -> None:
    assert any("nagezocht op 2026-11-01" in each for each in of(library, "gids", today)) == is_told


def test_a_day_that_the_manifest_names_goes_before_a_year(library: Library) -> None:
    standing = 'standing = "current"\n'
    edit(library, "manifest.toml", standing, f"{standing}review = 2026-12-01\n")
    assert not any("nagezocht" in each for each in of(library, "gids"))
    told = of(library, "gids", date(2026, 12, 1))
    assert any("moest weer voor 2026-12-01" in each for each in told)


@pytest.mark.parametrize(
    ("today", "is_told"), [(date(2027, 5, 2), False), (date(2027, 5, 3), True)]
)
def test_telephone_numbers_are_looked_up_twice_a_year(
    library: Library, today: date, is_told: bool
) -> None:
    assert any("Het nummer van 112" in each for each in of(library, "", today)) == is_told


def test_an_edition_that_was_replaced_is_told(library: Library) -> None:
    add(library, "krant", "# Krant\n\n## Een\n\nA.\n")
    library.supersede("gids", "krant")
    assert "Deze uitgave is vervangen door 'krant'." in of(library, "gids")
    edit(library, "manifest.toml", 'superseded_by = "krant"\n', "")
    assert "Deze uitgave geldt niet meer." in of(library, "gids")


def test_a_passage_that_stands_in_two_sources_is_told_once(library: Library) -> None:
    add(library, "een", f"# Een\n\n## Kop\n\n{LONG}\n")
    other = LONG.replace("vertrouwde", "bekende")
    add(library, "twee", f"# Twee\n\n## Kop\n\n{other}\n\n## Nog\n\nIets anders.\n")
    told = [each for name in ("een", "twee") for each in of(library, name) if "Staat ook" in each]
    assert told == ["Staat ook in 'een': “Een steunouder is een vrijwilliger die een kind …”."]


def test_what_only_looks_alike_or_stands_twice_in_one_source_is_not_told(library: Library) -> None:
    end = ", en daar blijft het bij, want meer is er niet van te zeggen."
    half = LONG.partition(" en het kind")[0] + end
    add(library, "een", f"# Een\n\n## Kop\n\n{LONG}\n\n## Weer\n\n{LONG}\n")
    add(library, "twee", f"# Twee\n\n## Kop\n\n{half}\n\n## Kort\n\nEen steunouder vangt op.\n")
    add(library, "drie", "# Drie\n\n## Kort\n\nEen steunouder vangt op.\n")
    assert not any("Staat ook" in each.told for each in library.review(TODAY))


def test_a_reference_to_what_is_not_there_is_told(library: Library) -> None:
    text = (
        "# Gids\n\n<!-- pagina: 1 -->\n\n## 1. Begin\n\nZie hoofdstuk 2, zie paragraaf 2.1 en zie "
        "hoofdstuk 4. Zie pagina 2 en zie pagina 9.\n\n<!-- pagina: 2 -->\n\n## 2.1 Vervolg\n\nIn "
        "hoofdstuk 1 van de wet. Lees in paragraaf 3.2 verder.\n"
    )
    add(library, "krant", text)
    dead = [each.partition("”")[0] for each in of(library, "krant") if "verwijst naar" in each]
    assert dead == ["“zie hoofdstuk 4", "“zie pagina 9", "“in paragraaf 3.2"]


def test_a_text_without_numbers_and_pages_cannot_be_held_against_itself(library: Library) -> None:
    add(library, "krant", "# Krant\n\n## Begin\n\nZie hoofdstuk 4 en zie pagina 9.\n")
    assert not any("verwijst naar" in each for each in of(library, "krant"))


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Vraag het altijd na.", "De kop “Vraag het altijd na.” eindigt op een punt."),
        ("Eerst dit,", "De kop “Eerst dit,” eindigt op een komma."),
        ("2023", "De kop “2023” bevat geen letters."),
        (" ".join(["woord"] * 17), "is lang: 17 woorden."),
        (" ".join(["woord"] * 16), ""),
        ("Wat doe je bij etc.", ""),
        ("Gewoon een kop", ""),
    ],
)
def test_headings_that_may_be_none_are_told(library: Library, heading: str, told: str) -> None:
    add(library, "krant", f"# Krant\n\n## {heading}\n\nTekst.\n\n::: kader Iets\nTekst.\n:::\n")
    found = [each for each in of(library, "krant") if "De kop" in each]
    assert len(found) == bool(told)
    assert told in "".join(found)


def test_files_that_no_source_names_are_told(library: Library) -> None:
    for name in ("documents/los.md", "originals/diep/los.pdf", "changes/.gids.toml.new"):
        path = library.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    (library.folder / "documents" / ".DS_Store").write_text("", encoding="utf-8")
    stray = [each.partition(" ")[0] for each in of(library, "") if "geen bron" in each]
    assert stray == ["documents/los.md", "originals/diep/los.pdf", "changes/.gids.toml.new"]
