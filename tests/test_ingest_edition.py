"""Another edition of a text: what follows and what is lost is known before anything is written."""

from pathlib import Path

import pytest

from annotated_corpus import (
    BURGERVOOGD,
    STEUNOUDERS,
    SYNTHESIS,
    annotated,
    changed,
    contents,
    edit,
)
from ingest.corpus.edition import next_edition
from ingest.corpus.entry import new_entry
from ingest.corpus.library import Library
from ingest.text.document import Reuse, Standing
from ingest.text.errors import CorpusError

NEW = """# Gids

## Wie zijn steunouders

Een steunouder is een vrijwilliger. Hij vangt een kind op.

## Burgervoogd

Een burgervoogd heeft de zorg over een kind. Hij staat dichtbij.

## Kosten

Dit kost niets.
"""


@pytest.fixture
def library(corpus: Path) -> Library:
    return annotated(corpus)


def put(library: Library, text: str = NEW, **others: object) -> bool:
    entry = library.entries()[0].model_copy(update=others)
    return library.put_edition(entry, text, b"nieuw", "Gids 2.PDF", is_accepted=False)


def test_what_stays_and_what_goes_is_known_before_anything_is_written(library: Library) -> None:
    before = contents(library)
    found = library.following("gids", NEW)
    assert [each.id for each in found.same] == ["gids/wie-zijn-steunouders"]
    assert [each.id for each in found.changed] == ["gids/burgervoogd"]
    assert [each.id for each in found.new] == ["gids/kosten"]
    assert [each.id for each in found.gone] == ["gids/burgervoogd/citaat"]
    assert found.renamed == (("gids/steunouders", "gids/wie-zijn-steunouders"),)
    assert (found.kept, found.stale, found.lost) == (1, ("gids/burgervoogd",), ())
    assert contents(library) == before


def test_words_that_are_gone_are_told_to_be_lost(library: Library) -> None:
    text = NEW.replace("Hij vangt een kind op.", "Hij past op.").replace("Hij staat dichtbij.", "")
    lost = {each.section: each.quotes for each in library.following("gids", text).lost}
    assert lost["gids/steunouders"] == ("Hij vangt",)
    assert lost["gids/burgervoogd"] == ("Hij staat",)


def test_the_same_text_leaves_all_as_it_is(library: Library) -> None:
    found = library.following("gids", library.document("gids").markdown)
    assert (len(found.same), found.changed, found.new, found.gone) == (3, (), (), ())
    assert (found.kept, found.stale, found.lost, found.renamed) == (2, (), (), ())


def test_the_text_is_replaced_and_its_annotations_live_on(library: Library) -> None:
    before = contents(library)
    assert put(library, edition="2e druk", year=2027)
    assert changed(library, before) == {
        "documents/gids.md",
        "originals/gids.pdf",
        "originals/gids.txt",
        "manifest.toml",
    }
    assert not (library.folder / "originals" / "gids.txt").exists()
    with pytest.raises(CorpusError, match=r"is veranderd.*steunwijzer corpus accept gids"):
        library.snapshot()
    assert library.accept("gids").left == ()
    assert changed(library, before) >= {STEUNOUDERS, BURGERVOOGD, SYNTHESIS}
    found = library.snapshot()
    assert (found.annotations.stale, found.annotations.lost) == ((), ())
    assert {each.place.section_id for each in found.annotations.passages} == {
        "gids/wie-zijn-steunouders",
        "gids/burgervoogd",
    }
    assert (found.sources[0].edition, found.sources[0].year) == ("2e druk", 2027)


def test_to_do_it_again_changes_nothing(library: Library) -> None:
    assert put(library)
    before = contents(library)
    assert not put(library)
    assert contents(library) == before


def test_a_source_without_a_text_gets_its_first(library: Library) -> None:
    edit(library, "manifest.toml", 'reuse = "reserved"', 'reuse = "attribution"')
    entry = library.entries()[1]
    found = library.following("boek", NEW)
    assert (len(found.new), found.same, found.gone) == (3, (), ())
    before = contents(library)
    assert library.put_edition(entry, NEW, b"boek", "boek.pdf", is_accepted=False)
    assert changed(library, before) == {
        "documents/boek.md",
        "originals/boek.pdf",
        "changes/boek.toml",
        "manifest.toml",
    }
    library.snapshot()
    library.accept("boek")
    assert "boek/kosten" in library.snapshot().sections_by_id()


def test_a_text_that_may_not_be_there_is_refused_and_nothing_is_written(library: Library) -> None:
    before = contents(library)
    with pytest.raises(CorpusError, match="bij 'reserved' mag de tekst niet in het corpus"):
        library.put_edition(library.entries()[1], NEW, b"boek", "boek.pdf")
    with pytest.raises(CorpusError, match=r"gids\.md"):
        put(library, "# Gids\n\n::: kader\nTekst.\n")
    assert contents(library) == before


def test_an_original_of_another_source_with_a_longer_name_stays(library: Library) -> None:
    other = library.folder / "originals" / "gids.oud.txt"
    other.write_bytes(b"van een ander")
    put(library)
    assert other.exists()


def test_what_is_not_said_of_the_new_edition_is_as_it_was(library: Library) -> None:
    known = library.entries()[0].model_copy(
        update={
            "names": ["de gids"],
            "unconfirmed": ["year", "url", "reuse"],
            "standing": Standing.SUPERSEDED,
            "superseded_by": "boek",
            "reuse_terms": "Mag.",
        }
    )
    said = new_entry(library.folder, "gids", title="Gids", publisher="Zij", edition="3e druk")
    found = next_edition(known, said)
    assert (found.edition, found.publisher, found.standing) == ("3e druk", "Zij", Standing.CURRENT)
    assert (found.url, found.reuse_terms, found.names) == (known.url, "Mag.", ["de gids"])
    assert (found.superseded_by, found.unconfirmed) == ("", ["url", "reuse"])
    told = new_entry(library.folder, "gids", title="Gids", publisher="Zij", reuse_terms="Mag niet.")
    assert next_edition(known, told).unconfirmed == ["url"]
    assert next_edition(known, told).reuse is Reuse.ATTRIBUTION
