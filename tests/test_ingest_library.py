"""A corpus folder, read as a whole; the first thing that is wrong is named."""

import re
from pathlib import Path

import pytest

from ingest.corpus.library import Library
from ingest.index.content import represented
from ingest.text.errors import CorpusError
from ingest.text.settings import BUNDLED_CORPUS
from small_corpus import DOCUMENT, PROFILE, annotate, write_corpus

SUMMARY = "\n## Samenvatting\n\n<!-- richtlijn: bestaat-niet -->\n\nDe samenvatting.\n"


def write(corpus: Path, name: str, text: str) -> None:
    path = corpus / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_snapshot_holds_all_that_is_known_of_a_corpus(corpus: Path) -> None:
    annotate(corpus)
    write(corpus, "terms.toml", '[group.steun]\nsource = "algemeen"\nlay.oppas = "steunouder"\n')
    write(corpus, "profile.toml", PROFILE)
    fitted = (BUNDLED_CORPUS / "fitted.toml").read_text(encoding="utf-8")
    write(corpus, "fitted.toml", re.sub("(?<=plain]\nchunk = ).*", "9.0", fitted))
    found = Library(corpus).snapshot()
    assert [each.id for each in found.sources] == ["gids"]
    assert [each.id for each in found.sections] == [
        "gids/steunouders",
        "gids/burgervoogd",
        "gids/burgervoogd/citaat",
    ]
    assert [each.plain for each in found.annotations.passages] == ["Wie opvangt."]
    assert found.annotations.unanswered == ("Wat kost dat?", "Wie betaalt?")
    assert found.annotations.stale == ("gids/steunouders",)
    assert found.terms == (("oppas", "steunouder"),)
    assert [each.phone for each in found.safety.contacts] == ["112"]
    assert found.safety.danger == ("Hij slaat haar nu",)
    assert found.fitted.ranking.plain.chunk == 9
    assert found.profile.tagline == "Alles uit de gids"


def test_what_a_folder_does_not_say_is_nothing_or_that_of_the_package(corpus: Path) -> None:
    (corpus / "contacts.toml").unlink()
    found, shipped = Library(corpus).snapshot(), Library(BUNDLED_CORPUS).snapshot()
    assert (found.annotations.passages, found.annotations.unanswered, found.terms) == ((), (), ())
    assert found.fitted == shipped.fitted
    assert found.safety.contacts == shipped.safety.contacts
    assert found.profile != shipped.profile
    assert found.profile.subject == "Gids"


def test_the_same_folder_gives_the_same_snapshot(corpus: Path) -> None:
    assert Library(corpus).snapshot() == Library(corpus).snapshot()


@pytest.mark.parametrize("document", ["# Gids\n", "# Gids\n\n## Kop\n"])
def test_a_corpus_without_text_is_no_corpus(corpus: Path, document: str) -> None:
    write_corpus(corpus, document)
    with pytest.raises(CorpusError, match=r"staat geen tekst\. Voeg"):
        Library(corpus).snapshot()


WRONG = {
    "manifest.toml": ("source = 3", "manifest.toml"),
    "changes/gids (1).toml": ("", r"gids \(1\)\.toml lijkt een kopie"),
    "documents/gids.md": (DOCUMENT + SUMMARY, "gids.md"),
    "annotations/a.toml": ("section = ", r"a\.toml"),
    "terms.toml": ("group = 3", r"terms\.toml"),
    "contacts.toml": ("", r"contacts\.toml"),
    "fitted.toml": ("", r"fitted\.toml"),
    "profile.toml": ("tagline = 3", r"profile\.toml"),
}
"""A mistake in each file, in the order in which they are read."""


@pytest.mark.parametrize("name", WRONG)
def test_each_file_is_read(corpus: Path, name: str) -> None:
    text, said = WRONG[name]
    write(corpus, name, text)
    with pytest.raises(CorpusError, match=said):
        Library(corpus).snapshot()


@pytest.mark.parametrize("first", range(len(WRONG)))
def test_of_several_mistakes_the_one_nearest_the_source_is_named_first(
    corpus: Path, first: int
) -> None:
    """What follows is often no mistake any more when that is mended."""
    for name, (text, _) in list(WRONG.items())[first:]:
        write(corpus, name, text)
    with pytest.raises(CorpusError, match=list(WRONG.values())[first][1]):
        Library(corpus).snapshot()


def test_a_summary_of_an_unknown_source_is_named(corpus: Path) -> None:
    write_corpus(corpus, DOCUMENT + SUMMARY)
    with pytest.raises(CorpusError, match="richtlijn: bestaat-niet"):
        Library(corpus).snapshot()


def test_the_shipped_corpus_is_whole() -> None:
    own = represented(Library(BUNDLED_CORPUS).snapshot())
    assert own.is_annotated
    assert own.snapshot.annotations.stale == ()
    assert {row.place.section_id for row in own.passages} == {
        section.id for section in own.snapshot.sections
    }
