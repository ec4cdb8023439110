"""Editions of one text: the one that counts comes first."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from index_fakes import source

from assistant.assistant import Assistant
from ingest.corpus.library import Library
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.index.search import current_first, search
from ingest.text.document import Chunk, Hit, Kind, Section, Standing, later_editions
from ingest.text.errors import CorpusError
from ingest.text.settings import Settings
from small_corpus import DOCUMENT, FakeEmbedder, ingest, opens

OLDEST = replace(source("a"), year=2015, standing=Standing.SUPERSEDED, superseded_by="b")
OLD = replace(source("b"), year=2019, standing=Standing.SUPERSEDED, superseded_by="c")
NEW = replace(source("c"), year=2024)
OTHER = source("d")
SOURCES = {each.id: each for each in (OLDEST, OLD, NEW, OTHER)}
SECTIONS = {name: Section(name, name, (), Kind.BODY, "", "", (), "Iets.") for name in SOURCES}


def hits(documents: str) -> list[Hit]:
    """A hit of each of these documents, numbered in that order, each with a lower score."""
    return [
        Hit(Chunk(f"{name}{rank}", name, 0, "Iets."), 1 - rank / 10, rank, rank)
        for rank, name in enumerate(documents)
    ]


def ranked(documents: str, asked: str = "Wat geldt er?") -> list[str]:
    found = current_first(SECTIONS, SOURCES, asked, hits(documents))
    assert [each.score for each in found] == [each.score for each in hits(documents)]
    return [each.chunk.id for each in found]


def test_later_editions_are_named_up_to_the_one_that_counts() -> None:
    assert later_editions("a", SOURCES) == [OLD, NEW]
    assert later_editions("c", SOURCES) == []


@pytest.mark.parametrize(
    ("documents", "order"),
    [
        ("bdc", ["c2", "d1", "b0"]),
        ("cdb", ["c0", "d1", "b2"]),
        ("bcbc", ["c1", "c3", "b0", "b2"]),
        ("abdc", ["c3", "b1", "d2", "a0"]),
        ("ab", ["b1", "a0"]),
        ("bd", ["b0", "d1"]),
        ("", []),
    ],
)
def test_hits_of_a_later_edition_take_the_ranks_of_an_earlier_one(
    documents: str, order: list[str]
) -> None:
    assert ranked(documents) == order


def test_a_question_that_names_the_year_of_an_earlier_edition_asks_for_that() -> None:
    assert ranked("bdc", "Wat gold er in 2019?") == ["b0", "d1", "c2"]
    assert ranked("bdc", "Wat geldt er sinds 2024?") == ["c2", "d1", "b0"]
    assert ranked("bdc", "Wat kost 20190 euro?") == ["c2", "d1", "b0"]


def test_what_speaks_for_a_hit_stays_with_it() -> None:
    first, _ = current_first(SECTIONS, SOURCES, "", hits("bc"))
    assert (first.dense, first.lexical) == (1, 1)


SECOND = """
[[source]]
id = "gids-2"
title = "Gids"
edition = ""
publisher = "Wij"
url = "https://example.org/"
reuse = "reserved"
standing = "{standing}"
superseded_by = "{by}"
checked = 2026-11-01
"""


@pytest.mark.parametrize(
    ("standing", "by", "said"),
    [
        ("current", "gids", "deze bron geldt nog. Zet 'standing' op 'superseded'."),
        ("superseded", "weg", "'weg' is geen bron. Zet die in het manifest."),
        ("superseded", "gids-2", "zo vervangt een bron zichzelf. Noem de nieuwere bron, of geen."),
    ],
)
def test_what_took_the_place_of_a_source_is_another_one(
    corpus: Path, standing: str, by: str, said: str
) -> None:
    manifest = corpus / "manifest.toml"
    text = manifest.read_text(encoding="utf-8") + SECOND.format(standing=standing, by=by)
    manifest.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        Library(corpus).snapshot()
    assert str(caught.value).endswith(f"bron 'gids-2', veld 'superseded_by': {said}")


def test_the_manifest_says_what_took_the_place_of_a_source(corpus: Path) -> None:
    manifest = corpus / "manifest.toml"
    text = manifest.read_text(encoding="utf-8") + SECOND.format(standing="superseded", by="gids")
    manifest.write_text(text, encoding="utf-8")
    gids, second = Library(corpus).snapshot().sources
    assert later_editions("gids-2", {each.id: each for each in (gids, second)}) == [gids]


OLD_FILES = """
[source.text]
path = "documents/gids-2.md"
original = "originals/gids.txt"
changes = "changes/gids.toml"
"""


def test_of_two_editions_that_say_the_same_the_one_that_counts_is_found_first(
    small: Settings, embedder: FakeEmbedder
) -> None:
    manifest = small.corpus / "manifest.toml"
    second = SECOND.format(standing="superseded", by="gids").replace("reserved", "not_stated")
    text = second + OLD_FILES + manifest.read_text(encoding="utf-8")
    manifest.write_text(text, encoding="utf-8")
    (small.corpus / "documents" / "gids-2.md").write_text(DOCUMENT, encoding="utf-8")
    Library(small.corpus).accept("gids-2")
    ingest(small, embedder)
    words = "Een steunouder is een vrijwilliger"
    with closing(Release(small, current_release(small.data))) as release:
        found = search(release, release.query(words, embedder.embed_question(words))).hits
        assert [each.chunk.section_id for each in found[:1]] == ["gids/steunouders"]
        assert "gids-2/steunouders" in {each.chunk.section_id for each in found}
    with closing(Assistant(small, opens(embedder))) as assistant:
        near = assistant.search(words)
        assert near[0].source.id == "gids"
